import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let database: TestDatabase;

beforeAll(async () => {
  database = await databaseOn(server);
  await database.query(`
    CREATE SCHEMA app;
    CREATE TABLE app.orders (id int, note text);
    CREATE TABLE app.lines (id int);
    INSERT INTO app.orders VALUES (1, 'one');
  `);
});

afterAll(async () => {
  await database.drop();
});

test('a role and its grants are made in one run, drift is told and mended, destroy takes all away', async () => {
  const reader = freshName('reader');
  project.env.READER_PASSWORD = 'reader-password';
  project.write(`
resource "aponopg_role" "reader" {
  server       = "main"
  name         = "${reader}"
  login        = true
  password_env = "READER_PASSWORD"
}

resource "aponopg_grants" "orders" {
  server   = "main"
  database = "${database.name}"
  grants = {
    e1 = { grantees = [aponopg_role.reader.name], on = "schema", objects = ["app"], privileges = ["USAGE"] },
    e2 = { grantees = [aponopg_role.reader.name], on = "table", schemas = ["app"], privileges = ["SELECT"] }
  }
}
`);
  const plan = await project.terraform.plan();
  expect(plan.stdout).toContain('Plan: 2 to add');
  expect(plan.stdout).not.toContain('Warning');
  expect(plan.stdout).toContain(`GRANT SELECT ON ALL TABLES IN SCHEMA \\"app\\" TO \\"${reader}\\"`);
  await project.terraform.apply();
  const as = (sql: string) => database.tryAs(reader, 'reader-password', sql);
  expect(await as('SELECT * FROM app.orders')).toBe('ok');
  expect(await as('INSERT INTO app.orders VALUES (2)')).toBe('permission denied');
  await project.terraform.expectNoChanges();

  await database.query(`GRANT INSERT ON app.orders TO "${reader}"; REVOKE SELECT ON app.lines FROM "${reader}"`);
  const drift = await project.terraform.planJson();
  const change = drift.resource_changes?.find(({ type }) => type === 'aponopg_grants')?.change;
  expect(change?.before?.drift).toEqual([
    `${reader} holds INSERT on table app.orders`,
    `${reader} lacks SELECT on table app.lines`,
  ]);
  expect(change?.after?.statements).toEqual([
    `REVOKE INSERT ON TABLE "app"."orders" FROM "${reader}"`,
    `GRANT SELECT ON TABLE "app"."lines" TO "${reader}"`,
  ]);
  await project.terraform.apply();
  await project.terraform.expectNoChanges();
  expect(await as('INSERT INTO app.orders VALUES (2)')).toBe('permission denied');

  await project.terraform.destroy();
  expect(await server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${reader}'`)).toEqual([]);
});
