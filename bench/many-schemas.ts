import { execFileSync } from 'node:child_process';
import type { DeclaredGrants } from '../src/metadata';
import { openServer } from '../src/postgres/connect';
import { applyGrants, readAndPlan, renderStatement } from '../src/postgres/grants';
import type { GrantStatement } from '../src/postgres/grants/write/grant-statement';
import { databaseOn, type PrivateServer, startPostgres, type TestDatabase } from '../test/support/postgres';

/*
 * From nothing to the grants of ROLES roles on all tables of many schemas, against `psql` with the same statements in
 * either spelling: ALL TABLES IN SCHEMA, and the tables by name. All three in one run, on databases made alike.
 *
 *     npx tsx bench/many-schemas.ts [schemas] [tables in each]
 */

const SCHEMAS = Number(process.argv[2] ?? 200);
const TABLES = Number(process.argv[3] ?? 100);
const ROLES = 6;
const TARGET = 2;
const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES'];

async function main(): Promise<void> {
  const server = await startPostgres({ settings: { max_locks_per_transaction: '1024' } });
  try {
    const roles = Array.from({ length: ROLES }, (_, index) => `reader_${index}`);
    await server.query(roles.map((name) => `CREATE ROLE ${name}`).join(';'));
    const [mine, whole, named] = [await prepare(server), await prepare(server), await prepare(server)];
    const declared = declare(mine.name, roles);
    const engine = openServer({ ...signIn(server), database: mine.name, sslmode: 'disable' });
    const { statements, index } = await engine.use((session) => readAndPlan(session, declared));
    const ours = await timed(async () => void (await applyGrants(engine, declared)));
    await engine.close();
    const byName = (each: GrantStatement): GrantStatement =>
      each.do !== 'change privileges' || each.schemas === null
        ? each
        : {
            ...each,
            schemas: null,
            objects: each.schemas.flatMap(
              (schema) => index.place('table', schema)?.targets.map(({ name }) => ({ schema, name })) ?? [],
            ),
          };
    console.log(
      `${statements.length} statements, ${(statements.map(renderStatement).join('').length / 1e6).toFixed(1)} MB`,
    );
    console.log(`ours ${ours.toFixed(0)} ms`);
    const rendered = (list: readonly GrantStatement[]) =>
      list
        .map(renderStatement)
        .map((sql) => `${sql.replaceAll(`"${mine.name}"`, `"${named.name}"`)};\n`)
        .join('');
    const n = psql(server, named, rendered(statements.map(byName)));
    console.log(`by name ${n.toFixed(0)} ms`);
    const a = psql(server, whole, rendered(statements.map((each) => wholeOf(each))));
    console.log(`ALL IN SCHEMA ${a.toFixed(0)} ms`);
    const ratio = ours / Math.min(n, a);
    console.log(`ratio ${ratio.toFixed(2)} to the faster, target at most ${TARGET}`);
    if (ratio > TARGET) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

function wholeOf(each: GrantStatement): GrantStatement {
  if (each.do !== 'change privileges' || each.on !== 'table' || each.objects === null) return each;
  return { ...each, schemas: [...new Set(each.objects.map(({ schema }) => String(schema)))], objects: null };
}

function schemas(): string[] {
  return Array.from({ length: SCHEMAS }, (_, index) => `s${index}`);
}

async function prepare(server: PrivateServer): Promise<TestDatabase> {
  const database = await databaseOn(server);
  for (const schema of schemas()) {
    await database.query(`CREATE SCHEMA ${schema}; DO $$ BEGIN FOR i IN 1..${TABLES} LOOP
      EXECUTE format('CREATE TABLE ${schema}.t%s (id int)', i); END LOOP; END $$`);
  }
  return database;
}

/** Each role has another privilege more than the one before: none of it folds. */
function declare(database: string, roles: readonly string[]): DeclaredGrants {
  return {
    database,
    grants: Object.fromEntries([
      ['schemas', { grantees: roles, on: 'schema' as const, objects: schemas(), privileges: ['USAGE'] }],
      ...roles.map((grantee, at) => [
        grantee,
        { grantees: [grantee], on: 'table' as const, schemas: schemas(), privileges: PRIVILEGES.slice(0, at + 1) },
      ]),
    ]),
  };
}

function signIn(server: PrivateServer) {
  return { host: server.host, port: server.port, username: server.superuser, password: server.password };
}

async function timed(job: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await job();
  return performance.now() - begun;
}

function psql(server: PrivateServer, database: TestDatabase, script: string): number {
  const begun = performance.now();
  execFileSync('psql', ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-f', '-'], {
    input: script,
    env: { ...process.env, ...server.psqlEnv, PGDATABASE: database.name },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return performance.now() - begun;
}

void main();
