import type { AclChange } from './changes';
import type { AclEntry, Target } from './found-index';
import { type Held, NOTHING, union } from './held';

export interface RevokeCase {
  readonly target: Target;
  /** The access list, without what the owner holds. */
  readonly entries: readonly AclEntry[];
  /** What of each entry has to go, in the same order. */
  readonly asked: readonly Held[];
  /** What went already, with a revoke on the column's table. */
  readonly gone: readonly AclEntry[];
  /** Of a column: what roles still hold on its table. */
  readonly parentOptions?: ReadonlyMap<string, Held> | undefined;
  /** Whether nobody can act as this grantor, so that what it gave goes only with the grant option that it rests on. */
  isOutOfReach(grantor: string): boolean;
  /** Whether a role has the owner's privileges: for PostgreSQL it then never loses its grant options. */
  actsAsOwner(role: string): boolean;
}

export interface RevokeResult {
  readonly revokes: readonly AclChange[];
  /** The access list afterwards. */
  readonly left: readonly AclEntry[];
  /** What went without being revoked by itself. */
  readonly lost: readonly Lost[];
}

interface Lost {
  readonly grantee: string;
  readonly grantor: string;
  readonly privileges: number;
}

/**
 * Plays the revokes through as PostgreSQL will do them: a privilege that was passed on goes with the grant option that it
 * rests on, and what a grantor can no longer revoke goes by way of that grantor's own grant option.
 */
export function simulateRevokes(given: RevokeCase): RevokeResult {
  // What the owner gave goes first: with it, most of what was passed on goes by itself.
  const order = [...given.entries.keys()].sort((a, b) => Number(isForeign(given, a)) - Number(isForeign(given, b)));
  const begin: RevokeResult = { revokes: [], ...withoutGone(given) };
  const end = order.reduce((before, position) => afterAsked(before, position, given), begin);
  return {
    ...end,
    left: end.left.filter((each) => each.privileges !== 0).map((each) => ({ ...each, initial: false })),
  };
}

function isForeign({ entries, target }: RevokeCase, position: number): boolean {
  return entries[position]?.grantor !== target.owner;
}

/** What a revoke on the table took from its column. */
function withoutGone({ entries, gone }: RevokeCase): Pick<RevokeResult, 'left' | 'lost'> {
  const took = entries.map((entry) => {
    const all = gone.filter((each) => each.grantee === entry.grantee && each.grantor === entry.grantor);
    const { privileges, grantable } = all.reduce<Held>(union, NOTHING);
    return { ...entry, ...taken(entry, privileges, grantable) };
  });
  const lost = entries.map((entry, position) => lostOf(entry, lineAt(took, position)));
  return { left: took, lost: lost.filter((each) => each.privileges !== 0) };
}

function taken(from: Held, privileges: number, grantable: number): Held {
  const left = from.privileges & ~privileges;
  return { privileges: left, grantable: from.grantable & ~grantable & left };
}

/** What of an entry went, be it the privilege or only the option. */
function lostOf(before: AclEntry, after: AclEntry): Lost {
  const bits = (before.privileges & ~after.privileges) | (before.grantable & ~after.grantable);
  return { grantee: before.grantee, grantor: before.grantor, privileges: bits };
}

/** Revokes what is asked for of one entry, as far as it has not gone already. */
function afterAsked(before: RevokeResult, position: number, given: RevokeCase): RevokeResult {
  const entry = lineAt(before.left, position);
  const asked = given.asked[position] ?? NOTHING;
  const privileges = asked.privileges & entry.privileges;
  const options = asked.grantable & entry.grantable & ~privileges;
  const after = privileges === 0 ? before : afterRevoke(before, position, privileges, 'revoke', given);
  return options === 0 ? after : afterRevoke(after, position, options, 'revoke_grant_option', given);
}

type Revoke = 'revoke' | 'revoke_grant_option';

