import { ProblemError, problem } from '../problem';

/**
 * Stops what goes beyond the review.
 *
 * @param beyond what was not reviewed, for people; none: nothing is refused
 * @throws ProblemError GRANT_BEYOND_REVIEW
 */
export function refuseBeyond(beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  const more = beyond.length > 20 ? `; and ${beyond.length - 20} more` : '';
  throw new ProblemError(
    problem(
      'GRANT_BEYOND_REVIEW',
      [],
      'The database changed after the plan: more would have to be done than was shown',
      {
        value: beyond.slice(0, 20).join('; ') + more,
        next: 'Plan again, look at what is new, and apply that plan. Nothing was changed.',
      },
    ),
  );
}
