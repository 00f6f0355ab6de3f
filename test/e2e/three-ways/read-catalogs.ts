import type { PostgresServer } from '../../support/postgres';

/**
 * Everything in the catalogs that concerns some roles and a schema, a line each, without OIDs: access lists of the
 * schema and what is in it, default privileges, memberships, and the roles themselves. What owners have by owning is left out.
 */
export async function readCatalogs(
  server: PostgresServer,
  { database, schema, roles }: { database: string; schema: string; roles: readonly string[] },
): Promise<string[]> {
  const options =
    server.major >= 16
      ? `concat_ws(' ', CASE WHEN admin_option THEN 'admin' END, CASE WHEN NOT inherit_option THEN 'no inherit' END,
           CASE WHEN NOT set_option THEN 'no set' END)`
      : `CASE WHEN admin_option THEN 'admin' ELSE '' END`;
  const rows = await server.query<{ line: string }>(
    `WITH lists(object, owner, acl) AS (
       SELECT 'schema ' || nspname, nspowner, nspacl FROM pg_namespace WHERE nspname = $1
       UNION ALL
       SELECT CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || relname, relowner, relacl
         FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind NOT IN ('i', 't')
       UNION ALL
       SELECT 'column ' || relname || '.' || attname, relowner, attacl
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = $1::text::regnamespace
       UNION ALL
       SELECT 'function ' || proname, proowner, coalesce(proacl, acldefault('f', proowner))
         FROM pg_proc WHERE pronamespace = $1::text::regnamespace
       UNION ALL
       SELECT 'future ' || defaclobjtype::text || ' of ' || defaclrole::regrole, defaclrole, defaclacl
         FROM pg_default_acl WHERE defaclrole::regrole::text = ANY ($2)
     ), held AS (
       SELECT object || ': ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END || ' '
              || string_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END, ',' ORDER BY privilege_type)
              || ' by ' || CASE grantor WHEN 10 THEN 'superuser' ELSE grantor::regrole::text END AS line
         FROM lists, aclexplode(acl) WHERE grantee <> owner GROUP BY object, grantee, grantor
     )
     SELECT line FROM held
     UNION ALL
     SELECT trim('member ' || member::regrole || ' of ' || roleid::regrole || ' by '
              || CASE grantor WHEN 10 THEN 'superuser' ELSE grantor::regrole::text END || ' ' || ${options})
       FROM pg_auth_members WHERE member::regrole::text = ANY ($2) OR roleid::regrole::text = ANY ($2)
     UNION ALL
     SELECT 'role ' || rolname || concat(CASE WHEN rolcanlogin THEN ' login' END, CASE WHEN rolcreatedb THEN ' createdb' END)
       FROM pg_roles WHERE rolname = ANY ($3)`,
    { database, values: [schema, roles, roles.filter((each) => /^(made|renamed)/.test(each))] },
  );
  return rows.map(({ line }) => line).sort();
}
