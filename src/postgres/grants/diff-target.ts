import { allBits, PRIVILEGE_BITS, PUBLIC } from '../../metadata';
import { actsAsOwner, canBecome } from './acting';
import type { AclChange, Loss } from './changes';
import type { AclEntry, FoundIndex, Target } from './found-index';
import { type Held, heldByGrantee, NOTHING, union } from './held';
import { type RevokeResult, simulateRevokes } from './simulate-revokes';

export interface TargetCase {
  readonly target: Target;
  /** By grantee. */
  readonly want: ReadonlyMap<string, Held>;
  /** What of an entry has to go; `NOTHING` itself where all of it may stay. */
  readonly asked: (entry: AclEntry) => Held;
  /** Of a column: what came of its table, where anything was looked at there. */
  readonly table: TargetDiff | undefined;
}

/** What has to change on one target, and what is so afterwards. */
export interface TargetDiff {
  readonly revokes: readonly AclChange[];
  readonly grants: readonly AclChange[];
  readonly losses: readonly Loss[];
  /** What each grantee holds once the revokes are made. */
  readonly left: ReadonlyMap<string, Held>;
  /** Of a table: what its revokes take from each of its columns. */
  readonly columnLosses: readonly AclEntry[];
}

/** The changes on one target. Pure. */
export function diffTarget({ target, want, asked, table }: TargetCase, index: FoundIndex): TargetDiff {
  const { owner } = target;
  const entries = target.entries.filter((each) => each.grantee !== owner);
  const toGo = entries.map(asked);
  const gone = table?.columnLosses ?? [];
  if (gone.length === 0 && toGo.every((each) => each === NOTHING)) {
    const left = heldByGrantee(entries);
    return { revokes: [], grants: missing(target, want, left), losses: [], left, columnLosses: [] };
  }
  const played = simulateRevokes({
    target,
    entries,
    asked: toGo,
    gone,
    parentOptions: table?.left,
    actsAsOwner: (role) => actsAsOwner(index, role, owner),
    isOutOfReach: (grantor) => isOutOfReach(index, grantor, target),
  });
  const left = heldByGrantee(played.left);
  const kept = heldByGrantee(entries.map((entry, each) => without(entry, toGo[each])));
  const grantees = new Set([...played.lost.map((each) => each.grantee), ...want.keys()]);
  const goals = [...grantees].map((each) => [each, union(kept.get(each), want.get(each))] as const);
  return {
    revokes: played.revokes,
    grants: missing(target, goals, left),
    losses: played.lost.map((each) => ({ target, ...each, restored: isRestored(each, kept) })),
    left,
    columnLosses: target.kind === 'table' ? played.revokes.flatMap(columnLoss) : [],
  };
}

/** The grants that the goals lack; an owner lacks none. */
function missing(
  target: Target,
  goals: Iterable<readonly [grantee: string, goal: Held]>,
  have: ReadonlyMap<string, Held>,
): AclChange[] {
  const all: AclChange[] = [];
  for (const [grantee, goal] of goals) {
    if (grantee === target.owner) continue;
    const held = have.get(grantee) ?? NOTHING;
    const withOption = goal.grantable & ~held.grantable;
    const plain = goal.privileges & ~held.privileges & ~withOption;
    if (plain !== 0) all.push(grantOf(target, grantee, plain, false));
    if (withOption !== 0) all.push(grantOf(target, grantee, withOption, true));
  }
  return all;
}

function grantOf(target: Target, grantee: string, privileges: number, grantable: boolean): AclChange {
  return { action: 'grant', target, grantee, grantor: target.owner, privileges, grantable, cascade: false };
}

function without(entry: AclEntry, asked: Held | undefined): AclEntry {
  const privileges = entry.privileges & ~(asked?.privileges ?? 0);
  return { ...entry, privileges, grantable: entry.grantable & privileges & ~(asked?.grantable ?? 0) };
}

function isRestored(lost: RevokeResult['lost'][number], kept: ReadonlyMap<string, Held>): boolean {
  return (lost.privileges & ~(kept.get(lost.grantee)?.privileges ?? 0)) === 0;
}

const COLUMN_BITS = allBits('column');

/** A revoke on a table takes the same from its columns. */
function columnLoss({ grantee, grantor, privileges, action }: AclChange): AclEntry[] {
  const bits = privileges & COLUMN_BITS;
  if (bits === 0) return [];
  return [{ grantee, grantor, privileges: action === 'revoke' ? bits : 0, grantable: bits, initial: false }];
}

/** Whether the admin cannot act as a grantor: it can take on no such role, or would not get to the object as that. */
function isOutOfReach(index: FoundIndex, grantor: string, target: Target): boolean {
  return !canBecome(grantor, index) || !mayUse(index, grantor, target.schema);
}

function mayUse(index: FoundIndex, role: string, schema: string | undefined): boolean {
  if (schema === undefined) return true;
  // A schema that was not read has no access list, which leaves it to its owner.
  const gate = index.named('schema', undefined, schema)[0];
  if (gate === undefined) return false;
  const mine = index.rolesOf(role);
  if (mine.has(gate.owner)) return true;
  return gate.entries.some(
    ({ grantee, privileges }) => (privileges & PRIVILEGE_BITS.USAGE) !== 0 && (grantee === PUBLIC || mine.has(grantee)),
  );
}
