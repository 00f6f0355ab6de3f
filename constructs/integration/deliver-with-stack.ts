import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { layCommand, layProvider, PROVIDER_VERSION } from '../../src/delivery';
import { renderProblem } from '../../src/problem';
import { COMMAND_FILE } from '../null-resource/null-resource';

const DELIVERED = Symbol.for('cdktf-apono-postgresql/delivered');
const COMMAND_DELIVERED = Symbol.for('cdktf-apono-postgresql/command-delivered');

/**
 * Has the provider and its lock entry written beside the stack's `cdk.tf.json` whenever the stack is synthesized:
 * `terraform init` finds it there, and `cdktf deploy` has no lock entry to ask a registry for.
 *
 * @param source the address that the stack asks for it by; default: this package's
 */
export function deliverWithStack(stack: TerraformStack, source?: string): void {
  const options = { only: true, constraints: PROVIDER_VERSION, ...(source !== undefined && { source }) };
  afterSynthesis(stack, DELIVERED, (folder) => {
    for (const each of layProvider(folder, options)) process.stderr.write(`${renderProblem(each)}\n`);
  });
}

/** Has the command that `null_resource` runs written beside the stack: a runner needs nothing but Node. */
export function deliverCommandWithStack(stack: TerraformStack): void {
  afterSynthesis(stack, COMMAND_DELIVERED, (folder) => layCommand(folder, COMMAND_FILE));
}

function afterSynthesis(stack: TerraformStack, mark: symbol, lay: (folder: string) => void): void {
  if (mark in stack) return;
  Object.defineProperty(stack, mark, { value: true });
  const original = stack.synthesizer;
  stack.synthesizer = {
    synthesize(session) {
      original.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      lay(join(session.outdir, workingDirectory));
    },
  };
}
