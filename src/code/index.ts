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
export { type ReadIntegration, type ReadViewAsCodeOptions, readViewAsCode } from './parse';
export {
  type AccessDetailsPreview,
  type AccessDetailsRule,
  previewAccessDetails,
  renderAccessDetailsPreview,
} from './preview';
export { type HclFlavor, type PrintHclOptions, printHcl, printJson } from './print';
export { type IsBlock, isBlockBySchema, type Member, type StackToHclOptions, stackToHcl } from './stack';
