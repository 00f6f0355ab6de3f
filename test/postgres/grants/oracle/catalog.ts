import type { Acl } from './acl';
import { type Bits, bits, type Kind } from './privileges';
import { type Membership, type Role, Roles } from './roles';
import { type Default, keyOf, type Thing, type World } from './world';

type Query = (sql: string) => Promise<readonly { readonly data: string }[]>;

type Line = readonly [grantee: string | null, grantor: string, privilege: string, option: boolean];

interface Rows {
  readonly version: number;
  readonly bootstrap: string;
  readonly roles: readonly Role[];
  readonly memberships: readonly Membership[];
  readonly things: readonly (Omit<Thing, 'acl'> & { readonly acl: readonly Line[] | null })[];
  readonly defaults: readonly (Omit<Default, 'acl'> & { readonly acl: readonly Line[] })[];
}

/**
 * The world as the catalogs of a database have it.
 *
 * @param schemas those whose objects count
 */
export async function readWorld(query: Query, version: number, schemas: readonly string[]): Promise<World> {
  const [row] = await query(worldQuery(version, schemas));
  const found = JSON.parse(row?.data ?? '') as Rows;
  const things = found.things.map((each): Thing => ({ ...withoutNulls(each), acl: each.acl && aclFrom(each.acl) }));
  const owner = things.find(({ kind }) => kind === 'database')?.owner ?? '';
  return {
    version,
    roles: new Roles(found.roles, found.memberships, version, owner, found.bootstrap),
    things,
    defaults: found.defaults.map((each) => ({ ...withoutNulls(each), acl: aclFrom(each.acl) })),
  };
}

/** A world as lines, for comparing: what differs between two is easy to see. */
export function linesOf({ things, defaults, roles }: World): string[] {
  const items = (acl: Acl | null) =>
    acl === null
      ? ['untouched']
      : acl.map(
          ({ grantee, grantor, held, options }) =>
            `${grantee} by ${grantor}: ${held.toString(2)} ${options.toString(2)}`,
        );
  return [
    ...things.flatMap((each) => items(each.acl).map((item) => `${keyOf(each)} of ${each.owner}: ${item}`)),
    ...defaults.flatMap((each) =>
      items(each.acl).map((item) => `default ${each.owner} ${each.schema ?? ''} ${each.on}: ${item}`),
    ),
    ...roles.memberships.map(
      ({ role, member, grantor, admin, inherit, set }) =>
        `member ${member} of ${role} by ${grantor}: ${admin} ${inherit} ${set}`,
    ),
  ].sort();
}

function aclFrom(lines: readonly Line[]): Acl {
  const all = new Map<string, { grantee: string; grantor: string; held: Bits; options: Bits }>();
  for (const [grantee, grantor, privilege, option] of lines) {
    const key = JSON.stringify([grantee, grantor]);
    const item = all.get(key) ?? { grantee: grantee ?? 'public', grantor, held: 0, options: 0 };
    const bit = bits([privilege], 'table', 18);
    item.held |= bit;
    if (option) item.options |= bit;
    all.set(key, item);
  }
  return [...all.values()];
}

function withoutNulls<Of extends object>(of: Of): Of {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)) as Of;
}

const LINES = (acl: string) => `(SELECT coalesce(json_agg(json_build_array(
  CASE a.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(a.grantee) END, pg_get_userbyid(a.grantor), a.privilege_type, a.is_grantable)), '[]')
  FROM aclexplode(${acl}) a)`;

const THING = (
  kind: Kind | string,
  of: { schema?: string; name: string; table?: string; owner: string; acl: string },
) =>
  `json_build_object('kind', ${kind}, 'schema', ${of.schema ?? 'NULL'}, 'name', ${of.name}, 'table', ${of.table ?? 'NULL'},
    'owner', pg_get_userbyid(${of.owner}), 'acl', CASE WHEN ${of.acl} IS NOT NULL THEN ${LINES(of.acl)} END)`;

function worldQuery(version: number, schemas: readonly string[]): string {
  const inThem = `n.nspname IN (${schemas.map((each) => `'${each.replaceAll("'", "''")}'`).join(', ')})`;
  const options = version >= 16 ? `m.inherit_option, 'set', m.set_option` : `true, 'set', true`;
  return `
SELECT json_build_object('bootstrap', pg_get_userbyid(10),
  'roles', (SELECT json_agg(json_build_object('name', rolname, 'oid', oid::int8, 'superuser', rolsuper, 'createrole', rolcreaterole,
    'inherit', rolinherit)) FROM pg_roles WHERE oid = 10 OR rolname !~ '^pg_'),
  'memberships', (SELECT coalesce(json_agg(json_build_object('role', r.rolname, 'member', u.rolname, 'grantor', pg_get_userbyid(m.grantor),
    'admin', m.admin_option, 'inherit', ${options})), '[]')
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member WHERE r.rolname !~ '^pg_' AND u.rolname !~ '^pg_'),
  'things', (SELECT json_agg(data ORDER BY step, one, two) FROM (
    SELECT 1 AS step, '' AS one, 0 AS two, ${THING("'database'", { name: 'd.datname', owner: 'd.datdba', acl: 'd.datacl' })} AS data
      FROM pg_database d WHERE d.datname = current_database()
    UNION ALL SELECT 2, n.nspname, 0, ${THING("'schema'", { name: 'n.nspname', owner: 'n.nspowner', acl: 'n.nspacl' })}
      FROM pg_namespace n WHERE ${inThem}
    UNION ALL SELECT 3, n.nspname || ' ' || r.relname, 0, ${THING("CASE r.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END", { schema: 'n.nspname', name: 'r.relname', owner: 'r.relowner', acl: 'r.relacl' })}
      FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace WHERE ${inThem} AND r.relkind IN ('r', 'v', 'S')
    UNION ALL SELECT 3, n.nspname || ' ' || r.relname, a.attnum, ${THING("'column'", { schema: 'n.nspname', name: 'a.attname', table: 'r.relname', owner: 'r.relowner', acl: 'a.attacl' })}
      FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace
      WHERE ${inThem} AND r.relkind IN ('r', 'v', 'S') AND NOT a.attisdropped
    UNION ALL SELECT 4, n.nspname || ' ' || p.proname, 0, ${THING("'function'", { schema: 'n.nspname', name: 'p.proname', owner: 'p.proowner', acl: 'p.proacl' })}
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${inThem}
    UNION ALL SELECT 5, n.nspname || ' ' || t.typname, 0, ${THING("'type'", { schema: 'n.nspname', name: 't.typname', owner: 't.typowner', acl: 't.typacl' })}
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${inThem} AND t.typtype = 'e'
    ) found),
  'defaults', (SELECT coalesce(json_agg(json_build_object('owner', pg_get_userbyid(d.defaclrole), 'schema', n.nspname,
    'on', CASE d.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function' WHEN 'T' THEN 'type' WHEN 'n' THEN 'schema' END,
    'acl', ${LINES('d.defaclacl')})), '[]')
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace))::text AS data`;
}
