import type { Session } from './session';

/** What tells a server and a database from others that are reached by the same name. */
export interface ServerIdentity {
  /**
   * What initdb gave the cluster: the same on its standbys and after a restore of its files, another one after pg_upgrade
   * or a restore of a dump. Undefined where it may not be read.
   *
   * @see https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-CONTROL-SYSTEM
   */
  readonly system: string | undefined;
  /** The OID of the session's database. */
  readonly database: number;
}

/** Reads on which cluster and in which database a session is. */
export async function readIdentity(session: Session): Promise<ServerIdentity> {
  const [row] = await session.query<{ database: string; may: boolean }>(
    `SELECT oid::text AS database, has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may
       FROM pg_database WHERE datname = current_database()`,
  );
  // Asked first, since a refusal would end the transaction. Everybody may, unless it was taken from PUBLIC.
  const [control] = row?.may
    ? await session.query<{ system: string }>('SELECT system_identifier::text AS system FROM pg_control_system()')
    : [];
  return { system: control?.system, database: Number(row?.database) };
}
