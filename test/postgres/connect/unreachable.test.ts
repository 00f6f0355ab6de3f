import { createServer } from 'node:net';
import { openServer, type ServerParameters } from '../../../src/postgres/connect';
import { type PostgresServer, sharedServer } from '../../support/postgres';
import { fakePostgres, listen, refusal } from './fake-servers';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';
import { askPsql, hasPsql } from './psql';

const psql = hasPsql();
let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await sharedServer();
});

async function sum(parameters: ServerParameters): Promise<unknown> {
  const server = openServer(parameters, { env: {} });
  try {
    return (await server.use((session) => session.query<{ sum: number }>('SELECT 1 + 1 AS sum')))[0]?.sum;
  } finally {
    await server.close();
  }
}

test.each<[string, ServerParameters, string, RegExp]>([
  ['nothing listens', { host: '127.0.0.1', port: 1 }, 'PG_UNREACHABLE', /nothing listens there/],
  ['unknown name', { host: 'unknown.invalid' }, 'PG_UNREACHABLE', /the name/],
  ['no socket', { host: '/nowhere' }, 'PG_UNREACHABLE', /there is no such socket/],
])('%s', async (_, parameters, code, what) => {
  const found = await problemOf(sum(parameters));
  expect(found).toMatchObject({ code, path: ['host'] });
  expect(found.what).toMatch(what);
});

describe('a server that never answers', () => {
  test('is given up after the time given, whatever the sslmode', async () => {
    const silent = await listen(createServer(() => {}));
    const found = await Promise.all(
      (['disable', 'prefer', 'require'] as const).map((sslmode) =>
        problemOf(sum({ host: '127.0.0.1', port: silent.port, sslmode, connect_timeout_seconds: 1 })),
      ),
    );
    for (const { code, what } of found) {
      expect(code).toBe('PG_TIMEOUT');
      expect(what).toContain('was given up: no answer within 1 s');
    }
  });

  test('is passed over for the next host', async () => {
    const silent = await listen(createServer(() => {}));
    const hosts = {
      host: `127.0.0.1,${postgres.host}`,
      port: `${silent.port},${postgres.port}`,
      connect_timeout_seconds: 1,
    };
    expect(await sum(parametersOf(postgres, hosts))).toBe(2);
  });

  test('while it runs a statement is dropped after cancelling', async () => {
    const silent = await listen(fakePostgres());
    const server = openServer({ host: '127.0.0.1', port: silent.port, username: 'u', sslmode: 'disable' }, { env: {} });
    const asked = new Promise((resolve) => silent.server.once('statement', resolve));
    const failure = problemOf(server.transaction((session) => session.query('SELECT 1')));
    await asked;
    await server.cancel();
    expect((await failure).code).toMatch(/PG_CONNECTION_LOST|PG_CLOSED/);
  });
});

test.each([
  ['closes at once', ''],
  ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['puts more behind its consent to TLS', 'SR\0\0\0\x08\0\0\0\0'],
])('a server that %s is told', async (_, answer) => {
  const odd = await listen(
    createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(answer, 'latin1'))),
  );
  for (const sslmode of ['disable', 'require'] as const) {
    const found = await problemOf(sum({ host: '127.0.0.1', port: odd.port, username: 'u', sslmode }));
    expect(found.code).toBe('PG_UNREACHABLE');
  }
});

describe('of several hosts, the next is tried where psql tries it', () => {
  test.each([
    ['57P03', 'the database system is starting up', true],
    ['53300', 'sorry, too many clients already', false],
    ['28000', 'no such user', false],
  ])('after %s, %s: %s', async (sqlstate, message, tried) => {
    const refusing = await listen(createServer((socket) => refusal(socket, sqlstate, message)));
    const hosts = { host: `127.0.0.1,${postgres.host}`, port: `${refusing.port},${postgres.port}` };
    const parameters = parametersOf(postgres, { ...hosts, sslmode: 'disable' });
    const expected = tried ? '2' : 'refused';
    expect(String(await sum(parameters).catch(() => 'refused'))).toBe(expected);
    if (psql) expect(await sumByPsql(parameters)).toBe(expected);
  });

  function sumByPsql({ host, port }: ServerParameters): Promise<string> {
    const hosts = { PGHOST: String(host), PGPORT: String(port), PGSSLMODE: 'disable' };
    return askPsql('SELECT 1 + 1', { ...postgres.psqlEnv, ...hosts });
  }
});
