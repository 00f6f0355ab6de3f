import { type Problem, problem } from '../../problem';
import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import type { Holdings } from './holdings';
import { lenderOf, type Standing } from './standing';

/** What the admin needs of a role: to take it on by SET ROLE, or to have its privileges without. */
export interface Need {
  readonly of: string;
  readonly to: 'act' | 'inherit';
}

/** What is borrowed to meet the needs, and what cannot be met. */
export interface Borrowed {
  readonly borrowings: readonly Borrowing[];
  readonly problems: readonly Problem[];
}

/**
 * The memberships that the admin must take on for a while, each once. Pure.
 *
 * @param role the role to be dropped, for the problems
 */
export function borrowFor(needs: readonly Need[], role: string, holdings: Holdings): Borrowed {
  const unmet = needs
    .map((need) => ({ ...need, of: lenderFor(need.of, holdings.databaseOwner) }))
    .filter((need) => !isMet(need, holdings));
  const outcomes = [...new Set(unmet.map(({ of }) => of))].map((of) => ({
    of,
    outcome: borrow(
      of,
      unmet.some((need) => need.of === of && need.to === 'inherit'),
      holdings,
    ),
  }));
  return {
    borrowings: outcomes.flatMap(({ outcome }) => (isBorrowing(outcome) ? [outcome] : [])),
    problems: outcomes.flatMap(({ of, outcome }) =>
      isBorrowing(outcome) ? [] : [cannotAct(of, outcome, role, holdings)],
    ),
  };
}

/** A role that does not exist is told of elsewhere. */
function isMet({ of, to }: Need, { admin, standings }: Holdings): boolean {
  const standing = standings.get(of);
  if (of === admin || standing === undefined) return true;
  return to === 'act' ? standing.acts : standing.inherits;
}

function borrow(role: string, toInherit: boolean, holdings: Holdings): Borrowing | NotBorrowed {
  const { admin, createrole, inherit, serverVersion } = holdings;
  const outcome = planBorrowing(lenderOf(role, holdings.standings.get(role) as Standing), {
    name: admin,
    createrole,
    serverVersion,
  });
  if (isBorrowing(outcome) && toInherit && serverVersion < PER_GRANTOR && !inherit) {
    return {
      why: 'the admin is NOINHERIT, so that no membership gives it the privileges',
      next: `Sign in as an admin with INHERIT, or give it to ${admin}.`,
    };
  }
  return outcome;
}

function cannotAct(of: string, { why, next }: NotBorrowed, role: string, { admin, database }: Holdings): Problem {
  return problem(
    'PG_NOT_PERMITTED',
    ['name'],
    `Something must be done as ${of} in database ${JSON.stringify(database)}, and ${admin} cannot act for it: ${why}`,
    { value: role, next },
  );
}
