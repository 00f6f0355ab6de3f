import { type Problem, ProblemError, problem } from '../problem';
import type { PrivateData } from './handler-resource';

/*
 * A state knows a server by a key of the provider's `servers`. On which cluster a thing was made stays beside the state,
 * so that one that is reached by the same key later is not taken for it.
 */

/**
 * What is kept of the cluster: where the thing was made, and what was there last.
 *
 * @param system undefined where it could not be read
 * @param before what was kept so far; without it the thing was made just now, or by a version that kept nothing
 */
export function keepServer(system: string | undefined, before: PrivateData = {}): PrivateData {
  const madeOn = before.madeOn ?? system;
  return { ...(madeOn !== undefined && { madeOn }), ...(system !== undefined && { seenOn: system }) };
}

/** The problem of a cluster that is another one than that where the thing was made. None where either is not known. */
export function serverReplaced(
  { madeOn, seenOn }: PrivateData,
  server: string,
  now: unknown = seenOn,
): Problem | undefined {
  if (madeOn === undefined || now === undefined || madeOn === now) return undefined;
  return problem(
    'SERVER_REPLACED',
    ['server'],
    `The server ${server} is another cluster: this was made on the one with the system identifier ${madeOn}, and ${now} answers`,
    {
      value: server,
      next: "Correct the server's host and port. If this cluster took the other's place (pg_upgrade, a restored dump), take the resource out of the state with: terraform state rm ADDRESS - and import it. Nothing was changed.",
    },
  );
}

/** @throws ProblemError SERVER_REPLACED */
export function refuseReplaced(kept: PrivateData, server: string, now?: string | undefined): void {
  const replaced = serverReplaced(kept, server, now);
  if (replaced !== undefined) throw new ProblemError(replaced);
}
