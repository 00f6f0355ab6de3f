import type { TestDatabase } from '../../support/postgres';

/**
 * Everything about some roles and one database that an apply may change, in one line: attributes, settings, comments,
 * memberships with their options and grantors, privileges, default privileges, owners.
 *
 * @param like the names of the roles, as a pattern for LIKE
 */
export async function snapshot(database: TestDatabase, like: string): Promise<string> {
  const [row] = await database.query<{ json: string }>(
    `WITH roles AS (SELECT * FROM pg_roles WHERE rolname LIKE $1)
     SELECT json_build_object(
       'roles', (SELECT json_agg(json_build_array(to_jsonb(r) - 'oid', shobj_description(oid, 'pg_authid')) ORDER BY rolname) FROM roles r),
       'memberships', (SELECT json_agg(text ORDER BY text) FROM (
          SELECT (to_jsonb(m) - 'oid' || jsonb_build_object('roleid', m.roleid::regrole, 'member', m.member::regrole,
                 'grantor', CASE WHEN m.grantor IN (SELECT oid FROM roles) THEN m.grantor::regrole::text ELSE 'other' END))::text AS text
            FROM pg_auth_members m WHERE m.member IN (SELECT oid FROM roles)) AS each),
       'objects', (SELECT json_agg(text ORDER BY text) FROM (${OBJECTS}) AS each),
       'defaults', (SELECT json_agg(text ORDER BY text) FROM (
          SELECT format('%s %s %s %s', defaclrole::regrole, defaclnamespace, defaclobjtype, ${sorted('defaclacl')}) AS text
            FROM pg_default_acl) AS each)) AS json`,
    { values: [like] },
  );
  return JSON.stringify(row?.json);
}

/** The items of an ACL, in an order that does not tell how they came about. */
function sorted(acl: string): string {
  return `(SELECT string_agg(format('%s=%s%s/%s', grantee::regrole, privilege_type, is_grantable, grantor::regrole), ' '
           ORDER BY grantee::regrole::text, privilege_type, grantor::regrole::text) FROM aclexplode(${acl}))`;
}

const OBJECTS = [
  ['pg_class', "relkind = 'r' AND relnamespace >= 16384", 'relname', 'relowner', 'relacl', "'r'"],
  ['pg_namespace', 'oid >= 16384', 'nspname', 'nspowner', 'nspacl', "'n'"],
  ['pg_proc', 'oid >= 16384', 'proname', 'proowner', 'proacl', "'f'"],
  ['pg_database', 'datname = current_database()', 'datname', 'datdba', 'datacl', "'d'"],
]
  .map(
    ([catalog, where, name, owner, acl, kind]) =>
      `SELECT format('${catalog} %s %s %s', ${name}, ${owner}::regrole,
              ${sorted(`coalesce(${acl}, acldefault(${kind}, ${owner}))`)}) AS text FROM ${catalog} WHERE ${where}`,
  )
  .join(' UNION ALL ');
