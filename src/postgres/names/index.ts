export { readObjectNames, readRoleNames, readSchemaNames, roleExists, type SchemaObjectKind } from './read-names';
