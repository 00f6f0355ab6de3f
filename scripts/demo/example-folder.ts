import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, succeeded } from './command';
import type { Core } from './ways';

export const ROOT = join(__dirname, '..', '..');

/** The quickstarts by what they are written with. */
export const EXAMPLES: Readonly<Record<Core, string>> = {
  cdktf: 'examples/quickstart',
  cdktn: 'examples/quickstart-cdktn',
};

/** The quickstart as it stands, in a folder of its own. */
export interface ExampleFolder {
  readonly path: string;
  /** Where the synthesized stack lies. */
  readonly stack: string;
  /** Runs the program, which writes the stack. */
  synthesize(env: NodeJS.ProcessEnv): Promise<void>;
  remove(): void;
}

export function openExample(core: Core): ExampleFolder {
  // Within the tree, so that the example finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const path = mkdtempSync(join(ROOT, '.demo', 'quickstart-'));
  for (const file of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, EXAMPLES[core], file), join(path, file));
  const program = [process.execPath, '--import', 'tsx', 'main.ts'] as const;
  return {
    path,
    stack: join(path, 'cdktf.out', 'stacks', 'quickstart'),
    synthesize: async (env) => succeeded('The synth', await runCommand(program, { cwd: path, env })),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
