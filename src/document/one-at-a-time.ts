import { createHash } from 'node:crypto';
import { sqlState } from '../postgres/locked-transaction';
import type { DatabaseServer } from '../postgres/session';
import { ProblemError, problem } from '../problem';

/** "apoo": apart from the locks that the engine itself takes. */
const SPACE = 0x61_70_6f_6f;
const WAIT_MINUTES = 10;

/**
 * Runs the work while no other run with this id works on any of these servers: it waits for its turn.
 *
 * @throws ProblemError PG_LOCK_TIMEOUT
 */
export async function oneAtATime<T>(
  servers: readonly (readonly [name: string, server: DatabaseServer])[],
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  const [first, ...others] = servers;
  if (first === undefined) return work();
  const [name, server] = first;
  // By name: two names may stand for one server, and this run must not wait for itself.
  const key = createHash('sha256').update(`${id}\0${name}`).digest().readInt32BE(0);
  return server.transaction(async (session) => {
    // The work may wait for Apono for minutes, on other connections.
    await session.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await session.query(`SET LOCAL lock_timeout = '${WAIT_MINUTES}min'`);
    try {
      await session.query(`SELECT pg_advisory_xact_lock(${SPACE}, ${key})`);
    } catch (error) {
      throw sqlState(error) === '55P03' ? lateProblem(id) : error;
    }
    return oneAtATime(others, id, work);
  });
}

function lateProblem(id: string): ProblemError {
  return new ProblemError(
    problem('PG_LOCK_TIMEOUT', ['id'], `Another run with the id ${JSON.stringify(id)} has not ended`, {
      value: id,
      next: `Wait until it has, or end it; this one waited ${WAIT_MINUTES} minutes. Nothing was changed.`,
    }),
  );
}
