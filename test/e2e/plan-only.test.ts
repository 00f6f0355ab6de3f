import { databaseOn, freshName } from '../support/postgres';
import { openProject, useServer } from '../support/project';

const server = useServer();

test('a sign-in that may only connect plans the same statements as the admin, and may not apply', async () => {
  const [planner, reader, role, database] = [
    freshName('planner'),
    freshName('reader'),
    freshName('made'),
    await databaseOn(server),
  ];
  await server.query(`CREATE ROLE ${planner} LOGIN PASSWORD 'p'; CREATE ROLE ${reader}`);
  await database.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)');
  const project = await openProject();
  const declare = (privileges: string[], provider?: string) =>
    project.declare(
      {
        resource: {
          aponopg_role: { it: { server: 'main', name: role, comment: privileges.join() } },
          aponopg_grants: {
            it: {
              server: 'main',
              database: database.name,
              grants: {
                usage: { grantees: [reader], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
                tables: {
                  grantees: [reader, '${aponopg_role.it.name}'],
                  on: 'table',
                  schemas: ['app'],
                  privileges,
                },
              },
            },
          },
        },
      },
      provider,
    );
  project.env.PLANNER_PASSWORD = 'p';
  const asPlanner = (more = '') => `
provider "aponopg" {
  servers = { main = { host = ${JSON.stringify(server.host)}, port = ${server.port}, database = "postgres", username = "${planner}", password_env = "PLANNER_PASSWORD" ${more} } }
}`;
  const statements = async () =>
    Object.fromEntries(
      Object.entries(await project.changes()).map(([address, { after }]) => [address, after?.statements]),
    );
  for (const privileges of [['SELECT'], ['INSERT']]) {
    declare(privileges);
    const byAdmin = await statements();
    expect(Object.keys(byAdmin)).toHaveLength(2);
    declare(privileges, asPlanner(', plan_only = true'));
    expect(await statements()).toEqual(byAdmin);
    const said = await project.terraform.failing.apply();
    expect(said).toContain('PLAN_ONLY');
    expect(said).not.toMatch(/inconsistent|bug in the provider/);
    project.env.APONOPG_PLAN_ONLY = '1';
    declare(privileges, asPlanner());
    expect(await statements()).toEqual(byAdmin);
    project.env.APONOPG_PLAN_ONLY = '';
    declare(privileges);
    await project.settle();
  }
  await project.terraform.destroy();
  await database.drop();
  await server.query(`DROP ROLE ${planner}, ${reader}`);
});
