import { Client } from 'pg';
import { destroyRole, previewDestroy } from '../../../src/postgres/destroy';
import { applyRole, readRole, scramVerifier } from '../../../src/postgres/roles';
import { freshDatabase, freshName, type TestDatabase } from '../../support/postgres';
import { ADMINS, type Admin, openAdmin } from '../roles/admins';

describe.each(ADMINS)('PostgreSQL $version, $kind', ({ version, kind }) => {
  let admin: Admin;
  let one: TestDatabase;
  let two: TestDatabase;
  let owner: string;
  let role: string;

  beforeAll(async () => {
    [one, two] = await Promise.all([freshDatabase({ version }), freshDatabase({ version })]);
    admin = await openAdmin(version, kind, one.name);
    owner = freshName('owner');
    await applyRole(
      admin.server,
      { name: owner, login: true, password: { verifier: scramVerifier('pw') } },
      { serverName: 'x' },
    );
    for (const database of [one, two]) {
      await database.query(
        `ALTER DATABASE ${database.name} OWNER TO ${owner}; CREATE SCHEMA "App" AUTHORIZATION ${owner}`,
      );
      const as = { user: owner, password: 'pw' };
      await database.query(
        `CREATE TABLE "App"."Orders" (id int, "a b" text); CREATE VIEW "App".v AS SELECT 1 AS x; CREATE SEQUENCE "App".s;
         CREATE FUNCTION "App".f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE "App"."T" AS ENUM ('x')`,
        as,
      );
    }
  });
  afterAll(async () => {
    await one.drop();
    await two.drop();
    await admin.test.query(`DROP ROLE ${owner}`);
    await admin.close();
  });
  beforeEach(async () => {
    role = freshName('leaving');
    await applyRole(
      admin.server,
      { name: role, login: true, password: { verifier: scramVerifier('pw') } },
      { serverName: 'x' },
    );
  });
  afterEach(async () => {
    expect(await borrowed()).toEqual([]);
    if (!(await isThere())) return;
    for (const database of [one, two]) await database.query(`DROP OWNED BY ${role} CASCADE`);
    await admin.test.query(`DROP ROLE ${role}`);
  });

  const destroy = (onDestroy = {}) => destroyRole(admin.server, role, onDestroy);
  const isThere = async () => (await admin.server.use((session) => readRole(session, role))) !== null;
  /** Memberships of the admin that let it act for somebody: none must be left. */
  const borrowed = () =>
    admin.test.query(`SELECT m.roleid::regrole FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
      WHERE r.rolname = '${admin.name}' AND ${version >= 16 ? 'm.grantor = m.member' : 'NOT r.rolsuper'}`);

  test('privileges in every database go, of every kind, and so does the role', async () => {
    for (const database of [one, two]) {
      await database.query(
        `GRANT SELECT ON "App"."Orders", "App".v TO ${role}; GRANT UPDATE ("a b") ON "App"."Orders" TO ${role};
         GRANT USAGE ON SEQUENCE "App".s TO ${role}; GRANT EXECUTE ON FUNCTION "App".f(int, text) TO ${role};
         GRANT USAGE ON TYPE "App"."T" TO ${role}; GRANT USAGE, CREATE ON SCHEMA "App" TO ${role};
         GRANT CONNECT ON DATABASE ${database.name} TO ${role};
         ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA "App" GRANT SELECT ON TABLES TO ${role};
         ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT EXECUTE ON ROUTINES TO ${role}`,
        { user: owner, password: 'pw' },
      );
      await database.query(`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${owner}`, {
        user: role,
        password: 'pw',
      });
    }
    const preview = await previewDestroy(admin.server, role);
    expect(preview.problems).toEqual([]);
    expect(preview.parts.map(({ database }) => database)).toEqual([two.name, one.name]);
    expect(preview.parts[0]?.lost).toEqual(
      expect.arrayContaining([
        `${role} holds SELECT on table App.Orders, table App.v`,
        `${role} holds UPDATE on column a b of table App.Orders`,
        `${role} holds SELECT on future tables of ${owner} in schema App`,
      ]),
    );
    expect(await isThere()).toBe(true);
    const done = await destroy();
    expect(done.map(({ statements }) => statements)).toEqual(preview.parts.map(({ statements }) => statements));
    expect(await isThere()).toBe(false);
    expect(await destroy()).toEqual([]);
  });

  test('what others gave on, by a grant option, is taken back as they gave it', async () => {
    const middle = freshName('middle');
    await applyRole(
      admin.server,
      { name: middle, login: true, password: { verifier: scramVerifier('pw') } },
      { serverName: 'x' },
    );
    await one.query(
      `GRANT USAGE ON SCHEMA "App" TO ${middle}; GRANT SELECT ON "App"."Orders" TO ${middle} WITH GRANT OPTION`,
      { user: owner, password: 'pw' },
    );
    await one.query(`GRANT SELECT ON "App"."Orders" TO ${role} WITH GRANT OPTION`, { user: middle, password: 'pw' });
    await destroy();
    expect(await isThere()).toBe(false);
    await destroyRole(admin.server, middle);
  });

  test('objects without an heir are listed and nothing happens', async () => {
    for (const database of [one, two]) {
      await database.query(`CREATE TABLE "App"."Mine" (id int); ALTER TABLE "App"."Mine" OWNER TO ${role}`);
    }
    await expect(destroy()).rejects.toThrow(/ROLE_OWNS_OBJECTS/);
    await expect(destroy()).rejects.toThrow(new RegExp(`${two.name}.*table "App"."Mine"`));
    expect(await isThere()).toBe(true);
    await destroy({ reassign_owned_to: owner, drop_owned: true });
    expect(await isThere()).toBe(false);
    const [row] = await two.query(`SELECT tableowner FROM pg_tables WHERE tablename = 'Mine'`);
    expect(row?.tableowner).toBe(owner);
    for (const database of [one, two]) await database.query('DROP TABLE "App"."Mine"');
  });

  test('drop_owned drops them, and the preview says so', async () => {
    await two.query(`CREATE TABLE "App"."Mine" (id int); ALTER TABLE "App"."Mine" OWNER TO ${role}`);
    const preview = await previewDestroy(admin.server, role, { drop_owned: true });
    expect(preview.parts[0]?.lost).toEqual(['table "App"."Mine"']);
    await destroy({ drop_owned: true });
    expect(await isThere()).toBe(false);
    expect(await two.query(`SELECT FROM pg_tables WHERE tablename = 'Mine'`)).toEqual([]);
  });

  test('drop_owned drops no database, which has to go to an heir', async () => {
    const name = freshName('shared');
    await admin.test.query(`CREATE DATABASE ${name} OWNER ${role}`);
    const { problems } = await previewDestroy(admin.server, role, { drop_owned: true });
    expect(problems).toMatchObject([{ code: 'ROLE_OWNS_OBJECTS', what: expect.stringContaining(`database ${name}`) }]);
    await expect(destroy({ drop_owned: true })).rejects.toThrow(/ROLE_OWNS_OBJECTS/);
    expect(await isThere()).toBe(true);
    await destroy({ drop_owned: true, reassign_owned_to: owner });
    expect(await isThere()).toBe(false);
    const [row] = await admin.test.query(
      `SELECT datdba::regrole::text AS owner FROM pg_database WHERE datname = '${name}'`,
    );
    expect(row?.owner).toBe(owner);
    await admin.test.query(`DROP DATABASE ${name}`);
  });

  test('an heir that does not exist, or is the role itself, is refused', async () => {
    await expect(destroy({ reassign_owned_to: 'no_such_role' })).rejects.toThrow(/The heir does not exist/);
    await expect(destroy({ reassign_owned_to: role })).rejects.toThrow(/The heir is the role itself/);
    expect(await isThere()).toBe(true);
  });

  test('the admin may be a member of the role, and the role a member of others', async () => {
    const group = freshName('group');
    await applyRole(admin.server, { name: group }, { serverName: 'x' });
    const member = kind === 'superuser' ? group : admin.name;
    await admin.server.transaction((session) => session.query(`GRANT ${group} TO ${role}`));
    await admin.server.transaction((session) => session.query(`GRANT ${role} TO "${member}"`)).catch(() => undefined);
    await destroy();
    expect(await isThere()).toBe(false);
    await admin.test.query(`DROP ROLE ${group}`);
  });

  test('open sessions are refused with their list, or ended when asked', async () => {
    const client = new Client({
      host: admin.test.host,
      port: admin.test.port,
      user: role,
      password: 'pw',
      database: one.name,
      application_name: 'busy',
    });
    client.on('error', () => undefined);
    await client.connect();
    await expect(destroy()).rejects.toThrow(/busy/);
    expect(await isThere()).toBe(true);
    await destroy({ terminate_sessions: true });
    expect(await isThere()).toBe(false);
    await client.end().catch(() => undefined);
  });

  test('a database that takes no connections is named', async () => {
    await two.query(`GRANT USAGE ON SCHEMA "App" TO ${role}`, { user: owner, password: 'pw' });
    await admin.test.query(`ALTER DATABASE ${two.name} ALLOW_CONNECTIONS false`);
    const outcome = await destroy().catch((error: Error) => error.message);
    await admin.test.query(`ALTER DATABASE ${two.name} ALLOW_CONNECTIONS true`);
    expect(outcome).toMatch(new RegExp(`${two.name}.*takes no connections`));
    expect(await isThere()).toBe(true);
  });

  test('a superuser is dropped by a superuser only', async () => {
    await admin.test.query(`ALTER ROLE ${role} SUPERUSER`);
    if (kind === 'superuser' || version >= 16) {
      const [outcome] = await Promise.allSettled([destroy()]);
      expect(outcome?.status).toBe(kind === 'superuser' ? 'fulfilled' : 'rejected');
    } else await expect(destroy()).rejects.toThrow(/may not drop the role/);
    expect(await isThere()).toBe(kind !== 'superuser');
  });

  test('what another run did meanwhile stops it in the middle, saying what is done', async () => {
    for (const database of [one, two]) {
      await database.query(`GRANT USAGE ON SCHEMA "App" TO ${role}`, { user: owner, password: 'pw' });
    }
    const server = {
      ...admin.server,
      database: one.name,
      transaction: async <T>(work: (session: never) => Promise<T>, database?: string): Promise<T> => {
        if (database === one.name) await one.query(`CREATE TABLE late (); ALTER TABLE late OWNER TO ${role}`);
        return admin.server.transaction(work as never, database);
      },
    };
    await expect(destroyRole(server, role)).rejects.toThrow(
      new RegExp(`done and kept: "${two.name}"[^]*table public.late`),
    );
    await one.query('DROP TABLE late');
    await destroy();
    expect(await isThere()).toBe(false);
  });

  test('a role that the cloud signs in by tokens is never borrowed', async () => {
    const [iam] = await admin.test.query(`SELECT FROM pg_roles WHERE rolname = 'rds_iam'`);
    if (iam === undefined) await admin.test.query('CREATE ROLE rds_iam');
    await admin.test.query(`GRANT rds_iam TO ${owner}`);
    await one.query(`GRANT SELECT ON "App"."Orders" TO ${role}`, { user: owner, password: 'pw' });
    if (kind === 'superuser') await destroy();
    else await expect(destroy()).rejects.toThrow(/lock .* out/);
    await admin.test.query(`REVOKE rds_iam FROM ${owner}`);
    expect(await isThere()).toBe(kind !== 'superuser');
  });
});
