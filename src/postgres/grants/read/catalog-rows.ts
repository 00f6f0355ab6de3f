import type { TargetKind } from '../../../metadata';
import type { ArgumentType } from '../found/argument-types';
import type { CatalogDefaultKind, ClusterMembership, ClusterRole, FoundDefault, FoundTarget } from '../found/found';

/*
 * The rows of the catalog queries, which are arrays to be small, and what becomes of them.
 */

/** Which yes or no it is, the position tells. */
export type Flag = boolean;

export interface GeneralRow {
  admin: string;
  event_triggers: boolean;
  relations: number;
  functions: number;
  defaults: DefaultRow[];
  roles: [number, string, Flag, Flag, Flag, Flag][];
  memberships: [number, number, number, Flag, Flag, Flag][] | null;
}
/** Kind code, grantee, grantor, privileges, grantable, objects, initial. */
export type AclRow = [string, number, number, number, number, string, Flag];
/** Kind code, object, grantee, grantor, one privilege. */
export type InitialRow = [string, string, number, number, number];
export type DefaultRow = [number, string | null, string, [number, number, number][]];
/** Objects that PUBLIC was shut out of, by kind code. */
export type ClosedRow = Readonly<Record<string, readonly string[]>>;
/** Oid, schema, name, spelling, whether an array of it is meant. */
export type TypeRow = [number, string, string, string, Flag];
export type TargetRow = [
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
  string | null,
  number | null,
];

export function asRole(row: GeneralRow['roles'][number]): ClusterRole {
  const [oid, name, superuser, login, createrole, inherit] = row;
  return { oid, name, superuser, login, createrole, inherit };
}

export function asMembership(
  [role, member, grantor, admin, inherit, set]: NonNullable<GeneralRow['memberships']>[number],
  nameOf: (oid: number) => string,
): ClusterMembership {
  return { role: nameOf(role), member: nameOf(member), grantor: nameOf(grantor), admin, inherit, set };
}

export function asTarget(
  row: TargetRow,
  nameOf: (oid: number) => string,
  types: ReadonlyMap<number, ArgumentType>,
): FoundTarget {
  const [, kind, oid, , schema, name, table, args, signature, owner, size, pristine, refuses, ...more] = row;
  const [extension, ownerHolds] = more;
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
    ...(extension !== null && { extension }),
    ...(ownerHolds !== null && { ownerHolds }),
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

export function asDefault([owner, schema, code, entries]: DefaultRow, nameOf: (oid: number) => string): FoundDefault {
  return {
    owner: nameOf(owner),
    ...(schema !== null && { schema }),
    on: DEFAULT_CODES[code] as CatalogDefaultKind,
    entries: entries.map(([grantee, privileges, grantable]) => ({ grantee: nameOf(grantee), privileges, grantable })),
  };
}

/** Columns come right after every table, which the order of kinds gives for free. */
export function byPlace(a: TargetRow, b: TargetRow): number {
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

export function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
