/** What a variable for a secret is called, and what it says of itself. */
export interface SecretVariable {
  readonly name: string;
  readonly description: string;
}

/**
 * The variable for a secret attribute.
 *
 * @param way the names of the attributes that lead to the secret
 * @param name of the thing that it belongs to
 * @param of that thing in words: `the role reader`
 */
export function secretVariable(way: readonly string[], name: string, of: string): SecretVariable {
  const secret = way.join('_').replace(/_wo$/, '');
  const words = secret.replaceAll('_', ' ');
  const what = WORDS[secret] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return { name: `${name}_${secret}`, description: `${what} of ${of}.` };
}

const WORDS: Readonly<Record<string, string>> = { sslkey: 'Private key' };

/** The variable for what Apono's own store keeps under a key. */
export function parameterVariable(key: string, name: string): SecretVariable {
  return { name: `${name}_secret_${key}`, description: `${key} of the user that the connector signs in with.` };
}

/** What Apono's own store usually keeps: it gives no credentials back, so that they are asked for. */
export const USUAL_PARAMETERS: Readonly<Record<string, unknown>> = { username: '', password: '' };

/** Whether the key of a client's certificate is the path of a file: that is no secret, its PEM text is. */
export function isKeyFile(key: unknown): boolean {
  return typeof key === 'string' && !key.includes('-----') && !key.includes('\n');
}
