import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError, problem } from '../problem';
import { lockHolders } from './lock-holders';
import { quoteLiteral } from './quote';
import type { DatabaseServer, Session } from './session';

/** How a transaction under the advisory lock runs. */
export interface LockedTransactionOptions {
  /** Where it runs; the lock counts within this database. Default: the server's own database. */
  readonly database?: string;
  /** How long to wait for a lock, in milliseconds: the advisory one or any that a statement needs. Default: what is said for the server, else 10,000. */
  readonly lockTimeoutMs?: number;
  /** How often it is tried in all when others interfere. Default 6. */
  readonly attempts?: number;
  /** SQLSTATEs that here, too, only another session can have caused. */
  readonly races?: readonly string[];
}

/** The advisory lock that all of this package's writing work takes, counted by database: "apon", 1. */
const LOCK = [0x61_70_6f_6e, 1] as const;

const LOCK_TIMEOUT_SECONDS = 10;

/**
 * What another session doing the same causes, gone when tried again: serialization failure, deadlock, "tuple
 * concurrently updated" (XX000, whose text may be in any language), and races between creators.
 */
const RETRIED = new Set(['40001', '40P01', 'XX000', '23505', '42710']);

/**
 * Runs work in one transaction that holds the advisory lock of its database, so that two runs never write at once. When
 * another session interferes, it is rolled back and tried again after a growing, random pause: the work must read
 * afresh whatever it decides upon.
 *
 * @throws ProblemError PG_LOCK_TIMEOUT, naming who holds the lock
 */
export async function lockedTransaction<T>(
  server: DatabaseServer,
  work: (session: Session) => Promise<T>,
  options: LockedTransactionOptions = {},
): Promise<T> {
  const { database, attempts = 6, races = [] } = options;
  const lockTimeoutMs = options.lockTimeoutMs ?? (server.limits.lockSeconds ?? LOCK_TIMEOUT_SECONDS) * 1000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await server.transaction(async (session) => {
        const limit = quoteLiteral(`${Math.ceil(lockTimeoutMs)}ms`);
        // One round trip; the limit, set first, holds for the lock already.
        await session.query(
          `SELECT set_config('lock_timeout', ${limit}, true), pg_advisory_xact_lock(${LOCK.join(', ')})`,
        );
        return await work(session);
      }, database);
    } catch (error) {
      const state = sqlState(error);
      if (state === '55P03') throw await lockProblem(server, database, lockTimeoutMs);
      const isRace = state !== undefined && (RETRIED.has(state) || races.includes(state));
      if (!isRace || attempt >= attempts) throw error;
      await sleep(25 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** The SQLSTATE of an error that the server reported; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const state = (error as { sqlstate?: unknown } | null | undefined)?.sqlstate;
  return typeof state === 'string' ? state : undefined;
}

async function lockProblem(
  server: DatabaseServer,
  database: string | undefined,
  waited: number,
): Promise<ProblemError> {
  const holders = await server.use((session) => lockHolders(session, LOCK), database);
  const by =
    holders.length > 0 ? `held by ${holders.join('; ')}` : 'held by a session that uses one of the objects concerned';
  return new ProblemError(
    problem('PG_LOCK_TIMEOUT', [], `A lock was not to be had within ${waited / 1000} seconds: it is ${by}`, {
      next: 'Wait until that session has finished, or end it with pg_terminate_backend, and try again. Nothing was changed.',
    }),
  );
}
