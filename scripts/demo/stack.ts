import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runCommand } from './command';

const ROOT = join(__dirname, '..', '..');

/** The quickstart in a folder of its own, and the programs that work on it. */
export interface DemoStack {
  /** Where the synthesized stack lies. */
  readonly folder: string;
  /** `cdktf deploy`, `cdktf destroy` ...: what it prints goes to `show`. */
  cdktf(command: string, show: (line: string) => void): Promise<void>;
  /** Terraform itself, in the synthesized folder. */
  terraform(...args: string[]): Promise<Ran>;
  /** `export` lines that give a shell the same variables. */
  readonly exports: string;
  remove(): void;
}

/**
 * Copies the example as it stands.
 *
 * @param variables what the stack asks for: TF_VAR_... and the like
 * @param program what runs Terraform
 */
export function openStack(variables: Readonly<Record<string, string>>, program: string): DemoStack {
  // Within the tree, so that the example finds this package under its own name.
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.demo', 'quickstart-'));
  for (const file of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, 'examples/quickstart', file), join(folder, file));
  // The user's own CLI configuration may forbid local mirrors, or name a file that is not there.
  const cliConfig = join(folder, 'terraform.rc');
  writeFileSync(cliConfig, '');
  const env = {
    ...process.env,
    ...variables,
    TF_CLI_CONFIG_FILE: cliConfig,
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    TF_IN_AUTOMATION: '1',
    TERRAFORM_BINARY_NAME: program,
    FORCE_COLOR: '0',
    CI: '1',
  };
  const stack = join(folder, 'cdktf.out', 'stacks', 'quickstart');
  return {
    folder: stack,
    async cdktf(command, show) {
      const cdktf = require.resolve('cdktf-cli/bundle/bin/cdktf.js');
      const args = [command, 'quickstart', '--auto-approve'];
      const ran = await runCommand([process.execPath, cdktf, ...args], { cwd: folder, env, show });
      if (ran.code !== 0) throw new Error(`cdktf ${command} ended with ${ran.code}`);
    },
    terraform: (...args) => runCommand([program, ...args, '-no-color'], { cwd: stack, env }),
    exports: Object.entries({ ...variables, TF_CLI_CONFIG_FILE: cliConfig })
      .map(([name, value]) => `export ${name}=${value}`)
      .join('\n'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
