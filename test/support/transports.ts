import { App, TerraformStack, Testing } from 'cdktf';
import { Handler } from '../../constructs';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { layCommand, PROVIDER_SOURCE } from '../../src/delivery';
import { attach } from '../../src/terraform/plugin';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import { builtCli } from './build';
import { nullProvider } from './null-stand-in';
import type { PostgresServer } from './postgres';
import { openTerraform, type TerraformFolder } from './terraform';

/** The two ways from a stack to the handler. */
export const TRANSPORTS = ['provider', 'null_resource'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** A folder that stacks of either transport are deployed from, one after the other. */
export interface Deployment {
  readonly terraform: TerraformFolder;
  readonly sandbox: Sandbox;
  /** Synthesizes into the folder. Gives what was synthesized. */
  synth(transport: Transport, build: (stack: TerraformStack, handler: Handler) => void): string;
  /** Synthesizes, initializes and applies; gives what Terraform printed. @throws Error with Terraform's output */
  deploy(transport: Transport, build: (stack: TerraformStack, handler: Handler) => void): Promise<string>;
  /** What the commands run with: the secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** The addresses of the resources synthesized last. */
  addresses(): string[];
  /** Runs a command of Terraform that has to succeed; gives what it printed. */
  run(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

/** Both providers run inside this process; the command that `null_resource` runs is the built one. */
export async function openDeployment(server: PostgresServer, more: Record<string, string> = {}): Promise<Deployment> {
  await builtCli();
  const sandbox = await startSandbox({ activeAfterMs: 0 });
  const env = {
    ADMIN_PASSWORD: server.password,
    APONO_ENDPOINT: sandbox.url,
    APONO_PERSONAL_TOKEN: sandbox.token,
    ...more,
  };
  const attached = [
    await attach(PROVIDER_SOURCE, () => aponopgProvider({ ...process.env, ...env })),
    await nullProvider(),
  ];
  const reattach = Object.assign({}, ...attached.map((each) => each && JSON.parse(each.reattach)));
  const terraform = openTerraform({ reattach, env });
  const deployment: Deployment = {
    terraform,
    sandbox,
    synth(transport, build) {
      const stack = new TerraformStack(new App({ skipValidation: true }), 'prod');
      build(stack, transport === 'provider' ? Handler.provider() : Handler.nullResource({ project: terraform.path }));
      const json = JSON.parse(Testing.synth(stack, true)) as { terraform: { backend?: object } };
      delete json.terraform.backend;
      const text = JSON.stringify(json, null, 2);
      terraform.write('cdk.tf.json', text);
      layCommand(terraform.path, 'aponopg.cjs');
      return text;
    },
    env,
    addresses() {
      const { resource } = JSON.parse(terraform.read('cdk.tf.json')) as { resource: Record<string, object> };
      return Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));
    },
    async deploy(transport, build) {
      deployment.synth(transport, build);
      await deployment.run('init', '-input=false', '-no-color');
      return deployment.run('apply', '-input=false', '-no-color', '-auto-approve');
    },
    async run(command, ...args) {
      const { code, stdout, stderr } = await terraform.run(command, ...args);
      if (code !== 0) throw new Error(`terraform ${command} ended with ${code}:\n${stdout}${stderr}`);
      return stdout + stderr;
    },
    async close() {
      terraform.remove();
      for (const each of attached) await each?.close();
      await sandbox.close();
    },
  };
  return deployment;
}

/** The server as constructs declare it; its password is in ADMIN_PASSWORD. */
export function serverProps(server: PostgresServer) {
  return {
    name: 'main',
    host: server.host,
    port: server.port,
    database: 'postgres',
    username: server.superuser,
    passwordEnv: 'ADMIN_PASSWORD',
    sslmode: 'prefer',
  } as const;
}
