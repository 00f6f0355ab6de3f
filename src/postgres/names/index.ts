export {
  type RoleFilter,
  readDatabaseNames,
  readObjectNames,
  readRoleNames,
  readSchemaNames,
  roleExists,
  type SchemaObjectKind,
} from './read-names';
