import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { databaseOn, type PrivateServer, startPostgres } from '../test/support/postgres';

/*
 * `aponopg access` of many roles on many tables, as a process, against psql reading the same catalogs. Both in one run.
 *
 *     npx tsx bench/access.ts [roles] [tables]
 */

const ROLES = Number(process.argv[2] ?? 200);
const TABLES = Number(process.argv[3] ?? 20_000);
const SCHEMAS = 100;
const ROUNDS = 7;
const TARGET = 3;
const TARGET_MB = 500;

const CATALOGS = `
COPY (SELECT oid, rolname, rolsuper, rolinherit, rolcanlogin FROM pg_roles) TO STDOUT;
COPY (SELECT * FROM pg_auth_members) TO STDOUT;
COPY (SELECT oid, nspname, nspowner, nspacl FROM pg_namespace) TO STDOUT;
COPY (SELECT oid, relname, relnamespace, relkind, relowner, relacl FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')) TO STDOUT;
COPY (SELECT attrelid, attname, attacl FROM pg_attribute WHERE attacl IS NOT NULL) TO STDOUT;
COPY (SELECT oid, proname, pronamespace, proowner, proacl, proargtypes FROM pg_proc) TO STDOUT;
COPY (SELECT oid, typname, typnamespace, typowner, typacl FROM pg_type) TO STDOUT;
COPY (SELECT * FROM pg_default_acl) TO STDOUT;`;

async function main(): Promise<void> {
  const server = await startPostgres({ settings: { max_locks_per_transaction: '1024' } });
  try {
    const database = await databaseOn(server);
    await prepare(server, (sql) => database.query(sql));
    const env = { ...process.env, ...server.psqlEnv, PGDATABASE: database.name };
    const cli = join(__dirname, '../dist/cli/aponopg.js');
    const floor = () => timed(() => run('psql', ['-X', '-q', '-f', '-'], env, CATALOGS));
    const ours = (format: string) => timed(() => run(process.execPath, [cli, 'access', '--format', format], env));
    // In turns, and the best of each: whatever else the machine does comes on top of both.
    const times = Array.from({ length: ROUNDS }, () => ({ psql: floor(), json: ours('json'), text: ours('text') }));
    const best = (name: 'psql' | 'json' | 'text') => Math.min(...times.map((each) => each[name]));
    for (const format of ['json', 'text'] as const) {
      const ratio = best(format) / best('psql');
      console.log(
        `access --format ${format}: ${best(format).toFixed(0)} ms, psql ${best('psql').toFixed(0)} ms, ratio ${ratio.toFixed(2)}, target at most ${TARGET}`,
      );
      if (format === 'json' && ratio > TARGET) process.exitCode = 1;
    }
    console.log(`access --format jsonl, a line for each right: ${ours('jsonl').toFixed(0)} ms`);
    const { stdout } = run(process.execPath, ['-e', MEASURED, cli], env);
    const megabytes = Number(stdout) / 1024;
    console.log(`most memory ${megabytes.toFixed(0)} MB, target at most ${TARGET_MB}`);
    if (megabytes > TARGET_MB) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

/** Runs the command and prints the most memory that a child of it had, in kB. */
const MEASURED = `
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const child = spawn(process.execPath, [process.argv[1], 'access', '--format', 'jsonl'], { stdio: ['ignore', 'ignore', 'inherit'] });
let most = 0;
const look = setInterval(() => {
  try { most = Math.max(most, Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/' + child.pid + '/status', 'utf8'))?.[1] ?? 0)); } catch {}
}, 20);
child.on('close', () => { clearInterval(look); process.stdout.write(String(most)); });`;

async function prepare(server: PrivateServer, query: (sql: string) => Promise<unknown>): Promise<void> {
  const roles = Array.from({ length: ROLES }, (_, at) => `role_${at}`);
  await server.query(
    roles.map((name, at) => `CREATE ROLE ${name} LOGIN${at < 20 ? '' : ` IN ROLE role_${at % 20}`}`).join(';'),
  );
  for (let schema = 0; schema < SCHEMAS; schema += 1) {
    await query(`CREATE SCHEMA s${schema}; GRANT USAGE ON SCHEMA s${schema} TO PUBLIC; DO $$ BEGIN FOR i IN 1..${TABLES / SCHEMAS} LOOP
      EXECUTE format('CREATE TABLE s${schema}.t%s (id int)', i); END LOOP; END $$;
      GRANT SELECT ON ALL TABLES IN SCHEMA s${schema} TO role_${schema % 20}, role_${(schema + 7) % 20};
      GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA s${schema} TO role_${schema + 20}`);
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, input?: string) {
  // What they print goes to a file, which takes it as fast as it comes.
  const done = spawnSync(program, [...args], {
    env,
    ...(input !== undefined && { input }),
    encoding: 'utf8',
    maxBuffer: 2 ** 31,
  });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.error?.message ?? done.stderr}`);
  return done;
}

function timed(job: () => void): number {
  const begun = performance.now();
  job();
  return performance.now() - begun;
}

void main();
