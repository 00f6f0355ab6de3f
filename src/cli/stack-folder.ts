import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError, problem } from '../problem';
import { readJson } from './input';

/**
 * Reads the synthesized stack in a folder: the one that holds `cdk.tf.json`, or an output folder of CDKTF with one stack.
 *
 * @throws ProblemError FILE_UNREADABLE where there is none, or several; NOT_JSON
 */
export function readStackFolder(folder: string): unknown {
  if (existsSync(join(folder, STACK))) return readJson(join(folder, STACK), 'stackdir');
  const found = [folder, join(folder, 'cdktf.out')].flatMap(stacksIn);
  const [only] = found;
  if (only !== undefined && found.length === 1) return readJson(join(only, STACK), 'stackdir');
  throw new ProblemError(
    problem(
      'FILE_UNREADABLE',
      ['stackdir'],
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

function stacksIn(folder: string): string[] {
  const stacks = join(folder, 'stacks');
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .sort()
    .map((name) => join(stacks, name))
    .filter((each) => existsSync(join(each, STACK)));
}
