import { type GrantPiece, livesInSchema, namesOf } from '../../../metadata';
import { type FoundIndex, isSystemSchema, type Place, type Target } from '../found/found-index';
import { type Held, NOTHING } from '../found/held';

/** What one grantee holds, a schema as a whole where all in it is held alike. */
export function exportEntries(
  grantee: string,
  mine: ReadonlyMap<Target, Held>,
  index: FoundIndex,
): readonly GrantPiece[] {
  const places = new Map<Place, Target[]>();
  for (const target of [...mine.keys()].sort((a, b) => a.position - b.position)) {
    places.set(target.place, [...(places.get(target.place) ?? []), target]);
  }
  return [...places].flatMap(([place, targets]) => {
    const common = heldOnAll(place, grantee, mine, index);
    const whole = [
      ...entry(grantee, place, undefined, common.privileges & ~common.grantable, false),
      ...entry(grantee, place, undefined, common.grantable, true),
    ];
    return [...whole, ...namingEntries(grantee, place, targets, mine, common)];
  });
}

/** What the grantee holds on every object of the schema; nothing where not all of them were read. */
function heldOnAll(place: Place, grantee: string, mine: ReadonlyMap<Target, Held>, index: FoundIndex): Held {
  const all = place.targets.filter(({ owner }) => owner !== grantee);
  if (all.length < 2 || !isWhole(place, index)) return NOTHING;
  return all
    .map((target) => mine.get(target) ?? NOTHING)
    .reduce((common, each) => ({
      privileges: common.privileges & each.privileges,
      grantable: common.grantable & each.grantable,
    }));
}

/** Whether the place can be spoken of as a whole: all of it was read, and it is not the system's. */
export function isWhole({ kind, schema }: Place, { found }: FoundIndex): boolean {
  if (kind === 'column' || !livesInSchema(kind) || isSystemSchema(schema)) return false;
  return found.complete.some(([each, name]) => each === kind && name === schema);
}

/** What is held beyond what is held on all, the objects with the same together. */
function namingEntries(
  grantee: string,
  place: Place,
  targets: readonly Target[],
  mine: ReadonlyMap<Target, Held>,
  common: Held,
): GrantPiece[] {
  const alike = new Map<string, { bits: number; option: boolean; targets: Target[] }>();
  for (const target of targets) {
    const { privileges, grantable } = mine.get(target) ?? NOTHING;
    for (const [option, bits] of [
      [false, privileges & ~grantable & ~common.privileges],
      [true, grantable & ~common.grantable],
    ] as const) {
      if (bits === 0) continue;
      const group = alike.get(`${bits} ${option}`) ?? { bits, option, targets: [] };
      alike.set(`${bits} ${option}`, group);
      group.targets.push(target);
    }
  }
  return [...alike.values()].flatMap(({ bits, option, targets: some }) => entry(grantee, place, some, bits, option));
}

/** @param targets default: every object of the place */
function entry(
  grantee: string,
  { kind, schema }: Place,
  targets: readonly Target[] | undefined,
  bits: number,
  option: boolean,
): GrantPiece[] {
  if (bits === 0) return [];
  return [
    {
      grantee,
      on: kind === 'column' ? 'table' : kind,
      ...(schema !== undefined && { schema }),
      ...(targets !== undefined && kind !== 'database' && objectsOf(kind, targets)),
      privileges: namesOf(bits),
      ...(option && { with_grant_option: true }),
    },
  ];
}

/** How an entry names targets of one place. */
export function objectsOf(kind: Place['kind'], targets: readonly Target[]): Pick<GrantPiece, 'objects' | 'columns'> {
  if (kind !== 'column') return { objects: targets.map(nameOf) };
  return { objects: targets.slice(0, 1).flatMap(({ table }) => table ?? []), columns: targets.map(nameOf) };
}

/** A function by a signature that finds it again whatever types of the same name there are. */
function nameOf({ name, args }: Target): string {
  if (args === undefined) return name;
  const types = args.map(({ schema, name: type, spelling, array }) => {
    const full = schema === 'pg_catalog' ? spelling : `${quote(schema)}.${quote(type)}`;
    return array ? `${full}[]` : full;
  });
  return `${/^[a-z_][a-z0-9_]*$/.test(name) ? name : quote(name)}(${types.join(', ')})`;
}

function quote(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
