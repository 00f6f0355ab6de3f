export { grantsImportId, roleImportId } from './import-id';
export { type HclFlavor, RESOURCE_TYPES } from './integration-block';
export { type PrintHclOptions, printHcl } from './print-hcl';
export { printJson } from './print-json';
