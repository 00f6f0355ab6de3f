import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { runAs, serverAccount } from '../../../scripts/postgres/account';
import { makeOwnFolder, writeOwnFile } from '../../../scripts/postgres/data-folder';
import { openServer, type ServerParameters } from '../../../src/postgres/connect';
import { openFaultProxy } from '../../support/fault-proxy';
import { freshName, type PostgresServer, sharedServer } from '../../support/postgres';
import { runFolder } from '../../support/postgres-run';
import { closeServer, listen } from './fake-servers';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';
import { authority, right } from './tls-servers';

const program = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  .map((folder) => join(folder, 'pgbouncer'))
  .find((path) => existsSync(path));
if (program === undefined) console.log('Not tried behind PgBouncer: there is no pgbouncer on this machine.');

(program === undefined ? describe.skip : describe)('behind PgBouncer in transaction mode', () => {
  let postgres: PostgresServer;
  let bouncer: ChildProcess;
  let folder: string;
  let port: number;
  const role = freshName('bounced');

  beforeAll(async () => {
    postgres = await sharedServer();
    await postgres.query(`CREATE ROLE ${role} LOGIN PASSWORD 'pw'`);
    const account = serverAccount();
    folder = await mkdtemp(join(runFolder(), 'b'));
    await makeOwnFolder(folder, account);
    const probe = await listen(createServer());
    port = probe.port;
    await closeServer(probe);
    // One connection to the server for everybody: whatever a session left behind would meet the next.
    const settings = `
      [databases]
      postgres = host=${postgres.host} port=${postgres.port} dbname=postgres
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = ${port}
      unix_socket_dir =
      auth_type = scram-sha-256
      auth_file = ${folder}/users
      pool_mode = transaction
      default_pool_size = 1
      client_tls_sslmode = allow
      client_tls_key_file = ${folder}/server.key
      client_tls_cert_file = ${folder}/server.crt`;
    await writeOwnFile(join(folder, 'bouncer.ini'), settings.replace(/^ +/gm, ''), account);
    await writeOwnFile(join(folder, 'users'), `"${role}" "pw"\n`, account);
    await writeOwnFile(join(folder, 'server.key'), right.key, account);
    await writeOwnFile(join(folder, 'server.crt'), right.cert, account);
    bouncer = spawn(program ?? '', [join(folder, 'bouncer.ini')], { ...runAs(account), stdio: 'ignore' });
    while ((await problemOf(check()).catch(() => undefined)) !== undefined) await sleep(20);
  });

  afterAll(async () => {
    const gone = new Promise((resolve) => bouncer.once('exit', resolve));
    bouncer.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true, force: true });
    await postgres.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  const parameters = (more: ServerParameters = {}): ServerParameters => ({
    ...parametersOf(postgres),
    host: 'localhost',
    hostaddr: '127.0.0.1',
    port,
    username: role,
    password: 'pw',
    ...more,
  });

  async function check(): Promise<void> {
    const server = openServer(parameters(), { env: {} });
    try {
      await server.use(async () => {});
    } finally {
      await server.close();
    }
  }

  test('statements and transactions of many at once share one connection', async () => {
    const server = openServer(parameters(), { env: {} });
    const work = Array.from({ length: 20 }, (_, index) =>
      server.transaction(async (session) => {
        await session.query("SELECT set_config('app.mine', $1, true)", [String(index)]);
        const [row] = await session.query<{ mine: string; pid: number }>(
          "SELECT current_setting('app.mine') AS mine, pg_backend_pid() AS pid",
        );
        const [plain] = await session.query<{ sum: string }>('SELECT ($1::int + $2::int)::text AS sum', [index, 1]);
        return [row?.mine, plain?.sum, row?.pid];
      }),
    );
    const results = await Promise.all(work);
    expect(results.map(([mine, sum]) => [mine, sum])).toEqual(results.map((_, index) => [`${index}`, `${index + 1}`]));
    expect(new Set(results.map(([, , pid]) => pid)).size).toBe(1);
    await server.close();
  });

  test('the version is known, and rows of statements by themselves come', async () => {
    const server = openServer(parameters(), { env: {} });
    const [row] = await postgres.query('SHOW server_version_num');
    await server.use(async (session) => {
      expect(session).toMatchObject({ serverVersion: Number(row?.server_version_num), user: role });
      expect(await session.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await session.query('SELECT $1::int AS two', [2])).toEqual([{ two: 2 }]);
    });
    await server.close();
  });

  test('a failed transaction leaves nothing for the next', async () => {
    const server = openServer(parameters(), { env: {} });
    await expect(server.transaction((session) => session.query('SELECT 1 / 0'))).rejects.toMatchObject({
      sqlstate: '22012',
    });
    expect(await server.transaction((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await server.close();
  });

  test('every piece of work has the pinned search_path, and leaves none to others', async () => {
    await postgres.query(`ALTER ROLE ${role} SET search_path = public, pg_catalog`);
    const path = "SELECT current_setting('search_path') AS path, $1::int AS n";
    const server = openServer(parameters(), { env: {} });
    const work = Array.from({ length: 12 }, (_, n) => {
      const run = n % 2 === 0 ? server.use : server.transaction;
      return run(async (session) => {
        if (n % 3 === 0) await session.query('SELECT 1');
        return [...(await session.query(path, [n])), ...(await session.query(path, [n]))];
      });
    });
    const seen = (await Promise.all(work)).flat();
    expect(seen).toEqual(seen.map(({ n }) => ({ path: 'pg_catalog, pg_temp', n })));
    expect(seen).toHaveLength(24);
    await server.close();
    const client = new Client({ host: '127.0.0.1', port, user: role, password: 'pw', database: 'postgres' });
    await client.connect();
    const { rows } = await client.query('SHOW search_path');
    await client.end();
    expect(rows).not.toEqual([{ search_path: 'pg_catalog, pg_temp' }]);
  });

  test('a commit whose answer was lost is found out by the transaction, not by the connection', async () => {
    const proxy = await openFaultProxy({ host: '127.0.0.1', port });
    const server = openServer(parameters({ port: proxy.port, sslmode: 'disable' }), { env: {} });
    const write = (comment: string) =>
      server.transaction((session) => session.query(`COMMENT ON ROLE ${role} IS '${comment}'`));
    await postgres.query(`ALTER ROLE ${role} CREATEROLE`);
    for (const when of ['after', 'before'] as const) {
      proxy.arm({ kind: 'close', at: [/^> COMMIT/], when });
      const error = await write(when).catch((reason: unknown) => reason);
      if (when === 'before') expect(error).toMatchObject({ problems: [{ code: 'PG_CONNECTION_LOST' }] });
      expect(await postgres.query(`SELECT shobj_description('${role}'::regrole, 'pg_authid') AS text`)).toEqual([
        { text: 'after' },
      ]);
    }
    await server.close();
  });

  test('cancelling reaches the server behind', async () => {
    const server = openServer(parameters({ sslmode: 'require' }), { env: {} });
    const failure = server.use((session) => session.query('SELECT pg_sleep(60)')).catch((error) => error);
    // What it runs is not all to be seen: the settings of its transaction stand before it.
    const running = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid <> pg_backend_pid()";
    while ((await postgres.query(running)).length === 0) await sleep(10);
    await server.cancel();
    expect(await failure).toMatchObject({ sqlstate: '57014' });
  });

  test('TLS ends there, checked as ever', async () => {
    const encrypted = parameters({ sslmode: 'verify-full', sslrootcert: authority.cert });
    const server = openServer(encrypted, { env: {} });
    expect(await server.use((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await server.close();
    const bound = openServer({ ...encrypted, channel_binding: 'require' }, { env: {} });
    expect(await problemOf(bound.use(async () => {}))).toMatchObject({ path: ['channel_binding'] });
  });

  test.each<[string, ServerParameters, string]>([
    ['a wrong password', { password: 'wrong' }, 'PG_AUTH_FAILED'],
    ['a database it does not know', { database: 'nowhere' }, 'PG_NO_SUCH_DATABASE'],
  ])('%s is told', async (_, more, code) => {
    const server = openServer(parameters(more), { env: {} });
    expect((await problemOf(server.use(async () => {}))).code).toBe(code);
    await server.close();
  });
});
