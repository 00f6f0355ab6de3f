import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runFolder } from './postgres-run';

/** How a work folder shall be. */
export interface TerraformOptions {
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

/** What a command printed and how it ended. */
export interface TerraformResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface RunningTerraform {
  readonly pid: number;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Sends SIGINT to it and to the providers it started, as Ctrl-C in a terminal does. */
  interrupt(): void;
  /** Kills it and the providers it started. */
  kill(): void;
  readonly finished: Promise<TerraformResult>;
}

/** A folder with a Terraform configuration and its state, apart from everything else on the machine. */
export interface TerraformFolder {
  readonly path: string;
  /** Writes a file: text as it is, anything else as JSON. */
  write(name: string, content: unknown): void;
  /** Reads a file as text. */
  read(name: string): string;
  /** Runs any command: `run('providers', 'lock')`. */
  run(command: string, ...args: string[]): Promise<TerraformResult>;
  /** Starts a command in a process group of its own, for tests that interrupt it. */
  start(command: string, ...args: string[]): RunningTerraform;
  init(...args: string[]): Promise<TerraformResult>;
  /** Plans into the file `tfplan`. */
  plan(...args: string[]): Promise<TerraformResult>;
  /** Applies without asking. */
  apply(...args: string[]): Promise<TerraformResult>;
  /** Destroys without asking. */
  destroy(...args: string[]): Promise<TerraformResult>;
  import(address: string, id: string, ...args: string[]): Promise<TerraformResult>;
  /** Plans, and gives the plan as JSON. @throws Error with Terraform's output when there is none */
  planJson(...args: string[]): Promise<TerraformPlan>;
  /** The state as JSON. */
  state(): Promise<TerraformState>;
  /** Removes the folder; otherwise it goes with the run. */
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

/** Makes a work folder for the real Terraform (or OpenTofu): TF_BIN, else `terraform`, else `tofu` on PATH. */
export function openTerraform(options: TerraformOptions = {}): TerraformFolder {
  const program = terraformProgram();
  const path = mkdtempSync(join(runFolder(), 'tf-'));
  const env = environment(path, options);
  const start = (args: string[], ownGroup: boolean) =>
    startProcess(program, args, { path, env, ownGroup, limitSeconds: options.limitSeconds ?? 120 });
  const folder = {
    path,
    write: (name: string, content: unknown) => write(join(path, name), content),
    read: (name: string) => readFileSync(join(path, name), 'utf8'),
    run: (...args: string[]) => start(args, false).finished,
    start: (...args: string[]) => start(args, true),
    init: (...args: string[]) => folder.run('init', ...QUIET, ...args),
    plan: (...args: string[]) => folder.run('plan', ...QUIET, '-out=tfplan', ...args),
    apply: (...args: string[]) => folder.run('apply', ...QUIET, '-auto-approve', ...args),
    destroy: (...args: string[]) => folder.run('destroy', ...QUIET, '-auto-approve', ...args),
    import: (address: string, id: string, ...args: string[]) => folder.run('import', ...QUIET, ...args, address, id),
    planJson: async (...args: string[]) => {
      const planned = await folder.plan(...args);
      // With -detailed-exitcode, 2 says that there is something to do.
      if (planned.code !== 0 && planned.code !== 2) throw new Error(`plan failed:\n${planned.stdout}${planned.stderr}`);
      return json<TerraformPlan>(await folder.run('show', '-json', 'tfplan'));
    },
    state: async () => json<TerraformState>(await folder.run('show', '-json')),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [name, content] of Object.entries(options.files ?? {})) folder.write(name, content);
  return folder;
}

/**
 * The path of the program.
 *
 * @throws Error when there is none
 */
export function terraformProgram(env: NodeJS.ProcessEnv = process.env): string {
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const candidates = env.TF_BIN
    ? [env.TF_BIN]
    : ['terraform', 'tofu'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isProgram);
  if (found) return found;
  throw new Error(
    env.TF_BIN
      ? `TF_BIN names ${env.TF_BIN}, which is no program`
      : 'Terraform is missing: put terraform (1.5 or newer) or tofu (1.6 or newer) on PATH, or its path into TF_BIN',
  );
}

const QUIET = ['-no-color', '-input=false'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
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
    ...(options.reattach && { TF_REATTACH_PROVIDERS: JSON.stringify(options.reattach) }),
    ...options.env,
  };
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

function startProcess(
  program: string,
  args: string[],
  how: { path: string; env: NodeJS.ProcessEnv; ownGroup: boolean; limitSeconds: number },
): RunningTerraform {
  const child = spawn(program, args, {
    cwd: how.path,
    env: how.env,
    detached: how.ownGroup,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(how.ownGroup ? -child.pid : child.pid, name);
  };
  return {
    pid: child.pid ?? 0,
    output: () => printed.stdout + printed.stderr,
    interrupt: () => signal('SIGINT'),
    kill: () => signal('SIGKILL'),
    finished: finish(child, printed, signal, `${args.join(' ')}`, how.limitSeconds),
  };
}

function finish(
  child: ChildProcess,
  printed: { stdout: string; stderr: string },
  signal: (name: NodeJS.Signals) => void,
  what: string,
  limitSeconds: number,
): Promise<TerraformResult> {
  return new Promise((resolve, reject) => {
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      signal('SIGKILL');
    }, limitSeconds * 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      if (late) reject(new Error(`terraform ${what} took over ${limitSeconds} s:\n${printed.stdout}${printed.stderr}`));
      else resolve({ code: code ?? 1, ...printed });
    });
  });
}

function json<T>(result: TerraformResult): T {
  if (result.code !== 0) throw new Error(`terraform show failed:\n${result.stdout}${result.stderr}`);
  return JSON.parse(result.stdout) as T;
}
