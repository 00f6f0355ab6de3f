/** What a transaction is for. */
export type Purpose = 'reading' | 'writing';

/** A setting that every transaction of ours has, whatever ALTER ROLE, ALTER DATABASE or postgresql.conf say. */
export interface PinnedSetting {
  readonly name: string;
  /** As it stands behind `TO`. */
  readonly value: string;
  /** The first major version that has it; default: all. */
  readonly since?: number;
  /** Only where something is written. */
  readonly onlyWriting?: true;
  readonly why: string;
}

const SEARCH_PATH = 'pg_catalog, pg_temp';

/**
 * Every setting that a role, a database or a role in a database can be given, and whose value would change what is
 * read, what is written or whether the work ends. All of them may be set by anybody, so that no admin is refused.
 *
 * Not here: what only superusers may set (session_replication_role, lc_messages, log_*, event_triggers ...), since an
 * admin who is none could not pin it and nobody weaker can have planted it; planner settings, which make things slower
 * at most; how spans, numbers and bytes look as text, since none is read; client_encoding, which node-postgres states
 * when it signs in; idle_session_timeout and the libraries loaded at the start, whose harm is done before and between
 * transactions.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config.html
 */
export const PINNED_SETTINGS: readonly PinnedSetting[] = [
  { name: 'statement_timeout', value: '0', why: 'a statement that waits for its turn would be cancelled' },
  { name: 'transaction_timeout', value: '0', since: 17, why: 'the session would be ended in the middle' },
  { name: 'lock_timeout', value: '0', why: 'who waits for a lock states a limit of its own' },
  {
    name: 'idle_in_transaction_session_timeout',
    value: "'5min'",
    why: 'enough for whatever is decided between two statements; a machine that went away holds its locks no longer',
  },
  { name: 'exit_on_error', value: 'off', why: 'an error that is dealt with would end the session' },
  {
    name: 'quote_all_identifiers',
    value: 'off',
    why: 'types and names, search_path among them, would be read with quotes that they do not need',
  },
  {
    name: 'search_path',
    value: SEARCH_PATH,
    why: 'names without a schema mean the system: else whoever may create an object has a function, an operator or a table of theirs run with the rights of the admin. pg_temp stands last because it would be searched first for tables and types where it is not named',
  },
  { name: 'standard_conforming_strings', value: 'on', why: 'backslashes in literals would be escapes' },
  { name: 'transform_null_equals', value: 'off', why: '= NULL would be IS NULL' },
  { name: 'array_nulls', value: 'on', why: 'NULL in an array would be the text of it' },
  { name: 'datestyle', value: "'ISO, YMD'", why: 'how times are read and written' },
  { name: 'timezone', value: "'UTC'", why: 'how times are read and written' },
  { name: 'row_security', value: 'off', why: 'a policy would hide rows instead of failing' },
  { name: 'jit', value: 'off', why: 'it takes longer to compile a catalog query than to run it' },
  { name: 'debug_print_parse', value: 'off', why: 'statements with verifiers would be written to the log' },
  { name: 'debug_print_rewritten', value: 'off', why: 'as before' },
  { name: 'debug_print_plan', value: 'off', why: 'as before' },
  { name: 'synchronous_commit', value: 'on', onlyWriting: true, why: 'what was committed could still be lost' },
  {
    name: 'createrole_self_grant',
    value: "''",
    since: 16,
    onlyWriting: true,
    why: 'the admin would be made a member of each role it makes, which nobody declared',
  },
  { name: 'default_tablespace', value: "''", onlyWriting: true, why: 'a table of ours would lie elsewhere' },
  {
    name: 'default_table_access_method',
    value: 'heap',
    onlyWriting: true,
    why: 'a table of ours would be of a kind that others made',
  },
  {
    name: 'default_toast_compression',
    value: 'pglz',
    since: 14,
    onlyWriting: true,
    why: 'the other kind is not in every build',
  },
];

/**
 * How every transaction begins, in the one message that holds its first statement too: nothing runs under settings that
 * others planted. SET LOCAL, since a pooler gives each transaction another session; statements rather than calls of
 * set_config, since until search_path is set that name could be taken.
 *
 * Reading sees one snapshot (REPEATABLE READ), or else what several catalog queries find would not fit together. Writing
 * waits for a lock first and must see what was committed meanwhile (READ COMMITTED): with a snapshot from before the
 * wait it would decide upon what is no longer so.
 *
 * The literals of that message are parsed before the first of its statements runs: a backslash in one of ours must
 * stand in E'...', which means the same under every setting.
 *
 * @param version `server_version_num`
 * @param options what the user has the server start the session with (libpq's `options`): settings named there stay
 */
export function beginTransaction(purpose: Purpose, version: number, options = ''): string {
  const chosen = settingsIn(options);
  const pins = PINNED_SETTINGS.filter(
    ({ name, since = 0, onlyWriting }) =>
      version >= since * 10_000 &&
      (purpose === 'writing' || onlyWriting === undefined) &&
      (name === 'search_path' || !chosen.has(name)),
  );
  return [
    BEGIN[purpose],
    ...pins.map(({ name, value }) => `SET LOCAL ${name} TO ${value}`),
    ...(chosen.has('role') ? [] : actAsOneself(version)),
    '',
  ].join(';\n');
}

/** Names without a schema mean the system's, for the rest of the transaction. */
export const PIN_SEARCH_PATH = `SET LOCAL search_path TO ${SEARCH_PATH};\n`;

const BEGIN: Readonly<Record<Purpose, string>> = {
  reading: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  writing: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
};

/**
 * As whom to act: as the role that signed in, or as the one that its own settings name (ALTER ROLE ... SET role), as is
 * usual for short-lived logins that stand for a lasting admin. Those settings come from somebody who could alter the
 * role in every other way too; those of a database come from its owner, who is nobody to decide on this.
 */
function actAsOneself(version: number): string[] {
  const right = version >= 160_000 ? 'SET' : 'MEMBER';
  return [
    'SET LOCAL ROLE NONE',
    `SELECT set_config('role', CASE WHEN pg_has_role(session_user, to_regrole(quote_ident(own.role)), '${right}') THEN own.role ELSE 'none' END, true)
  FROM (SELECT substr(c, 6) AS role FROM pg_db_role_setting, unnest(setconfig) c
         WHERE setrole = to_regrole(quote_ident(session_user)) AND starts_with(c, 'role=')
           AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         ORDER BY setdatabase DESC LIMIT 1) own`,
  ];
}

/** The settings that `-c name=value` and `--name=value` name. */
function settingsIn(options: string): Set<string> {
  const names = options.matchAll(/(?:^|\s)(?:-c\s*|--)([A-Za-z_][\w.-]*)=/g);
  return new Set([...names].map(([, name]) => String(name).replaceAll('-', '_').toLowerCase()));
}
