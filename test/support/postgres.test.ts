import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  databaseOn,
  freshDatabase,
  freshName,
  type PrivateServer,
  readLog,
  serverVersions,
  sharedServer,
  startPostgres,
} from './postgres';

describe('the shared server', () => {
  test('gives every test a database of its own', async () => {
    const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
    await one.query('CREATE TABLE here (id int)');
    expect(await one.query("SELECT to_regclass('here') IS NOT NULL AS found")).toEqual([{ found: true }]);
    expect(await two.query("SELECT to_regclass('here') IS NOT NULL AS found")).toEqual([{ found: false }]);
    await Promise.all([one.drop(), two.drop()]);
  });

  test('tells what a role may do', async () => {
    const database = await freshDatabase();
    const role = freshName('reader');
    await database.query(
      `CREATE TABLE t (id int); CREATE ROLE ${role} LOGIN PASSWORD 'pw'; GRANT SELECT ON t TO ${role}`,
    );
    expect(await database.tryAs(role, 'pw', 'SELECT * FROM t')).toBe('ok');
    expect(await database.tryAs(role, 'pw', 'INSERT INTO t VALUES (1)')).toBe('permission denied');
    expect(await database.tryAs(role, 'wrong', 'SELECT 1')).toMatch(/password authentication failed/);
    await database.drop();
    await database.server.query(`DROP ROLE ${role}`);
  });

  test('is the same one however often it is asked for', async () => {
    const [one, two] = await Promise.all([sharedServer(), sharedServer()]);
    expect(one.port).toBe(two.port);
    expect(await one.query('SELECT 1 AS one; SELECT 2 AS two')).toEqual([{ two: 2 }]);
  });
});

test.each(serverVersions())('a shared server of PostgreSQL %d is of that version', async (version) => {
  const server = await sharedServer(version);
  const [row] = await server.query('SHOW server_version_num');
  expect(Math.floor(Number(row?.server_version_num) / 10_000)).toBe(version);
  expect(server.major).toBe(version);
});

describe('a private server', () => {
  let server: PrivateServer;

  beforeAll(async () => {
    server = await startPostgres({
      superuser: 'Chief One',
      password: "it's",
      settings: { max_connections: '17' },
      hba: ['host all all all reject'],
    });
  });
  afterAll(() => server.stop());

  test('has the superuser and the settings asked for', async () => {
    const [row] = await server.query("SELECT current_user AS me, current_setting('max_connections') AS limit");
    expect(row).toEqual({ me: 'Chief One', limit: '17' });
  });

  test('lets in whom its pg_hba.conf lets in, and its superuser by the socket', async () => {
    expect(await server.tryAs('anyone', 'pw', 'postgres', 'SELECT 1')).toMatch(/pg_hba.conf rejects/);
    const database = await databaseOn(server);
    expect(await database.query('SELECT current_database() AS name')).toEqual([{ name: database.name }]);
  });

  test('writes every statement to its log', async () => {
    await server.query("SELECT 'seen in the log'");
    expect(readLog(server)).toContain("SELECT 'seen in the log'");
  });

  test('keeps its data and its port over a restart', async () => {
    const name = await server.createDatabase();
    await server.restart();
    expect(await server.query('SELECT datname FROM pg_database WHERE datname = $1', { values: [name] })).toHaveLength(
      1,
    );
    await server.halt();
    await expect(server.query('SELECT 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
    await server.start();
    await server.query('SELECT 1');
  });
});

test('a server that does not come up says why', async () => {
  await expect(startPostgres({ settings: { max_connections: 'many' } })).rejects.toThrow(/max_connections/);
});

test('several servers start at once', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres(), startPostgres()]);
  expect(new Set(servers.map(({ port }) => port)).size).toBe(3);
  await Promise.all(servers.map((each) => each.stop()));
  expect(servers.filter(({ socketFolder }) => existsSync(socketFolder))).toEqual([]);
});

test('a server goes when the process that started it is killed', async () => {
  const script = `
    require(${JSON.stringify(require.resolve('tsx/cjs'))});
    const { startPostgres } = require(${JSON.stringify(require.resolve('./postgres'))});
    startPostgres().then((server) => {
      console.log(JSON.stringify({ folder: server.socketFolder, port: server.port }));
      setInterval(() => {}, 1000);
    });
  `;
  const { APONOPG_TEST_RUN: _, ...env } = process.env;
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const { folder, port } = JSON.parse(String(line)) as { folder: string; port: number };
  child.kill('SIGKILL');
  while (existsSync(folder)) await sleep(20);
  const [error] = await once(connect(port, '127.0.0.1'), 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
