import { allBits, builtInPublicBits, type GrantsMode, PRIVILEGE_BITS, PUBLIC } from '../../metadata';
import { actsAsOwner, canBecome } from './acting';
import type { AclChange, Changes, Loss } from './changes';
import { diffDefaults } from './diff-defaults';
import type { FoundTarget } from './found';
import { type AclEntry, type FoundIndex, isShared, placeKey } from './found-index';
import type { Held, Wanted } from './resolve-grants';
import { simulateRevokes } from './simulate-revokes';

export interface DiffOptions {
  readonly mode: GrantsMode;
  /** What this resource declared before, resolved on the same reading; absent when it is new. */
  readonly ownedBefore?: Wanted | undefined;
}

/**
 * What leads from found to wanted. Pure.
 *
 * authoritative: whatever else a named role holds in this database goes; of PUBLIC and of shared objects only what an
 * entry names is looked at. additive, and for whoever is named no longer: what this resource gave before goes. An
 * owner's own privileges are never looked at.
 */
export function diffGrants(wanted: Wanted, index: FoundIndex, { mode, ownedBefore }: DiffOptions): Changes {
  const revokes: AclChange[] = [];
  const grants: AclChange[] = [];
  const losses: Loss[] = [];
  const passedOn = new Map<number, ReadonlyMap<string, Held>>();
  const columnLosses = new Map<number, AclEntry[]>();
  const wantedOn = byTarget(wanted);
  for (const target of touchedTargets(wanted, index, ownedBefore)) {
    const place = index.found.targets[target];
    if (place === undefined || place.refuses !== undefined) continue;
    const { owner } = place;
    const want = wantedOn.get(target) ?? NOBODY;
    const before = index.entriesOf(target).filter((each) => each.grantee !== owner);
    const asked = before.map((entry) => askedToGo(entry, target, want.get(entry.grantee)));
    const gone = columnLosses.get(target) ?? [];
    if (gone.length === 0 && asked.every((each) => each === NOTHING)) {
      const have = totals(before);
      if (place.kind === 'table') passedOn.set(target, have);
      for (const [grantee, goal] of want) {
        if (grantee !== owner) addMissing(grants, target, owner, grantee, goal, have.get(grantee));
      }
      continue;
    }
    const parent = place.kind === 'column' ? index.named('table', place.schema, place.table ?? '')[0] : undefined;
    const { left, lost, ...result } = simulateRevokes({
      target,
      owner,
      entries: before,
      asked,
      gone,
      parentOptions: parent === undefined ? undefined : passedOn.get(parent),
      actsAsOwner: (role) => actsAsOwner(index, role, owner),
      isOutOfReach: (grantor) => isOutOfReach(index, grantor, place),
    });
    for (const each of result.revokes) revokes.push(each);
    const have = totals(left);
    if (place.kind === 'table') {
      passedOn.set(target, have);
      noteColumnLosses(target, result.revokes);
    }
    const kept = totals(before.map((entry, each) => without(entry, asked[each])));
    for (const grantee of new Set([...lost.map((each) => each.grantee), ...want.keys()])) {
      if (grantee === owner) continue;
      addMissing(grants, target, owner, grantee, union(kept.get(grantee), want.get(grantee)), have.get(grantee));
    }
    for (const each of lost) {
      const goal = kept.get(each.grantee)?.privileges ?? 0;
      losses.push({ target, ...each, restored: (goal & each.privileges) === each.privileges });
    }
  }
  return {
    acl: [...revokes.sort((a, b) => rank(a) - rank(b)), ...grants],
    defaults: diffDefaults(wanted, index, { mode, ownedBefore }),
    losses,
    wholeSchemas: new Set([...wanted.wholeSchemas, ...(ownedBefore?.wholeSchemas ?? [])]),
  };

  /** What of an entry has to go. */
  function askedToGo(entry: AclEntry, target: number, want: Held | undefined): Held {
    const { grantee } = entry;
    const place = index.found.targets[target];
    if (place === undefined) return NOTHING;
    const looked = want !== undefined || (grantee !== PUBLIC && !isShared(place) && !entry.initial);
    if (mode === 'authoritative' && wanted.grantees.has(grantee) && looked) {
      return excess(entry, entry.privileges, entry.grantable, want);
    }
    const gave = ownedBefore?.grants.get(grantee)?.get(target);
    if (gave === undefined || (entry.grantor !== place.owner && entry.grantor !== index.found.admin)) {
      return NOTHING;
    }
    // What PUBLIC has by nature was there before this resource was.
    const builtIn = grantee === PUBLIC ? builtInPublicBits(place.kind) : 0;
    return excess(entry, entry.privileges & gave.privileges & ~builtIn, entry.grantable & gave.grantable, want);
  }

  function noteColumnLosses(table: number, made: readonly AclChange[]): void {
    const columnBits = allBits('column');
    for (const { grantee, grantor, privileges, action } of made) {
      if ((privileges & columnBits) === 0) continue;
      const place = index.found.targets[table];
      for (const column of index.places.get(placeKey('column', place?.schema, place?.name)) ?? []) {
        const gone = {
          grantee,
          grantor,
          privileges: action === 'revoke' ? privileges & columnBits : 0,
          grantable: privileges & columnBits,
          initial: false,
        };
        columnLosses.set(column, [...(columnLosses.get(column) ?? []), gone]);
      }
    }
  }
}

