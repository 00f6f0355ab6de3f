import type { PgConnection } from './connection';
import { Unsuitable } from './failures/failure';
import type { TargetSessionAttrs } from './settings/server-parameters';
import { PIN_SEARCH_PATH } from './work/session-settings';

/**
 * Keeps a connection only when the server is what was asked for.
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS
 * @throws Unsuitable after the connection was closed
 */
export async function checkSuitable(
  connection: PgConnection,
  status: ReadonlyMap<string, string>,
  wanted: TargetSessionAttrs,
): Promise<void> {
  if (wanted === 'any' || wanted === 'prefer-standby') return;
  const { standby, readOnly } = await describe(connection, status);
  const suitable = {
    'read-write': !standby && !readOnly,
    'read-only': standby || readOnly,
    primary: !standby,
    standby,
  }[wanted];
  if (suitable) return;
  void connection.end();
  throw new Unsuitable(
    `the server is ${standby ? 'a standby' : readOnly ? 'read-only' : 'a primary that takes writes'}`,
  );
}

/** Servers from 14 on tell it at the start; older ones, and some poolers, are asked. */
async function describe(
  connection: PgConnection,
  status: ReadonlyMap<string, string>,
): Promise<{ standby: boolean; readOnly: boolean }> {
  const standby = status.get('in_hot_standby');
  const readOnly = status.get('default_transaction_read_only');
  if (standby !== undefined && readOnly !== undefined)
    return { standby: standby === 'on', readOnly: readOnly === 'on' };
  // One message is one transaction, so that the first statement holds for the second.
  const { rows } = await connection.run(
    `${PIN_SEARCH_PATH}SELECT pg_is_in_recovery() AS standby, current_setting('transaction_read_only') = 'on' AS read_only`,
  );
  return { standby: rows[0]?.standby === true, readOnly: rows[0]?.read_only === true };
}
