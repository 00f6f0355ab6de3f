import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli } from '../test/support/build';
import { databaseOn, type PrivateServer, startPostgres } from '../test/support/postgres';

/*
 * `aponopg apply`, the whole process, making 50 roles and giving them 10,000 access-list entries and default privileges,
 * against `psql` with the folded statements; and with nothing to do, against the start of `node -e 0` and three times
 * `psql -c 'select 1'`. All by turns in one run.
 *
 *     npx tsx bench/cli-apply.ts
 */

const [ROLES, SCHEMAS, TABLES] = [50, 10, 20];
const ROUNDS = 9;
const [APPLY, NOTHING] = [4, 2];

async function main(): Promise<void> {
  const cli = await builtCli();
  const server = await startPostgres();
  const file = join(tmpdir(), `cli-apply-${process.pid}.json`);
  const times: Record<'first' | 'floor' | 'nothing' | 'node' | 'select', number[]> = {
    first: [],
    floor: [],
    nothing: [],
    node: [],
    select: [],
  };
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const [mine, other] = [await prepare(server), await prepare(server)];
      const roles = Array.from({ length: ROLES }, (_, index) => `reader_${round}_${index}`);
      writeFileSync(file, JSON.stringify(documentOf(server, mine.name, roles)));
      const env = { ...process.env, ...server.psqlEnv, ADMIN_PASSWORD: server.password };
      const plan = execFileSync(process.execPath, [cli, 'plan', file, '--json'], { env, encoding: 'utf8' });
      const { changes } = JSON.parse(plan) as { changes: { statements: string[] }[] };
      const statements = changes.flatMap((each) => each.statements);
      const folded = statements
        .map((each) => `${each.replaceAll(`"${mine.name}"`, `"${other.name}"`).replaceAll('"reader_', '"other_')};\n`)
        .join('');
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
      await server.query(
        roles
          .flatMap((name) => [name, name.replace('reader', 'other')])
          .map((name) => `DROP ROLE ${name}`)
          .join(';'),
      );
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
    `apply ${ms(first)}, psql with the statements ${ms(floor)}: ratio ${(first / floor).toFixed(2)}, target at most ${APPLY}`,
  );
  console.log(
    `nothing to do ${ms(nothing)}, node -e 0 ${ms(node)} + 3 x psql ${ms(select)} = ${ms(bound)}: ratio ${(nothing / bound).toFixed(2)}, target at most ${NOTHING}`,
  );
  if (first > APPLY * floor || nothing > NOTHING * bound) process.exitCode = 1;
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
  const { host, port, superuser: username } = server;
  return {
    servers: { main: { host, port, database, username, password_env: 'ADMIN_PASSWORD', sslmode: 'disable' } },
    roles: roles.map((name) => ({ server: 'main', name, login: true })),
    grants: [
      {
        server: 'main',
        database,
        grants: {
          database: { grantees: roles, on: 'database', privileges: ['CONNECT'] },
          schemas: { grantees: roles, on: 'schema', objects: schemas, privileges: ['USAGE'] },
          tables: { grantees: roles, on: 'table', schemas, privileges: ['SELECT'] },
        },
        default_privileges: {
          tables: { owners: ['postgres'], schemas, on: 'table', grantees: roles, privileges: ['SELECT'] },
        },
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
