import { parseSignature } from '../../metadata';
import { argumentsMatch } from './found/argument-types';
import type { FoundTarget } from './found/found';
import type { FoundIndex } from './found/found-index';
import { type Held, heldByGrantee, less, NOTHING } from './found/held';
import type { Wanted } from './resolve/resolve-grants';

/**
 * What an additive declaration asks for and the grantee held already, by somebody else's grant: it stays when the
 * declaration goes. Plain data that outlives a reading: grantee, place, privileges, the part of them that may be passed on.
 */
export type AlreadyHeld = readonly HeldLine[];

type HeldLine = readonly [grantee: string, place: string, privileges: number, grantable: number];

/** What of the wanted is held already, and not because this resource gave it before. Pure. */
export function alreadyHeld(wanted: Wanted, index: FoundIndex, gaveBefore: Wanted | undefined): AlreadyHeld {
  return [...heldGrants(wanted, gaveBefore), ...heldDefaults(wanted, index, gaveBefore)];
}

/** What was declared before without what was held already. Pure. */
export function withoutAlreadyHeld(declared: Wanted, held: AlreadyHeld = []): Wanted {
  if (held.length === 0) return declared;
  const kept: Kept = new Map(
    held.map(([grantee, place, privileges, grantable]) => [place + grantee, { privileges, grantable }]),
  );
  const grants = [...declared.grants].map(([grantee, mine]) => {
    const left = [...mine].map(([target, each]) => [target, less(each, keptOn(target, grantee, kept, held))] as const);
    return [grantee, new Map(left)] as const;
  });
  return {
    ...declared,
    grants: new Map(grants),
    defaults: declared.defaults.map((each) => less(each, kept.get(futureOf(each) + each.grantee))),
  };
}

function heldGrants(wanted: Wanted, gaveBefore: Wanted | undefined): HeldLine[] {
  return [...wanted.grants].flatMap(([grantee, mine]) =>
    [...mine].flatMap(([target, want]) => {
      const have = heldByGrantee(target.entries.filter((each) => each.grantee === grantee && !each.ignored)).get(
        grantee,
      );
      return lineOf(grantee, placeOf(target), want, have, gaveBefore?.grants.get(grantee)?.get(target));
    }),
  );
}

function heldDefaults(wanted: Wanted, index: FoundIndex, gaveBefore: Wanted | undefined): HeldLine[] {
  const gave = new Map(gaveBefore?.defaults.map((each) => [futureOf(each) + each.grantee, each]));
  const rows = new Map(index.found.defaults.map((each) => [futureOf(each), each]));
  return wanted.defaults.flatMap((want) => {
    const place = futureOf(want);
    const have = rows.get(place)?.entries.find(({ grantee }) => grantee === want.grantee);
    return lineOf(want.grantee, place, want, have, gave.get(place + want.grantee));
  });
}

function lineOf(grantee: string, place: string, want: Held, have: Held = NOTHING, gave: Held = NOTHING): HeldLine[] {
  const privileges = want.privileges & have.privileges & ~gave.privileges;
  const grantable = want.grantable & have.grantable & ~gave.grantable;
  return privileges === 0 && grantable === 0 ? [] : [[grantee, place, privileges, grantable]];
}

type Kept = ReadonlyMap<string, Held>;

function keptOn(target: FoundTarget, grantee: string, kept: Kept, held: AlreadyHeld): Held | undefined {
  const exact = kept.get(placeOf(target) + grantee);
  if (exact !== undefined || target.args === undefined) return exact;
  const older = held.find(([to, place]) => to === grantee && isWrittenFor(place, target));
  return older && { privileges: older[2], grantable: older[3] };
}

/** 0.1.0 wrote a signature as the admin's search_path had it: types of the schemas there without their schema. */
function isWrittenFor(place: string, { kind, schema, name, args }: FoundTarget): boolean {
  const [ofKind, inSchema, , signature] = JSON.parse(place) as (string | null | undefined)[];
  if (ofKind !== kind || inSchema !== schema || !signature?.startsWith(`${name}(`)) return false;
  return argumentsMatch(parseSignature(`f${signature.slice(name.length)}`).args ?? [], args ?? []);
}

/** Names a target from one reading to the next. */
function placeOf({ kind, schema, table, signature, name }: FoundTarget): string {
  return JSON.stringify([kind, schema, table, signature ?? name]);
}

function futureOf({ owner, schema, on }: { owner: string; schema?: string; on: string }): string {
  return JSON.stringify([owner, schema ?? null, on, 'future']);
}
