import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { ProblemError, problem } from '../../problem';
import { saslPrep } from './saslprep';

/** PostgreSQL's own default number of iterations (`scram_iterations`). */
const ITERATIONS = 4096;
const SALT_BYTES = 16;

/**
 * What PostgreSQL stores for a password: `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey` (RFC 5803). Made here so
 * that the password itself never leaves the process.
 *
 * @param salt default: 16 random bytes
 * @throws ProblemError INVALID_VALUE for an empty password (PostgreSQL would store none) or one with a NUL character.
 */
export function scramVerifier(
  password: string,
  salt: Buffer = randomBytes(SALT_BYTES),
  iterations = ITERATIONS,
): string {
  if (password === '' || password.includes('\0')) {
    throw new ProblemError(
      problem('INVALID_VALUE', ['password'], 'A password is empty or holds a NUL character', {
        allowed: 'one character or more, without NUL',
      }),
    );
  }
  const salted = pbkdf2Sync(saslPrep(password), salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const serverKey = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/**
 * Whether a stored verifier was made from this password.
 *
 * @param verifier as in `pg_authid.rolpassword`: SCRAM-SHA-256, or `md5` and 32 hexadecimal digits
 * @param role the role's name, which is part of an md5 verifier
 */
export function verifierMatches(verifier: string, password: string, role: string): boolean {
  if (password === '' || password.includes('\0')) return false;
  if (/^md5[0-9a-f]{32}$/.test(verifier)) {
    return equal(verifier, `md5${createHash('md5').update(`${password}${role}`).digest('hex')}`);
  }
  const parts = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$/.exec(verifier);
  if (parts === null) return false;
  const [, iterations, salt] = parts as unknown as [string, string, string];
  return equal(verifier, scramVerifier(password, Buffer.from(salt, 'base64'), Number(iterations)));
}

/**
 * A short mark of a stored verifier, to notice later that it was replaced. It tells nothing of the password: it is a
 * hash of a salted hash.
 */
export function passwordMark(verifier: string): string {
  return createHash('sha256').update(verifier).digest('hex').slice(0, 16);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function equal(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
