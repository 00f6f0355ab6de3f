import { startSandbox } from '../../../src/apono/sandbox';
import { all, codeOf, integrationBody, problemOf, sandboxWithClient } from '../fixture';

const CATALOG = {
  types: [
    {
      type: 'mock-duck',
      params: [{ id: 'key', values: ['value'] }],
      resource_types: [{ type: 'duck', permissions: ['feed'], resources: ['Donald'] }],
    },
    { type: 'anything' },
  ],
  connectors: [
    { id: 'pond', version: '1.8.0', cloud_provider_type: 'KUBERNETES' },
    { id: 'AwsConnector-Prod', status: 'DISCONNECTED' },
  ],
};

const IDENTITIES = {
  sources: [{ name: 'PagerDuty', type: 'pagerduty' }],
  users: [
    { email: 'eve@example.com', source: 'PagerDuty' },
    { email: 'ada@example.com', active: false },
  ],
  groups: [{ name: 'Own', members: ['eve@example.com'] }],
  attributes: [{ type: 'pagerduty_shift', value: 'Night', source: 'PagerDuty' }],
};

describe('what is given beside the built-in tenant', () => {
  test('are types of integration and connectors', async () => {
    const { client } = await sandboxWithClient({ catalog: CATALOG });
    expect((await client.catalog.list()).map(({ type }) => type)).toContain('mock-duck');
    expect(await client.catalog.get('mock-duck')).not.toHaveProperty('resource_types');
    expect((await client.connectors.get('AwsConnector-Prod')).status).toBe('DISCONNECTED');
    const duck = { type: 'mock-duck', connector_id: 'pond', connected_resource_types: ['duck'] };
    const made = await client.integrations.create(
      integrationBody('Ducks', { ...duck, integration_config: { key: 'value' }, secret_store_config: null }),
    );
    expect((await client.integrations.permissions(made.id)).items).toMatchObject([
      { name: 'feed', resource_type: 'duck' },
    ]);
    expect((await client.integrations.resources(made.id, 'duck')).items).toMatchObject([{ name: 'Donald' }]);
    const wrong = integrationBody('Geese', { ...duck, integration_config: { key: 'other' } });
    expect(await codeOf(client.integrations.create(wrong))).toBe('APONO_REJECTED');
  });

  test('a type without resource types has any', async () => {
    const { client } = await sandboxWithClient({ catalog: CATALOG });
    await client.integrations.create(
      integrationBody('Any', { type: 'anything', integration_config: {}, connected_resource_types: null }),
    );
    const integration = { integration_reference: 'Any', resource_type: 'some', permissions: ['whatever'] };
    await client.bundles.create({ name: 'Some', access_targets: [{ integration }] });
  });

  test('are identities', async () => {
    const { client } = await sandboxWithClient({ identities: IDENTITIES });
    const [eve] = await all(client.users.list({ source_integration_name: 'PagerDuty' }));
    expect(eve).toMatchObject({ email: 'eve@example.com', first_name: 'eve', roles: ['Viewer'] });
    expect((await all(client.users.list({ first_name: 'ada' }))).map(({ active }) => active)).toEqual([false]);
    const [own] = await all(client.groups.list({ name: 'Own' }));
    expect(own?.source_integration_id).toBeNull();
    expect(await all(client.groups.members(own?.id ?? ''))).toEqual(['eve@example.com']);
    expect(await all(client.attributes.list({ type: 'pagerduty_shift' }))).toMatchObject([
      { value: 'Night', source_integration_name: 'PagerDuty' },
    ]);
  });

  test('has the same ids in every run', async () => {
    const ids = async () => {
      const { client } = await sandboxWithClient({ identities: IDENTITIES });
      return (await all(client.groups.list())).map(({ id }) => id);
    };
    expect(await ids()).toEqual(await ids());
  });

  test.each([
    ['catalog', [], 'an object is required'],
    ['catalog', { sorts: [] }, 'there is no "sorts"; there are types, connectors'],
    ['catalog', { types: {} }, 'types must be a list'],
    ['catalog', { types: [{ type: 'x' }, { name: 'y' }] }, 'types[1]: type is required'],
    [
      'catalog',
      { types: [{ type: 'x', resource_types: [{ type: 'y' }] }] },
      'types[0]: resource_types[0]: permissions',
    ],
    ['catalog', { connectors: [{ id: 'x', status: 'GONE' }] }, 'connectors[0]: status must be one of CONNECTED'],
    ['identities', { users: ['eve'] }, 'users[0] must be an object'],
    ['identities', { users: [{ email: 'x', source: 'Nowhere' }] }, 'users[0]: Source Nowhere not found'],
    ['identities', { groups: [{ name: 'x', member: [] }] }, 'groups[0]: there is no "member"'],
  ])('is refused where it is wrong: %s %j', async (option, given, says) => {
    const error = await problemOf(startSandbox({ [option]: given }));
    expect(error.problems[0]).toMatchObject({ code: 'INVALID_VALUE', path: [option] });
    expect(error.message).toContain(says);
  });
});
