import type { Session } from './session';

/**
 * Reads what initdb gave the cluster: the same on its standbys and after a restore of its files, another one after
 * pg_upgrade or a restore of a dump. Undefined where it may not be read.
 *
 * @see https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-CONTROL-SYSTEM
 */
export async function readSystemIdentifier(session: Session): Promise<string | undefined> {
  const [row] = await session.query<{ may: boolean }>(
    `SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may`,
  );
  // Asked first, since a refusal would end the transaction. Everybody may, unless it was taken from PUBLIC.
  const [control] = row?.may
    ? await session.query<{ system: string }>('SELECT system_identifier::text AS system FROM pg_control_system()')
    : [];
  return control?.system;
}
