export { parseHcl } from './hcl-json';
export { hclSlips } from './hcl-slips';
export { documentsOf } from './resource-readers';
export { readState } from './state';
export { type ReadResource, type ReadViewAsCodeOptions, readViewAsCode } from './view-as-code';
