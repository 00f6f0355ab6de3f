import { PRIVILEGE_BITS } from '../../../metadata';
import { barredAsGrantor, barredAsOwnerOf, shutGate } from '../act/gates';
import { barredByOptions } from '../act/own-options';
import { hasPrivilegesOf, inheritsFromJoined } from '../act/ways-to-act';
import type { AclChange, Chain, Loss } from '../changes';
import type { AclEntry, FoundIndex, Target } from '../found/found-index';
import { type Held, NOTHING, union } from '../found/held';
import { missingGrants } from './missing-grants';
import { planRevokes } from './plan-revokes';
import type { Lists, Part, Unit } from './revoke-unit';

/** What is known of one target of a unit. */
export interface TargetCase {
  readonly target: Target;
  /** By grantee. */
  readonly want: ReadonlyMap<string, Held>;
  /** What of an entry has to go; `NOTHING` itself where all of it may stay. */
  readonly asked: (entry: AclEntry) => Held;
}

/** What has to change on one target, or on a table and its columns. */
export interface UnitDiff {
  readonly revokes: readonly AclChange[];
  /** The revokes, and what belongs between them, where their order matters. */
  readonly chain: Chain | undefined;
  readonly grants: readonly AclChange[];
  readonly losses: readonly Loss[];
}

/** The changes on one unit: on a target, or on a table (first) and its columns. Pure. */
export function diffUnit(cases: readonly TargetCase[], index: FoundIndex): UnitDiff {
  const parts = cases.map(({ target, asked }): Part => {
    const lines = target.toOwner.length === 0 ? target.entries : [...target.entries, ...target.toOwner];
    return { target, lines, asked: lines.map(asked) };
  });
  if (parts.every(({ asked }) => asked.every((each) => each === NOTHING))) {
    const grants = cases.flatMap(({ want, target }, part) => {
      const lines = parts[part]?.lines ?? [];
      return missingGrants(target, want, { lines, options: [...lines, ...(target.parent?.entries ?? [])] }, index);
    });
    return { revokes: [], chain: throughGates([], grants, index), grants, losses: [] };
  }
  const unit = unitOf(parts, index);
  const { stages, barred, lists } = isSimple(unit) ? revokedSimply(unit) : planRevokes(unit);
  const changes = stages.flat();
  const losses = lossesOf(unit, lists, changes);
  const isOrdered = stages.length > 1 || changes.some(({ cascade, detour }) => cascade || detour);
  const grants = cases.flatMap(({ want, target }, part) => {
    const again = losses.filter((each) => each.restored && each.target === target);
    const left = lists[part] ?? [];
    const above = target.parent === cases[0]?.target ? lists[0] : target.parent?.entries;
    return missingGrants(
      target,
      withLost(want, again, parts[part]),
      { lines: left, options: [...left, ...(above ?? [])] },
      index,
    );
  });
  const chain = throughGates(stages, grants, index) ?? (isOrdered ? stages : undefined);
  return { revokes: [...changes, ...barred], chain, grants, losses };
}

/** Lets owners and grantors to the schema that they must use, for as long as they are needed; undefined where all may. */
function throughGates(
  stages: readonly (readonly AclChange[])[],
  grants: readonly AclChange[],
  index: FoundIndex,
): Chain | undefined {
  const able = grants.filter(({ barred }) => barred === undefined);
  const shut = new Map<string, Target>();
  for (const { grantor, target } of [...stages.flat(), ...able]) {
    const gate = shutGate(grantor, target, index);
    if (gate !== undefined) shut.set(grantor, gate);
  }
  if (shut.size === 0) return undefined;
  const at = (action: 'grant' | 'revoke') =>
    [...shut].map(([grantee, target]): AclChange => {
      const privileges = PRIVILEGE_BITS.USAGE;
      const { owner: grantor } = target;
      return { action, target, grantee, grantor, privileges, grantable: false, cascade: false, detour: true };
    });
  return [at('grant'), ...stages, able, at('revoke')];
}

function unitOf(parts: readonly Part[], index: FoundIndex): Unit {
  const owner = parts[0]?.target.owner ?? '';
  // A REVOKE on a table takes from its columns what the owner gave there, by whatever option there is on those.
  const actedOn = (target: Target, from: string | undefined) => {
    if (target !== parts[0]?.target) return [target];
    const isTaken = ({ grantor, grantee }: AclEntry) => grantor === owner && (from === undefined || grantee === from);
    return [target, ...parts.slice(1).flatMap((each) => (each.lines.some(isTaken) ? [each.target] : []))];
  };
  const { admin } = index.found;
  // Joined to the owner for the length of the transaction, an admin who inherits keeps every grant option.
  const inherits = inheritsFromJoined(owner, index);
  return {
    parts,
    standing: {
      owner,
      hasPrivilegesOf: (role, other) =>
        hasPrivilegesOf(role, other, index) || (inherits && role === admin && hasPrivilegesOf(owner, other, index)),
    },
    barredAs: (grantor, target, grantee) =>
      grantor === owner
        ? (barredAsOwnerOf(target, index) ?? barredByOptions(target, EVERY_BIT, actedOn(target, grantee), index))
        : barredAsGrantor(grantor, target, index),
    reachOf: (role) => index.rolesOf(role).size,
  };
}

