import { openServer } from '../../src/postgres/connect';
import { applyRole, makeRoles, scramVerifier, type WantedRole } from '../../src/postgres/roles';
import { closedAfterwards } from '../support/clean-up';
import { freshName, type PrivateServer, readLog, serverVersions, startPostgres } from '../support/postgres';

/** What an administrator may have switched on, and whether it shows a statement that nobody hides. */
const LOGGING: readonly { readonly on: Readonly<Record<string, string>>; readonly fails?: true }[] = [
  { on: { log_statement: 'ddl' } },
  { on: { log_statement: 'all', log_duration: 'on' } },
  { on: { log_min_duration_statement: '0' } },
  { on: { log_min_duration_sample: '0', log_statement_sample_rate: '1' } },
  { on: { log_transaction_sample_rate: '1' } },
  { on: { log_min_error_statement: 'debug5', log_error_verbosity: 'verbose' }, fails: true },
  { on: { log_min_error_statement: 'debug5', log_parser_stats: 'on', client_min_messages: 'log' } },
  { on: { log_parameter_max_length: '-1', log_parameter_max_length_on_error: '-1', log_min_duration_statement: '0' } },
  { on: { debug_print_parse: 'on' } },
  { on: { log_statement: 'all', 'auto_explain.log_min_duration': '0', 'auto_explain.log_nested_statements': 'on' } },
  {
    on: {
      log_statement: 'all',
      log_duration: 'on',
      log_min_duration_statement: '0',
      log_transaction_sample_rate: '1',
      log_min_messages: 'debug5',
      log_min_error_statement: 'debug5',
      debug_print_parse: 'on',
      log_lock_waits: 'on',
    },
  },
];

describe.each(serverVersions())('PostgreSQL %s', (version) => {
  let server: PrivateServer;
  const open = (username: string, password: string) =>
    closedAfterwards(
      openServer(
        { host: server.host, port: server.port, database: 'postgres', username, password, sslmode: 'disable' },
        { env: {} },
      ),
    );
  const wanted = (name: string, verifier: string, more: object = {}): WantedRole => ({
    name,
    login: true,
    ...more,
    password: { verifier },
  });

  beforeAll(async () => {
    const settings = { shared_preload_libraries: 'pg_stat_statements,auto_explain' };
    server = closedAfterwards(await startPostgres({ version, settings }));
    await server.query('CREATE EXTENSION pg_stat_statements');
  });

  /** Every way in which a verifier is sent: alone, changed, several at once, in statements that fail. */
  async function sendVerifiers(username: string, password: string): Promise<string[]> {
    const admin = open(username, password);
    const verifiers = Array.from({ length: 6 }, (_, index) => scramVerifier(`password ${index}`));
    const [one = '', two = '', three = '', four = '', five = '', six = ''] = verifiers;
    const options = { serverName: 'orders' };
    const name = freshName('quiet');
    await applyRole(admin, wanted(name, one), options);
    await applyRole(admin, wanted(name, two), { ...options, previous: { name, login: true } });
    const batch = [three, four].map((each, index) => ({ wanted: wanted(`${name}_${index}`, each), options }));
    await makeRoles(admin, batch);
    const broken = { valid_until: 'no point in time' };
    await expect(applyRole(admin, wanted(`${name}_x`, five, broken), options)).rejects.toThrow('no point in time');
    await expect(makeRoles(admin, [{ wanted: wanted(`${name}_y`, six, broken), options }])).rejects.toThrow();
    return verifiers;
  }

  /** The parts of verifiers that a text holds. */
  const leaked = (text: string, verifiers: readonly string[]) =>
    verifiers.flatMap((each) => each.split(/[$:]/).slice(2)).filter((part) => text.includes(part));

  test.each(LOGGING)('no verifier is logged with $on', async ({ on, fails }) => {
    const user = freshName('logging');
    await server.query(`CREATE ROLE ${user} SUPERUSER LOGIN PASSWORD 'pw-for-logging'`);
    const known = await server.query<{ name: string }>('SELECT name FROM pg_settings');
    const given = Object.entries(on).filter(([name]) => name.includes('.') || known.some((each) => each.name === name));
    for (const [name, value] of given) await server.query(`ALTER ROLE ${user} SET ${name} = '${value}'`);

    const control = scramVerifier('control');
    const shown = `CREATE ROLE ${freshName('shown')} ${fails ? "VALID UNTIL 'never ever'" : ''} PASSWORD '${control}'`;
    const before = readLog(server).length;
    await server.query(`BEGIN; ${shown}; COMMIT`, { user, password: 'pw-for-logging' }).catch(() => undefined);
    expect(leaked(readLog(server).slice(before), [control])).not.toEqual([]);

    const start = readLog(server).length;
    const verifiers = await sendVerifiers(user, 'pw-for-logging');
    await server.query('SELECT 1');
    expect(leaked(readLog(server).slice(start), verifiers)).toEqual([]);
    if (on.log_statement === 'all') expect(readLog(server).slice(start)).toMatch(/statement: BEGIN/);
  });

  test('no verifier is in pg_stat_statements, nor among what sessions do', async () => {
    const seen: string[] = [];
    const watch = setInterval(() => {
      void server.query<{ query: string }>('SELECT query FROM pg_stat_activity').then((rows) => {
        seen.push(...rows.map(({ query }) => query));
      });
    }, 5);
    const control = scramVerifier('control');
    await server.query(`CREATE ROLE ${freshName('shown')} PASSWORD '${control}'`);
    const verifiers = await sendVerifiers(server.superuser, server.password);
    clearInterval(watch);
    const rows = await server.query<{ query: string }>('SELECT query FROM pg_stat_statements');
    const kept = rows.map(({ query }) => query).join('\n');
    expect(leaked(kept, [control])).not.toEqual([]);
    expect(leaked(kept, verifiers)).toEqual([]);
    expect(seen.length).toBeGreaterThan(0);
    expect(leaked(seen.join('\n'), verifiers)).toEqual([]);
  });

  test('what comes after the verifier is logged as it was', async () => {
    const user = freshName('logging');
    await server.query(`CREATE ROLE ${user} SUPERUSER LOGIN PASSWORD 'pw-for-logging'`);
    await server.query(`ALTER ROLE ${user} SET log_statement = 'ddl'`);
    const start = readLog(server).length;
    const name = freshName('quiet');
    await applyRole(open(user, 'pw-for-logging'), wanted(name, scramVerifier('x'), { comment: 'said aloud' }), {
      serverName: 'orders',
    });
    const log = readLog(server).slice(start);
    expect(log).toContain('said aloud');
    expect(log).not.toContain(`CREATE ROLE "${name}"`);
  });

  test('an admin who is no superuser hides what SET was granted for, and all else works', async () => {
    const user = freshName('limited');
    await server.query(`CREATE ROLE ${user} CREATEROLE LOGIN PASSWORD 'pw-for-logging'`);
    await server.query(`ALTER ROLE ${user} SET log_statement = 'ddl'`);
    const start = readLog(server).length;
    const verifiers = await sendVerifiers(user, 'pw-for-logging');
    const open = leaked(readLog(server).slice(start), verifiers);
    // Nobody but a superuser decides on the log: docs/connections.md says so.
    expect(open).not.toEqual([]);
    if (version < 15) return;
    for (const name of ['log_statement', 'log_min_error_statement']) {
      await server.query(`GRANT SET ON PARAMETER ${name} TO ${user}`);
    }
    const from = readLog(server).length;
    const hidden = await sendVerifiers(user, 'pw-for-logging');
    expect(leaked(readLog(server).slice(from), hidden)).toEqual([]);
  });
});
