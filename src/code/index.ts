export { APONO_KINDS, type AponoDocument } from './apono-kinds';
export {
  documentsOf,
  hclSlips,
  type ReadResource,
  type ReadViewAsCodeOptions,
  readState,
  readViewAsCode,
} from './parse';
export {
  type AccessDetailsPreview,
  previewAccessDetails,
  renderAccessDetailsPreview,
} from './preview-access-details';
export { type HclFlavor, type PrintHclOptions, printHcl, printJson, resourceTypeOf } from './print';
export type {
  DefaultPrivilegesDocument,
  GrantDocument,
  GrantsDocument,
  IntegrationDocument,
  Known,
  ProjectDocument,
  RoleDocument,
  ServerDocument,
  Unevaluated,
} from './project-document';
export { evaluated, isUnevaluated } from './project-document';
export { renameSources, sourcesIn } from './sources-in';
export { type IsBlock, isBlockBySchema, type Member, type StackToHclOptions, stackToHcl } from './stack';
export { type ReadStack, type ReadStackOptions, readStack } from './stack/read-stack';
export { type PrintTypeScriptOptions, printTypeScript } from './typescript';
