import { openServer } from '../../../src/postgres/connect';
import type { DatabaseServer } from '../../../src/postgres/session';
import { closedAfterwards } from '../../support/clean-up';
import { type FaultProxy, openFaultProxy } from '../../support/fault-proxy';
import { type PrivateServer, startPostgres } from '../../support/postgres';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';

let postgres: PrivateServer;
let proxy: FaultProxy;
let server: DatabaseServer;

beforeAll(async () => {
  postgres = closedAfterwards(await startPostgres());
  await postgres.query('CREATE TABLE t (id int)');
});

beforeEach(async () => {
  await postgres.query('TRUNCATE t');
  proxy = await openFaultProxy(postgres);
  const by = { host: '127.0.0.1', port: proxy.port, sslmode: 'disable', connect_timeout_seconds: 1 } as const;
  server = closedAfterwards(openServer(parametersOf(postgres, by), { env: {} }));
});

const COMMIT = [/^> COMMIT/];
const write = () => server.transaction((session) => session.query('INSERT INTO public.t VALUES (1) RETURNING id'));
const rows = () => postgres.query('SELECT id FROM t');

test('what was committed is done, although the answer was lost', async () => {
  proxy.arm({ kind: 'close', at: COMMIT, when: 'after' });
  expect(await write()).toEqual([{ id: 1 }]);
  expect(await rows()).toEqual([{ id: 1 }]);
});

test('what did not arrive is undone at once and for good, and holds no lock', async () => {
  proxy.arm({ kind: 'half-open', at: COMMIT, when: 'before' });
  expect((await problemOf(write())).code).toBe('PG_CONNECTION_LOST');
  expect(await rows()).toEqual([]);
  expect(await postgres.query("SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'")).toEqual([]);
});

test('a server that started anew meanwhile is not believed: its transactions may be others', async () => {
  proxy.arm({ kind: 'silent', at: COMMIT, when: 'before' });
  const failure = problemOf(write());
  while (!proxy.messages.some((each) => COMMIT[0]?.test(each))) await new Promise(setImmediate);
  await postgres.restart();
  proxy.heal();
  const { code, what, next } = await failure;
  expect(code).toBe('PG_OUTCOME_UNKNOWN');
  expect(what).toMatch(/could not be asked what became of it/);
  expect(next).toMatch(/either all of it is done or nothing is/);
});

test('what was read is there, however its transaction ends', async () => {
  proxy.arm({ kind: 'reset', at: COMMIT, when: 'before' });
  expect(await server.use((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
});
