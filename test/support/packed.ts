import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../scripts/postgres/lock';
import { runFolder } from './postgres-run';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);

/** The package's archive as npm publishes it; built and packed once a run. */
export function packedArchive(): Promise<string> {
  return onceARun('packed', async (folder) => {
    await run(process.execPath, ['scripts/build.js'], { cwd: ROOT });
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  }).then(async (folder) => join(folder, (await readdir(folder))[0] as string));
}

/** A project with the archive installed in it, beside both cores and Node's types; made once a run. */
export async function installedPackage(): Promise<string> {
  const archive = await packedArchive();
  return onceARun('installed', async (folder) => {
    const { devDependencies } = require('../../package.json');
    const others = ['cdktf', 'cdktn', 'constructs', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...quiet, archive, ...others], { cwd: folder });
  });
}

/** A folder that the first of the run's tests to ask for it makes, for all. */
async function onceARun(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(runFolder(), name);
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    await make(part);
    await rename(part, folder);
  });
  return folder;
}
