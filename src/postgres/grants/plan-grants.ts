import type { DeclaredGrants } from '../../metadata';
import type { Problem } from '../../problem';
import { planActing } from './act/acting';
import { type AlreadyHeld, alreadyHeld, withoutAlreadyHeld } from './already-held';
import { type Changes, isEmpty } from './changes';
import { diffGrants } from './diff/diff-grants';
import type { FoundGrants } from './found/found';
import { type FoundIndex, indexFound } from './found/found-index';
import { guardGrants } from './guard/guards';
import { type Renames, renamedDeclared, renamedHeld, renamedSince } from './renamed';
import { resolveGrants, type Wanted } from './resolve/resolve-grants';
import { withoutOthers } from './resolve/without-others';
import type { GrantStatement } from './write/grant-statement';
import { writeGrants } from './write/write-grants';

/** What the same resource has done before. */
export interface Before {
  /** What it declared when it was last applied: what of it is gone now is taken back. */
  readonly prior?: DeclaredGrants | undefined;
  /** What of `prior` was held already, as the apply gave it: that stays. */
  readonly alreadyHeld?: AlreadyHeld | undefined;
  /** The OIDs that roles had under the names of `prior`: one that was renamed since is still meant. */
  readonly rolesBefore?: ReadonlyMap<string, number> | undefined;
  /** What others have declared and applied meanwhile: of `prior`, that stays. */
  readonly others?: readonly DeclaredGrants[] | undefined;
  /** What others let go of at the same time: what of it is declared now becomes this one's own. */
  readonly passing?: readonly DeclaredGrants[] | undefined;
}

/** What one resource would do to one database as it was found. */
export interface GrantsPlan {
  readonly changes: Changes;
  /** In the order in which they run, all in one transaction; empty when there is nothing to do. */
  readonly statements: readonly GrantStatement[];
  /** Errors say why it cannot be applied as it stands; warnings what to know. */
  readonly problems: readonly Problem[];
  readonly index: FoundIndex;
  /** What is to be remembered once this is applied, and given to the next plan; only of an additive declaration. */
  readonly alreadyHeld: AlreadyHeld;
  /** The roles that were renamed since the resource was last applied. */
  readonly renames: Renames;
}

/** From what is declared and what was found to the statements. Pure: the same for the same input. */
export function planGrants(declared: DeclaredGrants, found: FoundGrants, before: Before = {}): GrantsPlan {
  const index = indexFound(found, declared.ignore_grantors);
  const { wanted, problems } = resolveGrants(declared, index);
  const renames = renamedSince(before.rolesBefore, found);
  const gaveBefore = gaveAs(before, renames, index);
  const ownedBefore = gaveBefore && withoutAll(gaveBefore, before.others, index);
  const passing = before.passing?.map((each) => renamedDeclared(each, renames));
  const changes = diffGrants(wanted, index, { mode: declared.mode ?? 'authoritative', ownedBefore });
  const acting = planActing(changes, index);
  return {
    changes,
    statements: isEmpty(changes) ? [] : writeGrants(changes, acting, index),
    problems: [...problems, ...guardGrants(declared, wanted, changes, index), ...acting.problems],
    index,
    alreadyHeld: declared.mode === 'additive' ? alreadyHeld(withoutAll(wanted, passing, index), index, gaveBefore) : [],
    renames,
  };
}

function gaveAs({ prior, alreadyHeld: held = [] }: Before, renames: Renames, index: FoundIndex): Wanted | undefined {
  if (prior === undefined) return undefined;
  // What is missing of what was declared before is gone anyway.
  const { wanted } = resolveGrants(renamedDeclared(prior, renames), index);
  return withoutAlreadyHeld(wanted, renamedHeld(held, renames));
}

function withoutAll(declared: Wanted, others: readonly DeclaredGrants[] = [], index: FoundIndex): Wanted {
  return others.reduce((left, other) => withoutOthers(left, resolveGrants(other, index).wanted), declared);
}
