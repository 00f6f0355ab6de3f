import { labelled } from '../support/labelled';
import { databaseOn, freshName, type PostgresServer, sharedServer, type TestDatabase } from '../support/postgres';
import { serverVersions } from '../support/postgres-versions';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject(undefined, beforeEach);
let name: string;
let database: TestDatabase;

beforeEach(async () => {
  name = freshName('meant');
  database = await databaseOn(server);
});

afterEach(async () => {
  await database.drop();
  await server.query(`DROP ROLE IF EXISTS "${name}"`);
});

const declare = (attributes: object = {}, provider?: string) =>
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name, ...attributes } } } }, provider);

const grants = (privileges: readonly string[]) => ({
  resource: {
    aponopg_grants: {
      it: {
        server: 'main',
        database: database.name,
        mode: 'additive',
        grants: labelled([{ grantees: [name], on: 'database', privileges }]),
      },
    },
  },
});

const oidOf = async (on: PostgresServer) =>
  Number((await on.query(`SELECT oid::int8 AS oid FROM pg_roles WHERE rolname = '${name}'`))[0]?.oid);

/** The provider block for another server under the same key. */
const elsewhere = (other: PostgresServer) => `
provider "aponopg" {
  servers = {
    main = {
      host     = ${JSON.stringify(other.host)}
      port     = ${other.port}
      database = "postgres"
      username = ${JSON.stringify(other.superuser)}
      password = ${JSON.stringify(other.password)}
      sslmode  = "prefer"
    }
  }
}
`;

test('a role that somebody dropped and made again is neither altered nor dropped', async () => {
  declare();
  await project.settle();
  const state = await project.terraform.state();
  expect(state.values?.root_module?.resources?.[0]?.values.oid).toBe(await oidOf(server));

  await server.query(`DROP ROLE "${name}"; CREATE ROLE "${name}" LOGIN`);
  expect(await project.terraform.failing.plan()).toMatch(/another one: that of the state has the OID .* ROLE_REPLACED/);
  expect(await project.terraform.failing.apply('-refresh=false', '-replace=aponopg_role.it')).toContain(
    'ROLE_REPLACED',
  );
  expect(await project.terraform.failing.destroy('-refresh=false')).toContain('ROLE_REPLACED');
  expect(await server.query(`SELECT rolcanlogin FROM pg_roles WHERE rolname = '${name}'`)).toEqual([
    { rolcanlogin: true },
  ]);

  // What the message says to do.
  await project.terraform.run('state', 'rm', 'aponopg_role.it');
  await project.terraform.import('aponopg_role.it', `main/${name}`);
  await project.settle();
  await project.terraform.destroy();
  expect(await oidOf(server)).toBeNaN();
});

test('a role of the same name on another cluster is left alone', async () => {
  const other = await sharedServer(serverVersions(['newest'])[0]);
  declare();
  await project.settle();
  await other.query(`CREATE ROLE "${name}" LOGIN`);
  declare({}, elsewhere(other));
  const planned = await project.terraform.plan();
  expect(planned.stdout).toMatch(/another cluster[\s\S]*SERVER_REPLACED/);
  expect(planned.stdout).toContain('No changes');
  declare({ comment: 'mine' }, elsewhere(other));
  expect(await project.terraform.failing.plan()).toContain('SERVER_REPLACED');
  expect(await project.terraform.failing.apply('-refresh=false')).toContain('SERVER_REPLACED');
  expect(await project.terraform.failing.destroy('-refresh=false')).toContain('SERVER_REPLACED');
  expect(await other.query(`SELECT rolcanlogin FROM pg_roles WHERE rolname = '${name}'`)).toEqual([
    { rolcanlogin: true },
  ]);
  // Back on the right one all is as it was.
  declare();
  await project.settle();
  await other.query(`DROP ROLE "${name}"`);
});

test('grants stay within their cluster and their database', async () => {
  const other = await sharedServer(serverVersions(['newest'])[0]);
  await server.query(`CREATE ROLE "${name}"`);
  project.declare(grants(['CREATE']));
  await project.settle();

  await other.query(`CREATE ROLE "${name}"`);
  await other.query(`CREATE DATABASE "${database.name}"`);
  await other.query(`GRANT CREATE ON DATABASE "${database.name}" TO "${name}"`);
  project.declare(grants(['CREATE']), elsewhere(other));
  expect((await project.terraform.plan()).stdout).toContain('SERVER_REPLACED');
  project.declare(grants(['TEMPORARY']), elsewhere(other));
  expect(await project.terraform.failing.plan()).toContain('SERVER_REPLACED');
  expect(await project.terraform.failing.destroy('-refresh=false')).toContain('SERVER_REPLACED');
  const [kept] = await other.query(`SELECT has_database_privilege('${name}', '${database.name}', 'CREATE') AS may`);
  expect(kept?.may).toBe(true);
  await other.query(`DROP DATABASE "${database.name}" WITH (FORCE)`);
  await other.query(`DROP ROLE "${name}"`);

  await server.query(`DROP DATABASE "${database.name}" WITH (FORCE)`);
  await server.query(`CREATE DATABASE "${database.name}"`);
  await server.query(`GRANT CREATE ON DATABASE "${database.name}" TO "${name}"`);
  project.declare(grants(['TEMPORARY']));
  expect(await project.terraform.failing.plan()).toContain('DATABASE_REPLACED');
  expect(await project.terraform.failing.destroy('-refresh=false')).toContain('DATABASE_REPLACED');
  await project.terraform.run('state', 'rm', 'aponopg_grants.it');
  await project.settle();
});

test('settings in one database are planned, found again when altered, imported and reset', async () => {
  const database_settings = { [database.name]: { work_mem: '2MB', search_path: 'app, "Odd"' } };
  declare({ database_settings });
  const planned = await project.changes();
  expect(planned['aponopg_role.it']?.after?.statements).toContain(
    `ALTER ROLE "${name}" IN DATABASE "${database.name}" SET "work_mem" TO '2MB'`,
  );
  await project.settle();
  await server.query(`ALTER ROLE "${name}" IN DATABASE "${database.name}" SET work_mem = '9MB'`);
  expect((await project.changes())['aponopg_role.it']?.before?.database_settings[database.name].work_mem).toBe('9MB');
  await project.settle();
  await project.terraform.run('state', 'rm', 'aponopg_role.it');
  await project.terraform.import('aponopg_role.it', `main/${name}`);
  await project.terraform.expectNoChanges();
  declare();
  await project.settle();
  expect(
    await server.query(
      `SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole WHERE rolname = '${name}'`,
    ),
  ).toEqual([]);
});

test('an expiry before the year 100 holds', async () => {
  declare({ valid_until: '0050-02-28T00:00:00Z' });
  await project.settle();
  const [row] = await server.query(
    `SELECT to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS until FROM pg_roles WHERE rolname = '${name}'`,
  );
  expect(row?.until).toBe('0050-02-28');
});
