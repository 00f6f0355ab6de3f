import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError, problem } from '../../problem';

/**
 * Writes new files into a folder, which is made where it is missing.
 *
 * @throws ProblemError FILE_EXISTS before anything is written, where one of them is there already; FILE_UNWRITABLE
 */
export function writeNewFiles(folder: string, files: Readonly<Record<string, string>>): void {
  const there = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (there.length > 0) throw new ProblemError(exists(folder, there));
  let name = folder;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      name = join(folder, file);
      writeFileSync(name, text, { flag: 'wx' });
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new ProblemError(exists(folder, [name]));
    throw new ProblemError(
      problem('FILE_UNWRITABLE', ['dir'], `The file ${name} cannot be written: ${message}`, {
        value: folder,
        allowed: 'a folder that may be written to, or one that does not exist yet',
      }),
    );
  }
}

function exists(folder: string, names: readonly string[]) {
  return problem('FILE_EXISTS', ['dir'], `There is something in ${folder} already`, {
    value: names,
    allowed: 'a folder without files of these names',
    next: 'Name another folder, or move them away. Nothing was overwritten.',
  });
}
