import type { TestDatabase } from '../../support/postgres';
import { type Declared, type Entry, type Grantee, type Grants, nameOf, SEQUENCES, TABLES } from './declared';

/** What somebody holds, a line each: `reader: SELECT on table s0.t1`. */
export type Holdings = ReadonlySet<string>;

/** What the roles hold in the database, as the catalogs have it. */
export async function heldBy(names: readonly string[], database: TestDatabase): Promise<Holdings> {
  const rows = await database.query<{ line: string }>(
    `WITH acls (what, acl) AS (
       SELECT CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || relnamespace::regnamespace || '.' || relname, relacl
         FROM pg_class WHERE relnamespace::regnamespace::text LIKE 's_'
       UNION ALL SELECT 'schema ' || nspname, nspacl FROM pg_namespace WHERE nspname LIKE 's_'
       UNION ALL SELECT 'database', datacl FROM pg_database WHERE datname = current_database()
       UNION ALL SELECT 'future tables of ' || defaclnamespace::regnamespace, defaclacl FROM pg_default_acl WHERE defaclnamespace <> 0
     )
     SELECT DISTINCT rolname || ': ' || privilege_type || ' on ' || what AS line
       FROM acls, aclexplode(acl) JOIN pg_roles ON pg_roles.oid = grantee WHERE rolname = ANY ($1)`,
    { values: [names] },
  );
  return new Set(rows.map(({ line }) => line));
}

/** What a resource declares, in the same words. */
export function declaredIn(grants: Grants, declared: Declared): Holdings {
  const onObjects = [...grants.entries.values()].flatMap((each) =>
    linesOf(each.grantees, each.privileges, placesOf(each), declared),
  );
  const future = [...grants.defaults.values()].flatMap(({ grantees, privileges, schemas }) =>
    linesOf(
      grantees,
      privileges,
      schemas.map((each) => `future tables of ${each}`),
      declared,
    ),
  );
  return new Set([...onObjects, ...future]);
}

export function linesOf(
  grantees: readonly Grantee[],
  privileges: readonly string[],
  places: readonly string[],
  declared: Declared,
): string[] {
  return grantees.flatMap((grantee) =>
    privileges.flatMap((each) => places.map((place) => `${nameOf(grantee, declared)}: ${each} on ${place}`)),
  );
}

/** Everybody a resource names. */
export function namedIn({ entries, defaults }: Grants, declared: Declared): string[] {
  const all = [...entries.values(), ...defaults.values()].flatMap(({ grantees }) => grantees);
  return [...new Set(all.map((each) => nameOf(each, declared)))];
}

/** What an entry is about. */
export function placesOf({ on, schemas, objects }: Entry): string[] {
  if (on === 'database') return ['database'];
  if (on === 'schema') return schemas.map((schema) => `schema ${schema}`);
  const all = on === 'table' ? TABLES : SEQUENCES;
  return schemas.flatMap((schema) => (objects ?? all).map((name) => `${on} ${schema}.${name}`));
}
