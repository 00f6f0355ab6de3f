import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freshFolder } from './folder';
import { type RunningTerraform, startTerraform, type TerraformResult } from './terraform-process';
import { terraformProgram } from './terraform-program';

export type { TerraformResult } from './terraform-process';

/** How a work folder shall be. */
export interface TerraformOptions {
  /** The path of the program. Default: the first of `terraformPrograms()` */
  readonly program?: string;
  /** Files by name: text as it is (HCL), anything else as JSON (`main.tf.json`). */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Environment variables over the process's own; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Providers that run already: the value of TF_REATTACH_PROVIDERS. */
  readonly reattach?: object;
  /** The text of the CLI configuration file. Default: empty. */
  readonly cliConfig?: string;
  /** After how long a command is stopped. Default: 120 */
  readonly limitSeconds?: number;
}

/** The commands of Terraform. */
export interface TerraformCommands<Outcome> {
  /** Runs any command: `run('providers', 'lock')`. */
  run(command: string, ...args: string[]): Promise<Outcome>;
  init(...args: string[]): Promise<Outcome>;
  /** Plans into the file `tfplan`. With `-detailed-exitcode` the code is 2 where there is something to do. */
  plan(...args: string[]): Promise<Outcome>;
  /** Applies without asking; `apply('tfplan')` applies what was planned. */
  apply(...args: string[]): Promise<Outcome>;
  /** Destroys without asking. */
  destroy(...args: string[]): Promise<Outcome>;
  import(address: string, id: string, ...args: string[]): Promise<Outcome>;
}

/**
 * A folder with a Terraform configuration and its state, apart from everything else on the machine. A command that
 * fails throws an Error with what Terraform printed.
 */
export interface TerraformFolder extends TerraformCommands<TerraformResult> {
  readonly path: string;
  /** What the commands run with: set a variable and the next one sees it. */
  readonly env: NodeJS.ProcessEnv;
  /** The commands where they have to fail: they give what was printed, in one line. @throws Error when one succeeds */
  readonly failing: TerraformCommands<string>;
  /** Writes a file: text as it is, anything else as JSON. */
  write(name: string, content: unknown): void;
  /** Reads a file as text. */
  read(name: string): string;
  /** Starts a command in a process group of its own, for tests that interrupt it: however it ends, it is no error. */
  start(command: string, ...args: string[]): RunningTerraform;
  /** Plans, and sees that there is nothing to do. @throws Error with the plan when there is */
  expectNoChanges(...args: string[]): Promise<void>;
  /** Plans, and gives the plan as JSON. */
  planJson(...args: string[]): Promise<TerraformPlan>;
  /** The state as JSON. */
  state(): Promise<TerraformState>;
  /** Removes the state, and nothing of what it tells of. */
  forget(): void;
  /** Sees that all files are as `terraform fmt` leaves them. @throws Error with the differences when they are not */
  checkFormat(): Promise<void>;
  /** Validates. Gives the warnings. @throws Error with the errors */
  validate(): Promise<readonly { readonly summary: string; readonly detail: string }[]>;
  /** Ends what still runs and removes the folder; otherwise it goes with the run. */
  remove(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: values have whatever shape the provider's schema gives them
type Values = Record<string, any>;

/** The members of a plan's JSON that tests look at. */
export interface TerraformPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly name: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
      readonly after_unknown: Values;
      readonly replace_paths?: readonly (readonly (string | number)[])[];
    };
  }[];
  readonly resource_drift?: TerraformPlan['resource_changes'];
  readonly output_changes?: Values;
}

/** The members of a state's JSON that tests look at. */
export interface TerraformState {
  readonly values?: {
    readonly outputs?: Values;
    readonly root_module?: {
      readonly resources?: readonly {
        readonly address: string;
        readonly type: string;
        readonly name: string;
        readonly values: Values;
      }[];
    };
  };
}

