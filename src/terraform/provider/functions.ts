import { quotedAql, quotedIdentifier, verifierOf, type WrongArgument } from '../../handler/functions';
import { rememberSecret } from '../../problem';
import { FunctionFailure, type ProviderFunction } from '../plugin';

/**
 * `provider::aponopg::quote_identifier(name)`. Loaded by `require` when it is first needed, as the others are.
 * @public
 */
export const quoteIdentifierFunction: ProviderFunction = {
  summary: 'Quotes a name as SQL does',
  description: 'Gives the name in double quotes, whatever it is made of: for SQL that is written by hand.',
  parameters: [{ name: 'name', type: 'string', description: 'A name of up to 63 bytes.' }],
  returns: 'string',
  call: ([name]) => told(quotedIdentifier(String(name))),
};

/**
 * `provider::aponopg::scram_verifier(password, salt)`.
 * @public
 */
export const scramVerifierFunction: ProviderFunction = {
  summary: 'Makes the verifier that PostgreSQL stores for a password',
  description:
    'Gives SCRAM-SHA-256$4096:salt$StoredKey:ServerKey, for `password_verifier_wo`. A verifier is no password, but one can be guessed at with it: keep it as a secret.',
  parameters: [
    { name: 'password', type: 'string', description: 'The password.' },
    { name: 'salt', type: 'string', description: '16 bytes or more in base64, another one for every password.' },
  ],
  returns: 'string',
  call: ([password, salt]) => {
    rememberSecret(String(password));
    return told(verifierOf(String(password), String(salt)));
  },
};

/**
 * `provider::aponopg::aql_string(text)`.
 * @public
 */
export const aqlStringFunction: ProviderFunction = {
  summary: "Quotes a text as a query of Apono's does",
  description:
    'Gives the text in double quotes, escaped: for queries (AQL) of access scopes that are put together from other values.',
  parameters: [{ name: 'text', type: 'string', description: 'A text without line breaks.' }],
  returns: 'string',
  call: ([text]) => told(quotedAql(String(text))),
};

function told(result: string | WrongArgument): string {
  if (typeof result === 'string') return result;
  throw new FunctionFailure(result.text, result.argument);
}
