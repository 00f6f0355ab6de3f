import type { FoundTarget } from './found';
import type { FoundIndex } from './found-index';
import type { Held, Wanted } from './resolve-grants';

/**
 * What an additive declaration asks for and somebody else had given before: it stays when the declaration goes. Plain
 * data that outlives a reading: grantee, place, privileges, the part of them that may be passed on.
 */
export type Adopted = readonly (readonly [grantee: string, place: string, privileges: number, grantable: number])[];

/** What of the wanted is held already, and not because this resource gave it before. Pure. */
export function adoptedOf(wanted: Wanted, index: FoundIndex, gaveBefore: Wanted | undefined): Adopted {
  const adopted: [string, string, number, number][] = [];
  const add = (grantee: string, place: string, want: Held, have: Held, gave: Held | undefined) => {
    const privileges = want.privileges & have.privileges & ~(gave?.privileges ?? 0);
    const grantable = want.grantable & have.grantable & ~(gave?.grantable ?? 0);
    if (privileges !== 0 || grantable !== 0) adopted.push([grantee, place, privileges, grantable]);
  };
  for (const [grantee, mine] of wanted.grants) {
    for (const [target, want] of mine) {
      const have = { privileges: 0, grantable: 0 };
      for (const each of index.entriesOf(target)) {
        if (each.grantee !== grantee) continue;
        have.privileges |= each.privileges;
        have.grantable |= each.grantable;
      }
      add(grantee, placeOf(index.found.targets[target]), want, have, gaveBefore?.grants.get(grantee)?.get(target));
    }
  }
  const gave = new Map(gaveBefore?.defaults.map((each) => [futureOf(each) + each.grantee, each]));
  const rows = new Map(index.found.defaults.map((each) => [futureOf(each), each]));
  for (const want of wanted.defaults) {
    const place = futureOf(want);
    const have = rows.get(place)?.entries.find(({ grantee }) => grantee === want.grantee);
    if (have) add(want.grantee, place, want, have, gave.get(place + want.grantee));
  }
  return adopted;
}

/** What was declared before without what was only adopted. Pure. */
export function withoutAdopted(declared: Wanted, index: FoundIndex, adopted: Adopted = []): Wanted {
  if (adopted.length === 0) return declared;
  const kept = new Map(adopted.map(([grantee, place, ...bits]) => [place + grantee, bits]));
  const less = <T extends Held>(held: T, place: string, grantee: string): T => {
    const [privileges = 0, grantable = 0] = kept.get(place + grantee) ?? [];
    return { ...held, privileges: held.privileges & ~privileges, grantable: held.grantable & ~grantable };
  };
  const grants = [...declared.grants].map(([grantee, mine]) => {
    const left = [...mine].map(
      ([target, held]) => [target, less(held, placeOf(index.found.targets[target]), grantee)] as const,
    );
    return [grantee, new Map(left)] as const;
  });
  return {
    ...declared,
    grants: new Map(grants),
    defaults: declared.defaults.map((each) => less(each, futureOf(each), each.grantee)),
  };
}

function placeOf(target: FoundTarget | undefined): string {
  return JSON.stringify([target?.kind, target?.schema, target?.table, target?.signature ?? target?.name]);
}

function futureOf({ owner, schema, on }: { owner: string; schema?: string; on: string }): string {
  return JSON.stringify([owner, schema ?? null, on, 'future']);
}
