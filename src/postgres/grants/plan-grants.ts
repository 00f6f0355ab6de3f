import type { DeclaredGrants } from '../../metadata';
import type { Problem } from '../../problem';
import { planActing } from './acting';
import { type AlreadyHeld, alreadyHeld, withoutAlreadyHeld } from './already-held';
import { type Changes, isEmpty } from './changes';
import { diffGrants } from './diff-grants';
import type { FoundGrants } from './found';
import { type FoundIndex, indexFound } from './found-index';
import type { GrantStatement } from './grant-statement';
import { guardGrants } from './guards';
import { resolveGrants } from './resolve-grants';
import { writeGrants } from './write-grants';

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
}

/**
 * From what is declared and what was found to the statements. Pure: the same for the same input.
 *
 * @param prior what the same resource declared when it was last applied
 * @param held what of that was held already then
 */
export function planGrants(
  declared: DeclaredGrants,
  found: FoundGrants,
  prior?: DeclaredGrants,
  held?: AlreadyHeld,
): GrantsPlan {
  const index = indexFound(found, declared.ignore_grantors);
  const { wanted, problems } = resolveGrants(declared, index);
  // What is missing of what was declared before is gone anyway.
  const ownedBefore = prior === undefined ? undefined : withoutAlreadyHeld(resolveGrants(prior, index).wanted, held);
  const changes = diffGrants(wanted, index, { mode: declared.mode ?? 'authoritative', ownedBefore });
  const acting = planActing(changes, index);
  return {
    changes,
    statements: isEmpty(changes) ? [] : writeGrants(changes, acting, index),
    problems: [...problems, ...guardGrants(declared, wanted, changes, index), ...acting.problems],
    index,
    alreadyHeld: declared.mode === 'additive' ? alreadyHeld(wanted, index, ownedBefore) : [],
  };
}
