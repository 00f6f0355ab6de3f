import { builtInPublicBits, type GrantsMode, PUBLIC } from '../../metadata';
import type { AclChange, Changes, Loss } from './changes';
import { diffDefaults } from './diff-defaults';
import { diffTarget, type TargetDiff } from './diff-target';
import { type AclEntry, type FoundIndex, isShared, type Target } from './found-index';
import { type Held, NOTHING } from './held';
import type { Wanted } from './resolve-grants';

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
export function diffGrants(wanted: Wanted, index: FoundIndex, options: DiffOptions): Changes {
  const revokes: AclChange[] = [];
  const grants: AclChange[] = [];
  const losses: Loss[] = [];
  const tables = new Map<Target, TargetDiff>();
  const wantedOn = byTarget(wanted);
  const given = { ...options, wanted, index };
  for (const target of touchedTargets(wanted, index, options.ownedBefore)) {
    if (target.refuses !== undefined) continue;
    const want = wantedOn.get(target) ?? NOBODY;
    const asked = (entry: AclEntry) => askedToGo(entry, target, want.get(entry.grantee), given);
    const diff = diffTarget({ target, want, asked, table: target.parent && tables.get(target.parent) }, index);
    if (target.kind === 'table') tables.set(target, diff);
    for (const each of diff.revokes) revokes.push(each);
    for (const each of diff.grants) grants.push(each);
    for (const each of diff.losses) losses.push(each);
  }
  return {
    acl: [...revokes.sort((a, b) => rank(a) - rank(b)), ...grants],
    defaults: diffDefaults(wanted, index, options),
    losses,
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

/** Every target that may need a change, tables before their columns. */
function touchedTargets(wanted: Wanted, index: FoundIndex, before: Wanted | undefined): Target[] {
  const named = new Set([...wanted.grantees, ...(before?.grantees ?? [])]);
  const declared = new Set<Target>();
  for (const all of [wanted, before]) {
    for (const mine of all?.grants.values() ?? []) for (const target of mine.keys()) declared.add(target);
  }
  return index.targets.filter(
    (target) => declared.has(target) || target.entries.some(({ grantee }) => named.has(grantee)),
  );
}

/** What of an entry has to go. */
function askedToGo(
  entry: AclEntry,
  target: Target,
  want: Held | undefined,
  { wanted, index, mode, ownedBefore }: DiffOptions & { wanted: Wanted; index: FoundIndex },
): Held {
  const { grantee, grantor, privileges, grantable } = entry;
  const looked = want !== undefined || (grantee !== PUBLIC && !isShared(target) && !entry.initial);
  if (mode === 'authoritative' && wanted.grantees.has(grantee) && looked) {
    return excess(entry, privileges, grantable, want);
  }
  const gave = ownedBefore?.grants.get(grantee)?.get(target);
  if (gave === undefined || (grantor !== target.owner && grantor !== index.found.admin)) return NOTHING;
  // What PUBLIC has by nature was there before this resource was.
  const builtIn = grantee === PUBLIC ? builtInPublicBits(target.kind) : 0;
  return excess(entry, privileges & gave.privileges & ~builtIn, grantable & gave.grantable, want);
}

function excess(entry: AclEntry, privileges: number, grantable: number, want: Held | undefined): Held {
  const go = privileges & ~(want?.privileges ?? 0);
  const options = grantable & ~(want?.grantable ?? 0) & ~go & entry.grantable;
  return go === 0 && options === 0 ? NOTHING : { privileges: go, grantable: options };
}

/** Whole privileges go before mere options: a revoke of the one never waits for the other. */
function rank(change: AclChange): number {
  return change.action === 'revoke' ? 0 : 1;
}
