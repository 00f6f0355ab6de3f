import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from '../test/support/build';
import { databaseOn, type PrivateServer, startPostgres } from '../test/support/postgres';

/*
 * `aponopg apply`, the whole process, on the job of bench/grants.ts, against `psql` with the folded statements; and with
 * nothing to do, against the start of `node -e 0` and three times `psql -c 'select 1'`. All by turns in one run.
 *
 *     npx tsx bench/cli-apply.ts
 */

const [ROLES, SCHEMAS, TABLES] = [50, 10, 20];
const ROUNDS = 9;

async function main(): Promise<void> {
  const cli = await builtCli();
  const server = await startPostgres();
  const file = join(tmpdir(), `cli-apply-${process.pid}.json`);
  const roles = Array.from({ length: ROLES }, (_, index) => `reader_${index}`);
  const times: Record<'first' | 'floor' | 'nothing' | 'node' | 'select', number[]> = {
    first: [],
    floor: [],
    nothing: [],
    node: [],
    select: [],
  };
  try {
    await server.query(roles.map((name) => `CREATE ROLE ${name}`).join(';'));
    for (let round = 0; round <= ROUNDS; round++) {
      const [mine, other] = [await prepare(server), await prepare(server)];
      writeFileSync(file, JSON.stringify(documentOf(server, mine.name, roles)));
      const env = { ...process.env, ...server.psqlEnv, ADMIN_PASSWORD: server.password };
      const plan = execFileSync(process.execPath, [cli, 'plan', file, '--json'], { env, encoding: 'utf8' });
      const { changes } = JSON.parse(plan) as { changes: { statements: string[] }[] };
      const statements = changes.flatMap((each) => each.statements);
      const folded = statements.map((each) => `${each.replaceAll(`"${mine.name}"`, `"${other.name}"`)};\n`).join('');
      const run = (program: string, args: string[], input = '', database = 'postgres') =>
        execFileSync(program, args, {
          env: { ...env, PGDATABASE: database },
          input,
          stdio: ['pipe', 'ignore', 'inherit'],
        });
      const psql = ['-X', '-q', '-v', 'ON_ERROR_STOP=1'];
      const took = {
        first: time(() => run(process.execPath, [cli, 'apply', file, '--yes', '--json'])),
        floor: time(() => run('psql', [...psql, '-1', '-f', '-'], folded, other.name)),
        nothing: time(() => run(process.execPath, [cli, 'apply', file, '--yes'])),
        node: time(() => run(process.execPath, ['-e', '0'])),
        select: time(() => run('psql', ['-X', '-c', 'select 1'])),
      };
      // The first round warms the disk's cache and is not counted.
      if (round > 0) for (const name of Object.keys(took) as (keyof typeof took)[]) times[name].push(took[name]);
      await mine.drop();
      await other.drop();
      if (round === ROUNDS) console.log(`${statements.length} statements`);
    }
  } finally {
    rmSync(file, { force: true });
    await server.stop();
  }
  const [first, floor, nothing, node, select] = (['first', 'floor', 'nothing', 'node', 'select'] as const).map((name) =>
    median(times[name]),
  ) as [number, number, number, number, number];
  const bound = node + 3 * select;
  console.log(
    `apply ${ms(first)}, psql with the statements ${ms(floor)}: ratio ${(first / floor).toFixed(2)}, target at most 4`,
  );
  console.log(
    `nothing to do ${ms(nothing)}, node -e 0 ${ms(node)} + 3 x psql ${ms(select)} = ${ms(bound)}: target at most that`,
  );
  if (first > 4 * floor || nothing > bound) process.exitCode = 1;
}

async function prepare(server: PrivateServer) {
  const database = await databaseOn(server);
  const sql: string[] = [];
  for (let schema = 0; schema < SCHEMAS; schema++) {
    sql.push(`CREATE SCHEMA s${schema}`);
    for (let table = 0; table < TABLES; table++) sql.push(`CREATE TABLE s${schema}.t${table} (id int, name text)`);
  }
  await database.query(sql.join(';'));
  return database;
}

function documentOf(server: PrivateServer, database: string, roles: readonly string[]): object {
  const schemas = Array.from({ length: SCHEMAS }, (_, index) => `s${index}`);
  return {
    servers: {
      main: {
        host: server.host,
        port: server.port,
        database,
        username: server.superuser,
        password_env: 'ADMIN_PASSWORD',
        sslmode: 'disable',
      },
    },
    grants: [
      {
        server: 'main',
        database,
        grants: roles.flatMap((grantee) => [
          { grantees: [grantee], on: 'database', privileges: ['CONNECT'] },
          { grantees: [grantee], on: 'schema', objects: schemas, privileges: ['USAGE'] },
          ...schemas.map((schema) => ({ grantees: [grantee], on: 'table', schemas: [schema], privileges: ['SELECT'] })),
        ]),
        default_privileges: roles.flatMap((grantee) =>
          schemas.map((schema) => ({
            owners: ['postgres'],
            schemas: [schema],
            on: 'table',
            grantees: [grantee],
            privileges: ['SELECT'],
          })),
        ),
      },
    ],
  };
}

function time(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

void main();
