import {
  type DeclaredGrants,
  type GrantEntry,
  PRIVILEGE_BITS,
  type Privilege,
  type TargetKind,
} from '../../../src/metadata';
import { type AlreadyHeld, type GrantsPlan, planGrants, renderStatement } from '../../../src/postgres/grants';
import type {
  AclGroup,
  ClusterMembership,
  ClusterRole,
  FoundDefault,
  FoundGrants,
  FoundTarget,
} from '../../../src/postgres/grants/found/found';
import { labelled } from '../../support/labelled';

/** A database in few words, for what is decided from its catalogs without a server. */
export interface Catalogs {
  readonly version?: number;
  /** Who applies; default `admin`, a superuser. */
  readonly admin?: string;
  /** Whoever is named elsewhere needs no entry: a plain role that may sign in. */
  readonly roles?: Readonly<Record<string, Partial<ClusterRole>>>;
  /** `reader in team`; with what differs from a plain membership. */
  readonly memberships?: Readonly<Record<string, Partial<ClusterMembership>>>;
  /** By their names as in `table app.orders`, `column app.orders.id`, `function app.f(integer)`: the owner, or more than that. */
  readonly objects?: Readonly<Record<string, string | Partial<FoundTarget>>>;
  /** `reader: SELECT, INSERT* on table app.orders by owner`: a star is the grant option. `initial` ends what the system gave. */
  readonly acl?: readonly string[];
  readonly defaults?: readonly FoundDefault[];
  /** How many rows pg_class and pg_proc have. */
  readonly rows?: FoundGrants['rows'];
  /** The kinds of which all was read in every schema; default: tables. */
  readonly complete?: readonly TargetKind[];
}

/** What a reading of it finds. The database `db` and the schema `app` are the owner's and everybody's to use, save where `objects` has them. */
export function foundIn({
  version = 18,
  admin = 'admin',
  roles = {},
  memberships = {},
  objects = {},
  acl: given = [],
  defaults = [],
  complete = ['table'],
  rows: size,
}: Catalogs): FoundGrants {
  const open = Object.keys(OPEN).filter((label) => !(label in objects));
  const all: NonNullable<Catalogs['objects']> = { 'database db': 'owner', 'schema app': 'owner', ...objects };
  const acl = [...given, ...open.map((label) => OPEN[label] as string)];
  const targets = Object.entries(all).map(([label, more], at) => targetOf(label, more, at, acl));
  const names = Object.keys(all);
  const rows = Object.entries(memberships).map(([pair, more]) => membershipOf(pair, more));
  const groups = acl.map((line) => groupOf(line, names));
  const known = new Set([
    ...Object.keys(roles),
    ...[admin, 'owner', ...rows.flatMap(({ role, member }) => [role, member])],
    ...targets.map(({ owner }) => owner),
    ...groups.flatMap(({ grantee, grantor }) => [grantee, grantor]),
    ...defaults.flatMap(({ owner, entries }) => [owner, ...entries.map(({ grantee }) => grantee)]),
  ]);
  known.delete('public');
  return {
    ...{ database: 'db', serverVersion: version * 10_000, admin, eventTriggers: false, fingerprint: '' },
    roles: [...known].map((name, at) => ({
      ...{ oid: 16_384 + at, name, superuser: name === 'admin', login: true, createrole: false, inherit: true },
      ...roles[name],
    })),
    ...(size && { rows: size }),
    memberships: rows,
    targets,
    acl: groups,
    defaults,
    complete: targets.flatMap(({ kind, name }) =>
      kind === 'schema' ? complete.map((each) => [each, name] as const) : [],
    ),
  };
}

const OPEN: Readonly<Record<string, string>> = {
  'database db': 'public: CONNECT, TEMPORARY on database db by owner',
  'schema app': 'public: USAGE on schema app by owner',
};

function targetOf(label: string, more: string | Partial<FoundTarget>, at: number, acl: readonly string[]): FoundTarget {
  const [, kind = '', path = ''] = /^(\S+) (.*)$/.exec(label) ?? [];
  const [first = '', second, third] = /^[^(]*/.exec(path)?.[0].split('.') ?? [];
  const own = typeof more === 'string' ? { owner: more } : more;
  const entries = acl.filter((line) => line.includes(` on ${label} by `));
  return {
    kind: kind as TargetKind,
    oid: 20_000 + at,
    ...(second === undefined ? { name: first } : { schema: first, name: third ?? second }),
    ...(third !== undefined && second !== undefined && { table: second }),
    ...(path.includes('(') && { args: argsOf(path), signature: path.slice(first.length + 1) }),
    ...{ owner: 'owner', size: entries.length + 1, pristine: entries.length === 0 },
    ...own,
  };
}

function argsOf(path: string) {
  const types = path.slice(path.indexOf('(') + 1, -1).split(', ');
  return types
    .filter((each) => each !== '')
    .map((spelling) => ({
      schema: 'pg_catalog',
      name: spelling === 'integer' ? 'int4' : spelling,
      spelling,
      array: false,
    }));
}

function membershipOf(pair: string, more: Partial<ClusterMembership>): ClusterMembership {
  const [member = '', role = ''] = pair.split(' in ');
  return { role, member, grantor: 'admin', admin: false, inherit: true, set: true, ...more };
}

function groupOf(line: string, objects: readonly string[]): AclGroup {
  const match = /^(.+?): (.+) on (.+) by (\S+)( initial)?$/.exec(line);
  const [, grantee = '', privileges = '', label = '', grantor = '', initial] = match ?? [];
  const at = objects.indexOf(label);
  if (at === -1) throw new Error(`No such object, or no such line: ${line}`);
  const given = privileges.split(', ');
  const bits = (names: readonly string[]) =>
    names.reduce((all, name) => all | PRIVILEGE_BITS[name.replace('*', '') as Privilege], 0);
  return {
    ...{ grantee, grantor, on: [at], initial: initial !== undefined },
    privileges: bits(given),
    grantable: bits(given.filter((each) => each.endsWith('*'))),
  };
}

/** What is declared for the database, entry by entry. */
export function declared(entries: readonly GrantEntry[], more: Partial<DeclaredGrants> = {}): DeclaredGrants {
  return {
    database: 'db',
    mode: 'authoritative',
    grants: labelled(entries),
    default_privileges: {},
    ...more,
  } as DeclaredGrants;
}

/** SELECT on tables of `app`. */
export function select(grantee: string, objects?: readonly string[], more: Partial<GrantEntry> = {}): GrantEntry {
  return {
    grantees: [grantee],
    on: 'table',
    schemas: ['app'],
    ...(objects && { objects }),
    privileges: ['SELECT'],
    ...more,
  };
}

export interface Planned extends GrantsPlan {
  readonly sql: readonly string[];
  readonly codes: readonly string[];
}

/** The plan for it, with its statements in SQL and its problems by their codes. */
export function plan(
  wanted: DeclaredGrants,
  catalogs: Catalogs,
  before: { readonly prior?: DeclaredGrants; readonly alreadyHeld?: AlreadyHeld } = {},
): Planned {
  const made = planGrants(wanted, foundIn(catalogs), before);
  return { ...made, sql: made.statements.map(renderStatement), codes: made.problems.map(({ code }) => code) };
}
