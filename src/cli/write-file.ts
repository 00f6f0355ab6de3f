import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { ProblemError, problem, withoutSecrets } from '../problem';

/** What became of the text: a plain file was written, or what is none, such as a pipe, was written to. */
export type Written = 'file' | 'stream';

/**
 * Writes a plain file as a whole or not at all: beside its place first, then by its name, with the mode and the owner
 * that it had. A link stays, and the file that it leads to is written; where it leads nowhere, or another user put it
 * there, it is refused. What is no plain file, such as `/dev/stdout` or a named pipe, is written to as it is.
 *
 * @throws ProblemError FILE_UNWRITABLE
 */
export function writeFile(path: string, text: string): Written {
  const shown = withoutSecrets(text);
  const there = found(path);
  try {
    if (there !== undefined && (!there.isFile() || isDescriptor(path))) {
      writeFileSync(path, shown, { flag: 'a' });
      return 'stream';
    }
    replace(targetOf(path), there, shown);
    return 'file';
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw unwritable(path, WHY[code ?? ''] ?? message);
  }
}

function found(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // what is wrong with the way there, writing will say
  }
}

/** A file that this process has open under another name: put in its place, a new one would reach nobody. */
function isDescriptor(path: string): boolean {
  return /^\/(dev|proc)\//.test(path);
}

function targetOf(path: string): string {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() !== true) return path;
  const mine = process.getuid === undefined || [0, process.getuid()].includes(link.uid);
  if (!mine) throw unwritable(path, 'it is a link that another user made');
  try {
    return realpathSync(path);
  } catch {
    throw unwritable(path, 'it is a link that leads nowhere');
  }
}

function replace(path: string, before: Stats | undefined, text: string): void {
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(part, text, { flag: 'wx', ...(before && { mode: before.mode & 0o777 }) });
    if (before !== undefined) keepOwner(part, before);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The owner first, since a change of it takes bits of the mode away. Only root may give a file to others. */
function keepOwner(part: string, before: Stats): void {
  if (process.getuid?.() === 0) chownSync(part, before.uid, before.gid);
  chmodSync(part, before.mode & 0o7777);
}

function unwritable(path: string, why: string): ProblemError {
  return new ProblemError(
    problem('FILE_UNWRITABLE', ['out'], `The file ${path} cannot be written: ${why}`, {
      value: path,
      allowed: 'a file in a folder that exists and that may be written to; a pipe or a device',
    }),
  );
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  ENOSPC: 'the disk is full',
};
