import { type Problem, ProblemError, problem } from '../problem';
import type { PrivateData } from './handler-resource';

/*
 * A state knows a server by a key of the provider's `servers`, and a database by its name. Which ones they were when a
 * thing was made stays beside the state, so that others that are reached by the same words later are not taken for them.
 */

/** A cluster by its system identifier and a database by its OID, as far as they could be read and matter. */
export interface Place {
  readonly system?: string | undefined;
  readonly database?: number | undefined;
}

/**
 * What is kept of the place: where the thing was made, and what was there last.
 *
 * @param before what was kept so far; without it the thing was made just now, or by a version that kept nothing
 */
export function keepPlace(seen: Place, before: PrivateData = {}): PrivateData {
  const { made } = placesOf(before);
  return { place: { made: { system: made.system ?? seen.system, database: made.database ?? seen.database }, seen } };
}

/**
 * The problem of a cluster, or a database, that is another one than that where the thing was made. None where either is
 * not known.
 *
 * @param at the server's key and, where one matters, the database's name
 * @param now default: what was there last
 */
export function placeReplaced(
  kept: PrivateData,
  at: { readonly server: string; readonly database?: string },
  now: Place = placesOf(kept).seen,
): Problem | undefined {
  const { made } = placesOf(kept);
  const differs = (name: keyof Place) =>
    made[name] !== undefined && now[name] !== undefined && made[name] !== now[name];
  if (differs('system')) {
    return problem(
      'SERVER_REPLACED',
      ['server'],
      `The server ${at.server} is another cluster: the state is of the one with the system identifier ${made.system}, and ${now.system} answers`,
      {
        value: at.server,
        next: `Correct the server's host and port. If this cluster took the other's place (pg_upgrade, a restored dump): ${ANEW}`,
      },
    );
  }
  if (!differs('database')) return undefined;
  return problem(
    'DATABASE_REPLACED',
    ['database'],
    `The database ${JSON.stringify(at.database)} is another one: that of the state has the OID ${made.database}, this one has ${now.database}`,
    { value: at.database, next: `Somebody dropped the database and made another. If this one is meant: ${ANEW}` },
  );
}

/** @throws ProblemError SERVER_REPLACED, DATABASE_REPLACED */
export function refuseReplaced(...given: Parameters<typeof placeReplaced>): void {
  const replaced = placeReplaced(...given);
  if (replaced !== undefined) throw new ProblemError(replaced);
}

const ANEW =
  'take the resource out of the state with: terraform state rm ADDRESS - and import it, or let it be made. Nothing was changed.';

function placesOf({ place }: PrivateData): { readonly made: Place; readonly seen: Place } {
  return (place ?? { made: {}, seen: {} }) as { made: Place; seen: Place };
}
