import { isVisible, ProblemError, problem } from '../problem';

/**
 * A name as a quoted identifier, the only way any name gets into a statement. Always quoted, so that case, spaces,
 * keywords and every other character PostgreSQL allows come through unchanged. Characters that a reader cannot see, or
 * that Terraform would change, stand as their numbers (`U&"a\\000Ab"`): what is shown is what runs, on one line.
 *
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
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
  const quoted = name.replaceAll('"', '""');
  if (isPlain(name)) return `"${quoted}"`;
  return `U&"${byNumber(quoted.replaceAll('\\', '\\\\'), (code) => (code.length > 4 ? `\\+${code.padStart(6, '0')}` : `\\${code.padStart(4, '0')}`))}"`;
}

/**
 * A text as a quoted literal, safe whatever standard_conforming_strings says; with the characters that a reader cannot
 * see as their numbers, as in an identifier.
 */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) {
    throw new ProblemError(
      problem('INVALID_VALUE', [], 'A text holds a NUL character', { allowed: 'text without NUL' }),
    );
  }
  const quoted = `'${text.replaceAll("'", "''")}'`;
  if (isPlain(text) && !text.includes('\\')) return quoted;
  const escaped = quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return ` E${byNumber(escaped, (code) => (code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`))}`;
}

/** Whether all of a text is to be seen, and the same after Terraform has normalised it. */
function isPlain(text: string): boolean {
  return isVisible(text) && text.normalize('NFC') === text;
}

/** @param write an escape by its code point in hexadecimal */
function byNumber(text: string, write: (code: string) => string): string {
  const changes = text.normalize('NFC') !== text;
  return Array.from(text, (each) =>
    isVisible(each) && !(changes && each > '\x7f')
      ? each
      : write((each.codePointAt(0) ?? 0).toString(16).toUpperCase()),
  ).join('');
}
