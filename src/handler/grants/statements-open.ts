import { type Problem, problem } from '../../problem';

/** Says that a plan leaves the statements open, and why. */
export function statementsOpen(why: string, more: Pick<Problem, 'value' | 'next'>): Problem {
  return problem('STATEMENTS_OPEN', ['statements'], `The statements are known while applying only: ${why}`, {
    severity: 'warning',
    ...more,
  });
}
