import { openServer } from '../../../src/postgres/connect';
import { lockedTransaction } from '../../../src/postgres/locked-transaction';
import { closedAfterwards } from '../../support/clean-up';
import { freshDatabase, freshName, type TestDatabase } from '../../support/postgres';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

function opened(limits: { lock_timeout_seconds?: number; statement_timeout_seconds?: number }) {
  const { host, port, superuser: username, password } = database.server;
  return closedAfterwards(
    openServer({ host, port, username, password, database: database.name, ...limits }, { env: {} }),
  );
}

const LIMITS = `SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement`;

test('every transaction has the limits given for the server, whatever the role or the database have', async () => {
  await database.query(`ALTER DATABASE "${database.name}" SET statement_timeout = '7s'`);
  const server = opened({ lock_timeout_seconds: 3, statement_timeout_seconds: 120 });
  const expected = [{ lock: '3s', statement: '2min' }];
  expect(await server.use((session) => session.query(LIMITS))).toEqual(expected);
  expect(await server.transaction((session) => session.query(LIMITS))).toEqual(expected);
  expect(await lockedTransaction(server, (session) => session.query(LIMITS))).toEqual(expected);
  const unlimited = opened({ statement_timeout_seconds: 0 });
  expect(await lockedTransaction(unlimited, (session) => session.query(LIMITS))).toEqual([
    { lock: '10s', statement: '0' },
  ]);
});

test('a statement that runs for longer is ended', async () => {
  const server = opened({ statement_timeout_seconds: 1 });
  await expect(server.use((session) => session.query('SELECT pg_sleep(30)'))).rejects.toMatchObject({
    sqlstate: '57014',
  });
});

test('a lock that is not to be had in time is told with its holder', async () => {
  const [server, other] = [opened({ lock_timeout_seconds: 1 }), opened({})];
  const table = freshName('locked');
  await database.query(`CREATE TABLE public."${table}" ()`);
  await lockedTransaction(other, async () => {
    const late = lockedTransaction(server, (session) => session.query('SELECT 1'));
    await expect(late).rejects.toThrow(/within 1 seconds: it is held by process \d+ \(role /);
  });
});
