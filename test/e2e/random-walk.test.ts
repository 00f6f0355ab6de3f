import { randomRuns } from '../postgres/grants/random-runs';
import { useServer } from '../support/project';
import { Dice } from './random-walk/dice';
import { round } from './random-walk/round';
import { newTally, type Tally } from './random-walk/tally';
import { openWalk } from './random-walk/walk';

/** So many rounds make a leg; each leg begins anew, so that one that fails can be walked again alone, by its seed. */
const LEG = 12;

const { runs, seed, timeout } = randomRuns(LEG);
const server = useServer();

test(
  'whatever is changed, and whatever happens beside it: plans are true, and nothing that is declared is lost',
  async () => {
    const tally = newTally();
    for (let leg = 0; leg * LEG < runs; leg++) await walkLeg(seed + leg, Math.min(LEG, runs - leg * LEG), tally);
    process.stderr.write(`Random walk: ${JSON.stringify(tally)}\n`);
    expect(tally.rounds).toBe(runs);
    // Fewer changes than that say nothing about their share.
    if (tally.changes >= 200) expect(tally.known / tally.changes).toBeGreaterThanOrEqual(0.9);
  },
  timeout + runs * 30_000,
);

async function walkLeg(seed: number, rounds: number, tally: Tally): Promise<void> {
  const dice = new Dice(seed);
  const log: string[] = [];
  const walk = await openWalk(server, dice);
  try {
    for (let each = 0; each < rounds; each++) await round(walk, dice, tally, (line) => log.push(`${each}: ${line}`));
  } catch (error) {
    const path = walk.ours.project.terraform.path;
    throw new Error(
      `TEST_RANDOM_SEED=${seed} TEST_RANDOM_RUNS=${rounds} walks there again\n${log.join('\n')}\n${(error as Error).message}\n${path}`,
    );
  }
  await walk.end();
}
