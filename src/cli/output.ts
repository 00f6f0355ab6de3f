import { type Problem, renderProblem } from '../problem';

/** Where results, progress and problems go. */
export interface Output {
  /** A result, on stdout. */
  result(text: string): void;
  /** Progress, on stderr. */
  progress(text: string): void;
  /** What is wrong, on stderr. */
  problems(problems: readonly Problem[]): void;
}

/** Coloured only on a terminal, and never with NO_COLOR. */
export function output(env: NodeJS.ProcessEnv): Output {
  const coloured = process.stderr.isTTY === true && !env.NO_COLOR;
  const colour = (code: number, text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    result: (text) => process.stdout.write(`${text}\n`),
    progress: (text) => process.stderr.write(`${text}\n`),
    problems(problems) {
      for (const each of problems) {
        const word = each.severity === 'error' ? colour(31, 'Error') : colour(33, 'Warning');
        process.stderr.write(`${word}: ${renderProblem(each)}\n\n`);
      }
    },
  };
}
