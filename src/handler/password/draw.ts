import { createHmac, hkdfSync, randomInt } from 'node:crypto';
import type { PasswordRecipe } from '../../metadata';

/** A password: every character of the alphabet is as likely as the others, at every place. */
export function drawPassword({ length, alphabet }: PasswordRecipe): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** What a password is derived from. */
export interface PasswordSource {
  readonly key: string;
  readonly name: string;
  readonly version: number;
}

/** The same, drawn by what the source gives: the same source, the same password. */
export function derivePassword({ length, alphabet }: PasswordRecipe, { key, name, version }: PasswordSource): string {
  const purpose = JSON.stringify(['aponopg_password', name, version, alphabet]);
  const seed = Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
  // A byte beyond the last whole alphabet would make the first characters likelier.
  const limit = 256 - (256 % alphabet.length);
  let password = '';
  for (let block = 0; password.length < length; block += 1) {
    const bytes = createHmac('sha256', seed).update(String(block)).digest();
    for (const byte of bytes) {
      if (byte < limit && password.length < length) password += alphabet.charAt(byte % alphabet.length);
    }
  }
  return password;
}
