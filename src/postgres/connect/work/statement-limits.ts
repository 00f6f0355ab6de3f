import type { StatementLimits } from '../../session';

/** What a transaction sets besides its search_path: the time limits that are given for the server. */
export function pinLimits({ lockSeconds, statementSeconds }: StatementLimits): string {
  const lock = lockSeconds === undefined ? '' : `SET LOCAL lock_timeout = '${lockSeconds}s';\n`;
  const statement = statementSeconds === undefined ? '' : `SET LOCAL statement_timeout = '${statementSeconds}s';\n`;
  return lock + statement;
}
