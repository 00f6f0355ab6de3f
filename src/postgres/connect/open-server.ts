import type { DatabaseServer, Session, StatementLimits } from '../session';
import type { ConnectionPlan } from './settings/connection-plan';
import { resolveParameters } from './settings/resolve';
import type { ServerParameters } from './settings/server-parameters';
import { TokenSource } from './sign-in/token';
import { Pool } from './work/pool';
import { runTransaction } from './work/work';

/** How a server is used, besides how it is reached. */
export interface OpenServerOptions {
  /** Where absent parameters are looked up. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Once aborted, everything is cancelled as by `cancel()`. */
  readonly signal?: AbortSignal;
  /** Default: PGAPPNAME, else `aponopg`. */
  readonly applicationName?: string;
  /** The most connections open at once, all databases together. Default: 4. */
  readonly maxConnections?: number;
  /** Milliseconds after which a connection that nobody uses is closed. Default: 5000. */
  readonly idleMs?: number;
  /** Folder of the project that has the clouds' sign-in libraries installed. Default: the working folder. */
  readonly resolveFrom?: string;
}

const MAX_CONNECTIONS = 4;
const IDLE_MS = 5_000;

/**
 * A server whose databases are connected to when first used. Nothing is opened, read or looked up before.
 *
 * @throws ProblemError from the first use, when a parameter is not supported or no connection comes about
 */
export function openServer(parameters: ServerParameters, options: OpenServerOptions = {}): DatabaseServer {
  const env = options.env ?? process.env;
  const plan = (database?: string): ConnectionPlan =>
    resolveParameters(parameters, env, options.applicationName ?? 'aponopg', database);
  const limits: StatementLimits = {
    lockSeconds: parameters.lock_timeout_seconds,
    statementSeconds: parameters.statement_timeout_seconds,
  };
  const pool = new Pool({
    limit: Math.max(options.maxConnections ?? MAX_CONNECTIONS, 1),
    idleMs: options.idleMs ?? IDLE_MS,
    plan,
    limits,
    tokens: new TokenSource(env, options.resolveFrom ?? process.cwd()),
  });
  const cancel = () => void pool.cancel();
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();
  return {
    limits,
    get database() {
      return plan().database;
    },
    use: <T>(work: (session: Session) => Promise<T>, database?: string) =>
      runTransaction(pool, database, 'reading', work),
    transaction: <T>(work: (session: Session) => Promise<T>, database?: string) =>
      runTransaction(pool, database, 'writing', work),
    cancel: () => pool.cancel(),
    close: () => {
      options.signal?.removeEventListener('abort', cancel);
      return pool.close();
    },
  };
}
