import { type JsonValue, scanTemplate } from '../../src/code/hcl';
import { escapeSequences } from '../../src/code/hcl/escape';
import { quoteTemplate } from '../../src/code/hcl/quote';

/**
 * A value of Terraform's JSON syntax, with expressions in its texts, as one text that is JSON once Terraform has
 * evaluated it. The same value gives the same text whatever the order of its members, and the same JSON whether a part
 * of it is written out or an expression that comes to the same.
 */
export function jsonTemplate(value: JsonValue): string {
  return hasExpressions(value) ? `\${jsonencode(${expressionOf(value)})}` : escapeSequences(jsonText(plainOf(value)));
}

function hasExpressions(value: JsonValue): boolean {
  if (typeof value === 'string') return scanTemplate(value).some(({ kind }) => kind === 'sequence');
  if (Array.isArray(value)) return value.some(hasExpressions);
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(hasExpressions);
}

function expressionOf(value: JsonValue): string {
  if (typeof value === 'string') return quoteTemplate(value);
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = membersOf(value).map(([key, each]) => `${keyOf(key)} = ${expressionOf(each)}`);
  return `{${members.join(', ')}}`;
}

/** A key that is an expression stands in parentheses. */
function keyOf(key: string): string {
  const text = quoteTemplate(key);
  return text.startsWith('"') ? text : `(${text})`;
}

/** As Terraform's `jsonencode` writes it: members in order, and what is special in HTML by number. */
function jsonText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${membersOf(value)
      .map(([key, each]) => `${jsonText(key)}:${jsonText(each)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, byNumber);
}

function byNumber(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Texts without the escapes that a template needs. */
function plainOf(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/([$%])\1\{/g, '$1{');
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [plainOf(key), plainOf(each)]));
}

function membersOf(value: object): [string, JsonValue][] {
  const given = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
  return (given as [string, JsonValue][]).sort(([one], [other]) => (one < other ? -1 : 1));
}
