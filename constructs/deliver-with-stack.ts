import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { layProvider, PROVIDER_VERSION } from '../src/delivery';

const DELIVERED = Symbol.for('cdktf-apono-postgresql/delivered');

/**
 * Has the provider and its lock entry written beside the stack's `cdk.tf.json` whenever the stack is synthesized:
 * `terraform init` finds it there, and `cdktf deploy` has no lock entry to ask a registry for.
 */
export function deliverWithStack(stack: TerraformStack): void {
  if (DELIVERED in stack) return;
  Object.defineProperty(stack, DELIVERED, { value: true });
  const original = stack.synthesizer;
  stack.synthesizer = {
    synthesize(session) {
      original.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      layProvider(join(session.outdir, workingDirectory), { only: true, constraints: PROVIDER_VERSION });
    },
  };
}
