import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ProblemError, problem } from '../../problem';
import { isServerError, PostgresError } from './failures/postgres-error';
import { serverVersionNumber } from './server-version';
import type { ConnectionPlan, HostPlan } from './settings/connection-plan';
import type { PgClient, SignedIn } from './sign-in/sign-in';
import type { Endpoint } from './socket';

/** One signed-in connection. */
export class PgConnection {
  readonly database: string;
  readonly user: string;
  readonly serverVersion: number;
  /** Whether it has been lost; nothing more can be asked over it. */
  broken = false;
  private readonly client: PgClient;

  constructor(
    signedIn: SignedIn,
    readonly plan: ConnectionPlan,
    readonly host: HostPlan,
    readonly endpoint: Endpoint,
    readonly encrypted: boolean,
  ) {
    this.client = signedIn.client;
    this.database = plan.database;
    this.user = signedIn.status.get('session_authorization') ?? plan.user;
    this.serverVersion = serverVersionNumber(signedIn.status.get('server_version') ?? '');
    this.client.on('error', () => {
      this.broken = true;
    });
    this.client.on('end', () => {
      this.broken = true;
    });
  }

  /** The numbers that a request to cancel must carry. */
  get cancelKey(): { readonly processId: number; readonly secretKey: number } {
    return { processId: this.client.processID, secretKey: this.client.secretKey };
  }

  /** How far the conversation has come: grows with every byte that is received or handed to the network. */
  get progress(): number {
    const {
      bytesRead = 0,
      bytesWritten = 0,
      writableLength,
    } = this.client.connection.stream as Partial<Socket> & Duplex;
    return bytesRead + bytesWritten - writableLength;
  }

  /** Runs one statement, or several separated by semicolons when there are no values: the last one's result counts. */
  async run(text: string, values: readonly unknown[] = [], positionOffset = 0): Promise<Result> {
    return (await this.runAll(text, values, positionOffset)).at(-1) ?? { rows: [], command: '' };
  }

  /** As `run`, with the result of each statement. */
  async runAll(text: string, values: readonly unknown[] = [], positionOffset = 0): Promise<readonly Result[]> {
    try {
      const result = await (values.length > 0 ? this.client.query(text, [...values]) : this.client.query(text));
      return Array.isArray(result) ? (result as Result[]) : [result as Result];
    } catch (error) {
      if (!isServerError(error)) throw this.lost(error as Error);
      if (error.severity === 'FATAL' || error.severity === 'PANIC') this.broken = true;
      throw new PostgresError(error, positionOffset);
    }
  }

  /** Whether work left a transaction open, which nobody else must find. */
  get inTransaction(): boolean {
    return this.client.getTransactionStatus() !== 'I';
  }

  /** Lets the process end although the connection is open, or not. */
  keepAlive(keep: boolean): void {
    if (keep) this.client.ref();
    else this.client.unref();
  }

  /** Says goodbye to the server, and waits until it has closed the connection. */
  async end(): Promise<void> {
    this.broken = true;
    await this.client.end().catch(() => {});
  }

  /** Says goodbye to the server; what it does then, which takes longer than many a statement, is not waited for. */
  async leave(): Promise<void> {
    const { stream } = this.client.connection;
    // Where the server has left already, nothing is said any more.
    const said = stream.writable && new Promise((resolve) => stream.once('finish', resolve).once('close', resolve));
    void this.end();
    await said;
    this.keepAlive(false);
  }

  /** Drops the connection at once. */
  destroy(): void {
    this.broken = true;
    this.client.connection.stream.destroy();
  }

  private lost(error: Error): ProblemError {
    this.broken = true;
    if (error instanceof ProblemError) return error;
    return new ProblemError(
      problem(
        'PG_CONNECTION_LOST',
        [],
        `The connection to ${this.host.name}:${this.host.port} broke: ${error.message}`,
        { next: 'Run it again. The transaction under way was not committed: nothing of it is kept.' },
      ),
    );
  }
}

/** What a statement gave. */
export interface Result {
  readonly rows: Record<string, unknown>[];
  /** The command tag's first word: SELECT, BEGIN, ROLLBACK ... */
  readonly command: string;
}
