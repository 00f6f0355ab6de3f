import { quoteLiteral } from './quote';
import type { Session } from './session';

/**
 * Runs a statement that carries a verifier, kept out of all that the server writes down of statements: its log, the
 * activity that other roles and a deadlock's report see, and `pg_stat_statements`. As far as the admin may decide on
 * that: a superuser on all of it, others on what SET was granted to them for (PostgreSQL 15 and up). What was set
 * before is set again afterwards; where the statement fails, the transaction's end sees to that.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config-logging.html
 */
export async function unlogged<T>(session: Session, run: () => Promise<T>): Promise<T> {
  const before = await session.query<{ name: string; before: string }>(quiet(session.serverVersion));
  const result = await run();
  if (before.length > 0) {
    const values = before.map((each) => `set_config(${quoteLiteral(each.name)}, ${quoteLiteral(each.before)}, true)`);
    await session.query(`SELECT ${values.join(', ')}`);
  }
  return result;
}

/**
 * What tells of statements, and what has it tell nothing. A transaction is chosen for `log_transaction_sample_rate` when
 * it begins, so that the only way left is to let no message but a fatal one into the log.
 */
const TELLTALES: readonly (readonly [name: string, value: string])[] = [
  ['log_statement', 'none'],
  ['log_duration', 'off'],
  ['log_min_duration_statement', '-1'],
  ['log_min_duration_sample', '-1'],
  ['log_min_error_statement', 'panic'],
  ['debug_print_raw_parse', 'off'],
  ['debug_print_parse', 'off'],
  ['debug_print_rewritten', 'off'],
  ['debug_print_plan', 'off'],
  ['track_activities', 'off'],
  ['auto_explain.log_min_duration', '-1'],
  ['pg_stat_statements.track', 'none'],
  ['pg_stat_statements.track_utility', 'off'],
  ['log_min_messages', 'fatal'],
];

function quiet(version: number): string {
  const granted = version >= 150000 ? `OR has_parameter_privilege(s.name, 'SET')` : '';
  return `
    SELECT s.name, s.setting AS before, set_config(s.name, q.value, true)
      FROM pg_settings s
      JOIN (VALUES ${TELLTALES.map(([name, value]) => `('${name}', '${value}')`).join(', ')}) AS q (name, value)
        ON q.name = s.name AND q.value <> s.setting
     WHERE (s.context = 'user' OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) ${granted})
       AND (s.name <> 'log_min_messages' OR current_setting('log_transaction_sample_rate')::float8 > 0)`;
}
