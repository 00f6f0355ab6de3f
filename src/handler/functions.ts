import { identifierFault, quoteAql } from '../metadata';
import { quoteIdentifier } from '../postgres/quote';
import { scramVerifier } from '../postgres/roles';

/** What is wrong with an argument of a function. */
export interface WrongArgument {
  /** Counted from 0. */
  readonly argument: number;
  readonly text: string;
}

/** A name as SQL writes it, quoted always. */
export function quotedIdentifier(name: string): string | WrongArgument {
  const fault = identifierFault(name);
  return fault === undefined ? quoteIdentifier(name) : { argument: 0, text: `A name ${fault}.` };
}

/**
 * What PostgreSQL stores for a password: the same for the same salt.
 *
 * @param salt 16 bytes or more in base64; never one that another password has
 */
export function verifierOf(password: string, salt: string): string | WrongArgument {
  const bytes = Buffer.from(salt, 'base64');
  if (bytes.toString('base64') !== salt || bytes.length < 16) {
    return {
      argument: 1,
      text: 'The salt has to be 16 bytes or more in base64, for instance random_bytes.salt.base64.',
    };
  }
  if (password === '' || password.includes('\0')) {
    return { argument: 0, text: 'A password has one character or more, and no NUL.' };
  }
  return scramVerifier(password, bytes);
}

/** A text as a query of Apono's has it: in double quotes, escaped. */
export function quotedAql(text: string): string | WrongArgument {
  return /[\r\n]/.test(text) ? { argument: 0, text: 'A text in a query holds no line break.' } : quoteAql(text);
}
