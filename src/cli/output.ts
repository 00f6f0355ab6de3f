import { type Problem, renderProblem } from '../problem';

const STYLES = { bold: 1, red: 31, green: 32, yellow: 33 } as const;

/** A text in a style, where the terminal shows styles. */
export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** Where results, progress and problems go. */
export interface Output {
  /** A result, on stdout. */
  result(text: string): void;
  /** Progress, on stderr. */
  progress(text: string): void;
  /** What is under way, on stderr: on a terminal a line that the next one replaces, elsewhere a plain line. */
  underWay(text: string): void;
  /** What is wrong, on stderr. */
  problems(problems: readonly Problem[]): void;
  /** For what goes to stdout. */
  readonly paint: Paint;
}

/** Coloured only on a terminal, and never with NO_COLOR. */
export function output(env: NodeJS.ProcessEnv): Output {
  const painting = (stream: NodeJS.WriteStream): Paint => {
    const coloured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
    return (style, text) => (coloured ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
  };
  const paint = painting(process.stderr);
  const terminal = process.stderr.isTTY === true && env.TERM !== 'dumb';
  let open = false;
  const toStderr = (text: string) => {
    process.stderr.write(`${open ? '\r\u001b[K' : ''}${text}`);
    open = false;
  };
  return {
    paint: painting(process.stdout),
    result(text) {
      if (open) toStderr('');
      process.stdout.write(`${text}\n`);
    },
    progress: (text) => toStderr(`${text}\n`),
    underWay(text) {
      toStderr(terminal ? text : `${text}\n`);
      open = terminal;
    },
    problems(problems) {
      for (const each of problems) {
        const word = each.severity === 'error' ? paint('red', 'Error') : paint('yellow', 'Warning');
        toStderr(`${word}: ${renderProblem(each)}\n\n`);
      }
    },
  };
}
