import { ProblemError, problem } from '../../problem';
import type { PgConnection } from './connection';

/** Patience with a server whose parameters set no limit for connecting. */
const PATIENCE_MS = 10_000;

/**
 * Waits for a statement as long as it takes, but not for a server that has died without a word: when no answer comes,
 * a second connection is tried from time to time, and where even that one fails, the statement is given up.
 *
 * @param isAlive whether the server still takes connections
 * @throws ProblemError PG_TIMEOUT
 */
export async function watched<T>(
  connection: PgConnection,
  running: Promise<T>,
  isAlive: () => Promise<boolean>,
): Promise<T> {
  const patience = connection.plan.connectTimeoutMs || PATIENCE_MS;
  let timer: NodeJS.Timeout | undefined;
  let settled = false;
  const givenUp = new Promise<never>((_, reject) => {
    const lookLater = () => {
      timer = setTimeout(async () => {
        const alive = await isAlive();
        if (settled) return;
        if (alive) return lookLater();
        connection.destroy();
        reject(hung(connection, patience));
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
    settled = true;
    clearTimeout(timer);
  }
}

function hung({ host }: PgConnection, patience: number): ProblemError {
  return new ProblemError(
    problem(
      'PG_TIMEOUT',
      [],
      `${host.name}:${host.port} was given up: it answered no statement for ${Math.round(patience / 1000)} seconds and takes no new connection`,
      { next: 'Look whether the server hangs or the network is cut; whether the statement took effect is not known.' },
    ),
  );
}
