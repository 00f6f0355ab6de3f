import { ProblemError, problem } from '../problem';
import { hasTerminal, onTerminal } from './terminal';

/**
 * Asks on the terminal whether to go on.
 *
 * @throws ProblemError NOT_CONFIRMED where there is no terminal to ask on, or the answer is another than `yes`
 */
export async function confirm(canAsk: boolean): Promise<void> {
  if (!canAsk || !hasTerminal()) throw new ProblemError(nobodyToAsk());
  const answer = await onTerminal((ask) => ask('\nDo it? Only `yes` is taken for an answer: '));
  if (answer !== 'yes') throw new ProblemError(declined());
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
