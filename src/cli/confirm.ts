import { createInterface } from 'node:readline';
import { ProblemError, problem } from '../problem';

/**
 * Asks on the terminal whether to go on.
 *
 * @throws ProblemError NOT_CONFIRMED where there is no terminal to ask on, or the answer is another than `yes`
 */
export async function confirm(canAsk: boolean): Promise<void> {
  if (!canAsk || process.stdin.isTTY !== true || process.stderr.isTTY !== true) throw new ProblemError(nobodyToAsk());
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await new Promise<string>((resolve) => {
      terminal.once('close', () => resolve(''));
      terminal.question('\nDo it? Only `yes` is taken for an answer: ', resolve);
    });
    if (answer.trim() !== 'yes') throw new ProblemError(declined());
  } finally {
    terminal.close();
  }
}

function nobodyToAsk() {
  return problem('NOT_CONFIRMED', [], 'Something would be changed, and there is no terminal to ask on', {
    allowed: 'a terminal, --yes, or a plan saved by `aponopg plan FILE --out PLAN`',
    next: 'Look at the plan, then apply with --yes; or save it, and apply what was saved. Nothing was changed.',
  });
}

function declined() {
  return problem('NOT_CONFIRMED', [], 'The answer was not `yes`', { next: 'Nothing was changed.' });
}
