import { type Problem, problem } from '../../problem';
import { type Borrowing, isBorrowing, lenderFor, type NotBorrowed, planBorrowing } from '../borrowing';
import { PER_GRANTOR } from '../membership';
import { lenderOf, type Standing } from '../roles';
import type { Holdings } from './holdings';

/** What is borrowed, and what cannot be. */
export interface Borrowed {
  readonly borrowings: readonly Borrowing[];
  readonly problems: readonly Problem[];
}

/**
 * The memberships that the admin must take on for a while to have the privileges of these roles, each once. Pure.
 *
 * @param role the role to be dropped, for the problems
 */
export function borrowFor(lenders: readonly string[], role: string, holdings: Holdings): Borrowed {
  const { admin, databaseOwner, standings } = holdings;
  // A role that does not exist is told of elsewhere.
  const outcomes = [...new Set(lenders.map((each) => lenderFor(each, databaseOwner)))].flatMap((of) => {
    const standing = standings.get(of);
    if (of === admin || standing === undefined || standing.inherits) return [];
    return [{ of, outcome: borrow(of, standing, holdings) }];
  });
  return {
    borrowings: outcomes.flatMap(({ outcome }) => (isBorrowing(outcome) ? [outcome] : [])),
    problems: outcomes.flatMap(({ of, outcome }) =>
      isBorrowing(outcome) ? [] : [cannotAct(of, outcome, role, holdings)],
    ),
  };
}

function borrow(role: string, standing: Standing, { admin, createrole, inherit, serverVersion }: Holdings) {
  const outcome = planBorrowing(lenderOf(role, standing), { name: admin, createrole, serverVersion });
  if (!isBorrowing(outcome) || inherit || serverVersion >= PER_GRANTOR) return outcome;
  return {
    why: 'the admin is NOINHERIT, so that no membership gives it the privileges',
    next: `Sign in as an admin with INHERIT, or give it to ${admin}.`,
  };
}

function cannotAct(of: string, { why, next }: NotBorrowed, role: string, { admin, database }: Holdings): Problem {
  return problem(
    'PG_NOT_PERMITTED',
    ['name'],
    `Something must be done as ${of} in database ${JSON.stringify(database)}, and ${admin} cannot act for it: ${why}`,
    { value: role, next },
  );
}
