import { Client } from 'pg';
import { lockedTransaction } from '../../src/postgres/locked-transaction';
import { defaultMajor, freshDatabase, type TestDatabase } from '../support/postgres';
import { type Admin, openAdmin } from './roles/admins';

let database: TestDatabase;
let admin: Admin;
beforeAll(async () => {
  database = await freshDatabase();
  admin = await openAdmin(defaultMajor(), 'superuser', database.name);
  await database.query('CREATE TABLE t (id int PRIMARY KEY)');
});
afterAll(async () => {
  await admin.close();
  await database.drop();
});

const holdLock = async () => {
  const client = new Client({ connectionString: database.url(), application_name: 'other run' });
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1, 1)', [0x61706f6e]);
  return client;
};

test('a lock held elsewhere gives a readable time-out that names the holder', async () => {
  const holder = await holdLock();
  const waiting = lockedTransaction(admin.server, async () => 'done', { lockTimeoutMs: 50 });
  await expect(waiting).rejects.toThrow(
    /within 0.05 seconds: it is held by process \d+ \(role .*, application other run\)/,
  );
  await holder.end();
});

test.each(['40001', '40P01', 'XX000', '23505', '42710'])('%s is tried again in a new transaction', async (state) => {
  let tries = 0;
  const result = await lockedTransaction(admin.server, async (session) => {
    tries += 1;
    if (tries < 3) await session.query(`DO $$ BEGIN RAISE 'concurrently updated' USING ERRCODE = '${state}'; END $$`);
    return (await session.query('SELECT 1 AS one')).length;
  });
  expect([result, tries]).toEqual([1, 3]);
});

test('other errors, and the last try, come through, and nothing is kept', async () => {
  const failing = (state: string, attempts: number) =>
    lockedTransaction(
      admin.server,
      async (session) => {
        await session.query('INSERT INTO public.t VALUES (1)');
        await session.query(`DO $$ BEGIN RAISE 'failed' USING ERRCODE = '${state}'; END $$`);
      },
      { attempts },
    );
  await expect(failing('42501', 5)).rejects.toMatchObject({ sqlstate: '42501' });
  await expect(failing('40001', 2)).rejects.toMatchObject({ sqlstate: '40001' });
  expect(await database.query('SELECT * FROM t')).toEqual([]);
});

test('eight at once all succeed, one after the other', async () => {
  let inside = 0;
  const work = () =>
    lockedTransaction(admin.server, async (session) => {
      inside += 1;
      expect(inside).toBe(1);
      await session.query('SELECT pg_sleep(0.005)');
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 8 }, work));
});
