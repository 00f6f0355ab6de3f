import { aponopg, declaredServer } from '../support/cli';
import { labelled } from '../support/labelled';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

test('the provider and the command plan the same statements for the same input, on what is new and on drift', async () => {
  const database = await server.createDatabase();
  await server.query('CREATE SCHEMA app; CREATE TABLE app.t (a int, b int); CREATE SEQUENCE app.s', { database });
  const [group, user] = [freshName('group'), freshName('Der "Nutzer"')];
  const role = {
    server: 'main',
    name: user,
    login: true,
    connection_limit: 3,
    valid_until: '2040-01-01T00:00:00Z',
    comment: "it's",
    settings: { search_path: 'app, "My schema"', work_mem: '8MB' },
    member_of: [{ role: group, admin: true }],
    password_env: 'ADMIN_PASSWORD',
  };
  const grants = {
    server: 'main',
    database,
    grants: labelled([
      { grantees: [user], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
      { grantees: [user], on: 'table', schemas: ['app'], privileges: ['SELECT'] },
      { grantees: [group], on: 'table', schemas: ['app'], objects: ['t'], columns: ['a'], privileges: ['UPDATE'] },
      { grantees: [user], on: 'sequence', schemas: ['app'], privileges: ['USAGE'], with_grant_option: true },
    ]),
    default_privileges: labelled([
      { owners: ['postgres'], schemas: ['app'], on: 'table', grantees: [user], privileges: ['SELECT'] },
    ]),
  };
  const document = {
    servers: { main: declaredServer(server) },
    roles: [{ server: 'main', name: group }, role],
    grants: [grants],
  };
  project.declare({
    resource: {
      aponopg_role: { group: { server: 'main', name: group }, user: { ...role, depends_on: ['aponopg_role.group'] } },
      aponopg_grants: { all: { ...grants, depends_on: ['aponopg_role.user'] } },
    },
  });

  const byProvider = async () => {
    const changes = await project.changes();
    const of = (address: string) => changes[address]?.after?.statements ?? [];
    return ['aponopg_role.group', 'aponopg_role.user', 'aponopg_grants.all'].flatMap(of);
  };
  const byCommand = async () => {
    const run = await aponopg(['plan', '-', '--json'], {
      env: { ADMIN_PASSWORD: server.password },
      input: JSON.stringify(document),
    });
    const { changes } = JSON.parse(run.stdout) as { changes: { statements: string[] }[] };
    return changes.flatMap(({ statements }) => statements);
  };

  const first = await byProvider();
  expect(first.length).toBeGreaterThan(8);
  // A create of grants shows what is declared, as it may be planned twice; the command plans once, and shows what will run.
  expect(withoutObjects(await byCommand())).toEqual(withoutObjects(first));
  await project.settle();
  expect(await byCommand()).toEqual([]);

  await server.query(`ALTER ROLE "${user.replaceAll('"', '""')}" NOLOGIN CONNECTION LIMIT 5`);
  await server.query(
    `REVOKE SELECT ON app.t FROM "${user.replaceAll('"', '""')}"; GRANT DELETE ON app.t TO "${group}"`,
    {
      database,
    },
  );
  const drift = await byProvider();
  expect(drift).toHaveLength(3);
  expect(await byCommand()).toEqual(drift);
  await project.terraform.destroy();
});

function withoutObjects(statements: readonly string[]): string[] {
  return statements.filter((sql) => !/ ON (ALL TABLES|ALL SEQUENCES|TABLE|SEQUENCE) /.test(sql));
}
