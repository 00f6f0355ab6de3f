import type { DatabaseServer } from '../postgres/session';
import { ProblemError, problem } from '../problem';

/** Whether an environment variable that says yes or no says yes. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

/** A server on which nothing is changed, whatever the one who signed in may do. */
export function forPlansOnly(server: DatabaseServer, name: string, planOnly: boolean): DatabaseServer {
  if (!planOnly) return server;
  return {
    database: server.database,
    limits: server.limits,
    use: (...given) => server.use(...given),
    transaction: async () => {
      throw new ProblemError(
        problem('PLAN_ONLY', ['server'], `The server ${name} is for planning only`, {
          value: name,
          next: 'Apply as the admin, with neither plan_only in the provider block nor APONOPG_PLAN_ONLY in the environment. Nothing was changed.',
        }),
      );
    },
    cancel: () => server.cancel(),
    close: () => server.close(),
  };
}
