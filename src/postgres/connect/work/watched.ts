import { ProblemError, problem } from '../../../problem';
import type { PgConnection } from '../connection';
import type { Activity } from './lost-transaction';

/** Patience with a server whose parameters set no limit for connecting. */
const PATIENCE_MS = 10_000;

/** Milliseconds that a server may leave unanswered what needs no work. */
export function patienceWith({ plan }: PgConnection): number {
  return plan.connectTimeoutMs || PATIENCE_MS;
}

/**
 * Waits for a statement as long as it takes, but neither for a server that has died without a word nor for an answer
 * that was lost on the way: when none comes, a second connection looks from time to time. The statement is given up when
 * that connection fails, or finds twice in a row that the server has nothing to do for it and no byte has come or gone.
 *
 * @param look what the server does for the statement; rejects where it takes no connection
 * @throws ProblemError PG_TIMEOUT, PG_CONNECTION_LOST
 */
export async function watched<T>(
  connection: PgConnection,
  running: Promise<T>,
  look: (signal: AbortSignal) => Promise<Activity>,
): Promise<T> {
  const patience = patienceWith(connection);
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let waitedAt: number | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = (error: ProblemError) => {
      connection.destroy();
      reject(error);
    };
    const lookLater = () => {
      timer = setTimeout(async () => {
        const { progress } = connection;
        const activity = await activityBy(look, AbortSignal.any([over.signal, AbortSignal.timeout(2 * patience)]));
        if (over.signal.aborted) return;
        if (activity === 'dead') return giveUp(hung(connection, patience));
        const waits = activity === 'waiting' && connection.progress === progress;
        if (waits && waitedAt === progress) return giveUp(lostOnTheWay(connection));
        waitedAt = waits ? progress : undefined;
        lookLater();
      }, patience);
      timer.unref();
    };
    lookLater();
  });
  // What comes of the statement once the connection is dropped has been said better already.
  running.catch(() => {});
  try {
    return await Promise.race([running, givenUp]);
  } finally {
    over.abort();
    clearTimeout(timer);
  }
}

/** A refusal is an answer too. */
async function activityBy(
  look: (signal: AbortSignal) => Promise<Activity>,
  signal: AbortSignal,
): Promise<Activity | 'dead'> {
  try {
    return await look(signal);
  } catch (error) {
    const silent = new Set(['PG_TIMEOUT', 'PG_UNREACHABLE']);
    return error instanceof ProblemError && error.problems.every(({ code }) => silent.has(code)) ? 'dead' : 'unknown';
  }
}

const UNDONE = 'The transaction under way was not committed: nothing of it is kept.';

function hung({ host }: PgConnection, patience: number): ProblemError {
  return new ProblemError(
    problem(
      'PG_TIMEOUT',
      [],
      `${host.name}:${host.port} was given up: it answered no statement for ${Math.round(patience / 1000)} seconds and takes no new connection`,
      { next: `Look whether the server hangs or the network is cut, and run it again. ${UNDONE}` },
    ),
  );
}

function lostOnTheWay({ host }: PgConnection): ProblemError {
  return new ProblemError(
    problem(
      'PG_CONNECTION_LOST',
      [],
      `The connection to ${host.name}:${host.port} is dead: the server waits for a statement, and its answer to the last one never came`,
      { next: `Look for a firewall or a NAT in between that forgets connections, and run it again. ${UNDONE}` },
    ),
  );
}
