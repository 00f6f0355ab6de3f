import { builtInPublicBits, type GrantsMode, PUBLIC } from '../../../metadata';
import { isOurs } from '../act/own-options';
import type { AclChange, Chain, Changes, Loss } from '../changes';
import { type AclEntry, type FoundIndex, isShared, type Place, type Target } from '../found/found-index';
import { type Held, NOTHING } from '../found/held';
import type { Wanted } from '../resolve/resolve-grants';
import { diffDefaults } from './diff-defaults';
import { diffUnit } from './diff-unit';

export interface DiffOptions {
  readonly mode: GrantsMode;
  /** What this resource declared before, resolved on the same reading; absent when it is new. */
  readonly ownedBefore?: Wanted | undefined;
  readonly leaving?: Leaving | undefined;
}

/** A role that is to be dropped: whatever it holds on objects of others goes, and whatever it gave there. */
export interface Leaving {
  readonly role: string;
  /** What belongs to the server too: its databases, tablespaces and parameters. */
  readonly shared: boolean;
}

/**
 * What leads from found to wanted. Pure.
 *
 * authoritative: whatever else a named role holds in this database goes; of PUBLIC and of shared objects only what an
 * entry names is looked at, and what came with the system always stays. additive, and for whoever is named no longer: what this resource gave before goes. An
 * owner's own privileges are never looked at.
 */
export function diffGrants(wanted: Wanted, index: FoundIndex, options: DiffOptions): Changes {
  const all: AclChange[] = [];
  const grants: AclChange[] = [];
  const chains: Chain[] = [];
  const losses: Loss[] = [];
  const wantedOn = byTarget(wanted);
  const given = { ...options, wanted, index };
  for (const unit of touchedUnits(wanted, index, options)) {
    const cases = unit.map((target) => {
      const want = wantedOn.get(target) ?? NOBODY;
      return { target, want, asked: (entry: AclEntry) => askedToGo(entry, target, want.get(entry.grantee), given) };
    });
    const diff = diffUnit(cases, index);
    for (const each of diff.revokes) all.push(each);
    for (const each of diff.grants) grants.push(each);
    for (const each of diff.losses) {
      // An owner has by nature what others gave back to it; of a role that goes all that it gave is told.
      if (options.leaving !== undefined || each.grantee !== each.target.owner) losses.push(each);
    }
    if (diff.chain !== undefined) chains.push(diff.chain);
  }
  const revokes = all.filter(({ detour }) => !detour).sort((a, b) => rank(a) - rank(b));
  const acl = byReach([...revokes, ...grants], wanted, options);
  const defaults = diffDefaults(wanted, index, options);
  return {
    acl: acl.kept,
    chains,
    defaults: defaults.changes,
    losses,
    outOfReach: [...acl.outOfReach, ...defaults.outOfReach],
    wholeSchemas: new Set([...wanted.wholeSchemas, ...(options.ownedBefore?.wholeSchemas ?? [])]),
  };
}

const NOBODY: ReadonlyMap<string, Held> = new Map();

function byTarget(wanted: Wanted): Map<Target, Map<string, Held>> {
  const all = new Map<Target, Map<string, Held>>();
  for (const [grantee, mine] of wanted.grants) {
    for (const [target, held] of mine) {
      const on = all.get(target);
      if (on === undefined) all.set(target, new Map([[grantee, held]]));
      else on.set(grantee, held);
    }
  }
  return all;
}

/** Every target that may need a change; columns with their table, whether that needs one or not. */
function touchedUnits(
  wanted: Wanted,
  index: FoundIndex,
  { ownedBefore: before, leaving }: DiffOptions,
): Iterable<readonly Target[]> {
  const named = new Set([...wanted.grantees, ...(before?.grantees ?? [])]);
  const declared = new Set<Target>();
  for (const all of [wanted, before]) {
    for (const mine of all?.grants.values() ?? []) for (const target of mine.keys()) declared.add(target);
  }
  const units = new Map<Target, Target[]>();
  for (const target of index.targets) {
    const isTouched =
      declared.has(target) ||
      target.entries.some(({ grantee }) => named.has(grantee)) ||
      (leaving !== undefined && [...target.entries, ...target.toOwner].some((each) => each.grantor === leaving.role));
    const table = target.parent;
    if (target.refuses !== undefined || !(isTouched || (table !== undefined && units.has(table)))) continue;
    if (table === undefined) {
      units.set(target, [target]);
      continue;
    }
    const unit = units.get(table);
    if (unit === undefined) units.set(table, [table, target]);
    else unit.push(target);
  }
  return units.values();
}

