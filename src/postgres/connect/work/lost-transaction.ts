import { setTimeout as sleep } from 'node:timers/promises';
import { quoteLiteral } from '../../quote';

/** What a transaction is known by on its server. */
export interface TransactionMark {
  /** The process that works for it. Behind a pooler this is not the one that the connection was told. */
  readonly pid: number;
  /** When the server started: one that took its place knows nothing of the transaction. */
  readonly started: string;
  /** Its transaction id; null where it only reads. */
  readonly xid: string | null;
}

const STARTED = 'extract(epoch FROM pg_postmaster_start_time())::text';

/** Asks a transaction for its mark, in one row; one that writes gets its id by that. To be sent along with BEGIN. */
export const ASK_MARK = {
  reading: `SELECT pg_backend_pid() AS pid, ${STARTED} AS started, NULL AS xid;\n`,
  writing: `SELECT pg_backend_pid() AS pid, ${STARTED} AS started,
  CASE WHEN NOT pg_is_in_recovery() THEN pg_current_xact_id()::text END AS xid;\n`,
} as const;

const TERMINATE = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity';

/** Runs statements on another connection to the same server, in a transaction of their own; gives the last one's rows. */
export type AskBeside = (query: string, signal: AbortSignal) => Promise<readonly Record<string, unknown>[]>;

/** What is known of a connection without asking. */
export interface KnownConnection {
  readonly user: string;
  readonly database: string;
  readonly cancelKey: { readonly processId: number };
}

/** What a server does for a statement whose answer does not come. */
export type Activity = 'working' | 'waiting' | 'unknown';

/**
 * Looks by another connection what the server does for one: `waiting` where it works on nothing, so that it has answered
 * already or was never reached.
 *
 * @param mark what the transaction is known by; undefined while that is not known
 * @throws ProblemError where no connection comes about or it gives no answer
 */
export async function activityOf(
  connection: KnownConnection,
  mark: TransactionMark | undefined,
  ask: AskBeside,
  signal: AbortSignal,
): Promise<Activity> {
  const [row] = (await ask(
    `SELECT state, wait_event_type AS waits_for FROM pg_stat_activity WHERE ${sessionOf(connection, mark)}`,
    signal,
  )) as { state: string | null; waits_for: string | null }[];
  // In the midst of a statement that comes in several messages it is called active while it waits for the next.
  if (row?.state?.startsWith('idle') || row?.waits_for === 'Client') return 'waiting';
  if (row?.state) return 'working';
  // Behind a pooler there is no process of the number that the connection was told.
  return row === undefined && mark !== undefined ? 'waiting' : 'unknown';
}

/**
 * Ends what a lost connection has left on the server, so that its transaction is undone and its locks are free at once
 * rather than when the server notices. Does nothing where the server cannot be reached.
 */
export async function endAbandoned(
  connection: KnownConnection,
  mark: TransactionMark | undefined,
  ask: AskBeside,
  milliseconds: number,
): Promise<void> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    await ask(`${TERMINATE} WHERE ${inTransaction(connection, mark)}`, signal);
  } catch {
    // The server notices by itself, if later.
  }
}

/** What became of a transaction whose COMMIT was sent and not answered. */
export type Fate = 'committed' | 'undone' | 'unknown';

/**
 * Asks the server what became of a transaction, until it is decided or the time is over. Where the COMMIT has not
 * arrived, the session that waits for it is ended, so that it cannot take effect later.
 */
export async function fateOf(
  connection: KnownConnection,
  mark: TransactionMark | undefined,
  ask: AskBeside,
  milliseconds: number,
): Promise<Fate> {
  if (mark === undefined || mark.xid === null) return 'unknown';
  const signal = AbortSignal.timeout(milliseconds);
  const sameServer = `${STARTED} = ${quoteLiteral(mark.started)}`;
  // Another server may have used the same number for another transaction.
  const status = `SELECT CASE WHEN ${sameServer} THEN pg_xact_status(${quoteLiteral(mark.xid)}::xid8) ELSE 'unknown' END AS status`;
  const endIdle = `${TERMINATE} WHERE ${inTransaction(connection, mark)} AND state LIKE 'idle%'`;
  for (let pause = 25; !signal.aborted; pause = Math.min(pause * 2, 500)) {
    try {
      const rows = await ask(`${endIdle};\n${status}`, signal);
      const found = rows[0]?.status;
      if (found === 'committed') return 'committed';
      if (found === 'aborted') return 'undone';
      if (found !== 'in progress') return 'unknown';
    } catch {
      // It may be there again in a moment.
    }
    await sleep(pause);
  }
  return 'unknown';
}

/** The condition that finds the session of a connection in pg_stat_activity, and nobody else's. */
function sessionOf({ user, database, cancelKey }: KnownConnection, mark: TransactionMark | undefined): string {
  if (mark !== undefined) return `pid = ${mark.pid} AND ${STARTED} = ${quoteLiteral(mark.started)}`;
  return `pid = ${cancelKey.processId} AND usename = ${quoteLiteral(user)} AND datname = ${quoteLiteral(database)}`;
}

/** The same, as long as it is in this transaction. */
function inTransaction(connection: KnownConnection, mark: TransactionMark | undefined): string {
  const session = `${sessionOf(connection, mark)} AND xact_start IS NOT NULL`;
  return mark?.xid ? `${session} AND backend_xid = ${quoteLiteral(mark.xid)}::xid8::xid` : session;
}
