import { isUnknown } from '../metadata';
import type { DatabaseServer } from '../postgres/session';
import { type Problem, type ProblemCode, ProblemError, problem } from '../problem';
import type { HandlerContext } from './context';

/** What the network says of a server that may well be there later: made in the same run, or starting. */
const LATER = new Set<ProblemCode>(['PG_UNREACHABLE', 'PG_TIMEOUT', 'PG_SHUTTING_DOWN', 'PG_NO_SUCH_DATABASE']);

/** Whether a server could not be reached for a reason that the same run may clear. */
export function canBeReachedLater(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problems.every(({ code }) => LATER.has(code));
}

/**
 * The server, where it must be known by now.
 *
 * @throws ProblemError CONFIGURATION_UNKNOWN, SERVER_NOT_DECLARED
 */
export function knownServer(context: HandlerContext, name: string): DatabaseServer {
  const server = context.server(name);
  if (!isUnknown(server)) return server;
  throw new ProblemError(
    problem('CONFIGURATION_UNKNOWN', ['server'], `How to reach the server ${name} is still not known`, {
      value: name,
      next: 'Apply what its parameters come from first (`-target`), then everything.',
    }),
  );
}

/** Said at plan when the server cannot be asked: the plan is no promise then. */
export function notReachedYet(name: string, why: string): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['server'],
    what: `The plan was made without the server ${name}: ${why}`,
    next: 'Go on if the same run makes the server; what is wrong is then said while applying, before anything is changed.',
  };
}

/** Said at refresh when the server cannot be asked. */
export function notRefreshed(name: string): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: [],
    what: `Nothing was read again from the server ${name}: its parameters are not known yet`,
    next: 'Plan again once they are known.',
  };
}
