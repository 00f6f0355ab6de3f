import { App, TerraformStack } from 'cdktf';
import { type AttachedFolder, aponoEnvironment, openAttachedFolder } from '../attached-folder';

/**
 * Opens an initialized folder with a synthesized stack, whose provider runs inside the test process.
 *
 * @param configuration what `cdk.tf.json` holds
 * @param env what Terraform and the provider find in their environment
 */
export async function openStack(configuration: object, env: Readonly<Record<string, string>>): Promise<AttachedFolder> {
  const folder = await openAttachedFolder({ env: (sandbox) => ({ ...env, ...aponoEnvironment(sandbox) }) });
  // The backend's path is the folder that was synthesized in.
  folder.terraform.write('cdk.tf.json', { ...configuration, terraform: withoutBackend(configuration) });
  await folder.terraform.init();
  return folder;
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
