import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canReach, runAs } from './account';
import type { Binaries } from './binaries';
import { withLock } from './lock';

const run = promisify(execFile);

/** The first superuser of a server. */
export interface Superuser {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes a new data folder. `initdb` runs once for a version and superuser in a run; further folders are copies.
 *
 * @param servers the folder of the run's servers, where the pattern of all copies is kept
 * @param target the folder to make
 */
export async function makeDataFolder(
  servers: string,
  target: string,
  binaries: Binaries,
  superuser: Superuser,
  account: Account | undefined,
): Promise<void> {
  const key = createHash('sha256')
    .update(JSON.stringify([binaries.folder, superuser.name, superuser.password]))
    .digest('hex');
  const pattern = join(servers, `pattern-${key.slice(0, 12)}`);
  await withLock(`${pattern}.lock`, async () => {
    if (!existsSync(join(pattern, 'done'))) await initialize(pattern, binaries, superuser, account);
  });
  await run('cp', ['-Rp', join(pattern, 'initial'), target], { ...runAs(account), cwd: dirname(target) });
}

/**
 * The binaries where the account gets to them: as they are, or a copy in the run's folder when npm put them below a
 * folder that is closed to it (such as root's home).
 */
export async function reachableBinaries(
  runFolder: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Binaries> {
  if (!binaries.movable || canReach(account, join(binaries.folder, 'postgres'))) return binaries;
  const copy = join(runFolder, `binaries-${createHash('sha256').update(binaries.folder).digest('hex').slice(0, 12)}`);
  await withLock(`${copy}.lock`, async () => {
    if (!existsSync(copy)) {
      await cp(dirname(binaries.folder), `${copy}.part`, { recursive: true, verbatimSymlinks: true });
      await run('mv', [`${copy}.part`, copy]);
    }
  });
  return { ...binaries, folder: join(copy, 'bin') };
}

/** Makes a folder that belongs to the account. */
export async function makeOwnFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { recursive: true });
  if (account) await chown(path, account.uid, account.gid);
}

/** Writes a file that belongs to the account and that nobody else may read. */
export async function writeOwnFile(path: string, text: string, account: Account | undefined): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (account) await chown(path, account.uid, account.gid);
}

async function initialize(
  pattern: string,
  binaries: Binaries,
  superuser: Superuser,
  account: Account | undefined,
): Promise<void> {
  await makeOwnFolder(pattern, account);
  const passwordFile = join(pattern, 'password');
  await writeOwnFile(passwordFile, superuser.password, account);
  await run(
    join(binaries.folder, 'initdb'),
    [
      ...['-D', join(pattern, 'initial'), '-U', superuser.name, '--pwfile', passwordFile, '-A', 'scram-sha-256'],
      ...['--locale=C', '--encoding=UTF8', '--no-sync', '--wal-segsize=1'],
    ],
    { ...runAs(account), cwd: pattern, env: { PATH: process.env.PATH, LC_ALL: 'C' } },
  );
  await writeFile(join(pattern, 'done'), '');
}
