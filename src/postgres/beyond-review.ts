import { ProblemError, problem } from '../problem';

/**
 * What of all that is to be done was not reviewed. Each thing done comes down to facts, such as one attribute of one
 * role: it was reviewed when all of its facts were. Less than was reviewed is fine.
 *
 * @param factsOf the facts of one thing, as texts that are equal for equal facts
 */
export function notReviewed<Done>(
  toDo: readonly Done[],
  reviewed: readonly Done[],
  factsOf: (each: Done) => readonly string[],
): Done[] {
  const seen = new Set(reviewed.flatMap(factsOf));
  return toDo.filter((each) => factsOf(each).some((fact) => !seen.has(fact)));
}

/**
 * Stops what goes beyond the review that the whole run was given.
 *
 * @param beyond what that does not show, for people; none: nothing is refused
 * @throws ProblemError BEYOND_REVIEW
 */
export function refuseUnapproved(beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  throw new ProblemError(
    problem('BEYOND_REVIEW', [], 'More would have to be done than the review shows that APONOPG_REVIEW names', {
      value: firstOf(beyond),
      next: 'Plan again, review that plan, and deploy with its review. Nothing was changed.',
    }),
  );
}

/**
 * Stops what goes beyond the review.
 *
 * @param beyond what was not reviewed, for people; none: nothing is refused
 * @throws ProblemError GRANT_BEYOND_REVIEW
 */
export function refuseBeyond(beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  throw new ProblemError(
    problem('GRANT_BEYOND_REVIEW', [], 'The server changed after the plan: more would have to be done than was shown', {
      value: firstOf(beyond),
      next: 'Plan again, look at what is new, and apply that plan. Nothing was changed.',
    }),
  );
}

function firstOf(beyond: readonly string[]): string {
  const more = beyond.length > 20 ? `; and ${beyond.length - 20} more` : '';
  return beyond.slice(0, 20).join('; ') + more;
}
