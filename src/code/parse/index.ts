export { parseHcl } from './hcl-json';
export { type ReadIntegration, type ReadViewAsCodeOptions, readViewAsCode } from './view-as-code';
