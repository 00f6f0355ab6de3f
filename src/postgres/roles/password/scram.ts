import { createHash, createHmac, pbkdf2, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ProblemError, problem } from '../../../problem';
import { saslPrep } from './saslprep';

/** PostgreSQL's own default number of iterations (`scram_iterations`). */
const ITERATIONS = 4096;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

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
  return verifierText(salt, iterations, pbkdf2Sync(saslPrep(password), salt, iterations, KEY_BYTES, 'sha256'));
}

/** More iterations than these are no verifier to compute with: they take seconds, and nobody uses as many. */
const MOST_ITERATIONS = 1_000_000;
/** Iterations up to these are what servers and tools use by themselves; computing with them takes milliseconds. */
const CHEAP_ITERATIONS = 10_000;
/** Iterations that one run spends on one server's dearer verifiers: some ten seconds of one processor. */
const ITERATIONS_TO_SPEND = 20_000_000;
const LONGEST_SALT_BYTES = 128;

/** A stored password with what it is to be compared with. */
export interface VerifierToMatch {
  /**
   * As in `pg_authid.rolpassword`: SCRAM-SHA-256, or `md5` and 32 hexadecimal digits. It is data from a stranger: a role
   * may store any for itself.
   */
  readonly verifier: string;
  readonly password: string;
  /** The role's name, which is part of an md5 verifier. */
  readonly role: string;
}

/**
 * Tells whether stored verifiers were made from passwords, with a bound on the work that strangers can cause.
 *
 * Nothing is computed for a verifier of an unknown form, with a malformed salt or key, or with more than 1,000,000
 * iterations: it matches no password. Those with more than 10,000 iterations share what one instance has to spend, the
 * cheapest first; what is left over matches no password either. To count as changed is safe: the password is set again,
 * and what is stored then costs little.
 */
export class VerifierMatcher {
  private left = ITERATIONS_TO_SPEND;

  /** Whether each matches, in their order. The computing is done beside the main thread. */
  async matches(all: readonly VerifierToMatch[]): Promise<boolean[]> {
    const tasks = all.map((each, index) => ({ each, index, scram: readScram(each.verifier) }));
    const affordable = new Set<number>();
    const cost = ({ scram }: (typeof tasks)[number]) => scram?.iterations ?? 0;
    for (const task of [...tasks].sort((one, other) => cost(one) - cost(other))) {
      const spent = cost(task) > CHEAP_ITERATIONS ? cost(task) : 0;
      if (spent > this.left) break;
      this.left -= spent;
      affordable.add(task.index);
    }
    return Promise.all(
      tasks.map(async ({ each, index, scram }) => {
        if (each.password === '' || each.password.includes('\0')) return false;
        if (scram === undefined) return matchesMd5(each);
        return affordable.has(index) && matchesScram(scram, each);
      }),
    );
  }
}

interface Scram {
  readonly iterations: number;
  readonly salt: Buffer;
}

/** Undefined for what PostgreSQL never stored by itself, or what nobody should compute with. */
function readScram(verifier: string): Scram | undefined {
  const parts = SCRAM.exec(verifier);
  if (parts === null) return undefined;
  const iterations = Number(parts[1]);
  const text = parts[2] as string;
  const salt = Buffer.from(text, 'base64');
  const isSalt = salt.length > 0 && salt.length <= LONGEST_SALT_BYTES && salt.toString('base64') === text;
  return isSalt && iterations >= 1 && iterations <= MOST_ITERATIONS ? { iterations, salt } : undefined;
}

const SCRAM = /^SCRAM-SHA-256\$([1-9]\d{0,6}):([A-Za-z0-9+/=]{1,200})\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/;

async function matchesScram({ iterations, salt }: Scram, { verifier, password }: VerifierToMatch): Promise<boolean> {
  const salted = await derive(saslPrep(password), salt, iterations, KEY_BYTES, 'sha256');
  return equal(verifier, verifierText(salt, iterations, salted));
}

const derive = promisify(pbkdf2);

function matchesMd5({ verifier, password, role }: VerifierToMatch): boolean {
  if (!/^md5[0-9a-f]{32}$/.test(verifier)) return false;
  return equal(verifier, `md5${createHash('md5').update(`${password}${role}`).digest('hex')}`);
}

function verifierText(salt: Buffer, iterations: number, salted: Buffer): string {
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const serverKey = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
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
