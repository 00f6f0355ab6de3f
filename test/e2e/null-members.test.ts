import { integrationAttributes } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

afterEach(async () => {
  project.declare({});
  await project.terraform.apply();
});

const settingsOf = (name: string) =>
  server.query(`SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = '"${name}"'::regrole`);

test('a member of a map that is null is as good as left out, and settles', async () => {
  const name = freshName('nulls');
  const declare = (settings: object, more: object = {}) =>
    project.declare({
      resource: {
        aponopg_role: {
          nulls: { server: 'main', name, settings, database_settings: { postgres: { work_mem: null }, none: null } },
        },
        aponopg_integration: { it: integrationAttributes({ extra_config: { further: 'key', none: null }, ...more }) },
      },
    });
  declare({ search_path: 'app', work_mem: '8MB' });
  await project.settle();
  declare({ search_path: 'app', work_mem: null });
  await project.settle();
  expect(await settingsOf(name)).toEqual([{ setting: 'search_path=app' }]);
  // Nobody looks after it any more.
  await server.query(`ALTER ROLE "${name}" SET work_mem TO '9MB'`);
  await project.terraform.expectNoChanges();
  const [registered] = project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
  expect(registered?.integration_config).toMatchObject({ further: 'key' });
  expect(registered?.integration_config).not.toHaveProperty('none');
});

test("the parameters of Apono's own store are sent anew by their version, without what is null", async () => {
  const puts = () => project.sandbox.requests().filter(({ method }) => method === 'PUT').length;
  const declare = (parameters: object, parameters_version: number) =>
    project.declare({
      resource: {
        aponopg_integration: {
          it: integrationAttributes({ secret_store: { apono: { parameters, parameters_version } } }),
        },
      },
    });
  declare({ username: 'connector', password: 'canary-one', none: null }, 1);
  await project.settle();
  declare({ username: 'connector', password: 'canary-two' }, 1);
  await project.terraform.expectNoChanges();
  const before = puts();
  declare({ username: 'connector', password: 'canary-two' }, 2);
  await project.settle();
  expect(puts()).toBe(before + 1);
  expect(project.terraform.read('terraform.tfstate')).not.toContain('canary-');
});

test.each([
  ['aponopg_role', { server: 'main', name: 'r', member_of: [null] }, 'member_of[0]'],
  ['aponopg_role', { server: 'main', name: 'r', ignore_grantors: [null] }, 'ignore_grantors[0]'],
  ['aponopg_integration', integrationAttributes({ connected_resource_types: [null] }), 'connected_resource_types[0]'],
  [
    'aponopg_integration',
    integrationAttributes({ integration_owner: { attribute_type: 'user', attribute_values: ['x', null] } }),
    'integration_owner.attribute_values',
  ],
])('a null element of a list of %s is refused where it stands (%#)', async (type, attributes, where) => {
  project.declare({ resource: { [type]: { nulls: attributes } } });
  const said = await project.terraform.failing.plan();
  expect(said).toContain(`Where: ${where}`);
  expect(said).toContain('Code: INVALID_VALUE');
  expect(said).not.toContain('Internal fault');
});

test('a server that is null is none', async () => {
  const provider = `provider "aponopg" {\n  servers = {\n    main = null\n  }\n}\n`;
  project.declare({ resource: { aponopg_role: { lost: { server: 'main', name: 'r' } } } }, provider);
  expect(await project.terraform.failing.plan()).toMatch(/No server is called "main".*SERVER_NOT_DECLARED/);
});
