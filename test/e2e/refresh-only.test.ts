import { integrationAttributes } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

/** Whether a check for drift, as HCP Terraform makes it, finds something. */
const drifts = async () => (await project.terraform.plan('-refresh-only', '-detailed-exitcode')).code === 2;

test('a check for drift finds none in what nobody touched, with every attribute set', async () => {
  const [name, group, heir] = [freshName('full'), freshName('group'), freshName('heir')];
  await server.query(`CREATE ROLE "${group}"; CREATE ROLE "${heir}"`);
  project.env.FULL_PASSWORD = 'canary-full';
  project.declare({
    resource: {
      aponopg_role: {
        full: {
          server: 'main',
          name,
          login: true,
          createdb: true,
          createrole: true,
          replication: true,
          bypassrls: true,
          connection_limit: 300,
          valid_until: '2040-01-01T00:00:00+02:00',
          comment: 'all of it',
          settings: { search_path: 'app', work_mem: '8MB' },
          database_settings: { postgres: { statement_timeout: '5s' } },
          member_of: [{ role: group, admin: true }],
          ignore_grantors: [heir],
          password_env: 'FULL_PASSWORD',
          password_wo_version: 70_000,
          on_destroy: { reassign_owned_to: heir, drop_owned: true, terminate_sessions: true },
        },
      },
      aponopg_integration: {
        full: integrationAttributes({
          name: 'All of it',
          port: 5433,
          dbname: 'orders',
          sslmode: 'require',
          extra_config: { further: 'key' },
          credential_rotation_period_in_days: 30,
          user_cleanup_period_in_days: 400,
          secret_store: { apono: { parameters: { username: 'x', password: 'y' }, parameters_version: 3 } },
          custom_access_details: 'Ask first.',
          integration_owner: { attribute_type: 'user', attribute_values: ['a@example.com'] },
          resource_owner: { key_name: 'owner', attribute_type: 'user' },
          wait_for_active_seconds: 60,
        }),
      },
    },
  });
  await project.settle();
  expect(await drifts()).toBe(false);

  project.declare({});
  await project.terraform.apply();
  await server.query(`DROP ROLE "${group}", "${heir}"`);
});

test("what is none of a role's business is no drift of it: settings and memberships that it does not name", async () => {
  const [name, group, ignored] = [freshName('plain'), freshName('group'), freshName('jit')];
  await server.query(
    `CREATE ROLE "${group}"; CREATE ROLE "${ignored}" IN ROLE "${group}"; GRANT "${group}" TO "${ignored}" WITH ADMIN OPTION`,
  );
  await server.query(`CREATE DATABASE "${group}"`);
  project.declare({
    resource: { aponopg_role: { plain: { server: 'main', name, settings: { search_path: 'app' } } } },
  });
  await project.settle();
  await server.query(
    `GRANT "${group}" TO "${name}"; ALTER ROLE "${name}" SET work_mem TO '9MB'; ALTER ROLE "${name}" IN DATABASE "${group}" SET work_mem TO '9MB'`,
  );
  expect(await drifts()).toBe(false);

  // Looked after from now on, they are found as they are.
  const declared = { server: 'main', name, settings: { search_path: 'app', work_mem: '8MB' } };
  project.declare({
    resource: { aponopg_role: { plain: { ...declared, member_of: [], ignore_grantors: [ignored] } } },
  });
  expect(await project.settle()).toMatch(
    new RegExp(`nobody looked after so far.*REVOKE \\W+${group}\\W+ FROM \\W+${name}`),
  );
  expect(await server.query(`SELECT 1 FROM pg_auth_members WHERE member = '"${name}"'::regrole`)).toEqual([]);
  await server.query(`SET ROLE "${ignored}"; GRANT "${group}" TO "${name}"`);
  expect(await drifts()).toBe(false);

  project.declare({});
  await project.terraform.apply();
  await server.query(`DROP DATABASE "${group}"`);
  await server.query(`DROP ROLE "${group}", "${ignored}"`);
});

test('a setting that is looked after from now on is planned from the configuration', async () => {
  const name = freshName('newly');
  const declare = (settings: object) =>
    project.declare({ resource: { aponopg_role: { newly: { server: 'main', name, settings } } } });
  declare({});
  await project.settle();
  declare({ work_mem: '7MB' });
  expect((await project.changes())['aponopg_role.newly']?.after?.statements).toEqual([
    `ALTER ROLE "${name}" SET "work_mem" TO '7MB'`,
  ]);
  // Somebody else was faster: nothing is left to do, and nobody is told of an inconsistency.
  await server.query(`ALTER ROLE "${name}" SET work_mem TO '7MB'`);
  await project.terraform.apply('tfplan');
  await project.terraform.expectNoChanges();
  project.declare({});
  await project.terraform.apply();
});
