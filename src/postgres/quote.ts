import { ProblemError, problem } from '../problem';

/**
 * A name as a quoted identifier, the only way any name gets into a statement. Always quoted, so that case, spaces,
 * keywords and every other character PostgreSQL allows come through unchanged.
 *
 * @throws ProblemError INVALID_VALUE when the name is empty or holds a NUL, which no identifier can.
 */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.includes('\0')) {
    throw new ProblemError(
      problem('INVALID_VALUE', [], 'A name is empty or holds a NUL character', {
        allowed: 'any text of 1 to 63 bytes without NUL',
      }),
    );
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a quoted literal, safe whatever standard_conforming_strings says. */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) {
    throw new ProblemError(
      problem('INVALID_VALUE', [], 'A text holds a NUL character', { allowed: 'text without NUL' }),
    );
  }
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
