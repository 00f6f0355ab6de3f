import { isUnknown, type Unknown } from '../metadata';
import type { DatabaseServer } from '../postgres/session';
import { type Problem, ProblemError, problem } from '../problem';

interface Servers {
  server(name: string): DatabaseServer | Unknown;
}

/**
 * The server, where it must be known by now.
 *
 * @throws ProblemError CONFIGURATION_UNKNOWN, SERVER_NOT_DECLARED
 */
export function knownServer(servers: Servers, name: string): DatabaseServer {
  const server = servers.server(name);
  if (!isUnknown(server)) return server;
  throw new ProblemError(
    problem('CONFIGURATION_UNKNOWN', ['server'], `How to reach the server ${name} is still not known`, {
      value: name,
      next: 'Apply what its parameters come from first (`-target`), then everything.',
    }),
  );
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
