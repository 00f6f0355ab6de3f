import { alignAssignments } from './align';
import { escapeSequences } from './escape';
import type { Entry, Expression } from './expression';
import { writeHeredoc } from './heredoc';
import { isIdentifier, quoteKey, quoteLiteral, quoteTemplate, writeExpression } from './quote';
import { scanTemplate } from './scan';
import type { TemplatePart, Token } from './token';

/** Lists longer than this are written one item a line. */
const LIST_WIDTH = 80;

/** Objects in a list stay on one line up to this width: a list of grants is then a table. */
const OBJECT_WIDTH = 120;

/** Keys that HCL would read as something else when bare. */
const KEYWORDS = new Set(['for', 'true', 'false', 'null']);

/**
 * An expression as `terraform fmt` leaves it, its first line to be put after an `=` or at the start of an item.
 *
 * What is put on one line depends only on the value, never on where it stands, so that a change elsewhere does not
 * rewrap it: scalars and short lists of scalars on one line, objects one member a line, objects in a list on one line
 * while they are flat and short.
 *
 * @throws UnreadableExpression
 */
export function writeValue(value: Expression, indent: string): string {
  if (value.kind === 'object') return writeObject(value.entries, indent);
  if (value.kind === 'list') return writeList(value.items, indent);
  return textOf(value, (text) => writeHeredoc(text, indent)) ?? writeScalar(value);
}

function writeList(items: readonly Expression[], indent: string): string {
  const line = listLine(items);
  if (line !== undefined && line.length <= LIST_WIDTH) return line;
  const inner = `${indent}  `;
  return `[\n${items.map((item) => `${inner}${writeItem(item, inner)},\n`).join('')}${indent}]`;
}

/** A heredoc cannot be followed by a comma on its line, so text in a list is always quoted. */
function writeItem(item: Expression, indent: string): string {
  if (item.kind === 'list') return writeList(item.items, indent);
  if (item.kind !== 'object') return writeScalar(item);
  const line = objectLine(item.entries);
  return line !== undefined && line.length <= OBJECT_WIDTH ? line : writeObject(item.entries, indent);
}

function writeObject(entries: readonly Entry[], indent: string): string {
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const rows = entries.map(({ key, value }) => ({
    name: writeKey(key),
    value: writeValue(value, inner),
    alone: key.kind === 'template' && assignsInSequence(scanTemplate(key.text)),
  }));
  return `{\n${alignAssignments(rows, inner)}${indent}}`;
}

function assignsInSequence(parts: readonly TemplatePart[]): boolean {
  const assigns = (token: Token) => token.text === '=' || assignsInSequence(token.parts ?? []);
  return parts.some((part) => part.kind === 'sequence' && part.tokens.some(assigns));
}

/** The list on one line, or undefined when it holds objects or is nested. */
function listLine(items: readonly Expression[]): string | undefined {
  if (items.some((item) => (item.kind === 'object' && item.entries.length > 0) || item.kind === 'list')) {
    return undefined;
  }
  return `[${items.map((item) => (item.kind === 'object' ? '{}' : writeScalar(item))).join(', ')}]`;
}

function objectLine(entries: readonly Entry[]): string | undefined {
  if (entries.length === 0) return '{}';
  const members: string[] = [];
  for (const { key, value } of entries) {
    const text =
      value.kind === 'list' ? listLine(value.items) : value.kind === 'object' ? undefined : writeScalar(value);
    if (text === undefined) return undefined;
    members.push(`${writeKey(key)} = ${text}`);
  }
  return `{ ${members.join(', ')} }`;
}

function writeKey(key: Expression): string {
  if (key.kind === 'raw') return writeExpression(key.text);
  const text = key.kind === 'template' ? key.text : key.kind === 'literal' ? String(key.value) : '';
  if (isIdentifier(text) && !KEYWORDS.has(text)) return text;
  return key.kind === 'template' ? quoteKey(text) : quoteLiteral(text);
}

function writeScalar(value: Expression): string {
  if (value.kind === 'raw') return writeExpression(value.text);
  if (value.kind === 'template') return quoteTemplate(value.text);
  if (value.kind !== 'literal') return writeItem(value, '');
  return typeof value.value === 'string' ? quoteLiteral(value.value) : writeAtom(value.value);
}

function writeAtom(value: null | boolean | number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

function textOf(value: Expression, write: (template: string) => string | undefined): string | undefined {
  if (value.kind === 'template') return write(value.text);
  return value.kind === 'literal' && typeof value.value === 'string' ? write(escapeSequences(value.value)) : undefined;
}
