import type { ProblemCode } from './catalogue';
import { maskCredentials, maskValue } from './credentials';
import { withoutSecrets } from './secrets';
import { visible, visibleJson } from './visible';

/** Where in the user's input a problem lies: attribute names, map keys and list positions from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Something wrong, or worth a warning, said in the user's terms.
 *
 * It is plain data, so that every door (constructor, synth, plan, command line) can print it in its own way. It never
 * holds a secret: whoever makes one leaves `value` out for a sensitive attribute.
 */
export interface Problem {
  /** Whether it stops the work. */
  readonly severity: 'error' | 'warning';
  /** A name from the catalogue, stable across releases. */
  readonly code: ProblemCode;
  /** The attribute concerned; empty when the problem is with no single one. */
  readonly path: Path;
  /** What is wrong, one sentence without a full stop at the end. */
  readonly what: string;
  /** The value found, when showing it helps and it is no secret. */
  readonly value?: unknown;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** What to do now. */
  readonly next?: string;
  /** For programs: the changes that a warning tells of, in the shape of a review's. */
  readonly changes?: readonly object[];
  /** What was given there may be a secret: no door shows the line where it stands. */
  readonly concealed?: true;
}

/** Thrown where no result can be given: carries every problem found, not only the first. */
export class ProblemError extends Error {
  /** All that was found, at least one. */
  readonly problems: readonly Problem[];

  /** @param where told before them, on a line of its own: a construct, a call */
  constructor(problems: readonly Problem[] | Problem, where?: string) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(`${where === undefined ? '' : `${where}:\n`}${list.map(renderProblem).join('\n\n')}`);
    this.name = 'ProblemError';
    this.problems = list;
  }
}

/**
 * An error problem: shorthand for the commonest case. Passwords in URLs and connection strings are masked in it, since
 * people put those where a host or a name belongs.
 */
export function problem(code: ProblemCode, path: Path, what: string, more: Partial<Problem> = {}): Problem {
  return masked({ severity: 'error', code, path, what, ...more });
}

function masked(each: Problem): Problem {
  const { what, value, allowed, next } = each;
  const texts = {
    what: maskCredentials(what),
    ...(value !== undefined && { value: maskValue(value) }),
    ...(allowed !== undefined && { allowed: maskCredentials(allowed) }),
    ...(next !== undefined && { next: maskCredentials(next) }),
  };
  const changed = texts.what !== what || JSON.stringify(texts.value) !== JSON.stringify(value);
  return { ...each, ...texts, ...(changed && { concealed: true }) };
}

/** Whether any of the problems must stop the work. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((each) => each.severity === 'error');
}

/** `secret_store.aws.region`, `grants["all tables"].privileges[0]`: a path as a person writes it. */
export function renderPath(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(part)
        ? `${text}[${JSON.stringify(part)}]`
        : text === ''
          ? part
          : `${text}.${part}`,
    '',
  );
}

/**
 * The first line of a problem as a person reads it: without any secret, and on one line whatever names it holds.
 */
export function renderProblemHead({ what }: Problem): string {
  return told(what);
}

/** The lines below the first: where, the value, what is allowed, what to do, the code. */
export function renderProblemDetail(each: Problem): string {
  const lines: string[] = [];
  if (each.path.length > 0) lines.push(`Where: ${told(renderPath(each.path))}`);
  // What is lost is told in full: whoever tells of it has bounded it.
  if (each.changes !== undefined && Array.isArray(each.value)) {
    lines.push('Value:', ...each.value.map((line) => `  ${told(String(line))}`));
  } else if (each.value !== undefined) lines.push(`Value: ${renderValue(each.value)}`);
  if (each.allowed !== undefined) lines.push(`Allowed: ${told(each.allowed)}`);
  if (each.next !== undefined) lines.push(`What to do: ${told(each.next)}`);
  lines.push(`Code: ${each.code}`);
  return lines.join('\n');
}

/** The whole problem as plain text. */
export function renderProblem(each: Problem): string {
  return `${renderProblemHead(each)}\n${renderProblemDetail(each)}`;
}

/** A problem for programs: its texts exact, but without any secret. */
export function problemData(each: Problem): Problem {
  const path = each.path.map((part) => (typeof part === 'string' ? maskCredentials(part) : part));
  return JSON.parse(JSON.stringify({ ...masked(each), path }), (_, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(value) : value,
  ) as Problem;
}

function told(text: string): string {
  return visible(withoutSecrets(maskCredentials(text)));
}

function renderValue(value: unknown): string {
  // Secrets go before anything is cut, so that no half of one stays.
  const text = withoutSecrets(visibleJson(maskValue(value)));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
