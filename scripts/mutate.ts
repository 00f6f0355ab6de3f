/**
 * Mutates the code of `stryker.config.json`, which decides and asks no server, and tells what no test notices; what
 * follows on the command line goes to Stryker. Random cases are the same for every mutant, and few.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const CASES = { TEST_RANDOM_SEED: '1', TEST_RANDOM_RUNS: '40', TEST_POSTGRES_VERSIONS: '13,18' };

const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', 'stryker'), ['run', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...CASES, ...process.env },
});
process.exitCode = status ?? 1;
