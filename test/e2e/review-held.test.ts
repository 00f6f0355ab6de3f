import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../src/metadata';
import { aponopg } from '../support/cli';
import { integrationAttributes } from '../support/integration';
import { databaseOn, freshName, serverVersions, sharedServer, type TestDatabase } from '../support/postgres';
import { openProject, type Project } from '../support/project';
import { inOneLine } from '../support/terraform';

let project: Project;
let database: TestDatabase;
let reader: string;

async function open(version?: number): Promise<void> {
  const server = await sharedServer(version);
  project = await openProject({ server });
  database = await databaseOn(server);
  [reader] = [freshName('reader')];
  await database.query(`
    CREATE ROLE ${reader}; CREATE SCHEMA app; CREATE SCHEMA crm;
    CREATE TABLE app.orders (id int, note text); CREATE TABLE app.secrets (id int); CREATE TABLE crm.leads (id int);
    CREATE SEQUENCE app.ids; CREATE TYPE app.mood AS ENUM ('ok');
    CREATE FUNCTION app.add(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION app.sum(a numeric, b app.mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE PROCEDURE app.run(a int) LANGUAGE sql AS 'SELECT 1'`);
}

const grants = (entries: object, more: object = {}) => ({
  server: 'main',
  database: database.name,
  grants: entries,
  ...more,
});
const declareGrants = (entries: object, more: object = {}) =>
  project.declare({ resource: { aponopg_grants: { it: grants(entries, more) } } });

/** Reviews what Terraform plans, and holds what follows to it. */
async function reviewed(): Promise<Review> {
  project.env.APONOPG_REVIEW = '';
  const { terraform } = project;
  const at = (name: string) => join(terraform.path, name);
  writeFileSync(at('plan.log'), (await terraform.run('plan', '-json', '-input=false', '-out=tfplan')).stdout);
  writeFileSync(at('plan.json'), (await terraform.run('show', '-json', 'tfplan')).stdout);
  const out = at('review.json');
  const made = await aponopg(['review', at('plan.json'), '--log', at('plan.log'), '--out', out, '--json']);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  project.env.APONOPG_REVIEW = out;
  return JSON.parse(made.stdout);
}

const flagsOf = ({ flags }: Review) => flags.map(({ flag }) => flag);
const acl = async () =>
  JSON.stringify(
    await database.query(
      `SELECT relname, relacl::text FROM pg_class WHERE relnamespace IN ('app'::regnamespace, 'crm'::regnamespace) ORDER BY 1`,
    ),
  );

afterEach(() => database.drop());

describe.each(serverVersions(['oldest', 'newest']))('PostgreSQL %d', (version) => {
  beforeEach(() => open(version));

  test('a create of all kinds of entries deploys as it was reviewed; what is beyond it is refused', async () => {
    const [on, to] = [(kind: string) => ({ on: kind, schemas: ['app'] }), { grantees: [reader, 'public'] }];
    declareGrants(
      {
        database: { ...to, on: 'database', privileges: ['CONNECT', 'TEMPORARY'] },
        schemas: { ...to, on: 'schema', objects: ['app', 'crm'], privileges: ['USAGE'] },
        all: { grantees: [reader], on: 'table', schemas: ['app', 'crm'], privileges: ['SELECT'], except: ['secrets'] },
        columns: { ...to, ...on('table'), objects: ['orders'], columns: ['note'], privileges: ['UPDATE'] },
        sequences: { grantees: [reader], ...on('sequence'), privileges: ['ALL'], extensions: 'skip' },
        routines: { grantees: [reader], ...on('routine'), objects: ['add(int, text)', 'run'], privileges: ['EXECUTE'] },
        functions: { ...to, ...on('function'), objects: ['sum(decimal(10, 2), app.mood)'], privileges: ['ALL'] },
        types: { grantees: [reader], ...on('type'), objects: ['mood'], privileges: ['USAGE'], with_grant_option: true },
        nothing: { grantees: ['public'], ...on('procedure'), objects: ['run(int)'], privileges: [] },
      },
      {
        default_privileges: {
          tables: { owners: [reader], schemas: ['app'], on: 'table', grantees: ['public'], privileges: ['SELECT'] },
        },
      },
    );
    const made = await reviewed();
    expect(flagsOf(made)).not.toContain('INCOMPLETE');
    await project.settle();
    await database.query(`GRANT DELETE ON app.secrets TO ${reader}`);
    const refused = await project.terraform.failing.apply();
    for (const said of ['BEYOND_REVIEW', 'REVOKE DELETE on table app.secrets']) expect(refused).toContain(said);
    const held = `SELECT has_table_privilege('${reader}', 'app.secrets', 'DELETE') AS still`;
    expect(await database.query(held)).toEqual([{ still: true }]);
  });
});

