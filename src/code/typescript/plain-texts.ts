import { escapeSequences } from '../hcl';
import { isUnevaluated } from '../project-document';

/** A document with every text as Terraform reads it back to the letter; expressions stay as they are. */
export function plainTexts<T>(value: T): T {
  if (typeof value === 'string') return escapeSequences(value) as T;
  if (typeof value !== 'object' || value === null || isUnevaluated(value)) return value;
  if (Array.isArray(value)) return value.map(plainTexts) as T;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainTexts(each)])) as T;
}