/** Makes a work folder for the real Terraform, or OpenTofu. */
export function openTerraform(options: TerraformOptions = {}): TerraformFolder {
  const program = options.program ?? terraformProgram();
  const path = freshFolder('tf');
  const how = { path, env: environment(path, options), limitSeconds: options.limitSeconds ?? 120 };
  const running = new Set<RunningTerraform>();
  const start = (args: string[], ownGroup: boolean) => {
    const command = startTerraform(program, args, { ...how, ownGroup });
    running.add(command);
    const over = () => running.delete(command);
    command.finished.then(over, over);
    return command;
  };
  const folder: TerraformFolder = {
    path,
    env: how.env,
    write: (name, content) => write(join(path, name), content),
    read: (name) => readFileSync(join(path, name), 'utf8'),
    start: (...args) => start(args, true),
    ...commands(async (args) => succeeded(args, await start(args, false).finished)),
    failing: commands(async (args) => failed(args, await start(args, false).finished)),
    async expectNoChanges(...args) {
      const planned = await folder.plan('-detailed-exitcode', ...args);
      if (planned.code === 2) throw new Error(`There is something to do:\n${planned.stdout}`);
    },
    async planJson(...args) {
      await folder.plan(...args);
      return JSON.parse((await folder.run('show', '-json', 'tfplan')).stdout) as TerraformPlan;
    },
    state: async () => JSON.parse((await folder.run('show', '-json')).stdout) as TerraformState,
    forget: () => rmSync(join(path, 'terraform.tfstate'), { force: true }),
    async checkFormat() {
      await folder.run('fmt', '-no-color', '-check', '-diff', '-recursive');
    },
    validate: async () => JSON.parse((await folder.run('validate', '-json')).stdout).diagnostics,
    remove() {
      for (const command of running) command.kill();
      rmSync(path, { recursive: true, force: true });
    },
  };
  for (const [name, content] of Object.entries(options.files ?? {})) folder.write(name, content);
  return folder;
}

/** Providers by the addresses that Terraform has for them, also by those that OpenTofu has. */
function inEachRegistry(reattach: object): object {
  return Object.fromEntries(
    Object.entries(reattach).flatMap(([source, how]) => [
      [source, how],
      [source.replace(/^registry\.terraform\.io\//, 'registry.opentofu.org/'), how],
    ]),
  );
}

/** What Terraform printed, without the frames it draws and the line breaks it puts in. */
export function inOneLine(printed: string): string {
  return printed.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ');
}

const QUIET = ['-no-color', '-input=false'];

function commands<Outcome>(run: (args: string[]) => Promise<Outcome>): TerraformCommands<Outcome> {
  return {
    run: (...args) => run(args),
    init: (...args) => run(['init', ...QUIET, ...args]),
    plan: (...args) => run(['plan', ...QUIET, '-out=tfplan', ...args]),
    apply: (...args) => run(['apply', ...QUIET, '-auto-approve', ...args]),
    destroy: (...args) => run(['destroy', ...QUIET, '-auto-approve', ...args]),
    import: (address, id, ...args) => run(['import', ...QUIET, ...args, address, id]),
  };
}

function succeeded(args: readonly string[], result: TerraformResult): TerraformResult {
  if (isSuccess(args, result.code)) return result;
  throw new Error(`terraform ${args.join(' ')} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
}

function failed(args: readonly string[], { code, stdout, stderr }: TerraformResult): string {
  if (code === 1) return inOneLine(stdout + stderr);
  throw new Error(`terraform ${args.join(' ')} did not fail, but ended with ${code}:\n${stdout}${stderr}`);
}

function isSuccess(args: readonly string[], code: number): boolean {
  return code === 0 || (code === 2 && args.includes('-detailed-exitcode'));
}

function environment(path: string, options: TerraformOptions): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  write(join(path, '.home', 'cli.tfrc'), options.cliConfig ?? '');
  return {
    ...Object.fromEntries(own),
    // Keeps the plugins and settings in the user's home folder out.
    HOME: join(path, '.home'),
    TF_CLI_CONFIG_FILE: join(path, '.home', 'cli.tfrc'),
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
    ...(options.reattach && { TF_REATTACH_PROVIDERS: JSON.stringify(inEachRegistry(options.reattach)) }),
    ...options.env,
  };
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}
