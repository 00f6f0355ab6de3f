import { setTimeout as sleep } from 'node:timers/promises';
import { openServer } from '../../../src/postgres/connect';
import { PINNED_SETTINGS } from '../../../src/postgres/connect/work/session-settings';
import { applyGrants } from '../../../src/postgres/grants';
import { lockedTransaction } from '../../../src/postgres/locked-transaction';
import type { DatabaseServer } from '../../../src/postgres/session';
import { closedAfterwards } from '../../support/clean-up';
import { labelled } from '../../support/labelled';
import { freshName, type PostgresServer, serverVersions, sharedServer } from '../../support/postgres';
import { parametersOf } from './parameters-of';

/** For every pinned setting, a value that would do harm, and what is to be seen in its place. */
const PLANTED: Readonly<Record<string, readonly [planted: string, seen: string]>> = {
  statement_timeout: ['50ms', '0'],
  transaction_timeout: ['50ms', '0'],
  lock_timeout: ['50ms', '0'],
  idle_in_transaction_session_timeout: ['50ms', '5min'],
  exit_on_error: ['on', 'off'],
  quote_all_identifiers: ['on', 'off'],
  search_path: ['public, pg_catalog', 'pg_catalog, pg_temp'],
  standard_conforming_strings: ['off', 'on'],
  transform_null_equals: ['on', 'off'],
  array_nulls: ['off', 'on'],
  datestyle: ['SQL, DMY', 'ISO, YMD'],
  timezone: ['Asia/Tokyo', 'UTC'],
  row_security: ['on', 'off'],
  jit: ['on', 'off'],
  debug_print_parse: ['on', 'off'],
  debug_print_rewritten: ['on', 'off'],
  debug_print_plan: ['on', 'off'],
  synchronous_commit: ['off', 'on'],
  createrole_self_grant: ['set, inherit', ''],
  default_tablespace: ['pg_global', ''],
  default_table_access_method: ['heap', 'heap'],
  default_toast_compression: ['pglz', 'pglz'],
};

/** Settings that anybody may plant, and that change nothing for us; the categories of those that only cost time. */
const HARMLESS = {
  categories: /^(Query Tuning|Resource Usage|Vacuuming|Statistics|Replication|Write-Ahead Log)/,
  names: new Set(
    `application_name backslash_quote bytea_output intervalstyle extra_float_digits check_function_bodies client_connection_check_interval client_encoding
     client_min_messages debug_logical_replication_streaming debug_parallel_query force_parallel_mode debug_pretty_print
     default_text_search_config default_transaction_deferrable default_transaction_isolation default_transaction_read_only
     escape_string_warning gin_fuzzy_search_limit gin_pending_list_limit icu_validation_level idle_session_timeout
     jit_expressions jit_tuple_deforming lc_monetary lc_numeric lc_time local_preload_libraries
     log_parameter_max_length_on_error md5_password_warnings operator_precedence_warning password_encryption
     restrict_nonsystem_relation_kind scram_iterations synchronize_seqscans tcp_keepalives_count tcp_keepalives_idle
     tcp_keepalives_interval tcp_user_timeout temp_tablespaces timezone_abbreviations trace_notify trace_sort
     transaction_deferrable transaction_isolation transaction_read_only vacuum_cleanup_index_scale_factor
     vacuum_freeze_min_age vacuum_freeze_table_age vacuum_multixact_freeze_min_age vacuum_multixact_freeze_table_age
     xmlbinary xmloption vacuum_failsafe_age vacuum_multixact_failsafe_age`.split(/\s+/),
  ),
};

test('every pinned setting is planted here', () => {
  expect(PINNED_SETTINGS.map(({ name }) => name)).toEqual(Object.keys(PLANTED));
});

