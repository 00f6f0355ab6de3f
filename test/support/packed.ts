import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onceARun } from './once-a-run';

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
