import { openServer, PostgresError } from '../../../src/postgres/connect';
import type { DatabaseServer } from '../../../src/postgres/session';
import { closedAfterwards } from '../../support/clean-up';
import { freshDatabase, type TestDatabase } from '../../support/postgres';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';

let database: TestDatabase;
let server: DatabaseServer;

beforeAll(async () => {
  database = await freshDatabase();
  await database.query('CREATE TABLE t (id int)');
  server = openServer(parametersOf(database.server, { database: database.name }), { env: {} });
});

afterAll(async () => {
  await server.close();
  await database.drop();
});

async function rows(): Promise<number[]> {
  return (await database.query('SELECT id FROM t ORDER BY id')).map(({ id }) => id);
}

beforeEach(() => database.query('TRUNCATE t'));

async function postgresErrorOf(work: Promise<unknown>): Promise<PostgresError> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PostgresError);
  return error as PostgresError;
}

describe('a session', () => {
  test('knows its database, its role and the version without asking', async () => {
    const [row] = await database.query('SHOW server_version_num');
    await server.use(async (session) => {
      expect(session).toMatchObject({
        database: database.name,
        user: database.server.superuser,
        serverVersion: Number(row?.server_version_num),
      });
    });
    expect(server.database).toBe(database.name);
  });

  test.each([[[]], [[1]]])('names without a schema mean the system, first statement with values %j', async (values) => {
    await database.query(`ALTER DATABASE "${database.name}" SET search_path = public, pg_catalog`);
    const fresh = openServer(parametersOf(database.server, { database: database.name }), { env: {} });
    for (const run of [fresh.use, fresh.transaction]) {
      const paths = await run(async (session) => [
        ...(await session.query(
          `SELECT current_setting('search_path') AS path WHERE 1 = ${values.length ? '$1' : '1'}`,
          values,
        )),
        ...(await session.query("SELECT current_setting('search_path') AS path")),
      ]);
      expect(paths).toEqual([{ path: 'pg_catalog, pg_temp' }, { path: 'pg_catalog, pg_temp' }]);
    }
    await fresh.close();
  });

  test('finds the tables and types of the system, whatever is temporary in its session', async () => {
    const one = closedAfterwards(
      openServer(parametersOf(database.server, { database: database.name }), { env: {}, maxConnections: 1 }),
    );
    await one.transaction(async (session) => {
      await session.query('CREATE TEMP TABLE pg_roles AS SELECT 1 AS nothing');
      await session.query('CREATE DOMAIN pg_temp.oid AS int CHECK (VALUE < 0)');
    });
    const found = await one.use((session) => session.query('SELECT 10::oid AS oid FROM pg_roles WHERE oid = 10'));
    expect(found).toEqual([{ oid: 10 }]);
    expect(await one.use((session) => session.query('SELECT * FROM pg_temp.pg_roles'))).toEqual([{ nothing: 1 }]);
  });

  test('goes to another database when asked', async () => {
    const name = await server.use((session) => session.query('SELECT current_database()'), 'template1');
    expect(name).toEqual([{ current_database: 'template1' }]);
  });

  test('is called aponopg on the server', async () => {
    expect(await server.use((session) => session.query('SHOW application_name'))).toEqual([
      { application_name: 'aponopg' },
    ]);
  });

  test('hands parameters over by the protocol and gives arrays of names as arrays', async () => {
    const result = await server.use((session) =>
      session.query('SELECT $1::text AS text, $2::name[] AS names', ["'; --", ['a', 'b,c']]),
    );
    expect(result).toEqual([{ text: "'; --", names: ['a', 'b,c'] }]);
  });

  test('does not leave an open transaction to the next', async () => {
    await server.use((session) => session.query('COMMIT AND CHAIN'));
    const status = await server.use((session) => session.query('SELECT now() = statement_timestamp() AS fresh'));
    expect(status).toEqual([{ fresh: true }]);
  });

  test('changes nothing', async () => {
    const work = server.use((session) => session.query('INSERT INTO public.t VALUES (1)'));
    expect((await postgresErrorOf(work)).sqlstate).toBe('25006');
  });

  test('runs one statement after the other, however they are asked for', async () => {
    const sums = await server.transaction((session) =>
      Promise.all([1, 2, 3].map((n) => session.query(`SELECT ${n} AS n, pg_current_xact_id()::text AS id`))),
    );
    expect(sums.map(([row]) => row?.n)).toEqual([1, 2, 3]);
    expect(new Set(sums.map(([row]) => row?.id)).size).toBe(1);
  });

  test('refuses statements after its work is over', async () => {
    const session = await server.use(async (given) => given);
    expect((await problemOf(session.query('SELECT 1'))).code).toBe('PG_CLOSED');
  });
});

