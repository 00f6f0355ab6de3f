import { ProblemError } from '../../problem';

/** Null where the database is not there, or not any more. */
export async function orMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'PG_NO_SUCH_DATABASE'))
      return null;
    throw error;
  }
}
