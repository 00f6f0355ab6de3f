export { grantsImportId, roleImportId } from './import-id';
export { type PrintHclOptions, printHcl } from './print-hcl';
export { printJson } from './print-json';
export { type HclFlavor, resourceTypeOf } from './resource-type';
