import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { closedAfterwards } from '../support/clean-up';
import { freshName, type PostgresServer, startPostgres } from '../support/postgres';
import { handlingOn, role } from './handling';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox());
});

const { handle, documentOf } = handlingOn(
  () => server,
  () => sandbox,
);

test('a run that waits for another of its id says who holds the lock, after the seconds given for the server', async () => {
  const own = await startPostgres();
  closedAfterwards({ close: own.stop });
  server = own;
  const [id, name] = ['orders "prod"', freshName('waiting')];
  await server.query(`CREATE ROLE holder LOGIN PASSWORD 'pw'`);
  const holder = new Client({
    connectionString: `${server.url('postgres', { user: 'holder', password: 'pw' })}?application_name=other-run`,
  });
  await holder.connect();
  const key = createHash('sha256').update(`${id}\0main`).digest().readInt32BE(0);
  await holder.query('BEGIN');
  await holder.query(`SELECT pg_advisory_xact_lock(${0x61_70_6f_6f}, ${key})`);
  const { rows } = await holder.query('SELECT pg_backend_pid() AS pid');

  const began = performance.now();
  const limited = documentOf(id, { roles: [role(name)] }, { lock_timeout_seconds: 1 });
  const { codes, refused } = await handle('create', limited);
  expect(performance.now() - began).toBeLessThan(8000);
  expect(codes).toEqual(['PG_LOCK_TIMEOUT']);
  expect(refused).toContain(`has not ended: process ${rows[0].pid} (role holder, application other-run)`);
  expect(refused).toContain('waited 1 seconds');

  await holder.query('COMMIT');
  expect((await handle('create', limited)).did).toEqual([`create role main/${name}`]);
  await holder.end();
});

test('a replica is told apart from a server that takes writes', async () => {
  const own = await startPostgres({ settings: { wal_level: 'replica' } });
  closedAfterwards({ close: own.stop });
  server = own;
  const [id, made] = [freshName('stack'), freshName('made')];
  await handle('create', documentOf(id, { roles: [role(made)] }));
  const [{ data_directory } = {}] = await server.query('SHOW data_directory');
  await own.halt();
  await writeFile(join(String(data_directory), 'standby.signal'), '');
  await own.start();
  expect(await server.query('SELECT pg_is_in_recovery() AS replica')).toEqual([{ replica: true }]);
  for (const roles of [[role(made), role(freshName('more'))], []]) {
    const { codes, refused } = await handle('update', documentOf(id, { roles }));
    expect(codes).toEqual(['PG_READ_ONLY']);
    expect(refused).toContain('target_session_attrs');
  }
});
