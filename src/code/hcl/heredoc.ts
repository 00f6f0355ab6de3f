import { isPrintable } from './escape';
import { scanTemplate } from './scan';
import { writeParts } from './spacing';
import type { TemplatePart } from './token';

/**
 * A template of several lines as a heredoc, or undefined where a heredoc would not mean the same: it always ends with a
 * newline and knows no escapes.
 *
 * The indented form is used where Terraform takes exactly the added indent off again.
 *
 * @throws UnreadableExpression
 */
export function writeHeredoc(text: string, indent: string): string | undefined {
  if (!/\n[\s\S]*\n$/.test(text)) return undefined;
  const parts = scanTemplate(text);
  if (parts.some((part) => part.kind === 'text' && !isPrintable(part.text))) return undefined;
  const content = writeParts(parts);
  const lines = content.split('\n').slice(0, -1);
  const marker = freeMarker(lines);
  if (!canIndent(lines, parts)) return `<<${marker}\n${content}${marker}`;
  const inner = lines.map((line) => (line.trim() === '' ? `${line}\n` : `${indent}  ${line}\n`)).join('');
  return `<<-${marker}\n${inner}${indent}${marker}`;
}

/** Taking off the least indent restores the text only if some line had none; trim marks would eat the indent. */
function canIndent(lines: readonly string[], parts: readonly TemplatePart[]): boolean {
  const trims = parts.some((part) => part.kind === 'sequence' && (part.open.includes('~') || part.close.includes('~')));
  return !trims && lines.some((line) => /^\S/u.test(line));
}

function freeMarker(lines: readonly string[]): string {
  const taken = new Set(lines.map((line) => line.trim()));
  let marker = 'EOT';
  for (let number = 2; taken.has(marker); number += 1) marker = `EOT${number}`;
  return marker;
}
