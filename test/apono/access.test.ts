import type { AccessFlowUpsertV2 } from '../../src/apono';
import {
  accessFlowBody,
  all,
  codeOf,
  integrationBody,
  problemOf,
  quickClient,
  sandboxWithClient,
  serverThat,
} from './fixture';

/** A sandbox with the integration `Orders`. */
async function tenant(...options: Parameters<typeof sandboxWithClient>) {
  const { client, sandbox } = await sandboxWithClient(...options);
  const integration = await client.integrations.create(integrationBody('Orders'));
  return { client, sandbox, integration };
}

const SCOPE = { name: 'Production', query: 'resource_tag["env"] = "prod"' };

describe('access flows', () => {
  test('are made, read with names for references, changed as a whole and deleted', async () => {
    const { client, integration } = await tenant();
    const { accessFlows } = client;
    const made = await accessFlows.create(
      accessFlowBody('Read', 'Orders', { description: 'For reading', grant_duration_in_min: 60 }),
    );
    expect(made).toMatchObject({
      description: 'For reading',
      grant_duration_in_min: 60,
      requestors: { conditions: [{ source_integration_name: 'Okta' }, { source_integration_name: null }] },
      access_targets: [{ integration: { integration_id: integration.id, integration_name: 'Orders' } }],
    });
    expect(await accessFlows.findByName('Read')).toEqual(made);
    const changed = await accessFlows.update(made.id, accessFlowBody('Read all', integration.id));
    expect(changed).toMatchObject({ id: made.id, name: 'Read all', description: null, grant_duration_in_min: null });
    expect(await all(accessFlows.list())).toEqual([changed]);
    await accessFlows.delete(made.id);
    await accessFlows.delete(made.id);
    expect(await accessFlows.get(made.id)).toBeNull();
    expect(await codeOf(accessFlows.update(made.id, accessFlowBody('Read', 'Orders')))).toBe('APONO_NOT_FOUND');
  });

  test('show what an integration is called now', async () => {
    const { client, integration } = await tenant();
    const { id } = await client.accessFlows.create(accessFlowBody('Read', 'Orders'));
    const { type: _, ...renamed } = integrationBody('Orders of today');
    await client.integrations.update(integration.id, renamed);
    const read = await client.accessFlows.get(id);
    expect(read?.access_targets[0]?.integration?.integration_name).toBe('Orders of today');
  });

  test.each([500, 'drop', 'hang'] as const)('are made once although the answer was lost: %s', async (status) => {
    const { client, sandbox } = await tenant({}, { timeoutSeconds: 0.3 });
    sandbox.setFaults({ fail_next: { count: 1, status, method: 'POST', after_work: true } });
    const made = await client.accessFlows.create(accessFlowBody('Read', 'Orders'));
    expect(await all(client.accessFlows.list())).toEqual([made]);
  });

  test('do not take a name that another has', async () => {
    const { client } = await tenant();
    const { id } = await client.accessFlows.create(accessFlowBody('Read', 'Orders'));
    const error = await problemOf(client.accessFlows.create(accessFlowBody('Read', 'Orders')));
    expect(error.problems[0]).toMatchObject({ code: 'APONO_NAME_TAKEN', path: ['name'], value: 'Read' });
    expect(error.message).toContain(`An access flow named "Read" exists already: id ${id}`);
  });

  test('are found over many pages', async () => {
    const { client } = await tenant();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await client.accessFlows.create(accessFlowBody(name, 'Orders'));
    expect((await all(client.accessFlows.list({ limit: 2 }))).map(({ name }) => name).join('')).toBe('abcde');
  });

  const conditions = (...of: AccessFlowUpsertV2['requestors']['conditions']) => ({
    requestors: { logical_operator: 'OR', conditions: of },
  });
  const gives = (more: object) => ({
    access_targets: [
      {
        integration: {
          integration_reference: 'Orders',
          resource_type: 'postgresql-database',
          permissions: ['READ_ONLY'],
          ...more,
        },
      },
    ],
  });
  const settings = accessFlowBody('', '').settings;
  const frame = { start_time: '08:00', end_time: '09:00', days_of_week: ['MONDAY'], time_zone: 'UTC' };
  const approvers = { logical_operator: 'OR', approvers: [{ type: 'Owner' }] };
  test.each([
    ['trigger', { trigger: 'MANUAL' }],
    ['logical_operator', { requestors: { logical_operator: 'XOR', conditions: [{ type: 'Owner' }] } }],
    ['conditions', conditions()],
    ['There is no attribute type tribe', conditions({ type: 'tribe', match_operator: 'is', values: ['x'] })],
    ['match_operator', conditions({ type: 'user', match_operator: 'like', values: ['x'] })],
    ['match_operator is required', conditions({ type: 'user', values: ['x'] })],
    ['Source integration Nobody', conditions({ type: 'user', source_integration_reference: 'Nobody' })],
    ['access_targets', { access_targets: [] }],
    ['exactly one of', { access_targets: [{}] }],
    ['Integration Invoices not found', gives({ integration_reference: 'Invoices' })],
    ['has no resource type mysql-database', gives({ resource_type: 'mysql-database' })],
    ['has no permission OWN', gives({ permissions: ['OWN'] })],
    ['scope_mode', gives({ resources_scopes: [{ scope_mode: 'only', type: 'NAME', values: ['x'] }] })],
    ['key is required', gives({ resources_scopes: [{ scope_mode: 'include_resources', type: 'TAG', values: ['x'] }] })],
    ['Bundle B not found', { access_targets: [{ bundle: { bundle_reference: 'B' } }] }],
    ['Access scope S not found', { access_targets: [{ access_scope: { access_scope_reference: 'S' } }] }],
    ['justification_required', { trigger: 'AUTOMATIC' }],
    ['require_mfa', { settings: { ...settings, require_mfa: undefined as never } }],
    ['extension_duration_in_min', { settings: { ...settings, extension_duration_in_min: 5 } }],
    ['grantees', { request_for: { request_scopes: ['others'] } }],
    ['request_scopes', { request_for: { request_scopes: ['me'] } }],
    ['approval_mode', { approver_policy: { approval_mode: 'SOME_OF', approver_groups: [approvers] } }],
    ['approver_groups', { approver_policy: { approval_mode: 'ANY_OF', approver_groups: [] } }],
    ['at most 5', { escalation_policy: { interval_in_min: 30, approver_groups: Array(6).fill(approvers) } }],
    ['interval_in_min', { escalation_policy: { interval_in_min: 0, approver_groups: [approvers] } }],
    ['days_of_week', { timeframe: { ...frame, days_of_week: ['Monday'] } }],
    ['grant_duration_in_min', { grant_duration_in_min: 0 }],
  ] as [string, Partial<AccessFlowUpsertV2>][])('are rejected: %s', async (named, change) => {
    const { client } = await tenant();
    const error = await problemOf(client.accessFlows.create(accessFlowBody('Read', 'Orders', change)));
    expect(error.problems[0]?.code).toBe('APONO_REJECTED');
    expect(error.message).toContain(named);
    expect(await all(client.accessFlows.list())).toEqual([]);
  });

  test('of a shape that Apono does not give are an error', async () => {
    const answers = [
      { id: '1', name: 'x', active: true, trigger: 'SELF_SERVE', requestors: {}, access_targets: [], settings: {} },
      { ...accessFlowBody('x', 'y'), id: '1', approver_policy: { approval_mode: 'ANY_OF' } },
      { ...accessFlowBody('x', 'y'), id: '1', access_targets: [{ integration: { resource_type: 'x' } }] },
    ];
    for (const answer of answers) {
      const endpoint = await serverThat((_, response) => response.end(JSON.stringify(answer)));
      expect(await codeOf(quickClient({ endpoint }).accessFlows.get('1'))).toBe('APONO_BAD_ANSWER');
    }
  });
});

