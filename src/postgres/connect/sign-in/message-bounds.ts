import { type ProblemCode, ProblemError, problem } from '../../../problem';

/** Bytes of one message before the server has signed anybody in; libpq takes 30,000 for most of them. */
const LARGEST_BEFORE_SIGN_IN = 65_536;
/** Bytes of all that a server says before it is ready for the first statement: notices and parameters included. */
const MOST_BEFORE_SIGN_IN = 1_048_576;
/** The steps of a sign-in: SCRAM has four. */
const MOST_STEPS = 8;
/** Bytes of one message, such as a row, once signed in. PostgreSQL itself ends at a gigabyte. */
const LARGEST_MESSAGE = 128 * 1_048_576;
/** Bytes of everything that is said to one statement. */
const LARGEST_ANSWER = 512 * 1_048_576;

const MOST_SCRAM_ITERATIONS = 1_000_000;
const LONGEST_SCRAM_SALT_BYTES = 128;
const LONGEST_SCRAM_NONCE = 256;

/** What may be said before the server is ready: authentication, error, notice, parameter, key, ready. */
const BEFORE_SIGN_IN = new Set(['R', 'E', 'N', 'S', 'K', 'Z']);
const READY = 'Z';
const AUTHENTICATION = 'R';
const SCRAM_CHALLENGE = 11;
const HEADER_BYTES = 5;

/**
 * Looks at what a server sends before node-postgres does, which takes in whatever length is announced, and computes
 * whatever it is asked to. A server is a stranger until it has proven itself, and may be a hostile one after that.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class MessageBounds {
  private signedIn = false;
  /** The beginning of a message: its header, and what has to be looked at of its body. */
  private beginning = Buffer.alloc(0);
  /** Bytes of the message under way that are still to come and need not be looked at. */
  private toSkip = 0;
  private said = 0;
  private steps = 0;
  private challenged = false;

  /** @param server for problems */
  constructor(private readonly server: string) {}

  /**
   * Takes note of the next bytes.
   *
   * @throws ProblemError PG_BAD_ANSWER, PG_UNREACHABLE for what is no PostgreSQL server, when they must go no further
   */
  follow(chunk: Buffer): void {
    this.said += chunk.length;
    let rest = chunk;
    while (rest.length > 0) {
      if (this.toSkip > 0) {
        const skipped = Math.min(this.toSkip, rest.length);
        this.toSkip -= skipped;
        rest = rest.subarray(skipped);
      } else {
        rest = this.begin(rest);
      }
    }
    if (!this.signedIn && this.said > MOST_BEFORE_SIGN_IN) {
      throw this.refused('sends more than a sign-in needs', `${MOST_BEFORE_SIGN_IN} bytes before it is ready`);
    }
    if (this.said > LARGEST_ANSWER) {
      throw this.refused('sends more to one statement than is taken in', `${LARGEST_ANSWER} bytes`);
    }
  }

  /** Goes on with a message's beginning, and gives what comes after it. */
  private begin(bytes: Buffer): Buffer {
    const before = this.beginning.length;
    const wanted = before < HEADER_BYTES ? HEADER_BYTES : this.lookedAt();
    this.beginning = Buffer.concat([this.beginning, bytes.subarray(0, wanted - before)]);
    const rest = bytes.subarray(this.beginning.length - before);
    if (this.beginning.length < wanted) return rest;
    if (before < HEADER_BYTES) this.checkHeader();
    if (this.beginning.length < this.lookedAt()) return rest;
    const type = this.type();
    if (!this.signedIn && type === AUTHENTICATION) this.checkStep(this.beginning.subarray(HEADER_BYTES));
    if (type === READY) {
      this.signedIn = true;
      this.said = 0;
    }
    this.toSkip = this.messageBytes() - this.beginning.length;
    this.beginning = Buffer.alloc(0);
    return rest;
  }

  private type(): string {
    return this.beginning.toString('latin1', 0, 1);
  }

  /** With its type; the length that stands in it counts itself, but not the type. */
  private messageBytes(): number {
    return this.beginning.readUInt32BE(1) + 1;
  }

  /** Only the steps of a sign-in are looked at as a whole. */
  private lookedAt(): number {
    return !this.signedIn && this.type() === AUTHENTICATION ? this.messageBytes() : HEADER_BYTES;
  }

  private checkHeader(): void {
    const bytes = this.messageBytes();
    if (this.signedIn) {
      if (bytes <= LARGEST_MESSAGE && bytes >= HEADER_BYTES) return;
      throw this.refused(`announces a message of ${bytes} bytes`, `${HEADER_BYTES} to ${LARGEST_MESSAGE} bytes`);
    }
    if (!BEFORE_SIGN_IN.has(this.type())) {
      const does = 'sends something that no PostgreSQL server sends before it is ready';
      throw this.refused(does, 'the sign-in of protocol 3', 'PG_UNREACHABLE');
    }
    if (bytes <= LARGEST_BEFORE_SIGN_IN && bytes >= HEADER_BYTES) return;
    const does = `announces a message of ${bytes} bytes while signing in`;
    throw this.refused(does, `${HEADER_BYTES} to ${LARGEST_BEFORE_SIGN_IN} bytes`, 'PG_UNREACHABLE');
  }

  private checkStep(body: Buffer): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw this.refused('asks for too many steps of a sign-in', `at most ${MOST_STEPS}`);
    if (body.length < 4 || body.readUInt32BE(0) !== SCRAM_CHALLENGE) return;
    if (this.challenged) throw this.refused('sends a second SCRAM challenge', 'one');
    this.challenged = true;
    const trouble = challengeTrouble(body.toString('latin1', 4));
    if (trouble !== undefined) throw this.refused(...trouble);
  }

  /** What is no PostgreSQL server at all was not reached; all else is a bad answer of one. */
  private refused(does: string, allowed: string, code: ProblemCode = 'PG_BAD_ANSWER'): ProblemError {
    return new ProblemError(
      problem(code, ['host'], `${this.server} ${does}`, {
        allowed,
        next: 'See that host and port are those of the PostgreSQL server, and that nothing answers in its place.',
      }),
    );
  }
}

/** What is wrong with a challenge (RFC 5802, server-first-message), and what would be allowed. */
function challengeTrouble(challenge: string): [does: string, allowed: string] | undefined {
  const parts = /^r=([\x21-\x2b\x2d-\x7e]+),s=([^,]*),i=(\d+)(?:,.*)?$/s.exec(challenge);
  if (parts === null) return ['sends a malformed SCRAM challenge', 'a nonce, a salt and an iteration count'];
  const [, nonce, salt, iterations] = parts as unknown as [string, string, string, string];
  if (nonce.length > LONGEST_SCRAM_NONCE) {
    return [`sends a SCRAM nonce of ${nonce.length} characters`, `at most ${LONGEST_SCRAM_NONCE}`];
  }
  const bytes = Buffer.from(salt, 'base64');
  if (bytes.length === 0 || bytes.length > LONGEST_SCRAM_SALT_BYTES || bytes.toString('base64') !== salt) {
    return ['sends a malformed SCRAM salt', `base64 of 1 to ${LONGEST_SCRAM_SALT_BYTES} bytes`];
  }
  const count = Number(iterations);
  return count >= 1 && count <= MOST_SCRAM_ITERATIONS
    ? undefined
    : [
        `asks for ${iterations.slice(0, 20)} iterations of SCRAM, which would keep this machine busy`,
        `1 to ${MOST_SCRAM_ITERATIONS} iterations (scram_iterations of the server when the password was set)`,
      ];
}
