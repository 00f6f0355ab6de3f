import { applyGrants } from '../../src/postgres/grants';
import { runStatements } from '../../src/postgres/run-statements';
import { explainFailure, StatementError } from '../../src/postgres/statement-failure';
import { type Problem, ProblemError } from '../../src/problem';
import { freshDatabase, freshName, type TestDatabase } from '../support/postgres';
import { openEngine } from './grants/engine';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** The problem that a statement ends in. */
async function problemOf(sql: string, display = sql): Promise<Problem> {
  const server = openEngine(database);
  try {
    const failed = await server
      .transaction((session) => runStatements(session, [{ sql, display }]))
      .then(() => undefined, explainFailure);
    expect(failed).toBeInstanceOf(ProblemError);
    return (failed as ProblemError).problems[0] as Problem;
  } finally {
    await server.close();
  }
}

test("PostgreSQL's detail and hint are kept, and the advice is about this case", async () => {
  await database.query('CREATE TABLE base (); CREATE VIEW above AS SELECT FROM base');
  expect(await problemOf('DROP TABLE public.base')).toEqual({
    severity: 'error',
    code: 'PG_STATEMENT_FAILED',
    path: [],
    what: 'PostgreSQL refused a statement: cannot drop table public.base because other objects depend on it (view public.above depends on table public.base)',
    value: 'DROP TABLE public.base',
    next: 'Use DROP ... CASCADE to drop the dependent objects too. Others hold what depends on this: take it back from them first. The transaction was rolled back.',
  });
});

test.each([
  ['GRANT no_such_role TO CURRENT_USER', 'PG_STATEMENT_FAILED', /make it first/],
  ['GRANT SELECT ON no_such_table TO CURRENT_USER', 'PG_STATEMENT_FAILED', /make it first/],
  ['CREATE ROLE postgres', 'PG_STATEMENT_FAILED', /made meanwhile/],
  ['SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)', 'PG_CLOSED', /statement_timeout_seconds/],
])('%s: %s', async (sql, code, next) => {
  const problem = await problemOf(sql.replace('ROLE postgres', `ROLE "${database.server.superuser}"`));
  expect(problem.code).toBe(code);
  expect(problem.next).toMatch(next);
});

test('what lacks a right is said to be one, and a secret is shown as it was to be shown', async () => {
  const role = freshName('plain');
  await database.query(`CREATE ROLE ${role}`);
  const problem = await problemOf(
    `SET ROLE ${role}; CREATE ROLE x PASSWORD 'canary'`,
    "CREATE ROLE x PASSWORD '********'",
  );
  expect(problem).toMatchObject({ code: 'PG_NOT_PERMITTED', value: "CREATE ROLE x PASSWORD '********'" });
  expect(JSON.stringify(problem)).not.toContain('canary');
  await database.query(`DROP ROLE ${role}`);
});

test('grants say it in the same words', async () => {
  const reader = freshName('reader');
  await database.query(`CREATE ROLE ${reader}; CREATE SCHEMA app`);
  await database.query(`CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN
      RAISE 'not today' USING ERRCODE = '42501', DETAIL = 'it is Sunday', HINT = 'Come back.'; END$$;
    CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('GRANT') EXECUTE FUNCTION refuse()`);
  const server = openEngine(database);
  const grants = { app: { grantees: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] } } as const;
  const failed = await applyGrants(server, { database: database.name, grants }).catch((error: ProblemError) => error);
  await server.close();
  expect((failed as ProblemError).problems).toEqual([
    {
      severity: 'error',
      code: 'PG_NOT_PERMITTED',
      path: [],
      what: 'PostgreSQL refused a statement: not today (it is Sunday)',
      value: `GRANT USAGE ON SCHEMA "app" TO "${reader}"`,
      next: 'Come back. The role that the statement runs as lacks a right: have it granted, or apply as an admin who has it. The transaction was rolled back.',
    },
  ]);
  await database.query(`DROP EVENT TRIGGER refuse; DROP ROLE ${reader}`);
});

test('what no statement of ours ran into is only reported; what is a problem already stays one', () => {
  const ended = Object.assign(new Error('terminating connection'), { sqlstate: '57P01' });
  for (const error of [ended, new StatementError('GRANT x TO y', ended)]) {
    expect((explainFailure(error) as ProblemError).problems).toMatchObject([
      { code: 'PG_SHUTTING_DOWN', what: 'PostgreSQL reported: terminating connection' },
    ]);
  }
  const made = new ProblemError({ severity: 'error', code: 'ROLE_EXISTS', path: [], what: 'there' });
  expect(explainFailure(made)).toBe(made);
});
