import { builtCli } from './build';

// Its types are those of a module of another name.
const { spawn: spawnTerminal } = require('@cdktf/node-pty-prebuilt-multiarch') as {
  spawn(file: string, args: readonly string[], options: object): Terminal;
};

interface Terminal {
  onData(listener: (text: string) => void): void;
  onExit(listener: (ended: { exitCode: number }) => void): void;
  write(text: string): void;
}

/**
 * Runs the built `aponopg` on a terminal of its own, and answers what it asks.
 *
 * @param answers what it asks, word for word or a part of it, and what is typed then; in the order in which it asks
 */
export async function onTerminal(
  args: readonly string[],
  answers: readonly (readonly [asked: string, answer: string])[],
  { env = {}, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const cli = await builtCli();
  return new Promise((done) => {
    const variables = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
      ...env,
    };
    const terminal = spawnTerminal(process.execPath, [cli, ...args], {
      env: variables,
      cols: 200,
      rows: 50,
      ...(cwd && { cwd }),
    });
    const open = [...answers];
    let output = '';
    let read = 0;
    terminal.onData((text) => {
      output += text;
      for (let at = next(); at >= 0; at = next()) {
        read = at + (open[0]?.[0].length ?? 0);
        terminal.write(`${open.shift()?.[1]}\r`);
      }
    });
    const next = () => (open[0] === undefined ? -1 : output.indexOf(open[0][0], read));
    terminal.onExit(({ exitCode }) => done({ code: exitCode, output }));
  });
}
