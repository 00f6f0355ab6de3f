/** What becomes of access lists that PostgreSQL keeps in a catalog. */
export interface AccessListColumn {
  /** `managed`: read, shown, and managed by grants. `read`: it decides what is shown. `left`: not looked at. */
  readonly use: 'managed' | 'read' | 'left';
  readonly what: string;
}

/** Every catalog column of type `aclitem[]` in PostgreSQL 13 to 18. */
export const ACCESS_LIST_COLUMNS: Readonly<Record<string, AccessListColumn>> = {
  'pg_attribute.attacl': { use: 'managed', what: 'columns' },
  'pg_class.relacl': { use: 'managed', what: 'tables, views, materialized views, foreign tables, sequences' },
  'pg_database.datacl': { use: 'managed', what: 'databases' },
  'pg_default_acl.defaclacl': { use: 'managed', what: 'default privileges' },
  'pg_foreign_data_wrapper.fdwacl': { use: 'managed', what: 'foreign data wrappers' },
  'pg_foreign_server.srvacl': { use: 'managed', what: 'foreign servers' },
  'pg_init_privs.initprivs': {
    use: 'read',
    what: 'what came with PostgreSQL or an extension, which is never revoked',
  },
  'pg_language.lanacl': { use: 'managed', what: 'languages' },
  'pg_largeobject_metadata.lomacl': { use: 'managed', what: 'large objects' },
  'pg_namespace.nspacl': { use: 'managed', what: 'schemas' },
  'pg_parameter_acl.paracl': { use: 'managed', what: 'parameters, from PostgreSQL 15' },
  'pg_proc.proacl': { use: 'managed', what: 'functions, procedures, aggregates' },
  'pg_tablespace.spcacl': { use: 'managed', what: 'tablespaces' },
  'pg_type.typacl': {
    use: 'managed',
    what: 'types and domains; not arrays, row types of tables, multirange types and pseudo-types, which follow others',
  },
};