describe('a transaction', () => {
  test('is committed when its work is done', async () => {
    await server.transaction(async (session) => {
      await session.query('INSERT INTO public.t VALUES (1)');
      await session.query('INSERT INTO public.t VALUES ($1)', [2]);
    });
    expect(await rows()).toEqual([1, 2]);
  });

  test('may begin with a statement that has parameters, and give its rows', async () => {
    const first = await server.transaction((session) =>
      session.query('INSERT INTO public.t VALUES ($1) RETURNING id', [3]),
    );
    const second = await server.transaction((session) => session.query('INSERT INTO public.t VALUES (4) RETURNING id'));
    expect([first, second]).toEqual([[{ id: 3 }], [{ id: 4 }]]);
  });

  test('is rolled back when its work fails, and the connection stays good', async () => {
    const work = server.transaction(async (session) => {
      await session.query('INSERT INTO public.t VALUES (1)');
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await server.use((session) => session.query('SELECT * FROM public.t'))).toEqual([]);
  });

  test.each([[[]], [[1]]])('never runs its first statement outside, with values %j', async (values) => {
    const work = server.transaction(async (session) => {
      await session.query(`INSERT INTO public.t VALUES (${values.length ? '$1' : '1'})`, values);
      await session.query('SELECT 1 / 0');
    });
    await postgresErrorOf(work);
    expect(await rows()).toEqual([]);
  });

  test('says so when it was rolled back because a failure was passed over', async () => {
    const work = server.transaction(async (session) => {
      await session.query('INSERT INTO public.t VALUES (1)');
      await session.query('SELECT 1 / 0').catch(() => {});
    });
    expect((await problemOf(work)).code).toBe('PG_ROLLED_BACK');
    expect(await rows()).toEqual([]);
  });

  test('without a statement does nothing', async () => {
    expect(await server.transaction(async () => 'nothing')).toBe('nothing');
  });

  test('fails when a deferred check fails at the end', async () => {
    await database.query('CREATE TABLE IF NOT EXISTS once (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)');
    const work = server.transaction((session) => session.query('INSERT INTO public.once VALUES (1), (1)'));
    expect((await postgresErrorOf(work)).sqlstate).toBe('23505');
    expect(await server.use((session) => session.query('SELECT * FROM public.once'))).toEqual([]);
  });
});

describe('a failing statement', () => {
  test('is reported as the server tells it, with its place in the statement', async () => {
    for (const run of [server.use, server.transaction]) {
      const error = await postgresErrorOf(run((session) => session.query('SELECT 1 FROM nowhere')));
      expect(error).toMatchObject({ sqlstate: '42P01', severity: 'ERROR', position: 15, name: 'PostgresError' });
      expect(error.message).toBe('relation "nowhere" does not exist');
    }
  });

  test('names the constraint', async () => {
    await database.query('CREATE TABLE IF NOT EXISTS checked (id int CONSTRAINT positive CHECK (id > 0))');
    const error = await postgresErrorOf(
      server.transaction((session) => session.query('INSERT INTO public.checked VALUES (-1)')),
    );
    expect(error.object).toEqual({ schema: 'public', table: 'checked', constraint: 'positive' });
  });

  test('shows neither its text nor its parameters', async () => {
    const secret = "ALTER ROLE nobody_here PASSWORD 'hunter2'";
    for (const [text, values] of [
      [secret, []],
      ['SELECT $1::text FROM nowhere', ['hunter2']],
      [`DO $$ BEGIN EXECUTE '${secret.replaceAll("'", "''")}'; END $$`, []],
    ] as const) {
      const error = await postgresErrorOf(server.use((session) => session.query(text, values)));
      expect(JSON.stringify([error, error.message, error.stack, { ...error }])).not.toContain('hunter2');
    }
  });
});
