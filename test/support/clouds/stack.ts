import { App, TerraformStack } from 'cdktf';
import { startSandbox } from '../../../src/apono/sandbox';
import { PROVIDER_SOURCE } from '../../../src/delivery';
import { attach } from '../../../src/terraform/plugin';
import { aponopgProvider } from '../../../src/terraform/provider/provider';
import { openTerraform, type TerraformFolder } from '../terraform';

/** A synthesized stack in a Terraform folder whose provider runs inside the test process, with a sandbox of Apono. */
export interface OpenStack {
  readonly terraform: TerraformFolder;
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>;
  close(): Promise<void>;
}

/**
 * @param configuration what `cdk.tf.json` holds
 * @param env what Terraform and the provider find in their environment
 */
export async function openStack(configuration: object, env: Readonly<Record<string, string>>): Promise<OpenStack> {
  const sandbox = await startSandbox({ activeAfterMs: 0 });
  const apono = { APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  const attached = await attach(PROVIDER_SOURCE, () => aponopgProvider({ ...process.env, ...env, ...apono }));
  const terraform = openTerraform({ reattach: JSON.parse(attached.reattach), env: { ...env, ...apono } });
  // The backend's path is the folder that was synthesized in.
  terraform.write('cdk.tf.json', { ...configuration, terraform: withoutBackend(configuration) });
  return {
    terraform,
    sandbox,
    async close() {
      terraform.remove();
      await attached.close();
      await sandbox.close();
    },
  };
}

/** What a stack made by this function synthesizes to. */
export function synthesize(build: (stack: TerraformStack) => void): object {
  const stack = new TerraformStack(new App(), 'stack');
  build(stack);
  stack.prepareStack();
  return stack.toTerraform();
}

function withoutBackend(configuration: object): object {
  const { terraform = {} } = configuration as { terraform?: { backend?: unknown } };
  const { backend: _, ...rest } = terraform;
  return rest;
}