describe('bundles and access scopes', () => {
  test('are made, found by name, changed and deleted', async () => {
    const { client } = await tenant();
    const scope = await client.accessScopes.create({ ...SCOPE, description: 'Serves customers' });
    expect(await client.accessScopes.findByName('Production')).toEqual(scope);
    expect(await client.accessScopes.findByName('Prod*')).toBeNull();
    expect(await client.accessScopes.update(scope.id, SCOPE)).toMatchObject({ id: scope.id, description: null });
    const target = { access_scope: { access_scope_reference: 'Production' } };
    const bundle = await client.bundles.create({ name: 'All of it', access_targets: [target] });
    expect(bundle.access_targets).toEqual([
      { integration: null, access_scope: { access_scope_id: scope.id, access_scope_name: 'Production' } },
    ]);
    expect(await all(client.bundles.list({ name: '*of*' }))).toEqual([bundle]);
    expect(await all(client.bundles.list({ name: 'of*' }))).toEqual([]);
    await client.bundles.delete(bundle.id);
    await client.accessScopes.delete(scope.id);
    expect(await all(client.accessScopes.list())).toEqual([]);
  });

  test('cannot be taken from under an access flow', async () => {
    const { client, integration } = await tenant();
    const scope = await client.accessScopes.create(SCOPE);
    const target = { access_scope: { access_scope_reference: scope.id } };
    const bundle = await client.bundles.create({ name: 'B', access_targets: [target] });
    await client.accessFlows.create({
      ...accessFlowBody('Read', 'Orders'),
      access_targets: [...accessFlowBody('', 'Orders').access_targets, { bundle: { bundle_reference: 'B' } }],
    });
    for (const removal of [
      client.integrations.delete(integration.id),
      client.bundles.delete(bundle.id),
      client.accessScopes.delete(scope.id),
    ]) {
      expect((await problemOf(removal)).message).toContain('is used by');
    }
  });

  test('a bundle holds no bundle', async () => {
    const { client } = await tenant();
    await client.bundles.create({ name: 'A', access_targets: accessFlowBody('', 'Orders').access_targets });
    const inner = { bundle: { bundle_reference: 'A' } } as object;
    expect(await codeOf(client.bundles.create({ name: 'B', access_targets: [inner] }))).toBe('APONO_REJECTED');
  });

  test('of newer APIs, a query is kept as it is', async () => {
    const { client } = await tenant();
    const flow = { ...accessFlowBody('Q', ''), requestor_identity_type: 'AGENT' };
    const made = await client.accessFlows.create({
      ...flow,
      access_targets: [{ query_target: { query: SCOPE.query } }],
    });
    expect(made.requestor_identity_type).toBe('AGENT');
    expect(made.access_targets[0]?.query_target).toEqual({ query: SCOPE.query });
    const tooLong = [{ query_target: { query: 'x'.repeat(8193) } }];
    expect(await codeOf(client.accessFlows.create({ ...flow, name: 'R', access_targets: tooLong }))).toBe(
      'APONO_REJECTED',
    );
  });

  test('of newer APIs, what is made in a space stays in it', async () => {
    const { client } = await tenant();
    const inSpace = (space: string) => ({ query: new URLSearchParams({ space_reference: space }) });
    const { id, space } = await client.accessScopes.create(SCOPE, inSpace('Payments'));
    expect(space).toEqual({ space_id: expect.any(String), space_name: 'Payments' });
    expect((await client.accessScopes.update(id, { ...SCOPE, name: 'Other' })).space).toEqual(space);
    expect(await codeOf(client.accessScopes.create(SCOPE, inSpace('Nowhere')))).toBe('APONO_REJECTED');
    expect(await client.accessScopes.create(SCOPE)).not.toHaveProperty('space');
  });
});

