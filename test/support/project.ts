import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { PROVIDER_SOURCE } from '../../src/delivery';
import { type Attached, attach } from '../../src/terraform/plugin';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import type { PostgresServer } from './postgres';
import { openTerraform, type TerraformFolder, type TerraformPlan, type TerraformResult } from './terraform';

/** One object's change in a plan. */
export type Change = NonNullable<TerraformPlan['resource_changes']>[number]['change'];

/** A Terraform folder whose provider runs inside the test process. */
export interface Project {
  readonly terraform: TerraformFolder;
  readonly sandbox: Sandbox;
  /** The provider's environment: set a variable and the next command sees it. */
  readonly env: NodeJS.ProcessEnv;
  /** Writes main.tf: the blocks given, behind the provider block. */
  write(blocks: string, provider?: string): void;
  /** As `write`, with the blocks in Terraform's JSON syntax: `{ resource: { aponopg_role: { reader: {...} } } }`. */
  declare(blocks: object, provider?: string): void;
  /** Applies, and sees that a second plan is empty. Gives what the apply printed. @throws Error with Terraform's output */
  settle(...args: string[]): Promise<string>;
  /** The changes planned, by address; what stays as it is left out. */
  changes(...args: string[]): Promise<Readonly<Record<string, Change>>>;
  /** What a command that has to fail printed, in one line. @throws Error when it succeeds */
  refused(command: Promise<TerraformResult>): Promise<string>;
  close(): Promise<void>;
}

export interface ProjectOptions {
  readonly server: PostgresServer;
  /** Who administers the server. Default: its superuser. */
  readonly admin?: { readonly user: string; readonly password: string };
  /** How long an integration takes to settle at the sandbox, in milliseconds. Default 0. */
  readonly activeAfterMs?: number;
}

/** Opens a folder with the provider attached, one server called `main` and a sandbox of Apono. */
export async function openProject({ server, admin, activeAfterMs = 0 }: ProjectOptions): Promise<Project> {
  const env: NodeJS.ProcessEnv = { ...process.env, ADMIN_PASSWORD: admin?.password ?? server.password };
  const sandbox = await startSandbox({ activeAfterMs });
  const attached: Attached = await attach(PROVIDER_SOURCE, () => aponopgProvider(env));
  const terraform = openTerraform({ reattach: JSON.parse(attached.reattach) });
  const standard = `
provider "aponopg" {
  servers = {
    main = {
      host         = ${JSON.stringify(server.host)}
      port         = ${server.port}
      database     = "postgres"
      username     = ${JSON.stringify(admin?.user ?? server.superuser)}
      password_env = "ADMIN_PASSWORD"
      sslmode      = "prefer"
    }
  }
  apono = {
    endpoint = ${JSON.stringify(sandbox.url)}
    token    = ${JSON.stringify(sandbox.token)}
  }
}
`;
  const write = (blocks: string, provider = standard) =>
    terraform.write(
      'main.tf',
      `terraform {\n  required_providers {\n    aponopg = { source = "${PROVIDER_SOURCE}" }\n  }\n}\n${provider}\n${blocks}\n`,
    );
  return {
    terraform,
    sandbox,
    env,
    write,
    declare(blocks, provider) {
      write('', provider);
      terraform.write('resources.tf.json', blocks);
    },
    async settle(...args) {
      const applied = await succeeded(terraform.apply(...args));
      await succeeded(terraform.plan('-detailed-exitcode', ...args));
      return applied;
    },
    async changes(...args) {
      const { resource_changes: all = [] } = await terraform.planJson(...args);
      const changed = all.filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()));
      return Object.fromEntries(changed.map(({ address, change }) => [address, change]));
    },
    async refused(command) {
      const { code, stdout, stderr } = await command;
      if (code !== 1) throw new Error(`It did not fail, but ended with ${code}:\n${stdout}${stderr}`);
      return inOneLine(stdout + stderr);
    },
    async close() {
      terraform.remove();
      await attached.close();
      await sandbox.close();
    },
  };
}

/** What Terraform printed, without the frames it draws and the line breaks it puts in. */
export function inOneLine(printed: string): string {
  return printed.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ');
}

async function succeeded(command: Promise<TerraformResult>): Promise<string> {
  const { code, stdout, stderr } = await command;
  if (code !== 0) throw new Error(`It ended with ${code}:\n${stdout}${stderr}`);
  return inOneLine(stdout + stderr);
}
