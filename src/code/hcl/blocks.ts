import { ProblemError, problem, visible } from '../../problem';
import { type Assignment, alignAssignments } from './align';
import { wellFormed } from './escape';
import type { Expression } from './expression';
import { quoteLiteral } from './quote';
import { UnreadableExpression } from './token';
import { writeValue } from './write-value';

/** `name = value`. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly value: Expression;
}

/** `type "label" { ... }`. */
export interface Block {
  readonly kind: 'block';
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly Item[];
}

/** One or more lines beginning with `#`, about what follows. */
export interface Comment {
  readonly kind: 'comment';
  readonly text: string;
}

export type Item = Attribute | Block | Comment;

export function attribute(name: string, value: Expression): Attribute {
  return { kind: 'attribute', name, value };
}

export function block(type: string, labels: readonly string[], body: readonly Item[]): Block {
  return { kind: 'block', type, labels, body };
}

export function comment(text: string): Comment {
  return { kind: 'comment', text };
}

/**
 * Prints a file of HCL exactly as `terraform fmt` would leave it, with a newline at its end.
 *
 * @throws ProblemError UNREADABLE_EXPRESSION when a template or a raw expression cannot be read.
 */
export function printHclDocument(items: readonly Item[]): string {
  try {
    return writeBody(items, '');
  } catch (error) {
    if (error instanceof UnreadableExpression)
      throw new ProblemError(problem('UNREADABLE_EXPRESSION', [], error.message));
    throw error;
  }
}

function writeBody(items: readonly Item[], indent: string): string {
  let text = '';
  let run: Assignment[] = [];
  const endRun = () => {
    text += alignAssignments(run, indent);
    run = [];
  };
  items.forEach((item, index) => {
    if (index > 0 && needsBlankLine(items, index)) {
      endRun();
      text += '\n';
    }
    if (item.kind === 'attribute') {
      run.push({ name: item.name, value: writeValue(item.value, indent) });
      return;
    }
    endRun();
    if (item.kind === 'comment') text += writeComment(item.text, indent);
    if (item.kind === 'block') text += writeBlock(item, indent);
  });
  endRun();
  return text;
}

/** A block, with the comments above it, is set apart from what comes before and after. */
function needsBlankLine(items: readonly Item[], index: number): boolean {
  const before = items[index - 1];
  if (before?.kind === 'block') return true;
  if (before?.kind === 'comment') return false;
  return items.slice(index).find((each) => each.kind !== 'comment')?.kind === 'block';
}

function writeBlock({ type, labels, body }: Block, indent: string): string {
  const head = [type, ...labels.map(quoteLiteral)].join(' ');
  return body.length === 0
    ? `${indent}${head} {}\n`
    : `${indent}${head} {\n${writeBody(body, `${indent}  `)}${indent}}\n`;
}

function writeComment(text: string, indent: string): string {
  return wellFormed(text)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(visible)
    .map((line) => `${indent}${`# ${line}`.trimEnd()}\n`)
    .join('');
}