describe('identities', () => {
  test('are listed with the source that they come from', async () => {
    const { client } = await sandboxWithClient();
    const groups = await all(client.groups.list({ name: 'eng*' }));
    expect(groups.map((each) => each.source_integration_name)).toEqual(['Okta', 'Google OAuth']);
    expect(await client.groups.get(groups[0]?.id ?? '')).toEqual(groups[0]);
    expect(await all(client.groups.members(groups[1]?.id ?? ''))).toEqual(['ben@example.com']);
    expect(await codeOf(all(client.groups.members('nobody')))).toBe('APONO_NOT_FOUND');
    const [ada] = await all(client.users.list({ role: ['Admin'], source_integration_name: 'Okta' }));
    expect(ada?.email).toBe('ada@example.com');
    expect(await client.users.get(ada?.id ?? '')).toEqual(ada);
    expect(await client.users.get('nobody')).toBeNull();
    expect((await all(client.identitySources.list())).map(({ name }) => name)).toEqual([
      'Okta',
      'Google OAuth',
      'Opsgenie',
    ]);
    const values = async (...filter: Parameters<typeof client.attributes.list>) =>
      (await all(client.attributes.list(...filter))).map(({ value }) => value);
    expect(await values({ type: 'group', source_integration_reference: 'Okta' })).toEqual([
      'Engineering',
      'DBA',
      'RND',
    ]);
    expect(await values({ type: 'user', search: 'ben*' })).toEqual(['ben@example.com']);
    expect(await values({ type: 'opsgenie_schedule', limit: 1 })).toEqual(['Database on call']);
  });

  test('of a list narrowed on its first page come from the further pages as narrowly', async () => {
    const { sandbox } = await sandboxWithClient();
    const get = async (query: string) => {
      const headers = { authorization: `Bearer ${sandbox.token}` };
      return (await fetch(`${sandbox.url}/api/admin/v1/groups?${query}`, { headers })).json();
    };
    const first = await get('name=*n*&limit=1');
    const second = await get(`page_token=${first.pagination.next_page_token}`);
    const names = [first, second].flatMap(({ items }) => items.map(({ name }: { name: string }) => name));
    expect(names).toEqual(['Engineering', 'RND']);
  });
});

describe('what an integration offers', () => {
  test('are the permissions on the resource types that it is connected to, and what it has found', async () => {
    const { client, integration } = await tenant();
    const { items, isWhole } = await client.integrations.permissions(integration.id);
    expect(isWhole).toBe(true);
    expect([...new Set(items.map((each) => each.resource_type))]).toEqual(['postgresql-database', 'postgresql-table']);
    const onTables = await client.integrations.permissions(integration.id, 'postgresql-table');
    expect(onTables.items.map(({ name }) => name)).toEqual(['READ_ONLY', 'READ_WRITE', 'ADMIN']);
    const found = await client.integrations.resources(integration.id, 'postgresql-database');
    expect(found.items).toMatchObject([{ name: 'orders', status: { status: 'Active' } }]);
    expect(await codeOf(client.integrations.permissions('nowhere'))).toBe('APONO_INTEGRATION_UNKNOWN');
  });

  test('is known not to be whole where the answer says that there is more', async () => {
    const endpoint = await serverThat((_, response) =>
      response.end(JSON.stringify({ data: [{ id: '1', name: 'x', resource_type: 't' }], pagination: { total: 2 } })),
    );
    const { items, isWhole } = await quickClient({ endpoint }).integrations.permissions('1');
    expect([items.length, isWhole]).toEqual([1, false]);
  });
});
