import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layProvider } from '../src/delivery';
import { PROVIDER_SOURCE } from '../src/metadata';
import { openServer } from '../src/postgres/connect';
import { readGrants } from '../src/postgres/grants/read/read-grants';
import { scopeOf } from '../src/postgres/grants/read/read-scope';
import { quoteLiteral } from '../src/postgres/quote';
import type { Session } from '../src/postgres/session';
import { builtProvider } from '../test/support/build';
import { freshFolder } from '../test/support/folder';
import { type PrivateServer, startPostgres } from '../test/support/postgres';
import { openTerraform, type TerraformFolder, type TerraformResult } from '../test/support/terraform';

/*
 * `terraform plan` with nothing to do, and the first `terraform apply`, of one role and one grants resource in each of 100
 * databases, against the same catalog reads by `psql`, one database after the other. All by turns in one run.
 *
 *     npx tsx bench/many-databases.ts
 */

const COUNT = 100;
const ROUNDS = 2;
const [NOTHING, APPLY] = [1.5, 3];

async function main(): Promise<void> {
  await builtProvider();
  const server = await startPostgres();
  const folder = openTerraform({ env: { BENCH_PASSWORD: server.password }, files: { 'main.tf.json': files(server) } });
  const scripts = freshFolder('reads');
  const times = { nothing: [] as number[], apply: [] as number[], psql: [] as number[] };
  try {
    await makeDatabases(server);
    for (const name of names()) writeFileSync(join(scripts, name), await readsOf(server, name));
    layProvider(folder.path);
    await succeed(folder.init());
    for (let round = 0; round <= ROUNDS; round++) {
      const took = {
        apply: await timed(() => succeed(folder.apply())),
        nothing: await timed(() => succeed(folder.run('plan', '-no-color', '-input=false', '-detailed-exitcode'))),
        psql: await timed(() => readAll(server, scripts)),
      };
      // The first round warms the disk's cache and is not counted.
      if (round > 0) for (const name of ['apply', 'nothing', 'psql'] as const) times[name].push(took[name]);
      if (round < ROUNDS) await beginAnew(server, folder);
    }
  } finally {
    folder.remove();
    rmSync(scripts, { recursive: true, force: true });
    await server.stop();
  }
  const [nothing, apply, psql] = [median(times.nothing), median(times.apply), median(times.psql)];
  const say = (what: string, took: number, target: number) => {
    console.log(`${what} ${took.toFixed(0)} ms: ratio ${(took / psql).toFixed(2)}, target at most ${target}`);
    if (took > target * psql) process.exitCode = 1;
  };
  console.log(`the reads by psql, ${COUNT} times: ${psql.toFixed(0)} ms   (medians of ${ROUNDS})`);
  say('nothing to do', nothing, NOTHING);
  say('apply', apply, APPLY);
}

function names(): string[] {
  return Array.from({ length: COUNT }, (_, index) => `many_${index}`);
}

async function makeDatabases(server: PrivateServer): Promise<void> {
  await server.query('CREATE DATABASE many_0');
  const first = openServer(signIn(server, 'many_0'));
  await first.transaction((session) =>
    session.query(`CREATE SCHEMA app; DO $$ BEGIN FOR i IN 0..9 LOOP
      EXECUTE format('CREATE TABLE app.t%s (id int, name text)', i); END LOOP; END $$`),
  );
  await first.close();
  for (const name of names().slice(1)) await server.query(`CREATE DATABASE ${name} TEMPLATE many_0`);
}

/** Without `terraform destroy`, which looks for each role in every database. */
async function beginAnew(server: PrivateServer, folder: TerraformFolder): Promise<void> {
  folder.forget();
  for (const name of names()) await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  for (let index = 0; index < COUNT; index++) await server.query(`DROP ROLE reader_${index}`);
  await makeDatabases(server);
}

/** What one reading asks, as a script. */
async function readsOf(server: PrivateServer, database: string): Promise<string> {
  const asked: string[] = [];
  const open = openServer(signIn(server, database));
  await open.use(async (session) => {
    const noting: Session = {
      database: session.database,
      user: session.user,
      serverVersion: session.serverVersion,
      query: (text, values = []) => {
        asked.push(text.replace(/\$(\d+)/g, (_, at) => literal(values[Number(at) - 1])));
        return session.query(text, values);
      },
    };
    await readGrants(noting, scopeOf({ database, ...grantsFor('reader_0') }));
  });
  await open.close();
  return `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit TO off; SET LOCAL search_path TO pg_catalog, pg_temp;\n${asked.join(';\n')};\nCOMMIT;\n`;
}

function literal(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : quoteLiteral(String(value));
}

function readAll(server: PrivateServer, scripts: string): Promise<void> {
  for (const name of names()) {
    execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', join(scripts, name)], {
      env: { ...process.env, ...server.psqlEnv, PGDATABASE: name },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return Promise.resolve();
}

function grantsFor(grantee: string) {
  const grantees = [grantee];
  return {
    grants: {
      connect: { grantees, on: 'database' as const, privileges: ['CONNECT'] },
      usage: { grantees, on: 'schema' as const, objects: ['app'], privileges: ['USAGE'] },
      tables: { grantees, on: 'table' as const, schemas: ['app'], privileges: ['SELECT'] },
    },
  };
}

function files(server: PrivateServer): object {
  const { host, port, superuser: username } = server;
  return {
    terraform: { required_providers: { aponopg: { source: PROVIDER_SOURCE } } },
    provider: { aponopg: { servers: { main: { host, port, username, password_env: 'BENCH_PASSWORD' } } } },
    resource: {
      aponopg_role: { it: { count: COUNT, server: 'main', name: 'reader_${count.index}', login: true } },
      aponopg_grants: {
        it: {
          count: COUNT,
          server: 'main',
          database: 'many_${count.index}',
          ...grantsFor('${aponopg_role.it[count.index].name}'),
        },
      },
    },
  };
}

function signIn(server: PrivateServer, database: string) {
  const { host, port, superuser: username, password } = server;
  return { host, port, username, password, database, sslmode: 'disable' as const };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function succeed(command: Promise<TerraformResult>): Promise<void> {
  const { code, stdout, stderr } = await command;
  if (code !== 0) throw new Error(stdout + stderr);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main();
