import { spawn } from 'node:child_process';

/** How a command ended and what it printed. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs a command to its end; `show` is given each line as it comes. */
export function runCommand(
  command: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly show?: (line: string) => void },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let line = '';
    const take = (chunk: Buffer) => {
      output += chunk;
      line += chunk;
      const lines = line.split('\n');
      line = lines.pop() ?? '';
      for (const each of lines) options.show?.(each);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => {
      if (line !== '') options.show?.(line);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** @throws Error with all that the command printed, unless it ended with 0 */
export function succeeded(what: string, ran: Ran): void {
  if (ran.code !== 0) throw new Error(`${what} ended with ${ran.code}:\n${withoutTrace(ran.output).trim()}`);
}

/** What a command printed, without the frames of a stack trace: they say nothing to who runs it. */
export function withoutTrace(output: string): string {
  return output
    .split('\n')
    .filter((line) => !isFrame(line))
    .join('\n');
}

/** Whether a line is of a stack trace: a frame, or what Node puts round one that nobody caught. */
export function isFrame(line: string): boolean {
  return /^\s+at .*(node_modules|node:|:\d+:\d+|<anonymous>)|^node:internal\/|^\s+(triggerUncaughtException\(.*|\^)$/.test(
    line,
  );
}
