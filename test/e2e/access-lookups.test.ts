import { integrationAttributes } from '../support/integration';
import { useProject } from '../support/project';

const project = useProject();

const ORDERS = { aponopg_integration: { it: integrationAttributes() } };
const output = async (name: string) => (await project.terraform.state()).values?.outputs?.[name]?.value;
/** Reads data sources after the integration is there, and puts one out. */
const read = async (data: object, value: string) => {
  project.declare({ resource: ORDERS, data, output: { it: { value } } });
  await project.settle();
  return output('it');
};
const refused = async (data: object) => {
  project.declare({ resource: ORDERS, data });
  return project.terraform.failing.plan();
};

beforeAll(async () => {
  project.declare({ resource: ORDERS });
  await project.settle();
});

test('an integration is found by its name or id', async () => {
  const [there] = project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
  const found = { id: there?.id, name: 'Orders database', type: 'postgresql', category: 'RESOURCES', status: 'Active' };
  for (const how of [{ name: 'Orders database' }, { id: there?.id }]) {
    expect(await read({ aponopg_integration: { it: how } }, '${data.aponopg_integration.it}')).toMatchObject(found);
  }
  const misspelt = await refused({ aponopg_integration: { it: { name: 'Orders databas' } } });
  expect(misspelt).toContain('perhaps `Orders database` is meant');
  expect(misspelt).toContain('APONO_INTEGRATION_UNKNOWN');
  expect(await refused({ aponopg_integration: { it: {} } })).toContain('Neither `id` nor `name` is given');
  expect(await refused({ aponopg_integration: { it: { id: 'a', name: 'b' } } })).toContain(
    'Both `id` and `name` are given',
  );
});

test('what an integration offers is read, with its permissions', async () => {
  const data = { aponopg_resource_types: { it: { integration_name: '${aponopg_integration.it.name}' } } };
  expect(await read(data, '${data.aponopg_resource_types.it}')).toMatchObject({
    names: ['postgresql-database', 'postgresql-table'],
    permissions: { 'postgresql-database': expect.arrayContaining(['READ_ONLY', 'READ_WRITE']) },
  });
});

describe('an identity', () => {
  const of = (more: object) => ({ aponopg_identity: { it: more } });
  const RESULT = '${data.aponopg_identity.it}';

  test('is found by name, with the id that owners and approvers need', async () => {
    expect(await read(of({ type: 'user', name: 'ada@example.com' }), RESULT)).toMatchObject({
      id: '00u1',
      value: 'ada@example.com',
      source_integration_name: 'Okta',
    });
    expect(await read(of({ type: 'group', name: 'DBA' }), RESULT)).toMatchObject({ source_id: '00g2', value: '00g2' });
    expect(await read(of({ type: 'department', name: 'Platform' }), RESULT)).toMatchObject({ value: 'Platform' });
  });

  test('that several sources know needs its source', async () => {
    const several = await refused(of({ type: 'group', name: 'Engineering' }));
    expect(several).toContain('There are 2 of this group');
    expect(several).toContain('Allowed: Okta, Google OAuth');
    const one = await read(of({ type: 'group', name: 'Engineering', source_integration_name: 'Google OAuth' }), RESULT);
    expect(one).toMatchObject({ value: '00g4' });
  });

  test('that is not there is refused with the nearest spelling', async () => {
    expect(await refused(of({ type: 'group', name: 'DBAs' }))).toContain('perhaps `DBA` is meant');
    expect(await refused(of({ type: 'departement', name: 'Platform' }))).toContain('perhaps `department` is meant');
    const elsewhere = await refused(of({ type: 'group', name: 'DBA', source_integration_name: 'Google OAuth' }));
    expect(elsewhere).toContain('Google OAuth has no group of this name');
  });
});

test('a flow takes looked-up identities and types as they are', async () => {
  project.declare({
    resource: {
      ...ORDERS,
      aponopg_access_flow: {
        it: {
          name: 'Read orders',
          trigger: 'SELF_SERVE',
          settings: {},
          requestors: {
            logical_operator: 'OR',
            conditions: [{ type: 'group', values: ['${data.aponopg_identity.dba.value}'] }],
          },
          access_targets: [
            {
              integration: {
                integration_name: '${data.aponopg_integration.it.name}',
                resource_type: '${tolist(data.aponopg_resource_types.it.names)[0]}',
                permissions: '${data.aponopg_resource_types.it.permissions["postgresql-database"]}',
              },
            },
          ],
        },
      },
    },
    data: {
      aponopg_identity: { dba: { type: 'group', name: 'DBA' } },
      aponopg_integration: { it: { name: '${aponopg_integration.it.name}' } },
      aponopg_resource_types: { it: { integration_name: '${aponopg_integration.it.name}' } },
    },
  });
  await project.settle();
});
