import { sqlState } from './locked-transaction';
import type { Session } from './session';
import { StatementError } from './statement-failure';
import { unlogged } from './unlogged';

/** A statement as it is run and as it is shown. */
export interface Statement {
  /** May hold a verifier, so it is never shown. */
  readonly sql: string;
  /** The same with secrets as `'********'`. */
  readonly display: string;
}

/**
 * Runs statements one after the other, those with a verifier kept out of the server's log.
 *
 * @throws StatementError when the server refuses one; any other failure as it is
 */
export async function runStatements(session: Session, statements: readonly Statement[]): Promise<void> {
  for (const { sql, display } of statements) {
    try {
      await (sql === display ? session.query(sql) : unlogged(session, () => session.query(sql)));
    } catch (error) {
      throw sqlState(error) === undefined ? error : new StatementError(display, error as Error);
    }
  }
}