function afterRevoke(
  before: RevokeResult,
  position: number,
  bits: number,
  action: Revoke,
  given: RevokeCase,
): RevokeResult {
  const { grantor } = lineAt(before.left, position);
  const barred = grantor !== given.target.owner && !given.actsAsOwner(grantor) && given.isOutOfReach(grantor);
  if (!barred) return afterOwnRevoke(before, position, bits, action, given);
  const after = afterSourceRevokes(before, position, bits, given);
  const still = lineAt(after.left, position).privileges & bits;
  return still === 0 ? after : afterOwnRevoke(after, position, bits, action, given);
}

/** Takes the options that the grant rests on, which the diff then gives back. */
function afterSourceRevokes(before: RevokeResult, position: number, bits: number, given: RevokeCase): RevokeResult {
  const { grantor } = lineAt(before.left, position);
  return [...before.left.keys()].reduce((now, at) => {
    const source = lineAt(now.left, at);
    if (source.grantee !== grantor) return now;
    const options = source.grantable & bits & lineAt(now.left, position).privileges;
    if (options === 0) return now;
    const after = afterRevoke(now, at, options, 'revoke_grant_option', given);
    const lost = { grantee: source.grantee, grantor: source.grantor, privileges: options };
    return { ...after, lost: [...after.lost, lost] };
  }, before);
}

/** Revokes as the grantor gave it, with everything that rests on it. */
function afterOwnRevoke(
  before: RevokeResult,
  position: number,
  bits: number,
  action: Revoke,
  given: RevokeCase,
): RevokeResult {
  const entry = lineAt(before.left, position);
  const lines = before.left.with(position, { ...entry, ...taken(entry, action === 'revoke' ? bits : 0, bits) });
  const cascaded = (entry.grantable & bits) === 0 ? undefined : cascadeFrom(optionsOf(before.left), lines, given);
  const { grantee, grantor } = entry;
  const cascade = cascaded !== undefined && cascaded.lost.length > 0;
  const made = { action, target: given.target, grantee, grantor, privileges: bits, grantable: false, cascade };
  return {
    revokes: withRevoke(before.revokes, made),
    left: cascaded?.left ?? lines,
    lost: [...before.lost, ...(cascaded?.lost ?? [])],
  };
}

function withRevoke(revokes: readonly AclChange[], made: AclChange): readonly AclChange[] {
  const same = revokes.findIndex(
    ({ action, grantee, grantor, cascade }) =>
      action === made.action && grantee === made.grantee && grantor === made.grantor && cascade === made.cascade,
  );
  const known = revokes[same];
  if (known === undefined) return [...revokes, made];
  return revokes.with(same, { ...made, privileges: known.privileges | made.privileges });
}

/** Takes away what rests on options that are no more, and what rests on that. */
function cascadeFrom(
  before: ReadonlyMap<string, number>,
  lines: readonly AclEntry[],
  given: RevokeCase,
): Pick<RevokeResult, 'left' | 'lost'> {
  const now = optionsOf(lines);
  const left = lines.map((line) => {
    if (line.grantor === given.target.owner || given.actsAsOwner(line.grantor)) return line;
    const onTable = given.parentOptions?.get(line.grantor)?.grantable ?? 0;
    const unbacked = (before.get(line.grantor) ?? 0) & ~(now.get(line.grantor) ?? 0) & ~onTable;
    return (line.privileges & unbacked) === 0 ? line : { ...line, ...taken(line, unbacked, unbacked) };
  });
  const lost = lines.flatMap((line, position) =>
    line === left[position] ? [] : [lostOf(line, lineAt(left, position))],
  );
  if (lost.length === 0) return { left, lost };
  const further = cascadeFrom(now, left, given);
  return { left: further.left, lost: [...lost, ...further.lost] };
}

function optionsOf(lines: readonly AclEntry[]): Map<string, number> {
  const options = new Map<string, number>();
  for (const { grantee, grantable } of lines) options.set(grantee, (options.get(grantee) ?? 0) | grantable);
  return options;
}

/** Lines keep their positions all through. */
function lineAt(lines: readonly AclEntry[], position: number): AclEntry {
  return lines[position] as AclEntry;
}
