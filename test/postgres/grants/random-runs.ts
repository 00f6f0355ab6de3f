import { serverVersions } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';

/** The versions between which PostgreSQL's rules of access differ; TEST_POSTGRES_VERSIONS may say otherwise. */
export const VERSIONS = versions();

/** The same, in `npm test` the newest alone. */
export const FEWER_VERSIONS = IS_QUICK ? serverVersions(['newest']) : VERSIONS;

function versions(): number[] {
  const asked = process.env.TEST_POSTGRES_VERSIONS;
  return asked && asked !== 'all' ? asked.split(',').map(Number) : [13, 15, 16, 18];
}

interface RandomRuns {
  readonly runs: number;
  readonly seed: number;
  readonly timeout: number;
  readonly endOnFailure: boolean;
}

/**
 * How often a property is tried, with a new seed every time, which is printed: TEST_RANDOM_SEED tries the same again,
 * TEST_RANDOM_RUNS more of them; the matrix of all versions ten times as many. The case that fails is shown as it is;
 * TEST_RANDOM_SHRINK=1 has it made smaller first, which takes minutes.
 *
 * @param usual the number of runs on each version
 * @param quick that number in `npm test`
 */
export function randomRuns(usual: number, quick = usual): RandomRuns {
  const matrix = process.env.TEST_POSTGRES_VERSIONS === 'all' ? 10 : 1;
  const runs = Number(process.env.TEST_RANDOM_RUNS ?? (IS_QUICK ? quick : usual * matrix));
  const seed = Number(process.env.TEST_RANDOM_SEED ?? Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`Random cases: TEST_RANDOM_SEED=${seed} TEST_RANDOM_RUNS=${runs}\n`);
  const endOnFailure = process.env.TEST_RANDOM_SHRINK === undefined;
  return { runs, seed, timeout: 60_000 + runs * 3_000, endOnFailure };
}
