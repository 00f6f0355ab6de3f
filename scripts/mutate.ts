/** Mutates the code of `stryker.config.json` and tells what no test noticed; what follows on the command line goes to Stryker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findBinaries } from './postgres/binaries';
import { startCluster } from './postgres/cluster';
import { openRunFolder } from './postgres/run-folder';

const ROOT = join(__dirname, '..');

/** Stryker starts jest for each mutant: one server for all of them spares most of the time. */
async function mutate(args: readonly string[]): Promise<number> {
  const folder = openRunFolder();
  try {
    const binaries = findBinaries();
    const superuser = { name: 'postgres', password: 'superuser-for-tests' };
    const { port } = await startCluster({ binaries, superuser, runFolder: folder.path });
    const server = {
      TEST_POSTGRES_URL: `postgres://${superuser.name}:${superuser.password}@127.0.0.1:${port}/postgres`,
      TEST_POSTGRES_VERSIONS: String(binaries.major),
    };
    const stryker = join(ROOT, 'node_modules', '.bin', 'stryker');
    const child = spawn(stryker, ['run', ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...server } });
    const [code] = await once(child, 'close');
    return code ?? 1;
  } finally {
    await folder.close();
  }
}

mutate(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
