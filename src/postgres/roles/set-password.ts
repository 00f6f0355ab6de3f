import { ProblemError, problem } from '../../problem';
import { notReviewed, refuseUnapproved } from '../beyond-review';
import { lockedTransaction } from '../locked-transaction';
import { runStatements } from '../run-statements';
import type { DatabaseServer } from '../session';
import { explainFailure } from '../statement-failure';
import { readRole } from './read-role';
import { roleFacts } from './role-facts';
import { displayOf, type RoleStatement, toRun } from './role-statement';

/**
 * Gives a role that signs in another password.
 *
 * @param approved what the review of the whole run allows; default: everything
 * @returns the verifier before; null where there was none, undefined where it may not be read
 * @throws ProblemError INVALID_VALUE for the role that is signed in, ROLE_MISSING, ROLE_PASSWORD_UNUSED, BEYOND_REVIEW, or what
 *   PostgreSQL refuses
 */
export async function setPassword(
  server: DatabaseServer,
  role: string,
  verifier: string,
  approved?: readonly RoleStatement[],
): Promise<string | null | undefined> {
  const statements: readonly RoleStatement[] = [{ do: 'alter role', role, flags: {}, password: 'set' }];
  if (approved !== undefined) refuseUnapproved(notReviewed(statements, approved, roleFacts).map(displayOf));
  try {
    return await lockedTransaction(server, async (session) => {
      if (session.user === role) throw new ProblemError(ownRole(role));
      const found = await readRole(session, role);
      if (found === null) throw new ProblemError(missing(role));
      if (!found.login) throw new ProblemError(unused(role));
      await runStatements(session, toRun(statements, verifier));
      return found.verifier;
    });
  } catch (error) {
    throw explainFailure(error);
  }
}

function ownRole(role: string) {
  return problem(
    'INVALID_VALUE',
    ['role'],
    `The provider itself is signed in as ${role}: its password is not changed`,
    {
      value: role,
      allowed: 'any role but the `username` of the server',
      next: 'Change it where the provider gets it from, by hand.',
    },
  );
}

function missing(role: string) {
  return problem('ROLE_MISSING', ['role'], `There is no role ${role}`, { value: role, next: 'Make it first.' });
}

function unused(role: string) {
  return problem('ROLE_PASSWORD_UNUSED', ['role'], `${role} may not sign in, so that a password is of no use`, {
    value: role,
    next: 'Set `login = true` on the role first.',
  });
}
