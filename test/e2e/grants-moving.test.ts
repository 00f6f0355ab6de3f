import { useAppDatabase } from '../support/app-database';
import { freshName, type TestDatabase } from '../support/postgres';
import { openProject, useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
const app = useAppDatabase(server, project);
let database: TestDatabase;
let reader: string;
let other: string;

beforeEach(() => {
  ({ database, reader, other } = app);
});

const grants = (entries: Readonly<Record<string, object>>, more: object = {}) => ({
  server: 'main',
  database: database.name,
  grants: Object.fromEntries(
    Object.entries(entries).map(([label, each]) => [label, { grantees: [reader], privileges: ['SELECT'], ...each }]),
  ),
  ...more,
});
const usage = (...objects: string[]) => ({ on: 'schema', objects, privileges: ['USAGE'] });
const tables = (schema: string, ...objects: string[]) => ({
  on: 'table',
  schemas: [schema],
  ...(objects.length > 0 && { objects }),
});
const migration = (input: string) => ({
  input,
  triggers_replace: [input],
  provisioner: {
    'local-exec': {
      command: `psql -X -q -v ON_ERROR_STOP=1 -c '${input}'`,
      environment: {
        PGHOST: server.host,
        PGPORT: String(server.port),
        PGUSER: server.superuser,
        PGPASSWORD: server.password,
        PGDATABASE: database.name,
      },
    },
  },
});

test('a migration of the same run makes what the grants are on, before a create and before an update', async () => {
  const after = { depends_on: ['terraform_data.migration'] };
  const run = (sql: string, it: object) =>
    project.declare({ resource: { terraform_data: { migration: migration(sql) }, aponopg_grants: { it } } });
  run('CREATE SCHEMA late CREATE TABLE a (id int)', grants({ u: usage('late'), t: tables('late', 'a') }, after));
  const planned = (await project.terraform.plan()).stdout.replace(/\s+/g, ' ');
  expect(planned).toContain('Warning: There is no schema of this name');
  expect(planned).toContain('depends_on');
  await project.settle();
  expect(await database.tryAs(reader, 'p', 'SELECT * FROM late.a')).toBe('ok');
  const more = { u: usage('late', 'later'), t: tables('late', 'a', 'b'), all: tables('later') };
  run('CREATE TABLE late.b (id int); CREATE SCHEMA later CREATE TABLE c (id int)', grants(more, after));
  const { after: shown } = (await project.changes())['aponopg_grants.it'] ?? {};
  expect(shown?.statements).toEqual([
    `GRANT SELECT ON ALL TABLES IN SCHEMA "later" TO "${reader}"`,
    `GRANT SELECT ON TABLE "late"."b" TO "${reader}"`,
    `GRANT USAGE ON SCHEMA "later" TO "${reader}"`,
  ]);
  await project.settle();
  expect(await database.tryAs(reader, 'p', 'SELECT * FROM late.b, later.c')).toBe('ok');
  // What nothing makes is said at plan, and stops the apply.
  run('SELECT 1', grants({ ...more, no: tables('app', 'nowhere') }, after));
  const failed = await project.terraform.failing.apply();
  expect(failed).toContain('There is no table of this name in schema app');
  expect(failed).not.toMatch(/inconsistent|bug in the provider/);
  run('SELECT 1', grants(more, after));
});

test('two additive resources that overlap, one after the other', async () => {
  const one = grants({ u: usage('app'), t: tables('app') }, { mode: 'additive' });
  const two = { ...one, depends_on: ['aponopg_grants.one'] };
  project.declare({ resource: { aponopg_grants: { one, two } } });
  await project.settle();
  expect(await database.tryAs(reader, 'p', 'SELECT * FROM app.orders')).toBe('ok');
});

test('two pipelines at once that create the same grants, and one whose plan is older than the other ones apply', async () => {
  const other = await openProject();
  for (const each of [project, other]) {
    each.declare({ resource: { aponopg_grants: { it: grants({ u: usage('app'), t: tables('app') }) } } });
  }
  await other.terraform.plan();
  await Promise.all([project.terraform.apply(), other.terraform.apply()]);
  for (const each of [project, other]) await each.terraform.expectNoChanges();
  await other.terraform.destroy();
  await other.terraform.plan();
  await project.terraform.apply();
  await other.terraform.apply('tfplan');
  expect(await database.tryAs(reader, 'p', 'SELECT * FROM app.orders')).toBe('ok');
});

test('default privileges in a schema that was named before and in one that was not: both are shown, and given', async () => {
  const owner = freshName('owner');
  await database.query(
    `CREATE ROLE ${owner}; GRANT CREATE ON SCHEMA app TO ${owner}; ALTER TABLE app.orders OWNER TO ${owner}; CREATE SCHEMA next`,
  );
  const it = { mode: 'additive' };
  project.declare({ resource: { aponopg_grants: { it: grants({ t: tables('app', 'orders') }, it) } } });
  await project.settle();
  const future = { owners: [owner], schemas: ['app', 'next'], on: 'table', grantees: [reader], privileges: ['SELECT'] };
  const more = { ...it, default_privileges: { future } };
  project.declare({ resource: { aponopg_grants: { it: grants({ t: tables('app', 'orders') }, more) } } });
  const shown = (await project.changes())['aponopg_grants.it']?.after?.statements.join('\n');
  expect(shown).toContain(`IN SCHEMA "app" GRANT SELECT ON TABLES TO "${reader}"`);
  expect(shown).toContain(`IN SCHEMA "next" GRANT SELECT ON TABLES TO "${reader}"`);
  await project.settle();
  await project.terraform.destroy();
  await database.query(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
});

test('what others do beside the grants is no drift: a refresh-only plan says so by its exit code', async () => {
  project.declare({ resource: { aponopg_grants: { it: grants({ u: usage('app'), t: tables('app', 'orders') }) } } });
  await project.settle();
  await database.query(`CREATE TABLE app.unrelated (id int);
    GRANT ALL ON app.orders, app.unrelated TO ${other}; GRANT USAGE ON SCHEMA app TO ${other}`);
  await project.terraform.expectNoChanges('-refresh-only');
});

test('a database that is not there is said at plan, with those that are', async () => {
  project.declare({ resource: { aponopg_grants: { it: { ...grants({ u: usage('app') }), database: 'misspelt' } } } });
  const said = (await project.terraform.plan()).stdout.replace(/\s+/g, ' ');
  expect(said).toContain('Warning: The server main has no such database');
  expect(said).toContain('DATABASE_MISSING');
  expect(said).toContain(database.name);
});
