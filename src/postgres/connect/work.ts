import { ProblemError, problem } from '../../problem';
import type { Session } from '../session';
import type { PgConnection, Result } from './connection';
import { closedProblem, type Pool } from './pool';
import { beginTransaction, type Purpose } from './session-settings';
import { pinLimits } from './statement-limits';
import { watched } from './watched';

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
    const { command } = await this.ask('COMMIT');
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
      await this.connection.run('ROLLBACK');
    } catch {
      this.connection.destroy();
    }
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
    this.database = connection.database;
    this.user = connection.user;
    this.serverVersion = connection.serverVersion;
    this.begin =
      beginTransaction(this.purpose, connection.serverVersion, connection.plan.startup.options) +
      pinLimits(this.pool.limits);
  }

  private ask(text: string, values: readonly unknown[] = [], positionOffset = 0): Promise<Result> {
    const { connection } = this;
    return watched(connection, connection.run(text, values, positionOffset), () => this.pool.isAlive(connection.plan));
  }

  private async send(text: string, values: readonly unknown[]): Promise<object[]> {
    if (this.begun) return (await this.ask(text, values)).rows;
    this.begun = true;
    // One message, so that the statement cannot run on its own should BEGIN fail, and one round trip less.
    if (values.length === 0) return (await this.ask(this.begin + text, [], this.begin.length)).rows;
    await this.ask(this.begin);
    return (await this.ask(text, values)).rows;
  }
}

/** Lets the event loop read every socket once, so that a connection lost meanwhile is known to be. */
async function newsFromSockets(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
