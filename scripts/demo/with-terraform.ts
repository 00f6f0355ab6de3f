import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackToHcl } from '../../src/code';
import { applierOf } from './applier';
import { runCommand } from './command';
import { type Deployment, exportLines } from './deployment';
import { type Example, openExample } from './example-folder';
import type { Way } from './ways';

/**
 * Deploys an example with Terraform.
 *
 * @param variables what the stack asks for: TF_VAR_... and the like
 * @param program what runs Terraform
 */
export function withTerraform(
  place: Example,
  way: Way,
  variables: Readonly<Record<string, string>>,
  program: string,
): Deployment {
  const example = openExample(place);
  // The user's own CLI configuration may forbid local mirrors, or name a file that is not there.
  const cliConfig = join(example.path, 'terraform.rc');
  writeFileSync(cliConfig, '');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...variables,
    TF_CLI_CONFIG_FILE: cliConfig,
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    TF_IN_AUTOMATION: '1',
    TERRAFORM_BINARY_NAME: program,
    FORCE_COLOR: '0',
    CI: '1',
    // Newer releases of Node warn of what the command lines' own packages do.
    NODE_NO_WARNINGS: '1',
  };
  const applier = applierOf(way, { example, env, terraform: program });
  const terraform = (...args: string[]) => runCommand([program, ...args, '-no-color'], { cwd: example.stack, env });
  return {
    command: applier.typed.deploy,
    folder: example.stack,
    byHand: `${program} plan`,
    exports: exportLines({ ...variables, TF_CLI_CONFIG_FILE: cliConfig }),
    deploy: (show, more) => {
      Object.assign(env, more);
      return applier.run('deploy', show);
    },
    root: example.path,
    plan: async () => {
      const ran = await terraform('plan', '-input=false', '-detailed-exitcode');
      return { ...ran, output: changesOf(ran.output) };
    },
    code: () => stackToHcl(JSON.parse(readFileSync(join(example.stack, 'cdk.tf.json'), 'utf8'))),
    destroy: {
      command: applier.typed.destroy,
      run: (show) => applier.run('destroy', show),
      left: async () => (await terraform('state', 'list')).output.trim(),
    },
    remove: example.remove,
  };
}

/** The part of Terraform's output that says what would change; all of it where nothing does. */
function changesOf(output: string): string {
  const from = output.indexOf('will perform');
  const begin = output.lastIndexOf('\n', from) + 1;
  const to = output.indexOf('─────', from);
  return output.slice(from === -1 ? 0 : begin, to === -1 ? undefined : to).trim();
}