describe('on the default server', () => {
  beforeEach(() => open());

  const reading = () => ({ read: { grantees: [reader], on: 'table', schemas: ['app'], privileges: ['SELECT'] } });

  test('what a create takes over is listed and flagged, and just that may be taken', async () => {
    await database.query(
      `GRANT DELETE ON app.orders TO ${reader}; GRANT EXECUTE ON FUNCTION app.add(int, text) TO ${reader}`,
    );
    declareGrants(reading(), { take_over: true });
    const made = await reviewed();
    const lost = { kind: 'privilege', effect: 'lose', cause: 'authoritative', grantees: [reader], server: 'main' };
    const at = { database: database.name, address: 'aponopg_grants.it' };
    expect(made.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...lost, ...at, on: 'table', objects: ['orders'], privileges: ['DELETE'] }),
        expect.objectContaining({ ...lost, ...at, on: 'function', objects: ['add(integer, text)'] }),
      ]),
    );
    expect(flagsOf(made)).toEqual(expect.arrayContaining(['TAKE_OVER', 'REVOKES_OF_OTHERS']));
    await database.query(`GRANT TRUNCATE ON app.secrets TO ${reader}`);
    const before = await acl();
    const refused = await project.terraform.failing.apply();
    for (const said of ['BEYOND_REVIEW', 'REVOKE TRUNCATE on table app.secrets']) expect(refused).toContain(said);
    expect(refused).not.toContain('REVOKE DELETE');
    expect(await acl()).toBe(before);
    await database.query(`REVOKE TRUNCATE ON app.secrets FROM ${reader}`);
    await project.settle();
  });

  test('a destroy tells in one warning who loses what, grouped, and is held to it', async () => {
    const many = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const name = freshName('many');
        await database.query(`CREATE ROLE ${name}`);
        return name;
      }),
    );
    declareGrants({ read: { ...reading().read, grantees: many } });
    await project.terraform.apply();
    project.declare({});
    const made = await reviewed();
    expect(flagsOf(made).filter((each) => each === 'WARNING')).toHaveLength(1);
    expect(made.changes).toEqual([
      expect.objectContaining({
        effect: 'lose',
        cause: 'destroy',
        grantees: [...many].sort(),
        objects: ['orders', 'secrets'],
      }),
    ]);
    const stdout = inOneLine((await project.terraform.plan('-no-color')).stdout);
    for (const name of many) expect(stdout).toContain(name);
    expect(stdout.slice(stdout.indexOf('Warning:'))).toContain('lose SELECT on table app.orders, app.secrets');
    await project.settle();
  });

  test('a role whose statements were not known is made as it was declared, and not otherwise', async () => {
    const [group, name] = [freshName('group'), freshName('late')];
    await database.query(`CREATE ROLE ${group}`);
    const { host, port, superuser } = database.server;
    const declare = (more: object = {}) => {
      const role = {
        server: 'late',
        name,
        login: true,
        member_of: [{ role: group }],
        settings: { work_mem: '8MB' },
        ...more,
      };
      project.declare(
        { resource: { terraform_data: { host: { input: host } }, aponopg_role: { it: role } } },
        `provider "aponopg" {
           servers = { late = { host = terraform_data.host.output, port = ${port}, username = "${superuser}", password_env = "ADMIN_PASSWORD" } }
         }`,
      );
    };
    declare();
    expect(flagsOf(await reviewed())).toContain('UNKNOWN');
    declare({ createdb: true });
    const refused = await project.terraform.failing.apply();
    for (const said of ['BEYOND_REVIEW', 'CREATEDB']) expect(refused).toContain(said);
    declare();
    await project.settle();
  });

  test('an integration is registered, changed and removed only as reviewed', async () => {
    const declare = (...names: string[]) =>
      project.declare({
        resource: {
          aponopg_integration: Object.fromEntries(names.map((name, at) => [`i${at}`, integrationAttributes({ name })])),
        },
      });
    const registered = () => project.sandbox.integrations().map(({ name }) => name);
    declare('Orders');
    await reviewed();
    declare('Orders', 'Stray');
    expect(await project.terraform.failing.apply()).toContain('BEYOND_REVIEW');
    expect(registered()).toContain('Orders');
    expect(registered()).not.toContain('Stray');
    project.declare({});
    expect(await project.terraform.failing.apply()).toContain('BEYOND_REVIEW');
    expect(registered()).toContain('Orders');
  });
});
