export type {
  DefaultPrivilegesDocument,
  GrantDocument,
  GrantsDocument,
  IntegrationDocument,
  IntegrationOwnerDocument,
  Known,
  ProjectDocument,
  ResourceOwnerDocument,
  RoleDocument,
  SecretStoreDocument,
  ServerDocument,
  Unevaluated,
} from './document';
export { isUnevaluated } from './document';
export { type ReadIntegration, type ReadViewAsCodeOptions, readState, readViewAsCode } from './parse';
export {
  type AccessDetailsPreview,
  type AccessDetailsRule,
  previewAccessDetails,
  renderAccessDetailsPreview,
} from './preview';
export { type HclFlavor, type PrintHclOptions, printHcl, printJson, RESOURCE_TYPES } from './print';
export { type IsBlock, isBlockBySchema, type Member, type StackToHclOptions, stackToHcl } from './stack';
export { type ReadStack, readStack } from './stack/read-stack';
export { type PrintTypeScriptOptions, printTypeScript } from './typescript';
