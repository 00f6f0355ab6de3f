import type { FoundTarget } from './found';
import type { FoundIndex } from './found-index';
import type { Held, Wanted } from './resolve-grants';
import { argumentsMatch, parseSignature } from './signature';

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
  const less = <T extends Held>(held: T, [privileges = 0, grantable = 0]: readonly number[] = []): T => {
    return { ...held, privileges: held.privileges & ~privileges, grantable: held.grantable & ~grantable };
  };
  const grants = [...declared.grants].map(([grantee, mine]) => {
    const left = [...mine].map(
      ([target, held]) => [target, less(held, keptOn(index.found.targets[target], grantee))] as const,
    );
    return [grantee, new Map(left)] as const;
  });
  return {
    ...declared,
    grants: new Map(grants),
    defaults: declared.defaults.map((each) => less(each, kept.get(futureOf(each) + each.grantee))),
  };

  function keptOn(target: FoundTarget | undefined, grantee: string): readonly number[] | undefined {
    const exact = kept.get(placeOf(target) + grantee);
    if (exact !== undefined || target?.args === undefined) return exact;
    const older = adopted.find(([to, place]) => to === grantee && isWrittenFor(place, target));
    return older && [older[2], older[3]];
  }
}

/** 0.1.0 wrote a signature as the admin's search_path had it: types of the schemas there without their schema. */
function isWrittenFor(place: string, { kind, schema, name, args }: FoundTarget): boolean {
  const [ofKind, inSchema, , signature] = JSON.parse(place) as (string | null | undefined)[];
  if (ofKind !== kind || inSchema !== schema || !signature?.startsWith(`${name}(`)) return false;
  return argumentsMatch(parseSignature(`f${signature.slice(name.length)}`).args ?? [], args ?? []);
}

function placeOf(target: FoundTarget | undefined): string {
  return JSON.stringify([target?.kind, target?.schema, target?.table, target?.signature ?? target?.name]);
}

function futureOf({ owner, schema, on }: { owner: string; schema?: string; on: string }): string {
  return JSON.stringify([owner, schema ?? null, on, 'future']);
}
