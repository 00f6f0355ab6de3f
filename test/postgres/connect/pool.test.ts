import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { type OpenServerOptions, openServer, PostgresError } from '../../../src/postgres/connect';
import type { DatabaseServer, Session } from '../../../src/postgres/session';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { type PrivateServer, startPostgres } from '../../support/postgres';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';

let postgres: PrivateServer;

beforeAll(async () => {
  postgres = closedAfterwards(await startPostgres());
});

function open(options: OpenServerOptions = {}): DatabaseServer {
  return closedAfterwards(openServer(parametersOf(postgres), { env: {}, ...options }));
}

const pid = async (session: Session) =>
  (await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]?.pid;

async function connections(): Promise<number> {
  const [row] = await postgres.query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'aponopg'",
  );
  return row?.n;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}

/** By what it waits for: what it runs begins with more than the server shows. */
const sleeping = async () =>
  (await postgres.query("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name = 'aponopg'"))
    .length > 0;

describe('connections', () => {
  test('are not made before they are needed', async () => {
    open();
    expect(await connections()).toBe(0);
  });

  test('are used again', async () => {
    const server = open();
    const first = await server.use(pid);
    expect(await server.use(pid)).toBe(first);
    expect(await server.transaction(pid)).toBe(first);
  });

  test('are never more than the limit, whatever the databases', async () => {
    const server = open({ maxConnections: 2 });
    let most = 0;
    const work = Array.from({ length: 12 }, (_, index) =>
      server.use(
        async (session) => {
          most = Math.max(most, await connections());
          return session.database;
        },
        ['postgres', 'template1', undefined][index % 3],
      ),
    );
    const databases = await Promise.all(work);
    expect(new Set(databases)).toEqual(new Set(['postgres', 'template1']));
    expect(most).toBe(2);
  });

  test('that fail to open let the next in the queue try', async () => {
    const server = open({ maxConnections: 1 });
    const [gone, there] = await Promise.allSettled([server.use(pid, 'no_such_database'), server.use(pid)]);
    expect([gone.status, there.status]).toEqual(['rejected', 'fulfilled']);
  });

  test('are closed when idle', async () => {
    const server = open({ idleMs: 20 });
    const first = await server.use(pid);
    await until(async () => (await connections()) === 0);
    expect(await server.use(pid)).not.toBe(first);
  });

  test('that are idle do not keep the process alive', async () => {
    const folder = freshFolder('idle');
    const script = join(folder, 'idle.js');
    const entry = `
      import { openServer } from './src/postgres/connect';
      const server = openServer(${JSON.stringify(parametersOf(postgres))}, { idleMs: 2 ** 30 });
      server.use((session) => session.query('SELECT 1')).then(() => console.log('done'));`;
    buildSync({
      stdin: { contents: entry, resolveDir: join(__dirname, '../../..'), loader: 'ts' },
      bundle: true,
      platform: 'node',
      external: ['pg-native'],
      outfile: script,
    });
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 30_000 });
    expect(stdout).toBe('done\n');
  });

  test('are closed by close, after running work, and there are no more', async () => {
    const server = open();
    const work = server.use((session) => session.query("SELECT pg_sleep(0.2), 'finished' AS state"));
    await until(sleeping);
    await server.close();
    expect(await work).toMatchObject([{ state: 'finished' }]);
    await until(async () => (await connections()) === 0);
    expect((await problemOf(server.use(pid))).code).toBe('PG_CLOSED');
  });
});

describe('a connection that is lost', () => {
  test('while idle is replaced, by a restart of the server too', async () => {
    const server = open();
    await server.use(pid);
    await postgres.restart();
    expect(await server.transaction((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    await postgres.restart();
    expect(await server.use((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  test('while idle is not waited for by close', async () => {
    const server = open();
    const idle = await server.use(pid);
    await postgres.query(`SELECT pg_terminate_backend(${idle})`);
    await until(async () => (await connections()) === 0);
    await server.close();
    expect((await problemOf(server.use(pid))).code).toBe('PG_CLOSED');
  });

  test('just before its next statement is replaced', async () => {
    const server = open();
    const old = await server.use(pid);
    for (const run of [server.use, server.transaction]) {
      await server.use(pid);
      const rows = await run(async (session) => {
        await postgres.query(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'aponopg'",
        );
        return session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      });
      expect(rows[0]?.pid).not.toBe(old);
    }
  });

  test('during its work is an error, and the next work gets another', async () => {
    const server = open();
    const work = server.transaction(async (session) => {
      await session.query('SELECT 1');
      return session.query("SELECT pg_sleep(60), 'to be ended'");
    });
    const failure = work.catch((error: unknown) => error);
    await until(sleeping);
    await postgres.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'aponopg'");
    expect(await failure).toMatchObject({ sqlstate: '57P01' });
    expect(await server.use((session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });
});

describe('cancelling', () => {
  test('stops what runs, keeps nothing of it, and refuses what comes after', async () => {
    await postgres.query('CREATE TABLE IF NOT EXISTS kept (id int)');
    const server = open();
    const work = server.transaction(async (session) => {
      await session.query('INSERT INTO public.kept VALUES (1)');
      await session.query("SELECT pg_sleep(60), 'to be cancelled'").catch(() => {});
      await session.query('INSERT INTO public.kept VALUES (2)');
    });
    const failure = problemOf(work);
    await until(sleeping);
    await server.cancel();
    expect((await failure).code).toBe('PG_CLOSED');
    expect(await postgres.query('SELECT * FROM kept')).toEqual([]);
    expect((await problemOf(server.use(pid))).what).toBe('The work on the database server was cancelled');
    await until(async () => (await connections()) === 0);
  });

  test('comes from the signal too, and gives the statement the state of a cancelled one', async () => {
    const controller = new AbortController();
    const server = open({ signal: controller.signal });
    const failure = server.use((session) => session.query("SELECT pg_sleep(60), 'signalled'")).catch((error) => error);
    await until(sleeping);
    controller.abort();
    const error = await failure;
    expect(error).toBeInstanceOf(PostgresError);
    expect(error.sqlstate).toBe('57014');
  });

  test('reaches work that waits for a connection', async () => {
    const server = open({ maxConnections: 1 });
    const first = server.use((session) => session.query("SELECT pg_sleep(60), 'in the way'")).catch((error) => error);
    const second = problemOf(server.use(pid));
    await until(sleeping);
    await server.cancel();
    expect((await second).code).toBe('PG_CLOSED');
    expect((await first).sqlstate).toBe('57014');
  });
});

// Processes are found through /proc.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a server that stops answering in the middle of a statement is given up, a slow statement is not', async () => {
  const hanging = closedAfterwards(await startPostgres());
  const server = openServer({ ...parametersOf(hanging), connect_timeout_seconds: 1 }, { env: {} });
  try {
    await server.use((session) => session.query('SELECT pg_sleep(2.5)'));
    const running = server.use(async (session) => {
      const backend = await pid(session);
      const status = readFileSync(`/proc/${backend}/status`, 'utf8');
      const postmaster = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      process.kill(postmaster, 'SIGSTOP');
      process.kill(backend as number, 'SIGSTOP');
      try {
        await session.query('SELECT 1');
      } finally {
        process.kill(postmaster, 'SIGCONT');
        process.kill(backend as number, 'SIGCONT');
      }
    });
    const { code, what } = await problemOf(running);
    expect(code).toBe('PG_TIMEOUT');
    expect(what).toMatch(/answered no statement/);
  } finally {
    await server.close();
  }
});
