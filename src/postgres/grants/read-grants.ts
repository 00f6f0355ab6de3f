import { createHash, type Hash } from 'node:crypto';
import { PUBLIC, type TargetKind } from '../../metadata';
import type { Session } from '../session';
import type { ArgumentType } from './argument-types';
import { aclQuery, DEFAULTS_QUERY, rolesQuery } from './catalog-queries';
import type {
  AclGroup,
  CatalogDefaultKind,
  FoundDefault,
  FoundGrants,
  FoundMembership,
  FoundRole,
  FoundTarget,
} from './found';
import type { ReadScope } from './read-scope';
import { targetQuery } from './target-query';

/**
 * Reads all that the scope asks for in four catalog queries, whatever the number of grants.
 *
 * @throws PostgresError when the server refuses.
 */
export async function readGrants(real: Session, scope: ReadScope): Promise<FoundGrants> {
  const hash = createHash('sha256').update(JSON.stringify(scope));
  const session = hashing(real, hash);
  const version = session.serverVersion;
  const people = await json<RolesRow>(session, rolesQuery(version));
  const names = new Map<number, string>([[0, PUBLIC]]);
  for (const [oid, name] of people.roles) names.set(oid, name);
  const nameOf = (oid: number) => names.get(oid) ?? `unknown (OID ${oid})`;
  const wanted = new Set(scope.grantees);
  const oids = [...names].filter(([, name]) => wanted.has(name)).map(([oid]) => oid);
  const folded = await readAcl(session, oids, scope.everyGrantee === true);
  const found = await readTargets(session, scope, folded, nameOf);
  const defaults = await json<DefaultRow[]>(session, DEFAULTS_QUERY);
  return {
    database: session.database,
    serverVersion: version,
    admin: people.admin,
    roles: people.roles.map(asRole).sort(byName),
    memberships: (people.memberships ?? []).map((row) => asMembership(row, nameOf)),
    targets: found.targets,
    acl: found.acl,
    defaults: defaults.map((row) => asDefault(row, nameOf)),
    complete: found.complete,
    fingerprint: hash.digest('hex'),
  };
}

type Flag = boolean;
interface RolesRow {
  admin: string;
  roles: [number, string, Flag, Flag, Flag, Flag, Flag, Flag, Flag][];
  memberships: [number, number, number, Flag, Flag, Flag][] | null;
}
/** Kind code, grantee, grantor, privileges, grantable, objects, initial. */
type AclRow = [string, number, number, number, number, string, Flag];
/** Kind code, object, grantee, grantor, one privilege. */
type InitialRow = [string, string, number, number, number];
type DefaultRow = [number, string | null, string, [number, number, number][]];
/** Oid, schema, name, spelling, whether an array of it is meant. */
type TypeRow = [number, string, string, string, Flag];
type TargetRow = [
  string,
  TargetKind,
  number,
  number,
  string | null,
  string,
  string | null,
  string | null,
  string | null,
  number,
  number,
  Flag,
  string | null,
];

/** The same session, whose answers all go into the hash. */
function hashing(session: Session, hash: Hash): Session {
  return {
    database: session.database,
    user: session.user,
    serverVersion: session.serverVersion,
    query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
      const rows = await session.query<Row>(text, values);
      for (const row of rows) for (const value of Object.values(row)) hash.update(String(value));
      return rows;
    },
  };
}

async function json<T>(session: Session, text: string, values: unknown[] = []): Promise<T> {
  const rows = await session.query<{ data: string }>(text, values);
  return JSON.parse(rows[0]?.data ?? 'null') as T;
}

async function readAcl(session: Session, grantees: readonly number[], everyGrantee: boolean): Promise<AclRow[]> {
  const rows = await session.query<{ data: string; initial: string }>(aclQuery(session.serverVersion), [
    `{${grantees.join(',')}}`,
    everyGrantee,
  ]);
  const initial = new Map<string, number>();
  for (const [code, object, grantee, grantor, bit] of JSON.parse(rows[0]?.initial ?? '[]') as InitialRow[]) {
    const key = `${code}${object} ${grantee} ${grantor}`;
    initial.set(key, (initial.get(key) ?? 0) | bit);
  }
  const all = JSON.parse(rows[0]?.data ?? '[]') as AclRow[];
  return initial.size === 0 ? all : all.flatMap((row) => splitInitial(row, initial));
}

/** The part of an entry that came with the system, apart from what somebody granted since. */
function splitInitial(row: AclRow, initial: ReadonlyMap<string, number>): AclRow[] {
  const [code, grantee, grantor, privileges, grantable, objects] = row;
  const initialOf = (object: string) => (initial.get(`${code}${object} ${grantee} ${grantor}`) ?? 0) & privileges;
  const parts = new Map<number, string[]>();
  for (const object of objects.split(',')) {
    const bits = initialOf(object);
    parts.set(bits, [...(parts.get(bits) ?? []), object]);
  }
  return [...parts].flatMap(([bits, some]): AclRow[] => {
    const part = (kept: number, flag: Flag): AclRow[] =>
      kept === 0 ? [] : [[code, grantee, grantor, kept, grantable & kept, some.join(','), flag]];
    return [...part(bits, true), ...part(privileges & ~bits, false)];
  });
}