const NOTHING: Held = { privileges: 0, grantable: 0 };
const NOBODY: ReadonlyMap<string, Held> = new Map();

function byTarget(wanted: Wanted): Map<number, Map<string, Held>> {
  const all = new Map<number, Map<string, Held>>();
  for (const [grantee, mine] of wanted.grants) {
    for (const [target, held] of mine) {
      const on = all.get(target);
      if (on === undefined) all.set(target, new Map([[grantee, held]]));
      else on.set(grantee, held);
    }
  }
  return all;
}

/** Every target that may need a change, tables before their columns. */
function touchedTargets(wanted: Wanted, index: FoundIndex, before: Wanted | undefined): number[] {
  const touched = new Set<number>();
  const named = (grantee: string) => wanted.grantees.has(grantee) || before?.grantees.has(grantee) === true;
  for (const { grantee, on } of index.found.acl) if (named(grantee)) for (const target of on) touched.add(target);
  for (const all of [wanted, before]) {
    for (const mine of all?.grants.values() ?? []) for (const target of mine.keys()) touched.add(target);
  }
  return [...touched].sort((a, b) => a - b);
}

/** Whether the admin cannot act as a grantor: it can take on no such role, or would not get to the object as that. */
function isOutOfReach(index: FoundIndex, grantor: string, target: FoundTarget): boolean {
  return !canBecome(grantor, index) || !mayUse(index, grantor, target.schema);
}

function mayUse(index: FoundIndex, role: string, schema: string | undefined): boolean {
  if (schema === undefined) return true;
  // A schema that was not read has no access list, which leaves it to its owner.
  const gate = index.named('schema', undefined, schema)[0];
  if (gate === undefined) return false;
  const mine = index.rolesOf(role);
  if (mine.has(index.found.targets[gate]?.owner ?? '')) return true;
  return index
    .entriesOf(gate)
    .some(
      ({ grantee, privileges }) =>
        (privileges & PRIVILEGE_BITS.USAGE) !== 0 && (grantee === PUBLIC || mine.has(grantee)),
    );
}

function excess(entry: AclEntry, privileges: number, grantable: number, want: Held | undefined): Held {
  const go = privileges & ~(want?.privileges ?? 0);
  const options = grantable & ~(want?.grantable ?? 0) & ~go & entry.grantable;
  return go === 0 && options === 0 ? NOTHING : { privileges: go, grantable: options };
}

function without(entry: AclEntry, asked: Held | undefined): AclEntry {
  const privileges = entry.privileges & ~(asked?.privileges ?? 0);
  return { ...entry, privileges, grantable: entry.grantable & privileges & ~(asked?.grantable ?? 0) };
}

function totals(entries: readonly AclEntry[]): Map<string, Held> {
  const all = new Map<string, Held>();
  for (const each of entries) {
    const before = all.get(each.grantee);
    all.set(each.grantee, before === undefined ? each : union(before, each));
  }
  return all;
}

function union(one: Held | undefined, other: Held | undefined): Held {
  return {
    privileges: (one?.privileges ?? 0) | (other?.privileges ?? 0),
    grantable: (one?.grantable ?? 0) | (other?.grantable ?? 0),
  };
}

function addMissing(
  grants: AclChange[],
  target: number,
  owner: string,
  grantee: string,
  goal: Held,
  have: Held | undefined,
): void {
  const withOption = goal.grantable & ~(have?.grantable ?? 0);
  const plain = goal.privileges & ~(have?.privileges ?? 0) & ~withOption;
  if (plain !== 0) grants.push(grantOf(target, owner, grantee, plain, false));
  if (withOption !== 0) grants.push(grantOf(target, owner, grantee, withOption, true));
}

function grantOf(target: number, grantor: string, grantee: string, privileges: number, grantable: boolean): AclChange {
  return { action: 'grant', target, grantee, grantor, privileges, grantable, cascade: false };
}

/** Whole privileges go before mere options: a revoke of the one never waits for the other. */
function rank(change: AclChange): number {
  return change.action === 'revoke' ? 0 : 1;
}
