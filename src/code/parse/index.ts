export { parseHcl } from './hcl-json';
export { hclSlips } from './hcl-slips';
export { readState } from './state';
export { type ReadIntegration, type ReadViewAsCodeOptions, readViewAsCode } from './view-as-code';
