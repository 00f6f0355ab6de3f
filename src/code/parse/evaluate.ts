import { scanTemplate, UnreadableExpression } from '../hcl';
import type { Unevaluated } from '../project-document';

/**
 * A value as the parser gives it, evaluated as far as it can be without Terraform: strings without sequences become
 * what they say, any other stays as it is, marked.
 */
export function evaluate(value: unknown): unknown {
  if (typeof value === 'string') return evaluateText(value);
  if (Array.isArray(value)) return value.map(evaluate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [unescapeSequences(key), evaluate(each)]));
}

function evaluateText(text: string): string | Unevaluated {
  return isLiteral(text) ? unescapeSequences(text) : { $template: text };
}

function isLiteral(text: string): boolean {
  try {
    return scanTemplate(text).every((part) => part.kind === 'text');
  } catch (error) {
    // The parser took it, so it is an expression, however strange.
    if (error instanceof UnreadableExpression) return false;
    throw error;
  }
}

/** `$${` as what it says: `${`. */
export function unescapeSequences(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
