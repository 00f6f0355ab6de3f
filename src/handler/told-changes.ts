import type { Problem } from '../problem';

/** A problem whose changes say where they are: the engine knows neither. */
export function toldAt(each: Problem, at: { readonly server: string; readonly database?: string }): Problem {
  return each.changes === undefined ? each : { ...each, changes: each.changes.map((change) => ({ ...change, ...at })) };
}
