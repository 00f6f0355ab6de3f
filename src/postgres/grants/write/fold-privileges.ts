import { namesOf, type TargetKind } from '../../../metadata';
import type { AclChange } from '../changes';
import type { Place, Target } from '../found/found-index';
import { addPair, foldPairs } from './fold-pairs';
import type { NamedObject, PrivilegeStatement, PrivilegesOn } from './grant-statement';
import { renderPrivileges } from './render-statement';

/**
 * Changes of access lists as few statements, equal ones folded over grantees, objects and schemas. A schema is named as a
 * whole only where an entry means it so and every object of it changes alike.
 *
 * @param targets what the positions of targets lead to
 */
export function foldPrivileges(
  changes: readonly AclChange[],
  wholeSchemas: ReadonlySet<Place>,
  targets: readonly Target[],
): PrivilegeStatement[] {
  return bucketsOf(changes).flatMap((bucket) => {
    const [first] = bucket;
    if (first === undefined) return [];
    const parts = first.target.kind === 'column' ? partsByColumns(bucket) : partsByPrivileges(bucket);
    return parts.flatMap(({ privileges, pairs }) =>
      foldPairs(pairs).flatMap(({ grantees, objects }) =>
        placesOf(pick(objects, targets), wholeSchemas).map((place) => ({
          ...mannerOf(first),
          ...place,
          privileges,
          grantees,
        })),
      ),
    );
  });
}

/** Changes that differ only in grantee, privileges and object. */
function bucketsOf(changes: readonly AclChange[]): AclChange[][] {
  // Found by going down one step each, for there may be a million of them.
  const buckets = new Map<string, Map<TargetKind, Map<string | null, AclChange[]>>>();
  for (const each of changes) {
    const manner = each.cascade ? `${each.action} cascade` : each.grantable ? 'grant option' : each.action;
    const kinds = within(buckets, manner, () => new Map<TargetKind, Map<string | null, AclChange[]>>());
    const grantors = within(kinds, each.target.kind, () => new Map<string | null, AclChange[]>());
    within(grantors, grantorOf(each), () => []).push(each);
  }
  return [...buckets.values()].flatMap((kinds) => [...kinds.values()].flatMap((grantors) => [...grantors.values()]));
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function grantorOf({ grantor, target }: AclChange): string | null {
  return grantor === target.owner ? null : grantor;
}

function mannerOf(change: AclChange) {
  return {
    do: 'change privileges',
    action: change.action,
    grantor: grantorOf(change),
    withGrantOption: change.grantable,
    cascade: change.cascade,
  } as const;
}

/** The same privileges for pairs of grantee and target. */
interface Part {
  readonly privileges: readonly PrivilegesOn[];
  readonly pairs: Map<string, number[]>;
}

function partsByPrivileges(bucket: readonly AclChange[]): Part[] {
  const parts = new Map<number, Part>();
  for (const { privileges, grantee, target } of bucket) {
    const part = within(parts, privileges, () => ({ privileges: [{ names: namesOf(privileges) }], pairs: new Map() }));
    addPair(part.pairs, grantee, target.position);
  }
  return inOrder([...parts.values()]);
}

/** Of columns, a table and everything that changes on its columns is one object. */
function partsByColumns(bucket: readonly AclChange[]): Part[] {
  const tables = new Map<Target, Map<string, Map<number, string[]>>>();
  for (const { privileges, grantee, target } of bucket) {
    const grantees = within(tables, target.parent ?? target, () => new Map<string, Map<number, string[]>>());
    const columns = within(grantees, grantee, () => new Map<number, string[]>());
    within(columns, privileges, () => []).push(target.name);
  }
  const parts = new Map<string, Part>();
  for (const [table, grantees] of tables) {
    for (const [grantee, byBits] of grantees) {
      const sorted = [...byBits].sort(([a], [b]) => a - b);
      const privileges = sorted.map(([bits, columns]) => ({ names: namesOf(bits), columns }));
      const part = within(parts, renderPrivileges(privileges), () => ({ privileges, pairs: new Map() }));
      addPair(part.pairs, grantee, table.position);
    }
  }
  return inOrder([...parts.values()]);
}

function inOrder(parts: readonly Part[]): Part[] {
  const keyed = parts.map((part) => [renderPrivileges(part.privileges), part] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

function pick(positions: readonly number[], targets: readonly Target[]): Target[] {
  return positions.flatMap((each) => targets[each] ?? []);
}

/** Where a statement acts: one place, or two where some schemas can be named as a whole. */
function placesOf(
  targets: readonly Target[],
  wholeSchemas: ReadonlySet<Place>,
): Pick<PrivilegeStatement, 'on' | 'schemas' | 'objects'>[] {
  const [first] = targets;
  if (first === undefined) return [];
  const on = first.kind === 'column' ? 'table' : first.kind;
  const schemas: string[] = [];
  const objects: NamedObject[] = [];
  for (const [place, part] of byPlace(targets)) {
    const whole = part.length > 1 && part.length === place.targets.length && wholeSchemas.has(place);
    if (whole && place.schema !== undefined && HAVE_ALL.has(place.kind)) schemas.push(place.schema);
    else objects.push(...part.map(namedObject));
  }
  return [
    ...(schemas.length > 0 ? [{ on, schemas, objects: null }] : []),
    ...(objects.length > 0 ? [{ on, schemas: null, objects }] : []),
  ];
}

/** The kinds that the grammar has ALL ... IN SCHEMA for. */
const HAVE_ALL: ReadonlySet<TargetKind> = new Set(['table', 'sequence', 'function', 'procedure']);

function byPlace(targets: readonly Target[]): Map<Place, Target[]> {
  const places = new Map<Place, Target[]>();
  for (const each of targets) within(places, each.place, () => []).push(each);
  return places;
}

/** A target as a statement names it. */
export function namedObject({ schema, name, args, signature }: Target): NamedObject {
  return {
    ...(schema !== undefined && { schema }),
    name,
    ...(args !== undefined && { args }),
    ...(signature !== undefined && { signature }),
  };
}
