import { once } from 'node:events';
import { type Problem, renderProblem, visibleJson, visibleLines } from '../problem';

const STYLES = { bold: 1, red: 31, green: 32, yellow: 33, grey: 90 } as const;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a style begins with one
const OWN_STYLE = /(\u001b\[(?:0|1|31|32|33|90)m)/;

/** How many characters are written at once. */
const PIECE = 64 * 1024;

/** A text in a style, where the terminal shows styles. */
export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** Where results, progress and problems go. */
export interface Output {
  /** A result for people, on stdout: what could not be seen in it is shown. */
  result(text: string): void;
  /** A result for programs, on stdout: exactly the value, in JSON on one line. */
  json(value: object): void;
  /** Code, on stdout, exactly as it was printed. */
  code(text: string): void;
  /** Code of any length, on stdout, piece by piece, no faster than it is taken. */
  stream(pieces: Iterable<string>): Promise<void>;
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
  const isColoured = (stream: NodeJS.WriteStream) => stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const painting = (stream: NodeJS.WriteStream): Paint => {
    return (style, text) => (isColoured(stream) ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
  };
  const shown = (text: string, stream: NodeJS.WriteStream) =>
    isColoured(stream) ? exceptStyles(text, visibleLines) : visibleLines(text);
  const paint = painting(process.stderr);
  const terminal = process.stderr.isTTY === true && env.TERM !== 'dumb';
  let open = false;
  const toStderr = (text: string) => {
    process.stderr.write(`${open ? '\r\u001b[K' : ''}${shown(text, process.stderr)}`);
    open = false;
  };
  const toStdout = (text: string) => {
    if (open) toStderr('');
    process.stdout.write(`${text}\n`);
  };
  return {
    paint: painting(process.stdout),
    result: (text) => toStdout(shown(text, process.stdout)),
    json: (value) => toStdout(visibleJson(value)),
    code: toStdout,
    async stream(pieces) {
      if (open) toStderr('');
      let piece = '';
      const write = async () => {
        if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
        piece = '';
      };
      for (const each of pieces) {
        piece += each;
        if (piece.length > PIECE) await write();
      }
      if (piece !== '') await write();
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

/** Leaves our own styles as they are: the only thing in a text that a terminal is to obey. */
function exceptStyles(text: string, change: (part: string) => string): string {
  return text
    .split(OWN_STYLE)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
