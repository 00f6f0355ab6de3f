import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let database: TestDatabase;
let reader: string;

beforeEach(async () => {
  database = await databaseOn(server);
  reader = freshName('reader');
  await server.query(`CREATE ROLE ${reader}`);
  await database.query(`
    CREATE SCHEMA app; CREATE TABLE app.orders (id int, total int); CREATE TABLE app.lines (id int, old int);
    CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SCHEMA attic; CREATE TABLE attic.t ()`);
});

afterEach(async () => {
  project.declare({});
  await project.terraform.apply();
  await database.drop();
  await server.query(`DROP ROLE ${reader}`);
});

const ENTRIES = {
  table: { on: 'table', schemas: ['app'], objects: ['orders'], privileges: ['SELECT'] },
  column: { on: 'table', schemas: ['app'], objects: ['lines'], columns: ['old'], privileges: ['UPDATE'] },
  function: { on: 'function', schemas: ['app'], objects: ['f(int)'], privileges: ['EXECUTE'] },
  schema: { on: 'schema', objects: ['attic'], privileges: ['USAGE'] },
  tables: { on: 'table', schemas: ['attic'], privileges: ['SELECT'] },
};
const declare = (...labels: (keyof typeof ENTRIES)[]) =>
  project.declare({
    resource: {
      aponopg_grants: {
        it: {
          server: 'main',
          database: database.name,
          grants: {
            app: { grantees: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
            ...Object.fromEntries(labels.map((label) => [label, { grantees: [reader], ...ENTRIES[label] }])),
          },
        },
      },
    },
  });

test('what was dropped since is drift, told at plan and refused at apply until it leaves the configuration', async () => {
  declare('table', 'column', 'function', 'schema', 'tables');
  await project.settle();
  await database.query(`DROP TABLE app.orders; ALTER TABLE app.lines DROP COLUMN old; DROP FUNCTION app.f(int);
    DROP SCHEMA attic CASCADE`);

  const planned = await project.terraform.plan();
  const said = planned.stdout + planned.stderr;
  for (const name of ['orders', 'old', 'f(int)', 'attic']) expect(said).toContain(name);
  expect(said).toContain('Warning: There is no table of this name in schema app');
  expect(await project.terraform.failing.apply()).toContain('Error: There is no table of this name in schema app');
  await project.terraform.apply('-refresh-only');
  const { values } = await project.terraform.state();
  expect(values?.root_module?.resources?.[0]?.values.drift).toEqual(
    expect.arrayContaining([
      'orders is gone: there is no table of this name in schema app',
      'old is gone: table app.lines has no such column',
      'f(int) is gone: schema app has no function of this name',
      `attic is gone: there is no schema of this name in database ${database.name}`,
    ]),
  );

  declare();
  await project.settle();
});
