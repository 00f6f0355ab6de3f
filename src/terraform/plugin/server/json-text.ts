/** Whether a text is an object or an array of JSON, and another one than Terraform's `jsonencode` makes of it. */
export function writtenOtherwise(text: string): boolean {
  // Whatever else is JSON is written as text.
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return encoded(JSON.parse(text)) !== text;
  } catch {
    return false;
  }
}

/** As `jsonencode` writes: keys sorted, no white space, what could end an HTML element escaped. */
function encoded(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encoded).join(',')}]`;
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value).replaceAll(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, each]) => `${encoded(key)}:${encoded(each)}`).join(',')}}`;
}
