import { ProblemError, problem } from '../../../problem';
import type { Session } from '../../session';
import type { PgConnection, Result } from '../connection';
import { PostgresError } from '../failures/postgres-error';
import { ASK_MARK, activityOf, endAbandoned, fateOf, type TransactionMark } from './lost-transaction';
import { closedProblem, type Pool } from './pool';
import { beginTransaction, type Purpose } from './session-settings';
import { pinLimits } from './statement-limits';
import { patienceWith, watched } from './watched';

/** Milliseconds for looking after what was lost, once the work was cancelled. */
const HURRIED_MS = 2_000;

/**
 * Runs the work on a connection of its own in one transaction: committed when it resolves, rolled back when it rejects.
 * Reading is a transaction too, because a pooler keeps no setting beyond one.
 */
export async function runTransaction<T>(
  pool: Pool,
  database: string | undefined,
  purpose: Purpose,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const lease = new Lease(pool, database, purpose);
  return lease.during(async () => {
    let result: T;
    try {
      result = await work(lease);
    } catch (error) {
      await lease.rollback();
      throw error;
    }
    await lease.commit();
    return result;
  });
}

/** A connection for as long as one piece of work takes. */
class Lease implements Session {
  database = '';
  user = '';
  serverVersion = 0;
  private connection!: PgConnection;
  /** What comes before the first statement. */
  private begin = '';
  /** Nothing has been sent yet by this work. */
  private untouched = true;
  /** Settles with the statement sent last. */
  private last: Promise<unknown> = Promise.resolve();
  private begun = false;
  /** What the server knows the transaction by, once it has said so. */
  private mark: TransactionMark | undefined;
  private over = false;

  constructor(
    private readonly pool: Pool,
    private readonly wanted: string | undefined,
    private readonly purpose: Purpose,
  ) {}

  async during<T>(work: () => Promise<T>): Promise<T> {
    await this.take(false);
    try {
      return await work();
    } finally {
      await this.last;
      this.over = true;
      this.pool.release(this.connection);
    }
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    // One after the other, whatever the work awaits: the connection can do no more, and the first may have to replace it.
    const result = this.last.then(() => this.runNext(text, values) as Promise<Row[]>);
    this.last = result.catch(() => {});
    return result;
  }

  private async runNext(text: string, values: readonly unknown[]): Promise<object[]> {
    if (this.pool.cancelled) throw closedProblem('cancelled');
    if (this.over) throw new ProblemError(problem('PG_CLOSED', [], 'A statement came after its session had ended'));
    if (!this.untouched) return this.send(text, values);
    this.untouched = false;
    await newsFromSockets();
    if (this.connection.broken) await this.replace();
    try {
      return await this.send(text, values);
    } catch (error) {
      // A transaction whose connection is lost is undone by the server.
      if (!this.connection.broken) throw error;
      await this.replace();
      return this.send(text, values);
    }
  }

  async commit(): Promise<void> {
    await this.last;
    if (!this.begun) return;
    if (this.pool.cancelled) {
      await this.rollback();
      throw closedProblem('cancelled');
    }
    let command: string;
    try {
      ({ command } = last(await this.watch('COMMIT')));
    } catch (error) {
      if (!this.connection.broken) throw error;
      return this.settle(error);
    }
    // The server answers COMMIT with ROLLBACK, and no error, when a statement had failed.
    if (command !== 'COMMIT') {
      throw new ProblemError(
        problem('PG_ROLLED_BACK', [], 'The transaction was rolled back, since one of its statements had failed'),
      );
    }
  }

  async rollback(): Promise<void> {
    await this.last;
    if (!this.begun || this.connection.broken) return;
    try {
      await this.ask('ROLLBACK');
    } catch {
      this.connection.destroy();
    }
  }

  /** Tells the truth on a transaction whose COMMIT was not answered. */
  private async settle(error: unknown): Promise<void> {
    // What was read is there.
    if (this.purpose === 'reading') return;
    const { connection, pool, mark } = this;
    const fate = await fateOf(connection, mark, pool.beside(connection), this.patience);
    if (fate === 'unknown') throw unknownOutcome(connection);
    if (fate === 'undone') throw error;
  }

  /** Another connection in place of one that was lost before it was of use. */
  private async replace(): Promise<void> {
    this.pool.release(this.connection);
    await this.take(true);
  }

  private async take(fresh: boolean): Promise<void> {
    const connection = await this.pool.acquire(this.wanted, fresh);
    this.connection = connection;
    this.begun = false;
    this.mark = undefined;
    this.database = connection.database;
    this.user = connection.user;
    this.serverVersion = connection.serverVersion;
    this.begin =
      beginTransaction(this.purpose, connection.serverVersion, connection.plan.startup.options) +
      pinLimits(this.pool.limits) +
      ASK_MARK[this.purpose];
  }

  private get patience(): number {
    return this.pool.cancelled ? HURRIED_MS : patienceWith(this.connection);
  }

  /** Asks, and sees that nothing is left on the server where the connection is lost meanwhile. */
  private async ask(...question: Parameters<PgConnection['runAll']>): Promise<readonly Result[]> {
    try {
      return await this.watch(...question);
    } catch (error) {
      const { connection, pool, mark } = this;
      if (isLost(error)) await endAbandoned(connection, mark, pool.beside(connection), this.patience);
      throw error;
    }
  }

  private watch(...question: Parameters<PgConnection['runAll']>): Promise<readonly Result[]> {
    const { connection, pool, mark } = this;
    return watched(connection, connection.runAll(...question), (signal) =>
      activityOf(connection, mark, pool.beside(connection), signal),
    );
  }

  private async send(text: string, values: readonly unknown[]): Promise<object[]> {
    if (this.begun) return last(await this.ask(text, values)).rows;
    this.begun = true;
    const { begin } = this;
    // One message, so that the statement cannot run on its own should BEGIN fail, and one round trip less.
    const alone = values.length > 0;
    const opening = alone ? this.ask(begin) : this.ask(begin + text, [], begin.length);
    const results = await (this.purpose === 'writing' ? opening.catch(asReadOnly) : opening);
    this.mark = results.map(({ rows }) => rows[0]).find((row) => row !== undefined && 'xid' in row) as never;
    return last(alone ? await this.ask(text, values) : results).rows;
  }
}

function last(results: readonly Result[]): Result {
  return results.at(-1) ?? { rows: [], command: '' };
}

/** A replica says to READ WRITE that it has no such feature, and to a statement that writes that it is read-only. */
function asReadOnly(error: unknown): never {
  if (!(error instanceof PostgresError) || error.sqlstate !== '0A000') throw error;
  throw new PostgresError({ message: error.message, code: '25006', severity: error.severity });
}

function isLost(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === 'PG_CONNECTION_LOST');
}

function unknownOutcome({ host }: PgConnection): ProblemError {
  return new ProblemError(
    problem(
      'PG_OUTCOME_UNKNOWN',
      [],
      `The connection to ${host.name}:${host.port} broke while the transaction was being committed, and the server could not be asked what became of it`,
      {
        next: 'Plan again once the server is there: either all of it is done or nothing is. A role that is there already, and is to be made, is to be imported.',
      },
    ),
  );
}

/** Lets the event loop read every socket once, so that a connection lost meanwhile is known to be. */
async function newsFromSockets(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
