import type { AclChange, Barred } from '../changes';
import { ownOptions } from '../found/acl-rules';
import type { AclEntry, Target } from '../found/found-index';
import { NOTHING } from '../found/held';
import { detourAround } from './detour';
import { type Lists, type Revoking, revoked, type Unit } from './revoke-unit';

export interface RevokePlan {
  /** What runs, in this order; the changes of one stage in any. */
  readonly stages: readonly (readonly AclChange[])[];
  /** What of the asked cannot be taken. */
  readonly barred: readonly AclChange[];
  /** The access lists afterwards. */
  readonly lists: Lists;
}

/**
 * Plans the revokes of a unit by playing them through as PostgreSQL makes them: from the owner outwards, so that most of
 * what was passed on goes by itself; from the last grantees inwards where that leaves less undone or takes less along.
 */
export function planRevokes(unit: Unit): RevokePlan {
  const asks = asksOf(unit);
  const outwards = played(asks, unit);
  const inwards = costs(outwards, unit) === 0 ? outwards : played(inReverse(asks), unit);
  const best = costs(inwards, unit) < costs(outwards, unit) ? inwards : outwards;
  return around(best, unit);
}

/** A line of which something is asked. */
interface Ask {
  readonly part: number;
  readonly line: number;
  readonly grantor: string;
  /** How many grantors stand between it and the owner. */
  readonly depth: number;
}

function asksOf(unit: Unit): Ask[] {
  const depths = depthsOf(unit);
  const asks = unit.parts.flatMap(({ lines, asked }, part) =>
    lines.flatMap(({ grantor }, line): Ask[] =>
      asked[line] === NOTHING ? [] : [{ part, line, grantor, depth: depths.get(grantor) ?? 1 }],
    ),
  );
  return asks.sort((a, b) => a.depth - b.depth || within(a, b, unit));
}

function inReverse(asks: readonly Ask[]): Ask[] {
  // Stable: within one depth the order stays.
  return asks.toSorted((a, b) => b.depth - a.depth);
}

/** Groups before their members, for a member keeps its grant options as long as its group has them. */
function within(a: Ask, b: Ask, unit: Unit): number {
  const [one, other] = [entryOf(a, unit), entryOf(b, unit)];
  return (
    unit.reachOf(one.grantee) - unit.reachOf(other.grantee) ||
    compare(one.grantee, other.grantee) ||
    compare(a.grantor, b.grantor) ||
    a.part - b.part ||
    a.line - b.line
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function entryOf({ part, line }: Ask, { parts }: Unit): AclEntry {
  return parts[part]?.lines[line] as AclEntry;
}

function depthsOf({ parts, standing }: Unit): ReadonlyMap<string, number> {
  const depths = new Map([[standing.owner, 0]]);
  const options = parts.flatMap(({ lines }) => lines).filter(({ grantable }) => grantable !== 0);
  for (const [grantor, depth] of depths) {
    for (const each of options) {
      if (each.grantor === grantor && !depths.has(each.grantee)) depths.set(each.grantee, depth + 1);
    }
  }
  return depths;
}

interface Played {
  readonly stages: readonly (readonly AclChange[])[];
  readonly lists: Lists;
}

function played(asks: readonly Ask[], unit: Unit): Played {
  let lists: Lists = unit.parts.map(({ lines }) => lines);
  const stages: AclChange[][] = [];
  let leaves: AclChange[] | undefined;
  for (const ask of asks) {
    for (const action of ['revoke', 'revoke_grant_option'] as const) {
      const bits = remaining(ask, action, lists, unit) & mayRevoke(entryOf(ask, unit), ask.part, lists, unit);
      if (bits === 0) continue;
      const made = revoked(unit, lists, { part: ask.part, entry: entryOf(ask, unit), bits, action });
      const isLeaf = !made.takesOptions;
      lists = made.lists;
      if (isLeaf && leaves !== undefined) leaves.push(made.change);
      else stages.push([made.change]);
      leaves = isLeaf ? (leaves ?? stages.at(-1)) : undefined;
    }
  }
  return { stages, lists };
}

/** What of an ask is still there to be taken. */
function remaining(ask: Ask, action: AclChange['action'], lists: Lists, { parts }: Unit): number {
  const asked = parts[ask.part]?.asked[ask.line] ?? NOTHING;
  const line = lineOf(lists, ask);
  if (action === 'revoke') return line.privileges & asked.privileges;
  return line.grantable & asked.grantable & ~asked.privileges;
}

function lineOf(lists: Lists, { part, line }: Pick<Ask, 'part' | 'line'>): AclEntry {
  return lists[part]?.[line] as AclEntry;
}

/** The privileges of a line that can be revoked in its grantor's name now: by options of its own, of a column by its table's too. */
function mayRevoke({ grantee, grantor }: AclEntry, part: number, lists: Lists, unit: Unit): number {
  const target = unit.parts[part]?.target;
  if (target === undefined || unit.barredAs(grantor, target, grantee) !== undefined) return 0;
  return optionsAt(grantor, part, lists, unit);
}

function optionsAt(grantor: string, part: number, lists: Lists, { standing: { owner } }: Unit): number {
  return ownOptions(lists[part] ?? [], grantor, owner) | ownOptions(lists[0] ?? [], grantor, owner);
}

/** What is left undone weighs more than what is taken along. */
function costs({ lists }: Played, unit: Unit): number {
  let undone = 0;
  let taken = 0;
  for (const [part, { lines, asked }] of unit.parts.entries()) {
    for (const [line, entry] of lines.entries()) {
      const left = lineOf(lists, { part, line });
      const ask = asked[line] ?? NOTHING;
      if ((left.privileges & ask.privileges) !== 0 || (left.grantable & ask.grantable) !== 0) undone++;
      if (entry.grantee !== unit.standing.owner && (entry.privileges & ~left.privileges & ~ask.privileges) !== 0)
        taken++;
    }
  }
  return undone * 1_000_000 + taken;
}

/** Goes around what cannot be taken directly, and says what cannot be taken at all. */
function around(best: Played, unit: Unit): RevokePlan {
  let { stages, lists }: Played = best;
  const barred: AclChange[] = [];
  for (const ask of asksOf(unit)) {
    for (const action of ['revoke', 'revoke_grant_option'] as const) {
      const bits = remaining(ask, action, lists, unit);
      if (bits === 0) continue;
      const revoking: Revoking = { part: ask.part, entry: entryOf(ask, unit), bits, action };
      const detour = detourAround(unit, lists, revoking, {
        barred:
          unit.barredAs(ask.grantor, unit.parts[ask.part]?.target as Target, revoking.entry.grantee) !== undefined,
        options: optionsAt(ask.grantor, ask.part, lists, unit),
      });
      if (detour === undefined) {
        barred.push({ ...revoked(unit, lists, revoking).change, barred: whyBarred(revoking, lists, unit) });
      } else {
        stages = [...stages, ...detour.changes.map((change) => [change])];
        lists = detour.lists;
      }
    }
  }
  return { stages, barred, lists };
}

function whyBarred({ part, entry: { grantee, grantor }, bits }: Revoking, lists: Lists, unit: Unit): Barred {
  const known = unit.barredAs(grantor, unit.parts[part]?.target as Target, grantee);
  if (known !== undefined) return known;
  const why =
    (optionsAt(grantor, part, lists, unit) & bits) === bits
      ? 'others hold what it gave, and would lose it too'
      : 'it has lost the grant option by which it gave this, and others hold what it gave, too';
  return { role: grantor, why, next: `Name everybody to whom ${grantor} gave this in the resource.`, asGrantor: true };
}
