import { builtInPublicBits, type GrantsMode, PUBLIC } from '../../metadata';
import type { DefaultChange } from './changes';
import type { CatalogDefaultKind } from './found';
import type { FoundIndex } from './found-index';
import type { Held, Wanted } from './resolve-grants';

interface Place {
  readonly owner: string;
  readonly schema?: string;
  readonly on: CatalogDefaultKind;
  readonly grantee: string;
}

/** The changes of default privileges, by the same rules as `diffGrants`. Pure. */
export function diffDefaults(
  wanted: Wanted,
  index: FoundIndex,
  { mode, ownedBefore }: { mode: GrantsMode; ownedBefore?: Wanted | undefined },
): DefaultChange[] {
  const places = new Map<string, Place>();
  const have = foundDefaults(index, places);
  const want = byKey(wanted, places);
  const gave = ownedBefore === undefined ? new Map<string, Held>() : byKey(ownedBefore, places);
  const changes: DefaultChange[] = [];
  for (const [key, place] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // An owner needs no grant on what it will own.
    if (place.grantee === place.owner) continue;
    const goal = want.get(key) ?? NOTHING;
    const now = have.get(key) ?? builtIn(place, index);
    const looked = want.has(key) || place.grantee !== PUBLIC;
    const before = gave.get(key) ?? NOTHING;
    const all = mode === 'authoritative' && wanted.grantees.has(place.grantee) && looked;
    const kept = place.grantee === PUBLIC && place.schema === undefined ? builtInPublicBits(place.on) : 0;
    const mayGo = all ? now : { privileges: before.privileges & ~kept, grantable: before.grantable };
    const revoke = now.privileges & mayGo.privileges & ~goal.privileges;
    const option = now.grantable & mayGo.grantable & ~goal.grantable & ~revoke;
    const withOption = goal.grantable & ~now.grantable;
    const plain = goal.privileges & ~now.privileges & ~withOption;
    const add = (action: DefaultChange['action'], privileges: number, grantable = false) => {
      if (privileges !== 0) changes.push({ action, ...place, privileges, grantable });
    };
    add('revoke', revoke);
    add('revoke_grant_option', option);
    add('grant', plain);
    add('grant', withOption, true);
  }
  return changes;
}

const NOTHING: Held = { privileges: 0, grantable: 0 };

function foundDefaults(index: FoundIndex, places: Map<string, Place>): Map<string, Held> {
  const have = new Map<string, Held>();
  for (const { owner, schema, on, entries } of index.found.defaults) {
    for (const { grantee, privileges, grantable } of entries) {
      have.set(note(places, { owner, ...(schema !== undefined && { schema }), on, grantee }), {
        privileges,
        grantable,
      });
    }
  }
  return have;
}

function byKey(all: Wanted, places: Map<string, Place>): Map<string, Held> {
  return new Map(
    all.defaults.map(({ owner, schema, on, grantee, ...held }) => [
      note(places, { owner, ...(schema !== undefined && { schema }), on, grantee }),
      held,
    ]),
  );
}

function note(places: Map<string, Place>, place: Place): string {
  const key = JSON.stringify([place.owner, place.schema ?? null, place.on, place.grantee]);
  if (!places.has(key)) places.set(key, place);
  return key;
}

/** What holds where the catalog has no row: a schema's defaults only add, the global ones start from the built-in list. */
function builtIn(place: Place, index: FoundIndex): Held {
  if (place.grantee !== PUBLIC || place.schema !== undefined) return NOTHING;
  const row = index.found.defaults.some(
    (each) => each.owner === place.owner && each.schema === undefined && each.on === place.on,
  );
  return row ? NOTHING : { privileges: builtInPublicBits(place.on), grantable: 0 };
}
