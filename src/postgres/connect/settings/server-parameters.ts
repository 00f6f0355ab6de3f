import type { Server } from '../../../metadata';

export type { SslMode, TargetSessionAttrs, TokenSignIn } from '../../../metadata';

/**
 * How to reach a server and sign in: a described server, its ports as libpq takes them. What is absent comes from the
 * service, the environment (PGHOST and kin), then libpq's default.
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export interface ServerParameters extends Readonly<Omit<Server, 'port' | 'ports'>> {
  /** Port, or one for each host separated by commas. Default: PGPORT, else 5432. */
  readonly port?: number | string | undefined;
}
