import { App, TerraformStack, Testing } from 'cdktf';
import { Admin, Handler } from '../../constructs';
import type { Sandbox } from '../../src/apono/sandbox';
import { layCommand } from '../../src/delivery';
import { aponoEnvironment, openAttachedFolder } from './attached-folder';
import { builtCli } from './build';
import { nullProvider } from './null-stand-in';
import type { PostgresServer } from './postgres';
import type { TerraformFolder } from './terraform';

/** The two ways from a stack to the handler. */
export const TRANSPORTS = ['provider', 'null_resource'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** A folder that stacks of either transport are deployed from, one after the other. */
export interface Deployment {
  readonly terraform: TerraformFolder;
  readonly sandbox: Sandbox;
  /** Synthesizes into the folder. Gives what was synthesized. */
  synth(transport: Transport, build: (stack: TerraformStack, handler: Handler) => void): string;
  /** Synthesizes, initializes and applies. */
  deploy(transport: Transport, build: (stack: TerraformStack, handler: Handler) => void): Promise<void>;
  /** What the commands run with: the secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** The addresses of the resources synthesized last. */
  addresses(): string[];
}

/** Both providers run inside this process; the command that `null_resource` runs is the built one. */
export async function openDeployment(server: PostgresServer, more: Record<string, string> = {}): Promise<Deployment> {
  await builtCli();
  const secrets = (apono: Sandbox) => ({ ADMIN_PASSWORD: server.password, ...aponoEnvironment(apono), ...more });
  const { terraform, sandbox } = await openAttachedFolder({ env: secrets, others: () => [nullProvider()] });
  const deployment: Deployment = {
    terraform,
    sandbox,
    synth: (transport, build) => synthesizeInto(terraform, transport, build),
    env: secrets(sandbox),
    addresses() {
      const { resource } = JSON.parse(terraform.read('cdk.tf.json')) as { resource: Record<string, object> };
      return Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));
    },
    async deploy(transport, build) {
      deployment.synth(transport, build);
      await terraform.init();
      await terraform.apply();
    },
  };
  return deployment;
}

/** Synthesizes a stack into a folder, with the command that `null_resource` runs, which must be built. Gives what was synthesized. */
export function synthesizeInto(
  terraform: TerraformFolder,
  transport: Transport,
  build: (stack: TerraformStack, handler: Handler) => void,
): string {
  const stack = new TerraformStack(new App({ skipValidation: true }), 'prod');
  build(stack, transport === 'provider' ? Handler.provider() : Handler.nullResource({ project: terraform.path }));
  const json = JSON.parse(Testing.synth(stack, true)) as { terraform: { backend?: object } };
  delete json.terraform.backend;
  const text = JSON.stringify(json, null, 2);
  terraform.write('cdk.tf.json', text);
  layCommand(terraform.path, 'aponopg.cjs');
  return text;
}

/** The server as constructs declare it; its password is in ADMIN_PASSWORD. */
export function serverProps(server: PostgresServer) {
  return {
    name: 'main',
    host: server.host,
    port: server.port,
    database: 'postgres',
    admin: Admin.passwordEnv({ username: server.superuser, passwordEnv: 'ADMIN_PASSWORD' }),
    sslmode: 'prefer',
  } as const;
}