async function readTargets(
  session: Session,
  scope: ReadScope,
  folded: readonly AclRow[],
  nameOf: (oid: number) => string,
): Promise<Pick<FoundGrants, 'targets' | 'acl' | 'complete'>> {
  const seen: Record<string, Set<string>> = {};
  for (const [code, , , , , objects] of folded) {
    const key = code === 'c' ? 'C' : code;
    seen[key] ??= new Set();
    for (const object of objects.split(',')) seen[key].add(object.split('.', 1)[0] as string);
  }
  const rows = await session.query<{ data: string; complete: string; types: string }>(
    targetQuery(session.serverVersion),
    [
      JSON.stringify(Object.fromEntries(Object.entries(seen).map(([code, set]) => [code, [...set]]))),
      JSON.stringify(scope),
    ],
  );
  const all = (JSON.parse(rows[0]?.data ?? '[]') as TargetRow[]).sort(byPlace);
  const types = new Map<number, ArgumentType>();
  for (const [oid, schema, name, spelling, array] of JSON.parse(rows[0]?.types ?? '[]') as TypeRow[]) {
    types.set(oid, { schema, name, spelling, array });
  }
  const targets = all.map((row) => asTarget(row, nameOf, types));
  const position = new Map<string, number>();
  all.forEach(([code, , oid, sub], index) => {
    position.set(code === 'c' ? `c${oid}.${sub}` : `${code}${oid}`, index);
  });
  const acl = folded.map(([code, grantee, grantor, privileges, grantable, objects, initial]) => ({
    grantee: nameOf(grantee),
    grantor: nameOf(grantor),
    privileges,
    grantable,
    initial,
    // What was dropped between the two queries is not found again.
    on: objects
      .split(',')
      .map((object) => position.get(code + object))
      .filter((index) => index !== undefined)
      .sort((a, b) => a - b),
  }));
  const complete = JSON.parse(rows[0]?.complete ?? '[]') as [TargetKind, string][];
  return { targets, acl: acl.sort(byGrantee), complete };
}

function asRole(row: RolesRow['roles'][number]): FoundRole {
  const [oid, name, superuser, login, createrole, inherit, usable, settable, administered] = row;
  return { oid, name, superuser, login, createrole, inherit, usable, settable, administered };
}

function asMembership(
  [role, member, grantor, admin, inherit, set]: NonNullable<RolesRow['memberships']>[number],
  nameOf: (oid: number) => string,
): FoundMembership {
  return { role: nameOf(role), member: nameOf(member), grantor: nameOf(grantor), admin, inherit, set };
}

function asTarget(
  row: TargetRow,
  nameOf: (oid: number) => string,
  types: ReadonlyMap<number, ArgumentType>,
): FoundTarget {
  const [, kind, oid, , schema, name, table, args, signature, owner, size, pristine, refuses] = row;
  return {
    kind,
    oid,
    ...(schema !== null && { schema }),
    name,
    ...(table !== null && { table }),
    ...(args !== null && {
      args: args === '' ? [] : args.split(' ').map((oid) => types.get(Number(oid)) as ArgumentType),
    }),
    ...(signature !== null && { signature }),
    owner: nameOf(owner),
    size,
    pristine,
    ...(refuses !== null && { refuses }),
  };
}

const DEFAULT_CODES: Record<string, CatalogDefaultKind> = {
  r: 'table',
  S: 'sequence',
  f: 'function',
  T: 'type',
  n: 'schema',
  L: 'large_object',
};

function asDefault([owner, schema, code, entries]: DefaultRow, nameOf: (oid: number) => string): FoundDefault {
  return {
    owner: nameOf(owner),
    ...(schema !== null && { schema }),
    on: DEFAULT_CODES[code] as CatalogDefaultKind,
    entries: entries.map(([grantee, privileges, grantable]) => ({ grantee: nameOf(grantee), privileges, grantable })),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return compare(a.name, b.name);
}

/** Columns come right after every table, which the order of kinds gives for free. */
function byPlace(a: TargetRow, b: TargetRow): number {
  return (
    compare(KIND_ORDER[a[1]], KIND_ORDER[b[1]]) ||
    compare(a[4] ?? '', b[4] ?? '') ||
    compare(a[6] ?? '', b[6] ?? '') ||
    (a[1] === 'column' ? a[3] - b[3] : compare(a[8] ?? a[5], b[8] ?? b[5]))
  );
}

const KIND_ORDER: Record<TargetKind, number> = {
  database: 0,
  schema: 1,
  table: 2,
  column: 3,
  sequence: 4,
  function: 5,
  procedure: 6,
  type: 7,
  language: 8,
  foreign_data_wrapper: 9,
  foreign_server: 10,
  tablespace: 11,
  parameter: 12,
  large_object: 13,
};

function byGrantee(a: AclGroup, b: AclGroup): number {
  return (
    compare(a.grantee, b.grantee) ||
    compare(a.grantor, b.grantor) ||
    (a.on[0] ?? 0) - (b.on[0] ?? 0) ||
    a.privileges - b.privileges
  );
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
