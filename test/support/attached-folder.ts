import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { PROVIDER_SOURCE } from '../../src/metadata';
import { type Attached, attach } from '../../src/terraform/plugin';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import { closedAfterwards } from './clean-up';
import { openTerraform, type TerraformFolder } from './terraform';

/** A Terraform folder whose providers run inside the test process, with a sandbox of Apono; gone after the test. */
export interface AttachedFolder {
  readonly terraform: TerraformFolder;
  readonly sandbox: Sandbox;
  /** The provider's environment: set a variable and the next command sees it. */
  readonly env: NodeJS.ProcessEnv;
}

export interface AttachedFolderOptions {
  /** The path of the program. Default: the first of `terraformPrograms()` */
  readonly program?: string | undefined;
  /** What Terraform and the provider find in their environment beside what the process has. */
  readonly env?: (sandbox: Sandbox) => Readonly<Record<string, string>>;
  /** The text of Terraform's CLI configuration file. Default: empty. */
  readonly cliConfig?: string | undefined;
  /** Providers beside `aponopg`. */
  readonly others?: (sandbox: Sandbox) => readonly Promise<Attached | undefined>[];
}

/** Opens a folder with `aponopg` attached. */
export async function openAttachedFolder({
  program,
  env,
  cliConfig,
  others,
}: AttachedFolderOptions = {}): Promise<AttachedFolder> {
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const own = env?.(sandbox) ?? {};
  const provided: NodeJS.ProcessEnv = { ...process.env, ...own };
  const reattach: object = {};
  for (const starting of [attach(PROVIDER_SOURCE, () => aponopgProvider(provided)), ...(others?.(sandbox) ?? [])]) {
    const attached = await starting;
    if (attached) Object.assign(reattach, JSON.parse(closedAfterwards(attached).reattach));
  }
  const terraform = closedAfterwards(
    openTerraform({ reattach, env: own, ...(program && { program }), ...(cliConfig && { cliConfig }) }),
  );
  return { terraform, sandbox, env: provided };
}

/** What makes the provider and the command speak to the sandbox. */
export function aponoEnvironment(sandbox: Sandbox): Record<string, string> {
  return { APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
}
