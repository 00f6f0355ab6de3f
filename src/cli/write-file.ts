import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ProblemError, problem } from '../problem';

/**
 * Writes a file as a whole or not at all: beside its place first, then by its name.
 *
 * @throws ProblemError FILE_UNWRITABLE
 */
export function writeFile(path: string, text: string): void {
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ProblemError(
      problem('FILE_UNWRITABLE', ['out'], `The file ${path} cannot be written: ${WHY[code ?? ''] ?? message}`, {
        value: path,
        allowed: 'a file in a folder that exists and that may be written to',
      }),
    );
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  ENOSPC: 'the disk is full',
};