function isClosed(target: Target, grantee: string, { closed }: Wanted): boolean {
  const mine = closed.get(grantee);
  return mine !== undefined && (mine.has(target) || (target.parent !== undefined && mine.has(target.parent)));
}

/** What of an entry has to go. */
function askedToGo(
  entry: AclEntry,
  target: Target,
  want: Held | undefined,
  { wanted, index, mode, ownedBefore, leaving }: DiffOptions & { wanted: Wanted; index: FoundIndex },
): Held {
  const { grantee, grantor, privileges, grantable } = entry;
  if (leaving !== undefined) {
    return goesWith(leaving, entry, target) ? excess(entry, privileges, grantable, want) : NOTHING;
  }
  if (entry.ignored || entry.initial || grantee === target.owner) return NOTHING;
  const table = target.parent && wanted.grants.get(grantee)?.get(target.parent);
  const looked = want !== undefined || table !== undefined || (grantee !== PUBLIC && !isShared(target));
  if (mode === 'authoritative' && wanted.grantees.has(grantee) && looked) {
    return excess(entry, privileges, grantable, want);
  }
  // An empty list says that nothing must be held there, in both modes.
  if (isClosed(target, grantee, wanted)) return excess(entry, privileges, grantable, want);
  const gave = ownedBefore?.grants.get(grantee)?.get(target);
  if (gave === undefined || !isOurs(grantor, target, index)) return NOTHING;
  // What PUBLIC has by nature was there before this resource was.
  const builtIn = grantee === PUBLIC ? builtInPublicBits(target.kind) : 0;
  return excess(entry, privileges & gave.privileges & ~builtIn, grantable & gave.grantable, want);
}

function goesWith({ role, shared }: Leaving, { grantee, grantor }: AclEntry, target: Target): boolean {
  if (target.owner === role || (!shared && (isShared(target) || target.kind === 'database'))) return false;
  return grantee === role || grantor === role;
}

function excess(entry: AclEntry, privileges: number, grantable: number, want: Held | undefined): Held {
  const go = privileges & ~(want?.privileges ?? 0);
  const options = grantable & ~(want?.grantable ?? 0) & ~go & entry.grantable;
  return go === 0 && options === 0 ? NOTHING : { privileges: go, grantable: options };
}

/** Whole privileges go before mere options. */
function rank(change: AclChange): number {
  return change.action === 'revoke' ? 0 : 1;
}

/**
 * What the admin cannot change is refused where an entry names the object, or where an entry comes to nothing without
 * it; otherwise it is left as it is.
 */
function byReach(
  changes: readonly AclChange[],
  wanted: Wanted,
  { ownedBefore: before, leaving }: DiffOptions,
): { readonly kept: readonly AclChange[]; readonly outOfReach: readonly AclChange[] } {
  if (leaving !== undefined || !changes.some(({ barred }) => barred)) return { kept: changes, outOfReach: [] };
  const counts = new Map<Place, Map<string, number>>();
  for (const { barred, target, grantee } of changes) {
    if (barred === undefined || target.extension !== undefined || !wanted.wholeSchemas.has(target.place)) continue;
    const count = counts.get(target.place) ?? new Map<string, number>();
    counts.set(target.place, count.set(grantee, (count.get(grantee) ?? 0) + 1));
  }
  const isMeant = ({ target, grantee, barred }: AclChange) => {
    if (barred === undefined || wanted.named.has(target) || before?.named.has(target)) return true;
    const own = target.place.targets.filter(({ owner, extension }) => owner !== grantee && extension === undefined);
    return own.length > 0 && (counts.get(target.place)?.get(grantee) ?? 0) >= own.length;
  };
  return { kept: changes.filter(isMeant), outOfReach: changes.filter((each) => !isMeant(each)) };
}
