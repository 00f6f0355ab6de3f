import { inRanges, LEFT_TO_RIGHT, NOTHING, PROHIBITED, RIGHT_TO_LEFT, SPACES, UNASSIGNED } from './saslprep-tables';

/**
 * Prepares a password as PostgreSQL does (SASLprep, RFC 4013): a password that SASLprep refuses - it holds a control
 * character, a code point that Unicode 3.2 did not know, mixed directions, or nothing is left of it - is taken as it is.
 *
 * @see https://www.postgresql.org/docs/current/sasl-authentication.html
 */
export function saslPrep(password: string): string {
  if (Buffer.byteLength(password) === password.length) return password;
  const mapped = [...password]
    .map((character) => {
      const codePoint = codePointOf(character);
      if (inRanges(SPACES, codePoint)) return ' ';
      return inRanges(NOTHING, codePoint) ? '' : character;
    })
    .join('');
  const prepared = mapped.normalize('NFKC');
  return prepared !== '' && isAllowed([...prepared].map(codePointOf)) ? prepared : password;
}

function isAllowed(codePoints: readonly number[]): boolean {
  if (codePoints.some((each) => inRanges(PROHIBITED, each) || inRanges(UNASSIGNED, each))) return false;
  const rightToLeft = (each: number | undefined) => each !== undefined && inRanges(RIGHT_TO_LEFT, each);
  if (!codePoints.some(rightToLeft)) return true;
  return (
    rightToLeft(codePoints[0]) &&
    rightToLeft(codePoints.at(-1)) &&
    !codePoints.some((each) => inRanges(LEFT_TO_RIGHT, each))
  );
}

function codePointOf(character: string): number {
  return character.codePointAt(0) as number;
}
