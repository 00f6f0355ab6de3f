import type { AponoClient } from '../apono';
import { isUnknown } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import type { HandlerContext } from './context';

/** Apono's API, where it has to be known by now. @throws ProblemError CONFIGURATION_UNKNOWN */
export function knownApono(context: HandlerContext): AponoClient {
  const client = context.apono();
  if (!isUnknown(client)) return client;
  throw new ProblemError(
    problem('CONFIGURATION_UNKNOWN', ['apono'], "Apono's endpoint or token is still not known", {
      next: 'Apply what they come from first (`-target`), or give them by APONO_ENDPOINT and APONO_PERSONAL_TOKEN.',
    }),
  );
}

/** The warning of something that could not be read again. @param thing `integration` */
export function notRefreshed(thing: string): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: [],
    what: `The ${thing} was not read again: Apono's endpoint or token is not known yet`,
    next: 'Plan again once they are known.',
  };
}
