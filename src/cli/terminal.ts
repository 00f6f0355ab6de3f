import { createInterface } from 'node:readline';

/** Whether somebody sits there who can be asked. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks, and gives the answer without spaces around it; undefined where the terminal was closed in place of one. */
export type AskTerminal = (question: string) => Promise<string | undefined>;

/** Does work that asks on the terminal, one thing after the other. */
export async function onTerminal<T>(work: (ask: AskTerminal) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  let closed = false;
  terminal.once('close', () => {
    closed = true;
  });
  try {
    return await work(
      (question) =>
        new Promise((resolve) => {
          if (closed) return resolve(undefined);
          const give = () => resolve(undefined);
          terminal.once('close', give);
          terminal.question(question, (answer) => {
            terminal.removeListener('close', give);
            resolve(answer.trim());
          });
        }),
    );
  } finally {
    terminal.close();
  }
}
