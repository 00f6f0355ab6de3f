import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, succeeded } from './command';
import type { Core } from './ways';

export const ROOT = join(__dirname, '..', '..');

/** An example that is deployed: its folder, and what its stack is called. */
export interface Example {
  readonly folder: string;
  readonly stack: string;
}

/** The quickstarts by what they are written with. */
export const QUICKSTARTS: Readonly<Record<Core, Example>> = {
  cdktf: { folder: 'examples/quickstart', stack: 'quickstart' },
  cdktn: { folder: 'examples/quickstart-cdktn', stack: 'quickstart' },
};

/** From the password to the access flow. */
export const WHOLE_ROAD: Example = { folder: 'examples/whole-road', stack: 'whole-road' };

/** An example as it stands, in a folder of its own. */
export interface ExampleFolder {
  readonly example: Example;
  readonly path: string;
  /** Where the synthesized stack lies. */
  readonly stack: string;
  /** Runs the program, which writes the stack. */
  synthesize(env: NodeJS.ProcessEnv): Promise<void>;
  remove(): void;
}

export function openExample(example: Example): ExampleFolder {
  // Within the tree, so that the example finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const path = mkdtempSync(join(ROOT, '.demo', `${example.stack}-`));
  for (const file of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, example.folder, file), join(path, file));
  const program = [process.execPath, '--import', 'tsx', 'main.ts'] as const;
  return {
    example,
    path,
    stack: join(path, 'cdktf.out', 'stacks', example.stack),
    synthesize: async (env) => succeeded('The synth', await runCommand(program, { cwd: path, env })),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
