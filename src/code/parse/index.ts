export { parseHcl } from './hcl-json';
export { readState } from './state';
export { type ReadIntegration, type ReadViewAsCodeOptions, readViewAsCode } from './view-as-code';
