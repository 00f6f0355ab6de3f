import { builtInPublicBits, PUBLIC, type TargetKind } from '../../metadata';
import type { FoundGrants, FoundRole, FoundTarget } from './found';

/** Ways into what was found that would be slow by searching. */
export interface FoundIndex {
  readonly found: FoundGrants;
  readonly roles: ReadonlyMap<string, FoundRole>;
  /** Positions of targets by kind and schema (`''` for kinds without one); of columns by kind, schema and table. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** The positions of one named thing; several only for a function's overloads. */
  named(kind: TargetKind, schema: string | undefined, name: string, table?: string): readonly number[];
  /** The roles that a role is a member of, itself among them; by default only those whose privileges it has. */
  rolesOf(role: string, only?: 'inherited' | 'any'): ReadonlySet<string>;
  /** Whoever owns the database. */
  readonly databaseOwner: string;
  /** The entries of one target's access list that were read, PUBLIC's built-in ones among them. */
  entriesOf(target: number): readonly AclEntry[];
}

export interface AclEntry {
  readonly grantee: string;
  readonly grantor: string;
  readonly privileges: number;
  readonly grantable: number;
  readonly initial: boolean;
}

/** Prepares what was found for resolving and diffing. */
export function indexFound(found: FoundGrants): FoundIndex {
  const roles = new Map(found.roles.map((each) => [each.name, each]));
  const places = new Map<string, number[]>();
  const names = new Map<string, number[]>();
  found.targets.forEach((target, index) => {
    push(places, placeKey(target.kind, target.schema, target.table), index);
    push(names, nameKey(target.kind, target.schema, target.name, target.table), index);
  });
  const databaseOwner = found.targets.find((each) => each.kind === 'database')?.owner ?? '';
  const entries = new Map<number, AclEntry[]>();
  for (const { on, ...entry } of found.acl) for (const target of on) push(entries, target, entry);
  found.targets.forEach((target, index) => {
    const privileges = builtInPublicBits(target.kind);
    if (target.pristine && privileges !== 0 && target.kind !== 'database') {
      push(entries, index, { grantee: PUBLIC, grantor: target.owner, privileges, grantable: 0, initial: false });
    }
  });
  const above = membershipsByMember(found, databaseOwner);
  const reached = new Map<string, ReadonlySet<string>>();
  return {
    found,
    roles,
    places,
    databaseOwner,
    named: (kind, schema, name, table) => names.get(nameKey(kind, schema, name, table)) ?? [],
    rolesOf: (role, only = 'inherited') => {
      const key = `${only} ${role}`;
      const known = reached.get(key) ?? climb(role, above, only === 'inherited');
      reached.set(key, known);
      return known;
    },
    entriesOf: (target) => entries.get(target) ?? [],
  };
}

export function placeKey(kind: TargetKind, schema?: string, table?: string): string {
  return JSON.stringify([kind, schema ?? '', table ?? '']);
}

function nameKey(kind: TargetKind, schema: string | undefined, name: string, table?: string): string {
  return JSON.stringify([kind, schema ?? '', table ?? '', name]);
}

/** Whether a target is a part of the schema's objects of its kind, as opposed to one of the database or cluster. */
export function isShared(target: FoundTarget): boolean {
  return target.kind === 'tablespace' || target.kind === 'parameter';
}

interface Step {
  role: string;
  inherit: boolean;
}

function membershipsByMember(found: FoundGrants, databaseOwner: string): ReadonlyMap<string, Step[]> {
  const above = new Map<string, Step[]>();
  for (const { member, role, inherit } of found.memberships) push(above, member, { role, inherit });
  // Whoever owns the database is a member of this role without any row that says so.
  push(above, databaseOwner, { role: 'pg_database_owner', inherit: true });
  return above;
}

function climb(role: string, above: ReadonlyMap<string, Step[]>, inheritedOnly: boolean): ReadonlySet<string> {
  const seen = new Set([role]);
  for (const each of seen) {
    for (const step of above.get(each) ?? []) if (step.inherit || !inheritedOnly) seen.add(step.role);
  }
  return seen;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
