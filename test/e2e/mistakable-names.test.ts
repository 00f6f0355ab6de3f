import { quoteIdentifier } from '../../src/postgres/quote';
import { aponopg, declaredServer } from '../support/cli';
import { labelled } from '../support/labelled';
import { freshName, type PostgresServer } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

/** Two roles that look the same; Terraform takes the one for the other. */
let composed: string;
let decomposed: string;
let lonely: string;

beforeEach(async () => {
  const base = freshName('cafe');
  composed = `${base}\u00e9`;
  decomposed = `${base}e\u0301`;
  lonely = `${base}_only_e\u0301`;
  await server.query(
    [composed, decomposed, lonely].map((name) => `CREATE ROLE ${quoteIdentifier(name)} CONNECTION LIMIT 5`).join('; '),
  );
});

afterEach(async () => {
  for (const name of [composed, decomposed, lonely]) await server.query(`DROP ROLE IF EXISTS ${quoteIdentifier(name)}`);
});

/** Which of the three roles are there as they were. */
async function untouched(on: PostgresServer): Promise<string[]> {
  const rows = await on.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND rolconnlimit = 5',
    { values: [[composed, decomposed, lonely]] },
  );
  return rows.map(({ rolname }) => rolname).sort();
}
const all = () => [composed, decomposed, lonely].sort();

test('a role is not imported for its twin: neither by its id nor by an import block', async () => {
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name: composed, connection_limit: 5 } } } });
  const { failing } = project.terraform;
  for (const name of [composed, decomposed]) {
    expect(await failing.import('aponopg_role.it', `main/${name}`)).toMatch(/cannot tell from this one|normal form/);
    project.declare({
      import: [{ to: 'aponopg_role.it', id: `main/${name}` }],
      resource: { aponopg_role: { it: { server: 'main', name, connection_limit: 5 } } },
    });
    expect(await failing.plan()).toMatch(/cannot tell from this one|normal form/);
  }
  expect(await untouched(server)).toEqual(all());
});

test('a role that Terraform cannot name is not imported under the name that it makes', async () => {
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name: lonely } } } });
  expect(await project.terraform.failing.import('aponopg_role.it', `main/${lonely}`)).toMatch(
    /cannot tell from this one/,
  );
});

test('declaring and destroying one twin leaves the other', async () => {
  await server.query(`DROP ROLE ${quoteIdentifier(composed)}`);
  // Terraform reads the name as its twin's, which is made, and dropped again.
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name: decomposed } } } });
  await project.settle();
  expect(await untouched(server)).toEqual([decomposed, lonely].sort());
  const made = await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', { values: [composed] });
  expect(made).toHaveLength(1);
  await project.terraform.destroy();
  expect(await untouched(server)).toEqual([decomposed, lonely].sort());
});

test('grants of a twin are revoked from whoever holds them, and statements survive the way through Terraform', async () => {
  const schema = freshName('app');
  const table = 'cafe\u0301';
  const database = await server.createDatabase();
  const sql = (text: string) => server.query(text, { database });
  await sql(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}."${table}" (); CREATE TABLE ${schema}."caf\u00e9" ()`);
  await sql(`GRANT INSERT ON ${schema}."${table}" TO ${quoteIdentifier(composed)}`);
  project.declare({
    resource: {
      aponopg_grants: {
        it: {
          server: 'main',
          database,
          take_over: true,
          grants: labelled([
            { grantees: [composed], on: 'table', schemas: [schema], objects: ['caf\u00e9'], privileges: ['SELECT'] },
          ]),
        },
      },
    },
  });
  await project.settle();
  const holds = (name: string, privilege: string) =>
    sql(`SELECT has_table_privilege('${composed}', '${schema}."${name}"', '${privilege}') AS may`);
  expect(await holds('caf\u00e9', 'SELECT')).toEqual([{ may: true }]);
  expect(await holds(table, 'SELECT')).toEqual([{ may: false }]);
  expect(await holds(table, 'INSERT')).toEqual([{ may: false }]);
  await project.terraform.destroy();
  await server.dropDatabase(database);
});

test('grants are not imported where they name what Terraform would take for another', async () => {
  const database = await server.createDatabase();
  await server.query(`CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO ${quoteIdentifier(lonely)}`, { database });
  project.declare({ resource: { aponopg_grants: { it: { server: 'main', database, grants: {} } } } });
  const { failing } = project.terraform;
  expect(await failing.import('aponopg_grants.it', `main/${database}`)).toMatch(/take for another/);
  expect(await failing.import('aponopg_grants.it', `main/${database}/${lonely}`)).toMatch(/cannot tell from this one/);
  await server.dropDatabase(database);
});

test('no document names such a role; an export leaves it out and says so', async () => {
  const env = { ADMIN_PASSWORD: server.password };
  const document = {
    servers: { main: declaredServer(server) },
    roles: [{ server: 'main', name: decomposed, connection_limit: 9 }],
    grants: [
      {
        server: 'main',
        database: 'postgres',
        grants: labelled([{ grantees: [decomposed], on: 'schema', objects: ['e\u0301'], privileges: [] }]),
      },
    ],
  };
  for (const command of ['validate', 'plan', 'apply', 'import']) {
    const run = await aponopg([command, '-'], { env, input: JSON.stringify(document) });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    for (const path of [
      'roles[0].name',
      'grants[0].grants["entry 1"].grantees[0]',
      'grants[0].grants["entry 1"].objects[0]',
    ]) {
      expect(run.stderr).toContain(`Where: ${path}`);
    }
  }
  expect(await untouched(server)).toEqual(all());

  const options = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
  const connection = [...options, '--password-env', 'ADMIN_PASSWORD', '--format', 'json'];
  const exported = await aponopg(['export', '--server', 'main', '--database', 'postgres', ...connection], { env });
  const names = (JSON.parse(exported.stdout) as { roles: { name: string }[] }).roles.map(({ name }) => name);
  expect(names).toContain(composed);
  expect(names).not.toContain(decomposed);
  expect(names).not.toContain(lonely);
  expect(exported.stderr).toContain('Terraform would take for another');
  const asked = await aponopg(['export', '--server', 'main', '--grantees', decomposed, ...connection], { env });
  expect(asked).toMatchObject({ code: 1, stdout: '' });
  expect(asked.stderr).toContain('normal form C');
});

test('line breaks in roles, long settings and half surrogate pairs are refused before a server is asked', async () => {
  const document = {
    servers: { main: { host: 'nowhere.invalid' } },
    roles: [
      { server: 'main', name: 'a\nb' },
      { server: 'main', name: 'a\rb' },
      { server: 'main', name: 'c', settings: { [`app.${'x'.repeat(64)}`]: '1' } },
      { server: 'main', name: 'd', comment: 'half \ud83d' },
      { server: 'main', name: 'e', settings: { 'app.x': '\udc00' } },
      { server: 'main', name: 'f', settings: { [`app.${'x'.repeat(63)}`]: '1' }, comment: 'whole \u{1f600}' },
    ],
  };
  const run = await aponopg(['validate', '-'], { input: JSON.stringify(document) });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  const paths = [...run.stderr.matchAll(/^Where: (.*)$/gm)].map(([, path]) => path);
  expect(paths).toEqual([
    'roles[0].name',
    'roles[1].name',
    `roles[2].settings["app.${'x'.repeat(64)}"]`,
    'roles[3].comment',
    'roles[4].settings["app.x"]',
  ]);
});
