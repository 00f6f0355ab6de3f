import { ProblemError, problem } from '../problem';

/**
 * Checks a token before it is used, and gives it without white space at its ends (as it comes from a file).
 *
 * @throws ProblemError `APONO_TOKEN_MISSING`, or `INVALID_VALUE` for a token that no HTTP header can carry; never showing it
 */
export function parseToken(token: string | undefined): string {
  const trimmed = (token ?? '').trim();
  if (trimmed === '') {
    throw new ProblemError(
      problem('APONO_TOKEN_MISSING', ['apono', 'token'], 'There is no token to sign in to Apono with', {
        allowed: 'a personal API token of an Apono user',
        next: 'Set APONO_PERSONAL_TOKEN, or give `apono.token`; to try things without a tenant, start `aponopg sandbox`',
      }),
    );
  }
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    // The HTTP library would refuse it too, but with the token in its message.
    throw new ProblemError(
      problem('INVALID_VALUE', ['apono', 'token'], 'The token for Apono holds white space or characters beyond ASCII', {
        allowed: 'one word of printable ASCII characters',
        next: 'Copy the token again, without quotes or line breaks',
      }),
    );
  }
  return trimmed;
}
