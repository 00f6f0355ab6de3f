import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError, problem } from '../problem';
import { readJson } from './input';

/** Whether a path is that of a folder: of a stack then, where a file is meant otherwise. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a folder has a synthesized stack, or several. */
export function hasStack(folder: string): boolean {
  return existsSync(join(folder, STACK)) || stacksOf(folder).length > 0;
}

/**
 * Reads the synthesized stack in a folder: the one that holds `cdk.tf.json`; the only one of an output folder of CDKTF,
 * or of the folder that holds that.
 *
 * @param at what the folder is called on the command line, for problems
 * @throws ProblemError FILE_UNREADABLE where there is none, or several; NOT_JSON
 */
export function readStackFolder(folder: string, at = 'stackdir'): unknown {
  if (existsSync(join(folder, STACK))) return readJson(join(folder, STACK), at);
  const found = stacksOf(folder);
  const [only] = found;
  if (only !== undefined && found.length === 1) return readJson(join(only, STACK), at);
  throw new ProblemError(
    problem(
      'FILE_UNREADABLE',
      [at],
      found.length === 0 ? `There is no synthesized stack in ${folder}` : `There are several stacks in ${folder}`,
      {
        value: folder,
        allowed: found.length === 0 ? `a folder with ${STACK}` : found.join(', '),
        next: found.length === 0 ? 'Run `cdktf synth` first, then name cdktf.out/stacks/NAME.' : 'Name one of them.',
      },
    ),
  );
}

const STACK = 'cdk.tf.json';

function stacksOf(folder: string): string[] {
  return [folder, join(folder, 'cdktf.out')].flatMap(stacksIn);
}

function stacksIn(folder: string): string[] {
  const stacks = join(folder, 'stacks');
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .sort()
    .map((name) => join(stacks, name))
    .filter((each) => existsSync(join(each, STACK)));
}
