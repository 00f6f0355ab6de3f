import { PROVIDER_SOURCE } from '../../src/metadata';
import { type AttachedFolder, type AttachedFolderOptions, openAttachedFolder } from './attached-folder';
import { opened } from './clean-up';
import { defaultMajor, type PostgresServer, sharedServer } from './postgres';
import { inOneLine, type TerraformPlan } from './terraform';

/** One object's change in a plan. */
export type Change = NonNullable<TerraformPlan['resource_changes']>[number]['change'];

/** A Terraform configuration with one server called `main`. */
export interface Project extends AttachedFolder {
  /** Writes main.tf: the blocks given, behind the provider block. */
  write(blocks: string, provider?: string): void;
  /** As `write`, with the blocks in Terraform's JSON syntax: `{ resource: { aponopg_role: { reader: {...} } } }`. */
  declare(blocks: object, provider?: string): void;
  /** Applies, and sees that a second plan is empty. Gives what the apply printed, in one line. */
  settle(...args: string[]): Promise<string>;
  /** The changes planned, by address; what stays as it is left out. */
  changes(...args: string[]): Promise<Readonly<Record<string, Change>>>;
}

export interface ProjectOptions {
  /** Default: the default server. */
  readonly server?: PostgresServer;
  /** Who administers the server. Default: its superuser. */
  readonly admin?: { readonly user: string; readonly password: string };
  /** The path of Terraform, or OpenTofu. Default: the first of `terraformPrograms()` */
  readonly program?: string;
  /** As `AttachedFolderOptions` has them. */
  readonly others?: AttachedFolderOptions['others'];
  readonly cliConfig?: string | undefined;
}

/** The server that all tests of the run share, for the tests of the file or the `describe`. */
export function useServer(version: number = defaultMajor()): PostgresServer {
  return opened(() => sharedServer(version));
}

/**
 * A project for the tests of the file or the `describe`, or with `beforeEach` for each of them another one.
 *
 * @param options may depend on what earlier hooks have set up
 */
export function useProject(options: () => ProjectOptions = () => ({}), hook: typeof beforeAll = beforeAll): Project {
  return opened(() => openProject(options()), hook);
}

/** Opens an initialized folder with the provider attached and one server called `main`; gone after the test. */
export async function openProject({
  server: given,
  admin,
  program,
  others,
  cliConfig,
}: ProjectOptions = {}): Promise<Project> {
  const server = given ?? (await sharedServer());
  const env = { ADMIN_PASSWORD: admin?.password ?? server.password };
  const folder = await openAttachedFolder({ program, env: () => env, cliConfig, ...(others && { others }) });
  const { terraform, sandbox } = folder;
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
  const project: Project = {
    ...folder,
    write: (blocks, provider = standard) =>
      terraform.write(
        'main.tf',
        `terraform {\n  required_providers {\n    aponopg = { source = "${PROVIDER_SOURCE}" }\n  }\n}\n${provider}\n${blocks}\n`,
      ),
    declare(blocks, provider) {
      project.write('', provider);
      terraform.write('resources.tf.json', blocks);
    },
    async settle(...args) {
      const applied = await terraform.apply(...args);
      await terraform.expectNoChanges(...args);
      return inOneLine(applied.stdout + applied.stderr);
    },
    async changes(...args) {
      const { resource_changes: all = [] } = await terraform.planJson(...args);
      const changed = all.filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()));
      return Object.fromEntries(changed.map(({ address, change }) => [address, change]));
    },
  };
  project.write('');
  await terraform.init();
  return project;
}
