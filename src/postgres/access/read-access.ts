import { PUBLIC, type TargetKind } from '../../metadata';
import { DEFAULT_KINDS } from '../grants/read/catalog-rows';
import { readJson } from '../read-json';
import { readSystemIdentifier } from '../server-identity';
import type { Session } from '../session';
import { listsQuery, standingQuery } from './access-queries';
import type { AccessObject, FoundAccess, RowSecurity } from './found-access';

interface StandingRow {
  read_at: string;
  roles: [number, string, boolean, boolean, boolean, boolean, boolean, number, boolean][];
  memberships: [number, number, number, boolean, boolean, boolean][];
  defaults: [number, string | null, string, number, number, number][];
}

type ListRow = [
  TargetKind,
  number,
  boolean,
  boolean,
  number,
  [number, number, number, number][],
  [string | null, string, string | null][],
];

/** What else is read besides the objects that people made. */
export interface AccessScope {
  /** The objects of `pg_catalog` and `information_schema` too, untrusted languages and the system's own tablespaces. Default: false. */
  readonly system?: boolean;
}

/**
 * Reads roles, memberships and every access list of a database, by a constant number of catalog queries.
 *
 * @throws PostgresError when the server refuses.
 */
export async function readAccess(session: Session, { system = false }: AccessScope = {}): Promise<FoundAccess> {
  const version = session.serverVersion;
  const standing = await readJson<StandingRow>(session, standingQuery(version));
  const names = new Map<number, string>([[0, PUBLIC]]);
  for (const [oid, name] of standing.roles) names.set(oid, name);
  const nameOf = (oid: number) => names.get(oid) ?? `unknown (OID ${oid})`;
  const lists = (await readJson<ListRow[]>(session, listsQuery(version), [system])).map((row) => asList(row, nameOf));
  return {
    database: session.database,
    serverVersion: version,
    user: session.user,
    system: await readSystemIdentifier(session),
    readAt: standing.read_at,
    roles: standing.roles.map(
      ([, name, superuser, login, inherit, createrole, bypassrls, connectionLimit, expired]) => {
        return { name, superuser, login, inherit, createrole, bypassrls, connectionLimit, expired };
      },
    ),
    memberships: standing.memberships.map(([role, member, grantor, admin, inherit, set]) => {
      return { role: nameOf(role), member: nameOf(member), grantor: nameOf(grantor), admin, inherit, set };
    }),
    databaseOwner: lists.find(({ kind }) => kind === 'database')?.owner ?? '',
    lists,
    defaults: standing.defaults.map(([owner, schema, code, grantee, privileges, grantable]) => ({
      owner: nameOf(owner),
      ...(schema !== null && { schema }),
      on: DEFAULT_KINDS[code] as TargetKind,
      grantee: nameOf(grantee),
      privileges,
      grantable,
    })),
  };
}

const ROW_SECURITY: readonly RowSecurity[] = ['off', 'on', 'forced'];

function asList(row: ListRow, nameOf: (oid: number) => string): FoundAccess['lists'][number] {
  const [kind, owner, pristine, catalog, secured, lines, objects] = row;
  return {
    kind,
    owner: nameOf(owner),
    pristine,
    catalog,
    rowSecurity: ROW_SECURITY[secured] ?? 'off',
    lines: lines.map(([grantee, grantor, privileges, grantable]) => {
      return { grantee: nameOf(grantee), grantor: nameOf(grantor), privileges, grantable };
    }),
    objects: objects.map(asObject),
  };
}

/** There may be very many: each is made at once, without parts that are put together. */
function asObject([schema, name, table]: ListRow[6][number]): AccessObject {
  if (schema === null) return { name };
  return table === null ? { schema, name } : { schema, name, table };
}

/** The columns of system catalogs in which this server keeps access lists: `pg_class.relacl`. */
export async function accessListColumns(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.atttypid = 'pg_catalog.aclitem[]'::regtype AND c.relkind = 'r' AND c.relnamespace = 'pg_catalog'::regnamespace
        AND NOT a.attisdropped ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
