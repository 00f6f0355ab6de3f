import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What V8 made of a program, as an earlier run left it. */
export interface KeptCode {
  readonly data: Buffer;
  /** Bytes of all that was compiled in the run that left it. */
  readonly size: number;
  /** How often it was written. */
  readonly times: number;
}

/**
 * Where it is kept from one run to the next; undefined where it is not to be, or there is no place for it.
 *
 * @param key the program's contents: what was made of another one must not be taken for it
 */
export function keptAt(key: string, env: NodeJS.ProcessEnv): string | undefined {
  if (env.APONOPG_CODE_CACHE === 'off' || env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const home = env.HOME ?? env.USERPROFILE;
  const folder = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (home && join(home, '.cache'));
  return folder ? join(folder, 'aponopg', `${key}-${process.versions.v8}-${process.arch}`) : undefined;
}

/** Reads it; undefined where there is none that this user alone can have written, whole. */
export function readKept(path: string): KeptCode | undefined {
  let file: number | undefined;
  try {
    if (!isOurs(statSync(join(path, '..')))) return undefined;
    // What was looked at is what is read, whatever takes its name meanwhile.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    if (!isOurs(fstatSync(file))) return undefined;
    const bytes = readFileSync(file);
    const data = bytes.subarray(HEADER);
    if (!bytes.subarray(0, DIGEST).equals(digest(bytes.subarray(DIGEST)))) return undefined;
    return { data, size: bytes.readUInt32LE(DIGEST), times: bytes.readUInt32LE(DIGEST + 4) };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Writes it, and removes what nobody has written for long. That it cannot be kept is no trouble. */
export function writeKept(path: string, code: KeptCode): void {
  try {
    const folder = join(path, '..');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(statSync(folder))) return;
    writeWhole(path, fileOf(code));
    if (code.times === 1) removeOld(folder);
  } catch {
    // The next run compiles, as this one did.
  }
}

function fileOf({ data, size, times }: KeptCode): Buffer {
  const header = Buffer.alloc(HEADER - DIGEST);
  header.writeUInt32LE(size, 0);
  header.writeUInt32LE(times, 4);
  const rest = Buffer.concat([header, data]);
  return Buffer.concat([digest(rest), rest]);
}

/** Nobody sees half a file, and what did not come about leaves nothing. */
function writeWhole(path: string, bytes: Buffer): void {
  const part = `${path}.${process.pid}`;
  try {
    writeFileSync(part, bytes, { mode: 0o600, flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** V8 believes what it is given: damaged bytes would end the process, and others' would run. */
function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const DIGEST = 32;
const HEADER = DIGEST + 8;

function isOurs({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function removeOld(folder: string): void {
  const long = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).mtimeMs < long) rmSync(path, { force: true });
  }
}
