import { createHash } from 'node:crypto';
import { type AdvisoryLock, lockHolders } from '../postgres/lock-holders';
import { sqlState } from '../postgres/locked-transaction';
import { ProblemError, problem } from '../problem';
import type { MemoryPlace } from './server-memory';

/** "apoo": apart from the locks that the engine itself takes. */
const SPACE = 0x61_70_6f_6f;
/** Another run may work for minutes, where Apono takes its time. */
const WAIT_SECONDS = 600;

/**
 * Runs the work while no other run with this id works on any of these servers: it waits for its turn.
 *
 * @throws ProblemError PG_LOCK_TIMEOUT, naming who holds the lock
 */
export async function oneAtATime<T>(places: readonly MemoryPlace[], work: () => Promise<T>): Promise<T> {
  const [first, ...others] = places;
  if (first === undefined) return work();
  const { server, serverName, id } = first;
  // By name: two names may stand for one server, and this run must not wait for itself.
  const lock: AdvisoryLock = [SPACE, createHash('sha256').update(`${id}\0${serverName}`).digest().readInt32BE(0)];
  const seconds = server.limits.lockSeconds ?? WAIT_SECONDS;
  return server.transaction(async (session) => {
    // The work may wait for Apono for minutes, on other connections; and for its turn for longer than a statement may run.
    await session.query(
      `SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '${seconds}s'`,
    );
    try {
      await session.query(`SELECT pg_advisory_xact_lock(${lock.join(', ')})`);
    } catch (error) {
      if (sqlState(error) !== '55P03') throw error;
      throw new ProblemError(lateProblem(id, seconds, await server.use((other) => lockHolders(other, lock))));
    }
    return oneAtATime(others, work);
  });
}

function lateProblem(id: string, seconds: number, holders: readonly string[]) {
  const by = holders.length > 0 ? `: ${holders.join('; ')}` : '';
  return problem('PG_LOCK_TIMEOUT', ['id'], `Another run with the id ${JSON.stringify(id)} has not ended${by}`, {
    value: id,
    next: `Wait until it has, or end its session with pg_terminate_backend; this one waited ${seconds} seconds. Nothing was changed.`,
  });
}
