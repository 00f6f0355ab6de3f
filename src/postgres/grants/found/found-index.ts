import { builtInPublicBits, PUBLIC, type TargetKind } from '../../../metadata';
import type { FoundGrants, FoundTarget } from './found';
import { type KnownRole, knownRoles, rolesAbove, type Ways } from './role-graph';

/** Ways into what was found that would be slow by searching. */
export interface FoundIndex {
  readonly found: FoundGrants;
  readonly roles: ReadonlyMap<string, KnownRole>;
  /** What was found, each with its access list, in the same order. */
  readonly targets: readonly Target[];
  /** The database itself. */
  readonly database: Target | undefined;
  /** Whoever owns the database. */
  readonly databaseOwner: string;
  /** The grantors whose giving is not looked at; never the admin. */
  readonly ignoredGrantors: ReadonlySet<string>;
  /** The targets of a kind in a schema, or in none; of columns in a table. */
  place(kind: TargetKind, schema?: string, table?: string): Place | undefined;
  /** The targets of one name; several only for a function's overloads. */
  named(kind: TargetKind, schema: string | undefined, name: string, table?: string): readonly Target[];
  /** The roles that a role is a member of, itself among them; by default only those whose privileges it has. */
  rolesOf(role: string, ways?: Ways): ReadonlySet<string>;
}

/** Something that carries an access list, with what was read of it. */
export interface Target extends FoundTarget {
  /** Where it stands among the targets, for sorting and folding. */
  readonly position: number;
  readonly place: Place;
  /** Of a column: its table. */
  readonly parent?: Target;
  /** The entries of the access list that were read, PUBLIC's built-in ones among them. */
  readonly entries: readonly AclEntry[];
  /** What others gave to its owner, who has it by nature: of no use, but it goes with what it rests on. */
  readonly toOwner: readonly AclEntry[];
}

/** All the targets of one kind in one schema; of columns, in one table. */
export interface Place {
  readonly kind: TargetKind;
  /** Absent for kinds that live in none. */
  readonly schema?: string;
  readonly targets: readonly Target[];
}

export interface AclEntry {
  readonly grantee: string;
  readonly grantor: string;
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** The part of `privileges` that may be passed on. */
  readonly grantable: number;
  /** Came with the system or an extension. */
  readonly initial: boolean;
  /** Given by somebody whose giving is not looked at (`ignore_grantors`). */
  readonly ignored: boolean;
}

/**
 * Prepares what was found for resolving and diffing.
 *
 * @param ignored the grantors whose giving is not looked at; in an owner's or the admin's own name it always is
 */
export function indexFound(found: FoundGrants, ignored: readonly string[] = []): FoundIndex {
  const places = new Map<string, Place & { readonly targets: Target[] }>();
  const names = new Map<string, Target[]>();
  const ignoredGrantors = new Set(ignored.filter((each) => each !== found.admin));
  const entries = entriesByPosition(found, ignoredGrantors);
  const targets = found.targets.map((one, position): Target => {
    const { kind, schema, name, table } = one;
    const key = placeKey(kind, schema, table);
    const place = places.get(key) ?? { kind, ...(schema !== undefined && { schema }), targets: [] };
    // Columns come after the tables.
    const parent = table === undefined ? undefined : names.get(nameKey('table', schema, table))?.[0];
    const [toOwner, toOthers] = apart(entries[position] ?? [], ({ grantee }) => grantee === one.owner);
    const its = [...toOthers, ...builtInEntries(one)];
    const target = { ...one, position, place, ...(parent !== undefined && { parent }), entries: its, toOwner };
    place.targets.push(target);
    places.set(key, place);
    push(names, nameKey(kind, schema, name, table), target);
    return target;
  });
  const database = targets.find((each) => each.kind === 'database' && each.name === found.database);
  const databaseOwner = database?.owner ?? '';
  const rolesOf = rolesAbove(found, databaseOwner);
  return {
    found,
    roles: knownRoles(found, rolesOf),
    targets,
    database,
    databaseOwner,
    ignoredGrantors,
    place: (kind, schema, table) => places.get(placeKey(kind, schema, table)),
    named: (kind, schema, name, table) => names.get(nameKey(kind, schema, name, table)) ?? [],
    rolesOf: (role, ways = 'inherited') => rolesOf(role, ways),
  };
}

/** Whether a target is one of the cluster, as opposed to one of the database. */
export function isShared(target: FoundTarget): boolean {
  return target.kind === 'tablespace' || target.kind === 'parameter';
}

/** Whether a schema holds what PostgreSQL itself came with. */
export function isSystemSchema(schema: string | undefined): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema';
}

/** What an access list that nobody has touched yet gives; the database's own is always read. */
export function builtInEntries(target: FoundTarget): AclEntry[] {
  const privileges = builtInPublicBits(target.kind);
  if (!target.pristine || privileges === 0 || target.kind === 'database') return [];
  return [{ grantee: PUBLIC, grantor: target.owner, privileges, grantable: 0, initial: false, ignored: false }];
}

function entriesByPosition(found: FoundGrants, ignored: ReadonlySet<string>): readonly AclEntry[][] {
  const entries: AclEntry[][] = found.targets.map(() => []);
  for (const { on, ...group } of found.acl) {
    const seen = { ...group, ignored: false };
    const unseen = ignored.has(group.grantor) ? { ...group, ignored: true } : seen;
    for (const position of on) {
      entries[position]?.push(found.targets[position]?.owner === group.grantor ? seen : unseen);
    }
  }
  return entries;
}

const NONE: readonly AclEntry[] = [];

function apart(
  entries: readonly AclEntry[],
  isFirst: (entry: AclEntry) => boolean,
): readonly [readonly AclEntry[], readonly AclEntry[]] {
  // Nearly always there is none of the first, and there may be a million lists.
  if (!entries.some(isFirst)) return [NONE, entries];
  return [entries.filter(isFirst), entries.filter((each) => !isFirst(each))];
}

function placeKey(kind: TargetKind, schema?: string, table?: string): string {
  return JSON.stringify([kind, schema ?? '', table ?? '']);
}

function nameKey(kind: TargetKind, schema: string | undefined, name: string, table?: string): string {
  return JSON.stringify([kind, schema ?? '', table ?? '', name]);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
