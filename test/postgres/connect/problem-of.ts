import { type Problem, ProblemError } from '../../../src/problem';

/** The first problem of work that has to fail with one. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => new Error('There was no error'),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError && error.problems[0]) return error.problems[0];
  throw error;
}
