import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './postgres/lock';

/**
 * The folder of an npm package that is no dependency of this project: downloaded once, into a cache below node_modules.
 *
 * @param cache the cache's name: packages that belong together
 * @param name the package
 * @param version an exact one, or a major: the newest of it on the day of the download
 * @param prepare what is done with the folder before any process finds it
 * @param npmOptions what npm is told besides
 */
export async function downloadPackage(
  cache: string,
  name: string,
  version: string,
  prepare: (folder: string) => void = () => undefined,
  npmOptions: readonly string[] = [],
): Promise<string> {
  const parent = resolve(__dirname, '../node_modules/.cache', cache);
  const folder = join(parent, version);
  const unpacked = join(folder, 'node_modules', name);
  if (!existsSync(unpacked)) {
    await mkdir(parent, { recursive: true });
    await withLock(join(parent, `${version}.lock`), async () => {
      if (!existsSync(unpacked)) await install(parent, folder, name, version, prepare, npmOptions);
    });
  }
  return unpacked;
}

async function install(
  parent: string,
  folder: string,
  name: string,
  version: string,
  prepare: (folder: string) => void,
  npmOptions: readonly string[],
): Promise<void> {
  const part = await mkdtemp(join(parent, 'part-'));
  try {
    // Open to the account that servers run as, which may be another.
    await chmod(part, 0o755);
    await writeFile(join(part, 'package.json'), '{"private":true}');
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', ...npmOptions];
    await promisify(execFile)('npm', ['install', ...options, '--prefix', part, `${name}@${version}`], { cwd: part });
    // Made here, before the folder gets its final name, so that every process finds it complete.
    prepare(join(part, 'node_modules', name));
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw new Error(`${name}@${version} could not be installed from npm: ${(error as Error).message}`);
  }
}
