import { Client } from 'pg';
import { cleanUp } from '../support/clean-up';
import { labelled } from '../support/labelled';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { openProject, useServer } from '../support/project';

const server = useServer();
let database: TestDatabase;
let names: string[];

beforeEach(async () => {
  database = await databaseOn(server);
  names = Array.from({ length: 8 }, (_, index) => freshName(`team_${index}`));
  await server.query(names.map((name) => `CREATE ROLE ${name} LOGIN PASSWORD 'p'`).join(';'));
  const tables = Array.from({ length: 20 }, (_, index) => `CREATE TABLE app.t${index} (id int)`);
  await database.query(`CREATE SCHEMA app; ${tables.join(';')}`);
});

afterEach(async () => {
  await database.drop();
  await server.query(`DROP ROLE ${names.join(', ')}`);
});

const team = (grantee: string, privileges: readonly string[], more: object = {}) => ({
  server: 'main',
  database: database.name,
  grants: labelled([
    { grantees: [grantee], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
    { grantees: [grantee], on: 'table', schemas: ['app'], privileges },
  ]),
  ...more,
});
const as = (role: string, sql: string) => database.tryAs(role, 'p', sql);

test('resources of several teams on one database leave each other alone, whatever their mode', async () => {
  const project = await openProject();
  const [one, two, three] = names as [string, string, string];
  const both = (resource: object) => project.declare({ resource: { aponopg_grants: resource } });
  const first = team(one, ['SELECT']);
  const second = team(two, ['SELECT', 'INSERT']);
  const shared = team(three, ['SELECT'], { mode: 'additive' });
  const more = team(three, ['UPDATE'], { mode: 'additive' });
  // What was there before an additive resource came stays when it goes.
  await database.query(`GRANT USAGE ON SCHEMA app TO ${three}`);
  both({ first, second, shared, more });
  await project.settle();
  expect(await as(one, 'INSERT INTO app.t1 VALUES (1)')).toBe('permission denied');
  expect(await as(two, 'INSERT INTO app.t1 VALUES (1)')).toBe('ok');
  expect(await as(three, 'UPDATE app.t1 SET id = 2 WHERE id = 1')).toBe('ok');
  both({ first, shared });
  await project.settle();
  expect(await as(two, 'SELECT * FROM app.t1')).toBe('permission denied');
  expect(await as(three, 'UPDATE app.t1 SET id = 2')).toBe('permission denied');
  expect(await as(three, 'SELECT * FROM app.t1')).toBe('ok');
  await project.terraform.destroy();
  await database.query('GRANT SELECT ON app.t1 TO PUBLIC');
  expect(await as(three, 'SELECT * FROM app.t1')).toBe('ok');
  expect(await as(one, 'SELECT * FROM app.t1')).toBe('permission denied');
});

test('a destroy says what is lost; a role goes together with its grants', async () => {
  const project = await openProject();
  const name = freshName('leaver');
  const role = { server: 'main', name };
  project.declare({
    resource: { aponopg_role: { it: role }, aponopg_grants: { it: team('${aponopg_role.it.name}', ['SELECT']) } },
  });
  await project.settle();
  const { stdout } = await project.terraform.plan('-destroy');
  const said = stdout.replace(/\s+/g, ' ');
  expect(said).toContain(`Destroying the grants of main/${database.name} takes privileges away`);
  expect(said).toContain(`${name} loses SELECT on 20 tables of schema app`);
  expect(said).toContain(`${name} loses USAGE on schema app`);
  await project.terraform.destroy();
  expect(await server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
});

test('eight applies on one database at once all succeed, for a while', async () => {
  const seconds = process.env.TEST_POSTGRES_VERSIONS === 'all' ? 60 : 4;
  const until = Date.now() + seconds * 1000;
  const projects = await Promise.all(names.map(() => openProject()));
  let applied = 0;
  await Promise.all(
    projects.map(async (project, index) => {
      for (let round = 0; Date.now() < until || round < 2; round++) {
        const privileges = round % 2 === 0 ? ['SELECT', 'INSERT'] : ['SELECT', 'UPDATE'];
        project.declare({ resource: { aponopg_grants: { it: team(names[index] as string, privileges) } } });
        await project.terraform.apply();
        applied++;
      }
    }),
  );
  expect(applied).toBeGreaterThanOrEqual(16);
  for (const project of projects) {
    expect(await project.changes()).toEqual({});
    await project.terraform.destroy();
  }
}, 180_000);

test('a lock that is held elsewhere, and a backend that is killed: nothing is half done, and the next run converges', async () => {
  const project = await openProject();
  const [one] = names as [string];
  project.declare({ resource: { aponopg_grants: { it: team(one, ['SELECT']) } } });
  // Waits at the first statement that touches the table, in the midst of the transaction.
  const held = `BEGIN; LOCK TABLE app.t7 IN ACCESS EXCLUSIVE MODE`;
  const blocker = new Client({ connectionString: database.url() });
  cleanUp(() => blocker.end());
  await blocker.connect();
  // GRANT takes no lock on the table itself, but updates its row in pg_class.
  await blocker.query(held);
  await blocker.query(
    "COMMENT ON TABLE app.t7 IS NULL; UPDATE pg_class SET relpages = relpages WHERE oid = 'app.t7'::regclass",
  );
  const running = project.terraform.failing.apply();
  const [waiting] = await eventually(() =>
    database.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'GRANT%'",
    ),
  );
  await server.query(`SELECT pg_terminate_backend(${waiting?.pid})`);
  const said = await running;
  expect(said).toMatch(/terminating connection|connection .*(broke|lost)|PG_/i);
  await blocker.query('ROLLBACK');
  expect(await as(one, 'SELECT * FROM app.t1')).toBe('permission denied');
  await project.settle();
  expect(await as(one, 'SELECT * FROM app.t7')).toBe('ok');
  await project.terraform.destroy();
});

async function eventually<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const rows = await ask();
    if (rows.length > 0) return rows;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not come about in ten seconds');
}
