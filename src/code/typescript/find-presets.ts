import { ACCESS_PRESETS, type AccessPreset, type AccessPresetName, PUBLIC } from '../../metadata';
import { evaluated } from '../project-document';
import type { FutureCall, GrantCall } from './grant-pieces';

/** One call of a preset: `database.grantReadOnly(role, { schemas, owners })`. */
export interface PresetCall {
  readonly method: AccessPresetName;
  readonly grantee: string;
  readonly schemas: readonly string[];
  readonly owners: readonly string[];
}

/** What grants come to when presets say what they can. */
export interface PresetGrants {
  readonly calls: readonly PresetCall[];
  readonly grants: readonly GrantCall[];
  readonly defaults: readonly FutureCall[];
}

/** Finds the presets that grants amount to, and what is left beside them. Nothing is added or widened. */
export function findPresets(grants: readonly GrantCall[], defaults: readonly FutureCall[]): PresetGrants {
  const left = { grants: oneSchemaEach(grants), defaults: [...defaults] };
  const calls: PresetCall[] = [];
  for (const grantee of new Set(grants.map((each) => each.grantee))) {
    if (typeof grantee !== 'string' || grantee === PUBLIC) continue;
    const found = METHODS.map((method) => presetOf(method, grantee, left.grants, left.defaults)).find(Boolean);
    if (!found) continue;
    calls.push(found.call);
    left.grants = left.grants.filter((each) => !found.said.has(each));
    left.defaults = left.defaults.filter((each) => !found.said.has(each));
  }
  return calls.length === 0 ? { calls, grants, defaults } : { calls, grants: left.grants, defaults: left.defaults };
}

const METHODS = Object.keys(ACCESS_PRESETS) as AccessPresetName[];

type Entry = GrantCall | FutureCall;

function presetOf(
  method: AccessPresetName,
  grantee: string,
  grants: readonly GrantCall[],
  defaults: readonly FutureCall[],
): { call: PresetCall; said: Set<Entry> } | undefined {
  const preset: AccessPreset = ACCESS_PRESETS[method];
  const mine = grants.filter((each) => each.grantee === grantee);
  const connect = mine.find((each) => each.on === 'database' && same(each, preset.database));
  if (connect === undefined) return undefined;
  const kinds = Object.entries(preset.objects);
  const said = new Set<Entry>([connect]);
  const schemas: string[] = [];
  let owners: string[] | undefined;
  for (const name of schemasOf(mine)) {
    const usage = mine.find(
      (each) => each.on === 'schema' && evaluated(each.objects)?.[0] === name && same(each, preset.schema),
    );
    const present = kinds.map(([kind, privileges]) =>
      mine.find((each) => each.on === kind && each.schema === name && isWhole(each) && same(each, privileges)),
    );
    const future = defaults.filter((each) => each.grantee === grantee && each.schema === name);
    const here = ownersOf(kinds, future);
    const complete = usage !== undefined && present.every(Boolean) && here.length > 0;
    if (!complete || (owners !== undefined && owners.join('\n') !== here.join('\n'))) continue;
    owners = here;
    schemas.push(name);
    for (const each of [usage, ...present]) if (each) said.add(each);
    for (const each of future) if (here.includes(String(each.owner)) && isOf(kinds, each)) said.add(each);
  }
  if (owners === undefined) return undefined;
  return { call: { method, grantee, schemas, owners }, said };
}

/** The owners whose future objects of every kind give exactly what the preset says. */
function ownersOf(kinds: [string, readonly string[]][], future: readonly FutureCall[]): string[] {
  const names = [...new Set(future.map(({ owner }) => owner))].filter((owner) => typeof owner === 'string').sort();
  return names.filter((owner) => {
    const theirs = future.filter((each) => each.owner === owner);
    return kinds.every(([kind, privileges]) => theirs.some((each) => each.on === kind && same(each, privileges)));
  });
}

function isOf(kinds: [string, readonly string[]][], entry: FutureCall): boolean {
  return kinds.some(([kind, privileges]) => entry.on === kind && same(entry, privileges));
}

function schemasOf(grants: readonly GrantCall[]): string[] {
  const objects = grants.flatMap((each) => (each.on === 'schema' ? (evaluated(each.objects) ?? []) : []));
  return [...new Set(objects)].filter((name) => typeof name === 'string').sort();
}

/** An entry on several schemas as one for each. */
function oneSchemaEach(grants: readonly GrantCall[]): GrantCall[] {
  return grants.flatMap((each) => {
    const objects = evaluated(each.objects) ?? [];
    return each.on === 'schema' && objects.length > 1 ? objects.map((name) => ({ ...each, objects: [name] })) : [each];
  });
}

function isWhole(entry: GrantCall): boolean {
  return entry.objects === undefined && entry.columns === undefined;
}

function same(entry: Entry, privileges: readonly string[]): boolean {
  const given = evaluated(entry.privileges);
  if (given === undefined || Object.keys(entry).some((name) => !SAID.includes(name))) return false;
  if ((entry.with_grant_option ?? false) !== false) return false;
  return [...new Set(given)].sort().join() === [...privileges].sort().join();
}

/** What a preset says of an entry; one that says more is none. */
const SAID = ['owner', 'grantee', 'on', 'schema', 'objects', 'columns', 'privileges', 'with_grant_option'];
