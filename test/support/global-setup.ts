import { join } from 'node:path';
import { openRunFolder, type RunFolder } from '../../scripts/postgres/run-folder';
import { readUrl } from './postgres';
import { runId } from './postgres-run';
import { choosePostgresSource, describeSource } from './postgres-source';

declare global {
  var aponopgRunFolder: RunFolder | undefined;
}

/** Before all tests: decides where PostgreSQL comes from, says so, and opens the folder of the run's servers. */
export default async function setUp(): Promise<void> {
  const source = await choosePostgresSource();
  process.stderr.write(`PostgreSQL for tests: ${describeSource(source)}\n`);
  globalThis.aponopgRunFolder = openRunFolder();
  process.env.APONOPG_TEST_RUN = globalThis.aponopgRunFolder.path;
  process.env.APONOPG_TEST_MAJOR = String(await majorOf(source));
  // The code that a run of the command leaves for the next one goes with the tests.
  process.env.XDG_CACHE_HOME = join(globalThis.aponopgRunFolder.path, 'cache');
  runId();
  // Terraform's commands are over before a collection of garbage would pay.
  process.env.GOGC ??= 'off';
  process.env.GOMEMLIMIT ??= '1GiB';
}

async function majorOf(source: Awaited<ReturnType<typeof choosePostgresSource>>): Promise<number> {
  if (source.kind === 'binaries') return source.binaries.major;
  if (source.kind === 'container') return source.major;
  return Number.parseInt((await readUrl(source.url)).version, 10);
}
