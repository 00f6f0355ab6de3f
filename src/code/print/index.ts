export type { HclFlavor } from './integration';
export { type PrintHclOptions, printHcl } from './print-hcl';
export { printJson } from './print-json';
