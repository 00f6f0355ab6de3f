import { type Expression, type JsonValue, list, literal, object, template } from '../hcl';
import { isUnevaluated } from '../project-document';

/** A value of a document as an expression: what was not evaluated is written as it was read. */
export function expressionOf(value: unknown): Expression {
  if (isUnevaluated(value)) return template(value.$template);
  if (Array.isArray(value)) return list(value.map(expressionOf));
  if (typeof value === 'object' && value !== null) {
    return object(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, optional(each)])));
  }
  return literal((value ?? null) as JsonValue);
}

/** A value as a sentence shows it. */
export function textOf(value: unknown): string {
  return isUnevaluated(value) ? value.$template : String(value);
}

/** The same for a member that may be absent. */
export function optional(value: unknown): Expression | undefined {
  return value === undefined || value === null ? undefined : expressionOf(value);
}
