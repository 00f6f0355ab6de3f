import { execFileSync } from 'node:child_process';
import type { DeclaredGrants } from '../src/metadata';
import { openServer } from '../src/postgres/connect';
import { applyGrants, readAndPlan, renderStatement } from '../src/postgres/grants';
import type { Session } from '../src/postgres/session';
import { databaseOn, type PrivateServer, startPostgres, type TestDatabase } from '../test/support/postgres';

/*
 * The grants engine against the floor: `psql` running the folded statements in one transaction.
 * Job: CONNECT, USAGE, SELECT and default privileges of ROLES roles on SCHEMAS schemas of TABLES tables.
 *
 *     npx tsx --expose-gc bench/grants.ts
 */

const SCHEMAS = 10;
const TABLES = 20;
const ROUNDS = 5;

interface Result {
  entries: number;
  statements: number;
  firstApply: number;
  floor: number;
  nothingToDo: number;
  queries: number;
  megabytes: number;
}

async function main(): Promise<void> {
  const server = await startPostgres(process.argv[2] === undefined ? {} : { version: Number(process.argv[2]) });
  try {
    // Warm: libraries loaded, code compiled.
    await measure(server, 5, 1);
    const one = await measure(server, 50, ROUNDS);
    const ten = await measure(server, 500, 3);
    const rows = [one, ten].map((each) => ({
      entries: each.entries,
      statements: each.statements,
      'first apply ms': Math.round(each.firstApply),
      'floor ms': Math.round(each.floor),
      ratio: round(each.firstApply / each.floor),
      'nothing to do ms': Math.round(each.nothingToDo),
      queries: each.queries,
      'heap MB': round(each.megabytes),
    }));
    console.table(rows);
    console.log(
      `10 x the roles: ${round(ten.firstApply / one.firstApply)} x the time of an apply, ` +
        `${round(ten.nothingToDo / one.nothingToDo)} x of nothing to do, ${round(ten.megabytes / one.megabytes)} x the memory`,
    );
  } finally {
    await server.stop();
  }
}

async function measure(server: PrivateServer, roles: number, rounds: number): Promise<Result> {
  const names = Array.from({ length: roles }, (_, index) => `reader_${roles}_${index}`);
  await server.query(names.map((name) => `CREATE ROLE ${name} LOGIN`).join(';'));
  const results: Result[] = [];
  for (let round = 0; round < rounds; round++) results.push(await measureOnce(server, names));
  await server.query(names.map((name) => `DROP ROLE ${name}`).join(';'));
  const middle = (pick: (each: Result) => number) =>
    results.map(pick).sort((a, b) => a - b)[Math.floor(results.length / 2)] as number;
  return {
    ...(results[0] as Result),
    firstApply: middle((each) => each.firstApply),
    floor: middle((each) => each.floor),
    nothingToDo: middle((each) => each.nothingToDo),
    megabytes: middle((each) => each.megabytes),
  };
}

async function measureOnce(server: PrivateServer, roles: readonly string[]): Promise<Result> {
  const [mine, other] = [await prepare(server), await prepare(server)];
  const declared = declare(mine.name, roles);
  const engine = openServer({
    host: server.host,
    port: server.port,
    username: server.superuser,
    password: server.password,
    database: mine.name,
    sslmode: 'disable',
  });
  const firstStart = performance.now();
  const { statements } = await applyGrants(engine, declared);
  const firstApply = performance.now() - firstStart;
  const counted = { queries: 0 };
  const heapBefore = heap();
  const plan = await engine.use((session) => readAndPlan(counting(session, counted), declared));
  const megabytes = (heap() - heapBefore) / 2 ** 20;
  if (plan.statements.length > 0) throw new Error('The plan after the apply is not empty');
  const nothingStart = performance.now();
  await applyGrants(engine, declared);
  const nothingToDo = performance.now() - nothingStart;
  const floor = psql(
    server,
    other,
    statements.map((each) => renderStatement(each).replaceAll(`"${mine.name}"`, `"${other.name}"`)),
  );
  const entries = await countEntries(mine);
  await engine.close();
  await mine.drop();
  await other.drop();
  return {
    entries,
    statements: statements.length,
    firstApply,
    floor,
    nothingToDo,
    queries: counted.queries,
    megabytes,
  };
}

async function prepare(server: PrivateServer): Promise<TestDatabase> {
  const database = await databaseOn(server);
  const sql: string[] = [];
  for (let schema = 0; schema < SCHEMAS; schema++) {
    sql.push(`CREATE SCHEMA s${schema}`);
    for (let table = 0; table < TABLES; table++) sql.push(`CREATE TABLE s${schema}.t${table} (id int, name text)`);
  }
  await database.query(sql.join(';'));
  return database;
}

function declare(database: string, roles: readonly string[]): DeclaredGrants {
  const schemas = Array.from({ length: SCHEMAS }, (_, index) => `s${index}`);
  return {
    database,
    grants: {
      database: { grantees: roles, on: 'database', privileges: ['CONNECT'] },
      schemas: { grantees: roles, on: 'schema', objects: schemas, privileges: ['USAGE'] },
      'all tables': { grantees: roles, on: 'table', schemas, privileges: ['SELECT'] },
    },
    default_privileges: {
      'future tables': { owners: ['postgres'], schemas, on: 'table', grantees: roles, privileges: ['SELECT'] },
    },
  };
}

function counting(session: Session, counted: { queries: number }): Session {
  return {
    database: session.database,
    user: session.user,
    serverVersion: session.serverVersion,
    query: (text, values) => {
      counted.queries++;
      return session.query(text, values);
    },
  };
}

function psql(server: PrivateServer, database: TestDatabase, statements: readonly string[]): number {
  const start = performance.now();
  execFileSync('psql', ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-f', '-'], {
    input: statements.map((each) => `${each};\n`).join(''),
    env: { ...process.env, ...server.psqlEnv, PGDATABASE: database.name },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return performance.now() - start;
}

async function countEntries(database: TestDatabase): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_class, aclexplode(relacl) a WHERE relkind = 'r' AND a.grantee <> relowner AND relnamespace::regnamespace::text LIKE 's_'",
  );
  return row?.count ?? 0;
}

function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
