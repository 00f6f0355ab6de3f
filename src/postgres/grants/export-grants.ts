import { isSystemRole } from '../../metadata/clouds';
import { namesOf } from '../privileges';
import { type DeclaredGrants, type DefaultPrivilegeEntry, type GrantEntry, livesInSchema, PUBLIC } from './declared';
import type { FoundGrants, FoundTarget } from './found';
import { type FoundIndex, indexFound, isShared, placeKey } from './found-index';
import type { ReadScope } from './read-scope';
import type { Held } from './resolve-grants';

/** What must be read for an export. @param grantees default: every role that is not the system's own */
export function exportScope(grantees?: readonly string[]): ReadScope {
  return {
    grantees: grantees ?? [],
    everyGrantee: grantees === undefined,
    everySchemaHeld: true,
    wholeSchemas: [],
    columnsOf: [],
    named: [],
  };
}

/**
 * Writes what was found as a declaration of few entries, a schema as a whole where everything in it is granted alike.
 * Planning that declaration against the same database gives nothing to do.
 *
 * @param grantees default: every role that holds anything, without PUBLIC, superusers and the system's own roles
 */
export function exportGrants(found: FoundGrants, grantees?: readonly string[]): DeclaredGrants {
  const index = indexFound(found);
  const held = heldBy(index, grantees === undefined ? undefined : new Set(grantees));
  const grants: GrantEntry[] = [];
  for (const grantee of [...held.keys()].sort()) {
    grants.push(...entriesOf(grantee, held.get(grantee) as Map<number, Held>, index));
  }
  return {
    database: found.database,
    mode: 'authoritative',
    grants,
    default_privileges: defaultsOf(index, grantees === undefined ? undefined : new Set(grantees)),
  };
}

function isExported(grantee: string, only: ReadonlySet<string> | undefined, index: FoundIndex): boolean {
  if (only !== undefined) return only.has(grantee);
  const role = index.roles.get(grantee);
  return grantee !== PUBLIC && role !== undefined && !role.superuser && !isSystemRole(grantee);
}

function heldBy(index: FoundIndex, only: ReadonlySet<string> | undefined): Map<string, Map<number, Held>> {
  const held = new Map<string, Map<number, Held>>();
  for (const { grantee, privileges, grantable, initial, on } of index.found.acl) {
    if (initial || !isExported(grantee, only, index)) continue;
    const mine = held.get(grantee) ?? new Map<number, Held>();
    held.set(grantee, mine);
    for (const target of on) {
      const place = index.found.targets[target] as FoundTarget;
      if (place.owner === grantee || isShared(place)) continue;
      const before = mine.get(target);
      mine.set(target, {
        privileges: privileges | (before?.privileges ?? 0),
        grantable: grantable | (before?.grantable ?? 0),
      });
    }
  }
  return held;
}

function entriesOf(grantee: string, mine: ReadonlyMap<number, Held>, index: FoundIndex): GrantEntry[] {
  const places = new Map<string, number[]>();
  for (const target of [...mine.keys()].sort((a, b) => a - b)) {
    const { kind, schema, table } = index.found.targets[target] as FoundTarget;
    const key = placeKey(kind, schema, kind === 'column' ? table : undefined);
    places.set(key, [...(places.get(key) ?? []), target]);
  }
  return [...places].flatMap(([key, targets]) => {
    const first = index.found.targets[targets[0] as number] as FoundTarget;
    if (first.kind === 'column') return columnEntries(grantee, targets, mine, index);
    const common = wholeSchema(key, first, grantee, mine, index);
    const whole = [
      ...entry(grantee, first, undefined, common.privileges & ~common.grantable, false),
      ...entry(grantee, first, undefined, common.grantable, true),
    ];
    return [...whole, ...singleEntries(grantee, targets, mine, common, index)];
  });
}

/** What the grantee holds on every object of the schema; nothing where not all of them were read. */
function wholeSchema(
  key: string,
  first: FoundTarget,
  grantee: string,
  mine: ReadonlyMap<number, Held>,
  index: FoundIndex,
): Held {
  const complete = index.found.complete.some(([kind, schema]) => kind === first.kind && schema === first.schema);
  const all = (index.places.get(key) ?? []).filter((each) => index.found.targets[each]?.owner !== grantee);
  const ofSystem = first.schema === 'pg_catalog' || first.schema === 'information_schema';
  if (first.kind === 'column' || !livesInSchema(first.kind) || !complete || all.length < 2 || ofSystem) {
    return { privileges: 0, grantable: 0 };
  }
  return all.reduce(
    (common, each) => ({
      privileges: common.privileges & (mine.get(each)?.privileges ?? 0),
      grantable: common.grantable & (mine.get(each)?.grantable ?? 0),
    }),
    { privileges: -1, grantable: -1 },
  );
}

function singleEntries(
  grantee: string,
  targets: readonly number[],
  mine: ReadonlyMap<number, Held>,
  common: Held,
  index: FoundIndex,
): GrantEntry[] {
  const alike = new Map<string, { bits: number; option: boolean; targets: number[] }>();
  for (const target of targets) {
    const { privileges, grantable } = mine.get(target) as Held;
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
  return [...alike.values()].flatMap(({ bits, option, targets: some }) => {
    const all = some.map((each) => index.found.targets[each] as FoundTarget);
    return entry(grantee, all[0] as FoundTarget, all.map(nameOf), bits, option);
  });
}

function columnEntries(
  grantee: string,
  targets: readonly number[],
  mine: ReadonlyMap<number, Held>,
  index: FoundIndex,
): GrantEntry[] {
  return singleEntries(grantee, targets, mine, { privileges: 0, grantable: 0 }, index).map(({ objects, ...rest }) => ({
    ...rest,
    on: 'table',
    objects: [index.found.targets[targets[0] as number]?.table ?? ''],
    columns: objects,
  }));
}

function entry(
  grantee: string,
  like: FoundTarget,
  objects: string[] | undefined,
  bits: number,
  option: boolean,
): GrantEntry[] {
  if (bits === 0) return [];
  return [
    {
      grantee,
      on: like.kind === 'column' ? 'table' : like.kind,
      ...(like.schema !== undefined && { schema: like.schema }),
      ...(objects !== undefined && like.kind !== 'database' && { objects }),
      privileges: namesOf(bits),
      ...(option && { with_grant_option: true }),
    },
  ];
}

/** A function by a signature that finds it again whatever types of the same name there are. */
function nameOf(target: FoundTarget): string {
  if (target.args === undefined) return target.name;
  const types = target.args.map(({ schema, name, spelling, array }) => {
    const type = schema === 'pg_catalog' ? spelling : `${quote(schema)}.${quote(name)}`;
    return array ? `${type}[]` : type;
  });
  return `${/^[a-z_][a-z0-9_]*$/.test(target.name) ? target.name : quote(target.name)}(${types.join(', ')})`;
}

function quote(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function defaultsOf(index: FoundIndex, only: ReadonlySet<string> | undefined): DefaultPrivilegeEntry[] {
  return index.found.defaults
    .flatMap(({ owner, schema, on, entries }) =>
      entries
        .filter(({ grantee }) => grantee !== owner && grantee !== PUBLIC && isExported(grantee, only, index))
        .flatMap(({ grantee, privileges, grantable }) =>
          (
            [
              [privileges & ~grantable, false],
              [grantable, true],
            ] as const
          )
            .filter(([bits]) => bits !== 0)
            .map(([bits, option]) => ({
              owner,
              ...(schema !== undefined && { schema }),
              on,
              grantee,
              privileges: namesOf(bits),
              ...(option && { with_grant_option: true }),
            })),
        ),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
