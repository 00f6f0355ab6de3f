import type { Diagnostic } from '../diagnostic';
import type { Attributes } from '../schema';
import type { ObjectValue } from '../value/value';
import { isGenerated } from './generate-config';
import { visit } from './visit';

/**
 * Warnings of texts in an object that are JSON: into generated configuration Terraform writes them as `jsonencode(...)`,
 * which makes another text of one that is written otherwise.
 */
export function jsonTexts(attributes: Attributes, object: ObjectValue): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(attributes, object, (attribute, value, path) => {
    if (!isGenerated(attribute) || typeof value !== 'string' || !isRewritten(value)) return;
    found.push({
      severity: 'warning',
      summary: `"${path.at(-1)}" is generated as another text`,
      detail: `It is JSON, which Terraform writes as jsonencode(...) into generated configuration: that gives the same JSON, written otherwise. Put the text in its place: ${JSON.stringify(value)}`,
    });
  });
  return found;
}

function isRewritten(text: string): boolean {
  // Whatever else is JSON is written as the text that it is.
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return encoded(JSON.parse(text)) !== text;
  } catch {
    return false;
  }
}

/** As `jsonencode` writes: keys sorted, no white space, what could end an element of HTML escaped. */
function encoded(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encoded).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, each]) => `${encoded(key)}:${encoded(each)}`).join(',')}}`;
  }
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
