import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let one: TestDatabase;
let two: TestDatabase;
let name: string;
let heir: string;

beforeAll(async () => {
  [one, two] = await Promise.all([databaseOn(server), databaseOn(server)]);
});

beforeEach(async () => {
  [name, heir] = [freshName('owner'), freshName('heir')];
  await server.query(`CREATE ROLE "${heir}"`);
});

afterEach(async () => {
  for (const each of [one, two]) {
    await each.query(`DROP SCHEMA IF EXISTS stuff CASCADE; DROP OWNED BY "${heir}" CASCADE`);
  }
  await server.query(`DROP ROLE IF EXISTS "${heir}"`);
});

afterAll(async () => {
  await Promise.all([one.drop(), two.drop()]);
});

const declare = (attributes: object = {}) =>
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name, ...attributes } } } });

/** Things in two databases that the role owns, and privileges it holds. */
async function furnish(): Promise<void> {
  for (const each of [one, two]) {
    await each.query(`
      CREATE SCHEMA stuff; CREATE TABLE stuff.kept (id int); CREATE TABLE stuff.owned (id int);
      INSERT INTO stuff.owned VALUES (1); ALTER TABLE stuff.owned OWNER TO "${name}";
      GRANT SELECT ON stuff.kept TO "${name}"; GRANT USAGE ON SCHEMA stuff TO "${name}";
      ALTER DEFAULT PRIVILEGES IN SCHEMA stuff GRANT SELECT ON TABLES TO "${name}"`);
  }
}

test('without an heir it is refused with the list, and nothing is changed', async () => {
  declare();
  await project.settle();
  await furnish();
  const planned = await project.terraform.plan('-destroy');
  expect(planned.stdout).toContain('Warning:');
  const said = await project.terraform.failing.destroy();
  expect(said).toMatch(/ROLE_OWNS_OBJECTS/);
  expect(said).toContain('stuff.owned');
  expect(said).toContain(one.name);
  expect(said).toContain(two.name);
  const [held] = await one.query(`SELECT has_table_privilege('${name}', 'stuff.kept', 'SELECT') AS still`);
  expect(held?.still).toBe(true);

  // What to do is changed without touching the role; then it goes.
  declare({ on_destroy: { reassign_owned_to: heir } });
  expect(await project.settle()).toContain('1 changed');
  await project.terraform.destroy();
  expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
  for (const each of [one, two]) {
    expect(
      await each.query(
        `SELECT id, pg_get_userbyid(relowner) AS owner FROM stuff.owned, pg_class WHERE relname = 'owned'`,
      ),
    ).toEqual([{ id: 1, owner: heir }]);
  }
});

test('what it owns is dropped where that is wanted, and the plan says what is lost', async () => {
  declare({ on_destroy: { drop_owned: true } });
  await project.settle();
  await furnish();
  const planned = await project.terraform.plan('-destroy');
  expect(planned.stdout).toMatch(/takes away more than the role[\s\S]*stuff\.owned/);
  await project.terraform.destroy();
  expect(
    await one.query(`SELECT to_regclass('stuff.owned') AS owned, to_regclass('stuff.kept')::text AS kept`),
  ).toEqual([{ owned: null, kept: 'stuff.kept' }]);
});

test('a role that others are members of, and that is a member itself, goes', async () => {
  const member = freshName('member');
  await server.query(`CREATE ROLE "${member}"`);
  declare({ member_of: [{ role: heir, admin: true }] });
  await project.settle();
  await server.query(`GRANT "${name}" TO "${member}"; GRANT "${name}" TO "${server.superuser}"`);
  await project.terraform.destroy();
  expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
  await server.query(`DROP ROLE "${member}"`);
});

test('open sessions stop it, unless they may be ended', async () => {
  project.env.OWN_PASSWORD = 'in use';
  const attributes = { login: true, password_env: 'OWN_PASSWORD' };
  declare(attributes);
  await project.settle();
  const busy = server.query('SELECT pg_sleep(60)', { user: name, password: 'in use' }).catch((error) => error.message);
  await until(async () => (await server.query(`SELECT FROM pg_stat_activity WHERE usename = '${name}'`)).length > 0);
  expect(await project.terraform.failing.destroy()).toContain('ROLE_IN_USE');
  declare({ ...attributes, on_destroy: { terminate_sessions: true } });
  await project.settle();
  await project.terraform.destroy();
  expect(await busy).toContain('terminating connection');
});

test('a role that is gone already is planned again, and its destruction succeeds', async () => {
  declare();
  await project.settle();
  await server.query(`DROP ROLE "${name}"`);
  expect((await project.changes())['aponopg_role.it']?.actions).toEqual(['create']);
  await project.terraform.destroy('-refresh=false');
});

async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
}
