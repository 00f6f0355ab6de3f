import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxOptions } from '../../../src/apono/sandbox';
import { freshFolder } from '../../support/folder';
import { accessFlowBody, integrationBody, sandboxWithClient } from '../fixture';

const FLOWS = '/api/terraform/v1/access-flows';

/** A sandbox with the integration `Orders`, and a way to ask what no client here asks. */
async function tenant(options: SandboxOptions = {}) {
  const { client, sandbox } = await sandboxWithClient(options);
  const { id } = await client.integrations.create(integrationBody('Orders'));
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { authorization: `Bearer ${sandbox.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return { client, ask, id };
}

const targetOf = (id: string) => ({
  integration_id: id,
  resource_type: 'postgresql-database',
  permissions: ['READ_ONLY'],
  resource_tag_includes: [],
  resource_tag_excludes: [{ name: 'env', value: 'prod' }],
});

describe('one tenant is spoken of in the words of every release of the API', () => {
  test('an access flow', async () => {
    const { client, ask, id } = await tenant();
    const [ada] = (await ask('GET', '/api/v2/identities')).body.data;
    const sent = {
      name: 'Read',
      active: true,
      trigger: {
        type: 'user_request',
        timeframe: {
          start_of_day_time_in_seconds: 28_800,
          end_of_day_time_in_seconds: 86_399,
          days_in_week: ['MONDAY'],
          time_zone: 'UTC',
        },
      },
      grantees: [{ id: ada.id, type: 'user' }],
      integration_targets: [targetOf(id)],
      approvers: [{ id: ada.id, type: 'user' }],
      revoke_after_in_sec: 3600,
      settings: { require_mfa: true, require_all_approvers: true },
      labels: [{ name: 'prod' }],
    };
    const made = await ask('POST', FLOWS, sent);
    expect(made).toMatchObject({ status: 200, body: sent });
    const flow = await client.accessFlows.get(made.body.id);
    const isAda = { type: 'user', match_operator: 'is', values: [ada.id] };
    expect(flow).toMatchObject({
      trigger: 'SELF_SERVE',
      timeframe: { start_time: '08:00', end_time: '23:59:59' },
      requestors: { logical_operator: 'OR', conditions: [isAda] },
      approver_policy: { approver_groups: [{ logical_operator: 'AND', approvers: [isAda] }] },
      access_targets: [
        {
          integration: {
            resources_scopes: [{ scope_mode: 'exclude_resources', type: 'TAG', key: 'env', values: ['prod'] }],
          },
        },
      ],
      grant_duration_in_min: 60,
      settings: { justification_required: true, require_mfa: true, labels: ['prod'] },
    });
    expect(flow).not.toHaveProperty('older_settings');
    await client.accessFlows.update(made.body.id, accessFlowBody('Read', 'Orders'));
    const { body: now } = await ask('GET', `${FLOWS}/${made.body.id}`);
    expect(now.revoke_after_in_sec).toBe(-1);
    expect(now.trigger).toEqual({ type: 'user_request' });
    expect(now.grantee_filter_group.attribute_filters[0]).toEqual({
      attribute_type_id: 'group',
      operator: 'is',
      attribute_value: ['RND'],
      integration_id: expect.any(String),
    });
    expect((await ask('GET', FLOWS)).body.data).toEqual([now]);
    expect(await ask('DELETE', `${FLOWS}/${made.body.id}`)).toEqual({
      status: 200,
      body: { message: 'Access flow deleted' },
    });
    expect((await ask('GET', `${FLOWS}/${made.body.id}`)).status).toBe(404);
  });

  test('an integration', async () => {
    const { client, ask } = await tenant();
    const sent = {
      name: 'Invoices',
      type: 'postgresql',
      provisioner_id: 'AwsConnector-Prod',
      params: { hostname: 'h', port: '5432', dbname: 'd' },
      secret_config: { type: 'HASHICORP_VAULT', secret_engine: 'kv', path: 'p' },
      connected_resource_types: ['postgresql-database'],
      integration_owners: [{ attribute_type: 'group', attribute_value: ['DBA'] }],
      resource_owners_mappings: [{ tag_name: 'owner', attribute_type: 'user' }],
    };
    const made = await ask('POST', '/api/terraform/v1/integrations', sent);
    expect(made).toMatchObject({ status: 200, body: sent });
    const integration = await client.integrations.get(made.body.id);
    expect(integration).toMatchObject({
      secret_store_config: { hashicorp_vault: { secret_engine: 'kv', path: 'p' } },
      owner: { attribute_value: ['DBA'], source_integration_id: null },
      owners_mapping: { key_name: 'owner' },
    });
    const { integration_owners: _, resource_owners_mappings: __, ...without } = sent;
    await ask('PUT', `/api/terraform/v1/integrations/${made.body.id}`, without);
    expect(await client.integrations.get(made.body.id)).toMatchObject({ owner: null, owners_mapping: null });
    const twice = {
      ...sent,
      name: 'Twice',
      integration_owners: [...sent.integration_owners, ...sent.integration_owners],
    };
    expect(await ask('POST', '/api/terraform/v1/integrations', twice)).toMatchObject({ status: 400 });
  });

  test.each([
    ['nobody', { grantees: [{ id: 'nobody', type: 'user' }] }],
    ['revoke_after_in_sec', { revoke_after_in_sec: 61 }],
    ['trigger', { trigger: 'user_request' }],
    ['integration_targets', { integration_targets: ['x'] }],
  ])('and refuses what makes no access flow: %s', async (named, change) => {
    const { ask, id } = await tenant();
    const flow = {
      name: 'Read',
      active: true,
      trigger: { type: 'user_request' },
      grantee_filter_group: { logical_operator: 'OR', attribute_filters: [{ attribute_type_id: 'Owner' }] },
      integration_targets: [targetOf(id)],
      revoke_after_in_sec: 60,
    };
    expect((await ask('POST', FLOWS, flow)).status).toBe(200);
    const answer = await ask('POST', FLOWS, { ...flow, name: 'Write', ...change });
    expect(answer).toEqual({ status: 400, body: { message: expect.stringContaining(named) } });
  });
});

test('a webhook is kept with its credentials, in memory alone', async () => {
  const stateFile = join(freshFolder('sandbox'), 'tenant.json');
  const { ask } = await tenant({ stateFile });
  const path = '/api/terraform/v1/webhooks/manual';
  const oauth = { client_id: 'i', client_secret: 'canary', scopes: ['s'], token_endpoint_url: 'https://t' };
  const sent = {
    name: 'Told',
    active: true,
    type: { http_request: { url: 'https://x', method: 'POST', headers: {} }, integration: null },
    authentication_config: { oauth },
  };
  const { body } = await ask('POST', path, sent);
  expect(body).toEqual({ ...sent, id: body.id, type: { http_request: sent.type.http_request } });
  expect(readFileSync(stateFile, 'utf8')).not.toContain('canary');
  expect((await ask('POST', path, sent)).status).toBe(409);
  expect((await ask('POST', path, { ...sent, name: 'Other', type: {} })).status).toBe(400);
  expect((await ask('PUT', `${path}/${body.id}`, { ...sent, active: false })).body.active).toBe(false);
  expect((await ask('DELETE', `${path}/${body.id}`)).status).toBe(200);
  expect((await ask('GET', `${path}/${body.id}`)).status).toBe(404);
});