describe.each(serverVersions())('on PostgreSQL %i', (version) => {
  let pg: PostgresServer;
  let database: string;
  const superuser = { user: freshName('chief'), password: 'pw' };
  const createrole = { user: freshName('admin'), password: 'pw' };
  const owner = { user: freshName('owner'), password: 'pw' };
  const pinned = PINNED_SETTINGS.filter(({ since = 0 }) => version >= since);

  beforeAll(async () => {
    pg = await sharedServer(version);
    database = await pg.createDatabase();
    await pg.query(
      `CREATE ROLE ${superuser.user} LOGIN SUPERUSER PASSWORD 'pw'; CREATE ROLE ${createrole.user} LOGIN CREATEROLE PASSWORD 'pw';
       CREATE ROLE ${owner.user} LOGIN PASSWORD 'pw'; ALTER DATABASE "${database}" OWNER TO ${owner.user}`,
    );
  });

  afterEach(() =>
    pg.query(
      `ALTER DATABASE "${database}" RESET ALL;
       ${[superuser, createrole].map(({ user }) => `ALTER ROLE ${user} RESET ALL; ALTER ROLE ${user} IN DATABASE "${database}" RESET ALL`).join(';')}`,
    ),
  );

  afterAll(async () => {
    await pg.dropDatabase(database);
    await pg.query(`DROP ROLE ${superuser.user}, ${createrole.user}, ${owner.user}`);
  });

  const open = (as: { user: string; password: string }, options?: string): DatabaseServer =>
    closedAfterwards(
      openServer(
        { ...parametersOf(pg, { database }), username: as.user, password: as.password, ...(options && { options }) },
        { env: {} },
      ),
    );

  /** The owner plants in the database, which is enough to reach every admin. */
  const plant = (setting: string) => pg.query(`ALTER DATABASE "${database}" SET ${setting}`, owner);

  test('every setting that anybody may plant is pinned, or known to change nothing', async () => {
    const rows = await pg.query(
      "SELECT lower(name) AS name FROM pg_settings WHERE context = 'user' AND category !~ $1 AND name !~ '[.]'",
      { values: [HARMLESS.categories.source] },
    );
    const unknown = rows.map(({ name }) => name).filter((name) => !(name in PLANTED) && !HARMLESS.names.has(name));
    expect(unknown).toEqual([]);
  });

  describe.each([
    ['a superuser', superuser],
    ['a CREATEROLE admin', createrole],
  ])('%s', (_, admin) => {
    test.each([
      ['the role', `ALTER ROLE ${admin.user}`],
      ['the database', 'ALTER DATABASE "$d"'],
      ['the role in the database', `ALTER ROLE ${admin.user} IN DATABASE "$d"`],
    ])('has the same settings whatever %s is given', async (__, alter) => {
      const shown = (name: string, [planted]: readonly [string, string]) =>
        /^(search_path|createrole_self_grant)$/.test(name) ? planted : `'${planted}'`;
      for (const { name } of pinned) {
        await pg.query(
          `${alter.replace('$d', database)} SET ${name} = ${shown(name, PLANTED[name] as [string, string])}`,
        );
      }
      await pg.query(`${alter.replace('$d', database)} SET default_transaction_isolation = serializable`);
      await pg.query(`${alter.replace('$d', database)} SET default_transaction_read_only = on`);
      const server = open(admin);
      const settings = (names: readonly string[]) =>
        `SELECT ${names.map((name, index) => `current_setting('${name}') AS "${name}${index}"`).join(', ')}`;
      const names = ['transaction_isolation', 'transaction_read_only', ...pinned.map(({ name }) => name)];
      const seen = (only: (each: (typeof pinned)[number]) => boolean) =>
        pinned.filter(only).map(({ name }) => [name, PLANTED[name]?.[1]]);
      for (const values of [[], [1]]) {
        const where = values.length ? ' WHERE 1 = $1' : '';
        const [reading] = await server.use((session) => session.query(settings(names) + where, values));
        const [writing] = await server.transaction((session) => session.query(settings(names) + where, values));
        const pairs = (row: Record<string, unknown> = {}) => Object.values(row).map((value, at) => [names[at], value]);
        expect(pairs(reading)).toEqual(
          expect.arrayContaining([
            ['transaction_isolation', 'repeatable read'],
            ['transaction_read_only', 'on'],
            ...seen(({ onlyWriting }) => onlyWriting === undefined),
          ]),
        );
        expect(pairs(writing)).toEqual([
          ['transaction_isolation', 'read committed'],
          ['transaction_read_only', 'off'],
          ...seen(() => true),
        ]);
      }
    });

    test('acts as itself where a database names another role or another session user', async () => {
      await pg.query(`ALTER DATABASE "${database}" SET session_authorization = '${owner.user}'`, owner);
      await plant(`role = '${owner.user}'`);
      await pg.query(`GRANT ${owner.user} TO ${admin.user}`);
      const server = open(admin);
      const who = 'SELECT session_user::text, current_user::text';
      const itself = [{ session_user: admin.user, current_user: admin.user }];
      expect(await server.use((session) => session.query(who))).toEqual(itself);
      expect(await server.transaction((session) => session.query(who))).toEqual(itself);
      await pg.query(`REVOKE ${owner.user} FROM ${admin.user}`);
    });

    test('acts as the role that its own settings name, as long as it may', async () => {
      const stands = freshName('Stands for');
      await pg.query(
        `CREATE ROLE "${stands}"; GRANT "${stands}" TO ${admin.user}; ALTER ROLE ${admin.user} SET role = '${stands}'`,
      );
      await plant(`role = '${owner.user}'`);
      const who = (server: DatabaseServer) =>
        server.transaction((session) => session.query('SELECT current_user::text AS who'));
      expect(await who(open(admin))).toEqual([{ who: stands }]);
      await pg.query(`ALTER ROLE ${admin.user} IN DATABASE "${database}" SET role = none`);
      expect(await who(open(admin))).toEqual([{ who: admin.user }]);
      await pg.query(
        `ALTER ROLE ${admin.user} IN DATABASE "${database}" RESET ALL; REVOKE "${stands}" FROM ${admin.user}`,
      );
      expect(await who(open(admin))).toEqual([{ who: admin === superuser ? stands : admin.user }]);
      await pg.query(`ALTER ROLE ${admin.user} RESET ALL; DROP ROLE "${stands}"`);
    });

    test('has the settings that the user states in options', async () => {
      const server = open(
        admin,
        `-c statement_timeout=7s --lock-timeout=6s -c search_path=public -c role=${admin.user}`,
      );
      const [row] = await server.use((session) =>
        session.query(
          `SELECT current_setting('statement_timeout') AS a, current_setting('lock_timeout') AS b,
                  current_setting('search_path') AS c, current_setting('role') AS d`,
        ),
      );
      expect(row).toEqual({ a: '7s', b: '6s', c: 'pg_catalog, pg_temp', d: admin.user });
    });
  });

  describe('an apply', () => {
    const grantee = freshName('grantee');

    beforeAll(() => pg.query(`CREATE ROLE ${grantee}; CREATE TABLE public.t (id int)`, { database }));
    afterAll(() => pg.query(`DROP OWNED BY ${grantee}; DROP ROLE ${grantee}`, { database }));

    const declared = () => ({
      database,
      grants: labelled([
        { grantees: [grantee], on: 'table' as const, schemas: ['public'], objects: ['t'], privileges: ['SELECT'] },
      ]),
    });

    /** Applies while another run holds the lock, and does the work just before that run ends. */
    async function applyBehind(work: string): Promise<void> {
      const [first, second] = [open(superuser), open(superuser)];
      let waiting: Promise<unknown> = Promise.resolve();
      await lockedTransaction(
        first,
        async () => {
          waiting = applyGrants(second, declared());
          waiting.catch(() => {});
          await sleep(250);
          await pg.query(work, { database });
        },
        { database },
      );
      await waiting;
    }

    const held = () =>
      pg.query<{ privilege_type: string }>(
        `SELECT privilege_type FROM information_schema.role_table_grants WHERE grantee = '${grantee}'`,
        { database },
      );

    test.each([
      ["default_transaction_isolation = 'repeatable read'"],
      ['default_transaction_isolation = serializable'],
      ['default_transaction_read_only = on'],
      ['statement_timeout = 100'],
      ['lock_timeout = 100'],
      ['idle_in_transaction_session_timeout = 100'],
      ...(version >= 17 ? [['transaction_timeout = 100']] : []),
    ])('sees what was granted while it waited, and ends, with %s', async (setting) => {
      await pg.query(`REVOKE ALL ON public.t FROM ${grantee}`, { database });
      await plant(setting);
      await applyBehind(`BEGIN READ WRITE; GRANT DELETE ON public.t TO ${grantee}; COMMIT`);
      expect(await held()).toEqual([{ privilege_type: 'SELECT' }]);
    });
  });
});
