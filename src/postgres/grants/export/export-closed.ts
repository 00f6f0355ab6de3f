import {
  builtInPublicBits,
  type DefaultPrivilegePiece,
  type GrantPiece,
  PRIVILEGE_BITS,
  PUBLIC,
} from '../../../metadata';
import type { FoundDefault } from '../found/found';
import type { FoundIndex, Place, Target } from '../found/found-index';
import { type Held, NOTHING, union } from '../found/held';
import { isWhole, objectsOf } from './export-entries';

/** The schema of every new database, that everybody may use, and before 15 create in. */
export const PUBLIC_SCHEMA = 'public';

/** What PUBLIC holds on a target where that is less than it has by nature; undefined where nothing was taken. */
export function leftToPublic(target: Target, { found }: FoundIndex): Held | undefined {
  const byNature = publicByNature(target, found.serverVersion);
  const isLookedAt = target.kind === 'database' || target.kind === 'schema' || target.closed === true;
  if (byNature === 0 || !isLookedAt || target.refuses !== undefined) return undefined;
  const entries = target.entries.filter(({ grantee, ignored }) => grantee === PUBLIC && !ignored);
  const held = entries.reduce<Held>((all, each) => union(all, each), NOTHING);
  return (byNature & ~held.privileges) === 0 ? undefined : held;
}

/** Empty lists for all that PUBLIC holds nothing of, although it does by nature. */
export function closedEntries(index: FoundIndex): GrantPiece[] {
  const places = new Map<Place, Target[]>();
  for (const target of index.targets) {
    if (leftToPublic(target, index)?.privileges !== 0) continue;
    const closed = places.get(target.place) ?? [];
    places.set(target.place, closed);
    closed.push(target);
  }
  return [...places].map(([place, closed]) => {
    const { kind, schema } = place;
    const all = closed.length > 1 && closed.length === place.targets.length && isWhole(place, index);
    return {
      grantee: PUBLIC,
      on: kind === 'column' ? 'table' : kind,
      ...(schema !== undefined && { schema }),
      ...(kind !== 'database' && !all && objectsOf(kind, closed)),
      privileges: [],
    };
  });
}

/** PUBLIC's default privileges where an owner's future objects give less than they do by nature. */
export function closedDefaults({ found }: FoundIndex): DefaultPrivilegePiece[] {
  return found.defaults.filter(narrows).map(({ owner, on }) => ({ owner, on, grantee: PUBLIC, privileges: [] }));
}

/** Default privileges of a schema only add; those that hold everywhere stand in the place of the built-in ones. */
function narrows({ schema, on, entries }: FoundDefault): boolean {
  const held = entries.find(({ grantee }) => grantee === PUBLIC)?.privileges ?? 0;
  return schema === undefined && (builtInPublicBits(on) & ~held) !== 0;
}

/** What PUBLIC has before anybody grants or revokes anything. */
export function publicByNature({ kind, name }: Target, serverVersion: number): number {
  if (kind !== 'schema' || name !== PUBLIC_SCHEMA) return builtInPublicBits(kind);
  return serverVersion < 150000 ? PRIVILEGE_BITS.USAGE | PRIVILEGE_BITS.CREATE : PRIVILEGE_BITS.USAGE;
}