const EVERY_BIT = ~0;

/** Nobody passed anything on, and the admin can act as the owner: every revoke is one for itself. */
function isSimple({ parts, standing: { owner }, barredAs }: Unit): boolean {
  const [first] = parts;
  return (
    first !== undefined &&
    barredAs(owner, first.target) === undefined &&
    parts.every(({ lines }) => lines.every(({ grantor }) => grantor === owner))
  );
}

function revokedSimply({ parts }: Unit): ReturnType<typeof planRevokes> {
  const revokes: AclChange[] = [];
  const fromTable = new Map<string, Held>();
  const lists = parts.map(({ target, lines, asked }, part) =>
    lines.map((entry, line): AclEntry => {
      const gone = part === 0 ? NOTHING : (fromTable.get(entry.grantee) ?? NOTHING);
      const ask = asked[line] ?? NOTHING;
      const privileges = ask.privileges & entry.privileges & ~gone.privileges;
      const option = ask.grantable & entry.grantable & ~ask.privileges & ~gone.grantable;
      const { grantee, grantor } = entry;
      const of = { target, grantee, grantor, grantable: false, cascade: false };
      if (privileges !== 0) revokes.push({ ...of, action: 'revoke', privileges });
      if (option !== 0) revokes.push({ ...of, action: 'revoke_grant_option', privileges: option });
      if (part === 0 && (privileges | option) !== 0) {
        fromTable.set(grantee, union(fromTable.get(grantee), { privileges, grantable: privileges | option }));
      }
      const left = entry.privileges & ~(privileges | gone.privileges);
      return { ...entry, privileges: left, grantable: entry.grantable & left & ~(option | gone.grantable) };
    }),
  );
  return { stages: revokes.length === 0 ? [] : [revokes], barred: [], lists };
}

/** What was lost without being revoked by itself, be it by the owner, to whom others gave something back. */
function lossesOf({ parts, standing: { owner } }: Unit, lists: Lists, changes: readonly AclChange[]): Loss[] {
  return parts.flatMap(({ target, lines, asked }, part) =>
    lines.flatMap((entry, line): Loss[] => {
      const left = lists[part]?.[line] ?? entry;
      const ask = asked[line] ?? NOTHING;
      const gone = entry.privileges & ~left.privileges;
      const option = entry.grantable & ~left.grantable & ~gone;
      if (gone === 0 && option === 0) return [];
      const own = revokedOf(entry, target, changes);
      const { grantee, grantor } = entry;
      const loss = (privileges: number, optionOnly: boolean, wasAsked: boolean): Loss[] => {
        if (privileges === 0) return [];
        const restored = !wasAsked && grantor === owner;
        return [{ target, grantee, grantor, privileges, optionOnly, asked: wasAsked, restored }];
      };
      const lost = gone & ~own.privileges;
      const options = option & ~own.grantable;
      return [
        ...loss(lost & ask.privileges, false, true),
        ...loss(lost & ~ask.privileges, false, false),
        ...loss(options & ask.grantable, true, true),
        ...loss(options & ~ask.grantable, true, false),
      ];
    }),
  );
}

function revokedOf({ grantee, grantor }: AclEntry, target: Target, changes: readonly AclChange[]): Held {
  return changes
    .filter((each) => !each.detour && each.target === target && each.grantee === grantee && each.grantor === grantor)
    .reduce<Held>(
      (all, { action, privileges }) =>
        union(all, { privileges: action === 'revoke' ? privileges : 0, grantable: privileges }),
      NOTHING,
    );
}

function withLost(
  want: ReadonlyMap<string, Held>,
  lost: readonly Loss[],
  { lines, asked }: Pick<Part, 'lines' | 'asked'> = { lines: [], asked: [] },
): ReadonlyMap<string, Held> {
  if (lost.length === 0) return want;
  const all = new Map(want);
  for (const { grantee, privileges, grantor } of lost) {
    const line = lines.findIndex((each) => each.grantee === grantee && each.grantor === grantor);
    // The privilege may stay where its grant option was asked to go.
    const option = (lines[line]?.grantable ?? 0) & ~(asked[line]?.grantable ?? 0);
    all.set(grantee, union(all.get(grantee), { privileges, grantable: privileges & option }));
  }
  return all;
}
