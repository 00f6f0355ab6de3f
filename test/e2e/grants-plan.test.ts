import { useAppDatabase } from '../support/app-database';
import { freePort } from '../support/free-port';
import { labelled } from '../support/labelled';
import { freshName, readLog, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
const app = useAppDatabase(server, project);
let database: TestDatabase;
let reader: string;
let other: string;

beforeEach(() => {
  ({ database, reader, other } = app);
});

const USAGE = { on: 'schema', objects: ['app'], privileges: ['USAGE'] };
const tables = (privileges: string[], ...objects: string[]) => ({
  on: 'table',
  schemas: ['app'],
  ...(objects.length > 0 && { objects }),
  privileges,
});
const declare = (grants: object[], more: object = {}, resources: object = {}) =>
  project.declare({
    resource: {
      ...resources,
      aponopg_grants: {
        it: {
          server: 'main',
          database: database.name,
          grants: labelled(grants.map((entry) => ({ grantees: [reader], ...entry }))),
          ...more,
        },
      },
    },
  });
const statements = async (...args: string[]) =>
  (await project.changes(...args))['aponopg_grants.it']?.after?.statements;
const as = (sql: string, role = reader) => database.tryAs(role, 'p', sql);

test('the statements that an update shows are the statements that run', async () => {
  const with_ = (mine: string[], option: boolean) =>
    declare(
      [
        USAGE,
        tables(mine),
        { grantees: ['public'], on: 'function', schemas: ['app'], privileges: option ? [] : ['EXECUTE'] },
        { grantees: [other], ...tables(['SELECT'], 'lines') },
        { grantees: [other], ...tables(['SELECT'], 'orders'), with_grant_option: option },
      ],
      {
        default_privileges: labelled([
          {
            owners: ['postgres'],
            schemas: ['app'],
            on: 'table',
            grantees: [reader],
            privileges: [option ? 'SELECT' : 'INSERT'],
          },
        ]),
      },
    );
  with_(['SELECT'], false);
  await project.settle();
  await database.query(
    `GRANT INSERT ON app.orders TO ${reader}; GRANT SELECT ON app.orders TO ${reader} WITH GRANT OPTION`,
  );
  await database.query(`SET ROLE ${reader}; GRANT SELECT ON app.orders TO ${other}`);
  with_(['UPDATE'], true);
  const shown: string[] = await statements();
  expect(shown.length).toBeGreaterThan(5);
  const logged = readLog(server).length;
  await project.terraform.apply('tfplan');
  const ran = readLog(server)
    .slice(logged)
    .split('\n')
    .filter((line) => line.includes(`@${database.name} `))
    .flatMap(
      (line) => /(?:statement|execute [^:]*): ((?:GRANT|REVOKE|ALTER|SET LOCAL ROLE|RESET).*)/.exec(line)?.[1] ?? [],
    );
  expect(ran).toEqual(shown);
  expect(await project.changes()).toEqual({});
});

test('a plan changes nothing: the catalogs stay as they are to the byte, and without work there is no lock', async () => {
  declare([USAGE, tables(['SELECT'])]);
  await project.settle();
  await database.query(`GRANT INSERT ON app.orders TO ${reader}`);
  declare([USAGE, tables(['UPDATE'])]);
  const before = await fingerprint();
  expect(await statements()).toHaveLength(3);
  expect(await fingerprint()).toEqual(before);

  const logged = readLog(server).length;
  await project.settle();
  await project.settle();
  const transactions = readLog(server)
    .slice(logged)
    .split('\n')
    .filter((line) => line.includes(`@${database.name} `) && line.includes('READ WRITE;'));
  // The second run had nothing to do. Reading is READ ONLY.
  expect(transactions).toHaveLength(1);
});

test('a saved plan is refused when the catalogs moved so that more would be done, and says what', async () => {
  declare([USAGE, tables(['SELECT'])]);
  await project.settle();
  declare([USAGE, tables(['SELECT', 'UPDATE'])]);
  expect(await statements()).toEqual([`GRANT UPDATE ON ALL TABLES IN SCHEMA "app" TO "${reader}"`]);
  await database.query(`GRANT DELETE ON app.orders TO ${reader}; REVOKE SELECT ON app.lines FROM ${reader}`);
  const before = await fingerprint();
  const said = await project.terraform.failing.apply('tfplan');
  expect(said).toContain('more would have to be done than was shown');
  expect(said).toContain(`REVOKE DELETE on table app.orders from ${reader}`);
  expect(said).toContain(`GRANT SELECT on table app.lines to ${reader}`);
  expect(said).toContain('Nothing was changed');
  expect(await fingerprint()).toEqual(before);
  await project.settle();
  expect(await as('DELETE FROM app.orders')).toBe('permission denied');
});

test('a saved plan is applied when the catalogs moved so that less is left to do', async () => {
  declare([USAGE, tables(['SELECT'])]);
  await project.settle();
  declare([USAGE, tables(['SELECT', 'UPDATE'])]);
  await statements();
  await database.query(`GRANT UPDATE ON app.orders TO ${reader}; CREATE TABLE app.late (id int)`);
  // A table that came later was meant by ALL TABLES, too; SELECT on it was not shown.
  await database.query(`GRANT SELECT ON app.late TO ${reader}`);
  await project.terraform.apply('tfplan');
  expect(await project.changes()).toEqual({});
});

test('a saved plan of new grants is refused, too, and changes nothing', async () => {
  declare([USAGE, tables(['SELECT'])]);
  await statements();
  await database.query(`GRANT DELETE ON app.orders TO ${reader}`);
  const before = await fingerprint();
  const said = await project.terraform.failing.apply('tfplan');
  // Terraform hands a plan of something new no memory of what was read: it finds the difference itself.
  expect(said).toContain(`${reader} holds DELETE on table app.orders`);
  expect(await fingerprint()).toEqual(before);
});

test('with -refresh=false it plans from what was read last, and applies no more than that', async () => {
  declare([USAGE, tables(['SELECT'])]);
  await project.settle();
  await project.terraform.run('refresh', '-no-color');
  declare([USAGE, tables(['SELECT', 'UPDATE'], 'orders')]);
  expect(await statements('-refresh=false')).toEqual([
    `REVOKE SELECT ON TABLE "app"."lines" FROM "${reader}"`,
    `GRANT UPDATE ON TABLE "app"."orders" TO "${reader}"`,
  ]);
  await project.settle('-refresh=false');
  await project.settle();
});

test('what is not known yet leaves the statements open, whichever value it is', async () => {
  for (const [value, entry] of [
    [other, { grantees: ['${terraform_data.it.output}'], ...tables(['SELECT']) }],
    ['app', { ...tables(['SELECT']), schemas: ['${terraform_data.it.output}'] }],
    ['orders', tables(['SELECT'], '${terraform_data.it.output}')],
    ['SELECT', tables(['${terraform_data.it.output}'])],
  ] as const) {
    declare([USAGE, entry], {}, { terraform_data: { it: { input: value } } });
    const plan = await project.changes();
    expect(plan['aponopg_grants.it']?.after_unknown.statements).toBe(true);
    await project.settle();
    project.declare({});
    await project.terraform.apply();
  }
});

test('a database that the same run makes', async () => {
  const late = freshName('late');
  const run = (sql: string) => `psql -X -q -v ON_ERROR_STOP=1 -c '${sql}'`;
  const environment = {
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.superuser,
    PGPASSWORD: server.password,
    PGDATABASE: 'postgres',
  };
  project.declare({
    resource: {
      terraform_data: {
        late: { input: late, provisioner: { 'local-exec': { command: run(`CREATE DATABASE ${late}`), environment } } },
      },
      aponopg_grants: {
        it: {
          server: 'main',
          database: late,
          grants: labelled([{ grantees: [reader], on: 'database', privileges: ['CREATE'] }]),
          depends_on: ['terraform_data.late'],
        },
      },
    },
  });
  const planned = await project.terraform.plan();
  expect(planned.stdout).toMatch(/Warning: The server main has no such database/);
  expect(planned.stdout).toContain(`GRANT CREATE ON DATABASE \\"${late}\\" TO`);
  await project.settle();
  expect(await server.tryAs(reader, 'p', late, 'CREATE SCHEMA x')).toBe('ok');
  // Dropped behind Terraform's back it is gone, and destroying what is gone is no error.
  await server.dropDatabase(late);
  expect((await project.changes())['aponopg_grants.it']?.actions).toEqual(['create']);
});

test('a server that cannot be reached, or is not known, at plan', async () => {
  const block = (port: string | number) => `
resource "terraform_data" "port" {
  input = ${server.port}
}
provider "aponopg" {
  servers = { main = { host = "${server.host}", port = ${port}, username = "${server.superuser}", password_env = "ADMIN_PASSWORD" } }
}`;
  const resource = { server: 'main', database: database.name, grants: labelled([{ grantees: [reader], ...USAGE }]) };
  const port = await freePort();
  project.declare({ resource: { aponopg_grants: { it: resource } } }, block(port));
  const unreachable = await project.terraform.plan();
  expect(unreachable.stdout).toMatch(/Warning: The plan was made without the server main: .*nothing listens there/);
  expect(unreachable.stdout).toContain('2 to add');
  project.declare({ resource: { aponopg_grants: { it: resource } } }, block('terraform_data.port.output'));
  const unknown = await project.terraform.plan();
  expect(unknown.stdout).toContain('its parameters are not known yet');
  await project.settle();
  expect(await as('SELECT app.f()')).toBe('ok');
  // A refresh that does not reach the server is an error, never "no changes".
  project.declare({ resource: { aponopg_grants: { it: resource } } }, block(port));
  expect(await project.terraform.failing.plan()).toContain('PG_UNREACHABLE');
  project.declare({ resource: { aponopg_grants: { it: resource } } });
  await project.settle();
});

async function fingerprint(): Promise<unknown> {
  const catalogs = ['pg_class', 'pg_attribute', 'pg_namespace', 'pg_proc', 'pg_default_acl', 'pg_init_privs'];
  const here = catalogs.map(
    (each) => `SELECT '${each}', md5(string_agg(c::text || xmin::text, ' ' ORDER BY ctid)) FROM ${each} c`,
  );
  const database_ = `SELECT 'pg_database', md5(string_agg(c::text || xmin::text, ' ')) FROM pg_database c WHERE datname = current_database()`;
  const members = `SELECT 'pg_auth_members', md5(string_agg(c::text, ' ' ORDER BY ctid)) FROM pg_auth_members c WHERE member = '${reader}'::regrole OR roleid = '${reader}'::regrole`;
  return database.query([...here, database_, members].join(' UNION ALL '));
}
