import { type ChildProcess, spawn } from 'node:child_process';

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
  /** Sends SIGINT to it and the rest of its group, as Ctrl-C in a terminal does. */
  interrupt(): void;
  /** Kills it and the rest of its group. */
  kill(): void;
  /** However it ended: only a command that had to be stopped for its time is an error. */
  readonly finished: Promise<TerraformResult>;
}

/** Starts a command of Terraform; in a group of its own where the providers that it starts are to be signalled, too. */
export function startTerraform(
  program: string,
  args: readonly string[],
  how: {
    readonly path: string;
    readonly env: NodeJS.ProcessEnv;
    readonly ownGroup: boolean;
    readonly limitSeconds: number;
  },
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
    finished: finish(child, printed, signal, args.join(' '), how.limitSeconds),
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
