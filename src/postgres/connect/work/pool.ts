import { setMaxListeners } from 'node:events';
import { ProblemError, problem } from '../../../problem';
import type { StatementLimits } from '../../session';
import type { PgConnection } from '../connection';
import type { ConnectionPlan } from '../settings/connection-plan';
import type { TokenSource } from '../sign-in/token';
import type { AskBeside } from './lost-transaction';
import { PIN_SEARCH_PATH } from './session-settings';

/** Milliseconds that a cancelled statement has to stop before its connection is dropped. */
const CANCEL_GRACE_MS = 2_000;
/** Milliseconds that a server has to take leave. */
const GOODBYE_MS = 1_000;

/** What a pool needs to know. */
export interface PoolOptions {
  /** The most connections open at once. */
  readonly limit: number;
  /** Milliseconds after which a connection that nobody uses is closed. */
  readonly idleMs: number;
  /** How to connect to a database; default: the server's own. */
  readonly plan: (database?: string) => ConnectionPlan;
  readonly tokens: TokenSource;
  readonly limits: StatementLimits;
}

interface Idle {
  readonly connection: PgConnection;
  readonly timer: NodeJS.Timeout;
}

/** The few connections to one server, each to one database, shared by all work. */
export class Pool {
  private readonly idle: Idle[] = [];
  private readonly busy = new Set<PgConnection>();
  private readonly waiting: (() => void)[] = [];
  private readonly abort = new AbortController();
  private opening = 0;
  private ended: 'closed' | 'cancelled' | undefined;
  private drained: (() => void) | undefined;

  constructor(private readonly options: PoolOptions) {
    // Every connection being made listens to it.
    setMaxListeners(0, this.abort.signal);
  }

  /** How long statements may wait and run. */
  get limits(): StatementLimits {
    return this.options.limits;
  }

  /** Whether work was cancelled, so that no further statement may start. */
  get cancelled(): boolean {
    return this.ended === 'cancelled';
  }

  /** Gives a connection to the database: an idle one if there is one, else a new one as soon as the limit allows. */
  async acquire(database: string | undefined, fresh = false): Promise<PgConnection> {
    for (;;) {
      this.refuseWhenEnded();
      const plan = this.options.plan(database);
      const reused = fresh ? undefined : this.takeIdle(plan.database);
      if (reused !== undefined) {
        if (!reused.broken) return reused;
        this.release(reused);
        continue;
      }
      if (this.busy.size + this.opening + this.idle.length >= this.options.limit) {
        const victim = this.idle.shift();
        if (victim === undefined) {
          await new Promise<void>((resolve) => this.waiting.push(resolve));
          continue;
        }
        clearTimeout(victim.timer);
        await this.end(victim.connection);
        continue;
      }
      return this.open(plan);
    }
  }

  /** Takes a connection back; one that is broken or in the middle of something is dropped. */
  release(connection: PgConnection): void {
    this.busy.delete(connection);
    if (connection.broken || connection.inTransaction) connection.destroy();
    else if (this.ended !== undefined) void this.end(connection);
    else {
      connection.keepAlive(false);
      const timer = setTimeout(() => this.dropIdle(connection), this.options.idleMs);
      timer.unref();
      this.idle.push({ connection, timer });
    }
    // Whoever has just given it back often goes on in the same database: it would find another one there.
    setImmediate(() => this.waiting.shift()?.());
    if (this.busy.size + this.opening === 0) this.drained?.();
  }

  /** Stops what is running and refuses everything after. */
  async cancel(): Promise<void> {
    this.ended = 'cancelled';
    this.abort.abort(closedProblem('cancelled'));
    this.endIdle();
    if (this.busy.size === 0) return;
    const drop = setTimeout(() => {
      for (const connection of this.busy) connection.destroy();
    }, CANCEL_GRACE_MS);
    drop.unref();
    const { requestCancel }: typeof import('../cancel-request') = require('../cancel-request');
    const limit = AbortSignal.timeout(CANCEL_GRACE_MS);
    const running = [...this.busy];
    await Promise.all(running.map((connection) => requestCancel(connection, limit).catch(() => {})));
  }

  /** Lets running work finish, closes every connection and refuses everything after. */
  async close(): Promise<void> {
    this.ended ??= 'closed';
    const ending = this.endIdle();
    if (this.busy.size + this.opening > 0) {
      await new Promise<void>((resolve) => {
        this.drained = resolve;
      });
    }
    await ending;
  }

  /** Asks the very server that a connection goes to by another connection: beyond the limit, for a moment. */
  beside({ plan, host, endpoint }: PgConnection): AskBeside {
    const address = 'host' in endpoint ? endpoint.host : host.address;
    const same = { ...plan, hosts: [{ ...host, address }], targetSessionAttrs: 'any' as const };
    return async (query, signal) => {
      const { connect }: typeof import('../connect') = require('../connect');
      const connection = await connect(same, this.options.tokens, signal);
      const drop = () => connection.destroy();
      signal.addEventListener('abort', drop, { once: true });
      try {
        if (signal.aborted) drop();
        // One message is one transaction.
        return (await connection.run(PIN_SEARCH_PATH + query)).rows;
      } finally {
        signal.removeEventListener('abort', drop);
        drop();
      }
    };
  }

  private async open(plan: ConnectionPlan): Promise<PgConnection> {
    this.opening += 1;
    try {
      // Not before it is needed: what it brings along takes longer to load than everything else here.
      const { connect }: typeof import('../connect') = require('../connect');
      const connection = await connect(plan, this.options.tokens, this.abort.signal);
      this.busy.add(connection);
      return connection;
    } catch (error) {
      this.waiting.shift()?.();
      throw error;
    } finally {
      this.opening -= 1;
      if (this.busy.size + this.opening === 0) this.drained?.();
    }
  }

  private takeIdle(database: string): PgConnection | undefined {
    const at = this.idle.findLastIndex(({ connection }) => connection.database === database);
    const [found] = at < 0 ? [] : this.idle.splice(at, 1);
    if (found === undefined) return undefined;
    clearTimeout(found.timer);
    this.busy.add(found.connection);
    found.connection.keepAlive(true);
    return found.connection;
  }

  private dropIdle(connection: PgConnection): void {
    const at = this.idle.findIndex((each) => each.connection === connection);
    if (at < 0) return;
    this.idle.splice(at, 1);
    void this.end(connection);
  }

  private async endIdle(): Promise<void> {
    const all = this.idle.splice(0);
    for (const { timer } of all) clearTimeout(timer);
    for (const wake of this.waiting.splice(0)) wake();
    await Promise.all(all.map(({ connection }) => this.end(connection, 'leave')));
  }

  /** Waits for the server only where another connection is to take the place of this one. */
  private async end(connection: PgConnection, how: 'end' | 'leave' = 'end'): Promise<void> {
    connection.keepAlive(true);
    const late = setTimeout(() => connection.destroy(), GOODBYE_MS);
    await connection[how]();
    clearTimeout(late);
  }

  private refuseWhenEnded(): void {
    if (this.ended !== undefined) throw closedProblem(this.ended);
  }
}

/** The error of all work that comes too late. */
export function closedProblem(how: 'closed' | 'cancelled'): ProblemError {
  return new ProblemError(problem('PG_CLOSED', [], `The work on the database server was ${how}`));
}
