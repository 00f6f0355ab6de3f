import { barredAsOwnerOf } from '../act/gates';
import { barredByOptions, optionHolders } from '../act/own-options';
import type { AclChange, Barred } from '../changes';
import type { AclEntry, FoundIndex, Target } from '../found/found-index';
import { type Held, heldByGrantee, NOTHING } from '../found/held';

/** What there is on a target once everything that has to go is gone. */
export interface After {
  readonly lines: readonly AclEntry[];
  /** The lines by which others than the owner may grant; of a column, its table's too. */
  readonly options: readonly AclEntry[];
}

/** The grants that the goals lack; an owner lacks none, and what an ignored grantor gave does not count. */
export function missingGrants(
  target: Target,
  goals: ReadonlyMap<string, Held>,
  { lines, options }: After,
  index: FoundIndex,
): AclChange[] {
  if (goals.size === 0) return [];
  const have = heldByGrantee(lines.filter(({ ignored }) => !ignored));
  // For each set of privileges once, since thousands may be given the same.
  const known = { plain: new Map<number, readonly Giver[]>(), grantable: new Map<number, readonly Giver[]>() };
  const all: AclChange[] = [];
  const give = (grantee: string, bits: number, grantable: boolean) => {
    const knownGivers = known[grantable ? 'grantable' : 'plain'];
    // Grant options of a column are passed on by those that the column's own list has: by its table's, PostgreSQL says 0LP01.
    const givers = knownGivers.get(bits) ?? giversOf(target, bits, grantable ? lines : options, index);
    knownGivers.set(bits, givers);
    for (const { grantor, privileges, barred } of givers) {
      // Spreading an object would take most of the time of a plan with a hundred thousand of them.
      const change: AclChange = { action: 'grant', target, grantee, grantor, privileges, grantable, cascade: false };
      all.push(barred === undefined ? change : { ...change, barred });
    }
  };
  for (const [grantee, goal] of goals) {
    if (grantee === target.owner) continue;
    const held = have.get(grantee) ?? NOTHING;
    const withOption = goal.grantable & ~held.grantable;
    const plain = goal.privileges & ~held.privileges & ~withOption;
    if (plain !== 0) give(grantee, plain, false);
    if (withOption !== 0) give(grantee, withOption, true);
  }
  return all;
}

/** In whose name some privileges are given. */
interface Giver {
  readonly grantor: string;
  readonly privileges: number;
  readonly barred: Barred | undefined;
}

/** The owner, or else those by whose grant options the admin may give. */
function giversOf(target: Target, privileges: number, options: readonly AclEntry[], index: FoundIndex): Giver[] {
  const { holders, owner } = optionHolders(target, privileges, options, index);
  const all = holders.map(([grantor, bits]): Giver => ({ grantor, privileges: bits, barred: undefined }));
  if (owner === 0) return all;
  const barred = barredAsOwnerOf(target, index) ?? barredByOptions(target, owner, [target], index);
  return [...all, { grantor: target.owner, privileges: owner, barred }];
}
