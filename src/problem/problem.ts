import type { ProblemCode } from './catalogue';

/** Where in the user's input a problem lies: attribute names, map keys and list positions from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Something wrong, or worth a warning, said in the user's terms.
 *
 * It is plain data, so that every door (constructor, synth, plan, command line) can print it in its own way. It never
 * holds a secret: whoever makes one leaves `value` out for a sensitive attribute.
 */
export interface Problem {
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
}

/** Thrown where no result can be given: carries every problem found, not only the first. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[] | Problem) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map(renderProblem).join('\n\n'));
    this.name = 'ProblemError';
    this.problems = list;
  }
}

/** An error problem: shorthand for the commonest case. */
export function problem(code: ProblemCode, path: Path, what: string, more: Partial<Problem> = {}): Problem {
  return { severity: 'error', code, path, what, ...more };
}

/** Whether any of the problems must stop the work. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((each) => each.severity === 'error');
}

/** `secret_store.aws.region`, `grants[3].privileges[0]`: a path as a person writes it. */
export function renderPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** The lines below the first: where, the value, what is allowed, what to do, the code. */
export function renderProblemDetail(each: Problem): string {
  const lines: string[] = [];
  if (each.path.length > 0) lines.push(`Where: ${renderPath(each.path)}`);
  if (each.value !== undefined) lines.push(`Value: ${renderValue(each.value)}`);
  if (each.allowed !== undefined) lines.push(`Allowed: ${each.allowed}`);
  if (each.next !== undefined) lines.push(`What to do: ${each.next}`);
  lines.push(`Code: ${each.code}`);
  return lines.join('\n');
}

/** The whole problem as plain text. */
export function renderProblem(each: Problem): string {
  return `${each.what}\n${renderProblemDetail(each)}`;
}

function renderValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
