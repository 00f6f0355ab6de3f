import { escapeSequences, escapeText } from './escape';
import { scanExpression, scanTemplate } from './scan';
import { writeParts, writeTokens } from './spacing';
import type { TemplatePart } from './token';

/** Whether a name can stand bare, as an attribute's name or an object's key. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name);
}

/** Text as a quoted HCL string that means exactly that text. */
export function quoteLiteral(text: string): string {
  return `"${escapeText(escapeSequences(text))}"`;
}

/**
 * A template as HCL: a quoted string, or the bare expression where the template is nothing but one `${...}`.
 *
 * @throws UnreadableExpression
 */
export function quoteTemplate(text: string): string {
  const parts = scanTemplate(text);
  return bareExpression(parts) ?? `"${writeParts(parts, escapeText)}"`;
}

/** A template between quotes, even where it is nothing but one sequence: object keys and labels need that. */
export function quoteKey(text: string): string {
  return `"${writeParts(scanTemplate(text), escapeText)}"`;
}

/** An expression on one line, spaced as `terraform fmt` does. @throws UnreadableExpression */
export function writeExpression(text: string): string {
  return writeTokens(scanExpression(text));
}

/** The expression inside a text such as `${aws_vpc.main}`, or the text itself when it is none: for references in JSON. */
export function unwrapReference(text: string): string {
  return bareExpression(scanTemplate(text)) ?? text;
}

function bareExpression(parts: readonly TemplatePart[]): string | undefined {
  const [only, ...rest] = parts;
  if (only?.kind !== 'sequence' || rest.length > 0 || !only.open.startsWith('$')) return undefined;
  return writeTokens(only.tokens);
}
