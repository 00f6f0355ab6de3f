import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** The quickstart as it stands, in a folder of its own. */
export interface ExampleFolder {
  readonly path: string;
  /** Where the synthesized stack lies. */
  readonly stack: string;
  remove(): void;
}

export function openExample(): ExampleFolder {
  // Within the tree, so that the example finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const path = mkdtempSync(join(ROOT, '.demo', 'quickstart-'));
  for (const file of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, 'examples/quickstart', file), join(path, file));
  return {
    path,
    stack: join(path, 'cdktf.out', 'stacks', 'quickstart'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
