import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateIntegrationV4 } from '../../../src/apono';
import { type Sandbox, startSandbox } from '../../../src/apono/sandbox';
import { freshFolder } from '../../support/folder';
import { CANARY, codeOf, integrationBody, sandboxWithClient } from '../fixture';

async function ask(sandbox: Sandbox, method: string, path: string, body?: unknown, token = sandbox.token) {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
}

const INTEGRATIONS = '/api/admin/v4/integrations';

describe('the sandbox', () => {
  test('lets nobody in without its token', async () => {
    const { sandbox } = await sandboxWithClient();
    for (const path of [INTEGRATIONS, '/nowhere', '/_sandbox/faults', '/_sandbox/requests']) {
      const refused = { status: 401, body: { status: '401', code: 'Unauthorized' } };
      expect(await ask(sandbox, 'GET', path, undefined, 'wrong')).toEqual(refused);
    }
  });

  test('makes up a token when none is given', async () => {
    const [one, other] = [await startSandbox(), await startSandbox()];
    expect(one.token).not.toBe(other.token);
    await Promise.all([one.close(), other.close(), one.close()]);
  });

  test('answers what it does not know with 404 or 405, and a bad body with 400', async () => {
    const { sandbox } = await sandboxWithClient();
    expect((await ask(sandbox, 'GET', '/api/nowhere')).status).toBe(404);
    expect((await ask(sandbox, 'GET', `${INTEGRATIONS}/x`)).status).toBe(404);
    expect((await ask(sandbox, 'GET', `${INTEGRATIONS}/%E0%A4%A`)).status).toBe(400);
    expect((await ask(sandbox, 'PATCH', `${INTEGRATIONS}/x`, {})).status).toBe(405);
    for (const body of ['{"name":', '[]', '"x"', 'null']) {
      expect((await ask(sandbox, 'POST', INTEGRATIONS, body)).status).toBe(400);
    }
    expect((await ask(sandbox, 'POST', INTEGRATIONS, 'x'.repeat(2_000_000))).status).toBe(413);
    for (const query of ['limit=0', 'limit=x', 'page_token=x']) {
      expect((await ask(sandbox, 'GET', `${INTEGRATIONS}?${query}`)).status).toBe(400);
    }
  });

  test.each([
    ['name', { name: ' ' }],
    ['type', { type: 'oracle' }],
    ['integration_config', { integration_config: null as never }],
    ['hostname', { integration_config: { port: '5432', dbname: 'x' } }],
    ['port', { integration_config: { hostname: 'h', port: '70000', dbname: 'x' } }],
    ['sslmode', { integration_config: { hostname: 'h', port: '1', dbname: 'x', sslmode: 'verify_full' } }],
    ['secret_store_config', { secret_store_config: null }],
    ['exactly one store', { secret_store_config: {} }],
    [
      'exactly one store',
      { secret_store_config: { gcp: { project: 'p', secret_id: 's' }, aws: { region: 'r', secret_id: 's' } } },
    ],
    ['region', { secret_store_config: { aws: { region: '', secret_id: 's' } } }],
    ['connected_resource_types', { connected_resource_types: [] }],
    ['400 characters', { custom_access_details: 'x'.repeat(401) }],
    ['owners_mapping needs an owner', { owners_mapping: { key_name: 'k', attribute_type: 'group' } }],
    ['Nobody', { owner: { attribute_type: 'group', attribute_value: ['x'], source_integration_reference: 'Nobody' } }],
    ['Nowhere', { connector_id: 'Nowhere' }],
  ] as [string, Partial<CreateIntegrationV4>][])('rejects an integration for its %s', async (named, change) => {
    const { sandbox } = await sandboxWithClient();
    const before = sandbox.integrations();
    const answer = await ask(sandbox, 'POST', INTEGRATIONS, { ...integrationBody('Orders'), ...change });
    expect(answer).toEqual({ status: 400, body: { message: expect.stringContaining(named) } });
    expect(sandbox.integrations()).toEqual(before);
  });

  test('takes access details of 400 characters as people count them', async () => {
    const { client } = await sandboxWithClient();
    const family = '👨‍👩‍👧‍👦';
    await client.integrations.create(integrationBody('Orders', { custom_access_details: family.repeat(400) }));
  });

  test('keeps names unique, also when one is changed', async () => {
    const { client, sandbox } = await sandboxWithClient();
    await client.integrations.create(integrationBody('One'));
    const { id } = await client.integrations.create(integrationBody('Two'));
    expect((await ask(sandbox, 'POST', INTEGRATIONS, integrationBody('One'))).status).toBe(409);
    expect((await ask(sandbox, 'PUT', `${INTEGRATIONS}/${id}`, integrationBody('One'))).status).toBe(409);
    expect((await ask(sandbox, 'PUT', `${INTEGRATIONS}/${id}`, integrationBody('Two'))).status).toBe(200);
  });

  test('shows Error for an integration whose connector is disconnected', async () => {
    const { client } = await sandboxWithClient();
    const made = await client.integrations.create(integrationBody('O', { connector_id: 'AwsConnector-Offline' }));
    expect(made.status).toBe('Error');
  });

  test('neither keeps nor shows credentials', async () => {
    const { client, sandbox } = await sandboxWithClient();
    const store = { apono: { parameters: { username: 'connector', password: 'hunter2-canary' } } };
    const made = await client.integrations.create(integrationBody('Orders', { secret_store_config: store }));
    expect(made.secret_store_config?.apono?.parameters).toEqual({ username: '********', password: '********' });
    expect(JSON.stringify(sandbox.integrations())).not.toContain('canary');
  });
});

describe('the faults of the sandbox', () => {
  test('are switched while it runs, over HTTP', async () => {
    const { client, sandbox } = await sandboxWithClient();
    const faults = { connector_status: 'DISCONNECTED', connector_version: '1.2.0', latency_ms: 1 };
    expect(await ask(sandbox, 'PUT', '/_sandbox/faults', faults)).toEqual({ status: 200, body: faults });
    expect(await client.connectors.get('AwsConnector-Prod')).toMatchObject({
      status: 'DISCONNECTED',
      version: '1.2.0',
    });
    expect(await ask(sandbox, 'PUT', '/_sandbox/faults', {})).toEqual({ status: 200, body: {} });
    expect((await client.connectors.get('AwsConnector-Prod')).status).toBe('CONNECTED');
    const path = '/api/admin/v3/connectors/AwsConnector-Prod';
    const seen = [
      { method: 'GET', path },
      { method: 'GET', path },
    ];
    expect((await ask(sandbox, 'GET', '/_sandbox/requests')).body).toEqual(seen);
  });

  test('that do not exist are refused', async () => {
    const { sandbox } = await sandboxWithClient();
    for (const faults of [
      { slow: 1 },
      { latency_ms: -1 },
      { fail_next: { count: 1 } },
      { fail_next: { count: 1, status: 200 } },
    ]) {
      expect((await ask(sandbox, 'PUT', '/_sandbox/faults', faults)).status).toBe(400);
    }
    expect(await codeOf(startSandbox({ faults: { slow: 1 } as never }))).toBe('INVALID_VALUE');
  });
});

describe('the state of the sandbox', () => {
  let folder: string;
  beforeEach(() => {
    folder = freshFolder('sandbox');
  });

  test('outlives it in a file, which holds neither the token nor credentials', async () => {
    const stateFile = join(folder, 'state.json');
    const first = await sandboxWithClient({ stateFile });
    const store = { apono: { parameters: { password: 'hunter2-canary' } } };
    const { id } = await first.client.integrations.create(integrationBody('Orders', { secret_store_config: store }));
    await first.sandbox.close();
    const text = readFileSync(stateFile, 'utf8');
    expect(text).not.toContain(JSON.stringify(CANARY).slice(1, -1));
    expect(text).not.toContain('hunter2');
    expect(readdirSync(folder)).toEqual(['state.json']);
    const second = await sandboxWithClient({ stateFile });
    expect(await second.client.integrations.get(id)).toMatchObject({ name: 'Orders', status: 'Active' });
    expect((await second.client.integrations.create(integrationBody('Next'))).name).toBe('Next');
  });

  test('is not taken from a file that is no state, nor is such a file touched', async () => {
    const stateFile = join(folder, 'state.json');
    for (const text of ['', '{', 'null', '{"connectors":1}']) {
      writeFileSync(stateFile, text);
      expect(await codeOf(startSandbox({ stateFile }))).toBe('INVALID_VALUE');
      expect(readFileSync(stateFile, 'utf8')).toBe(text);
    }
    expect(await codeOf(startSandbox({ stateFile: join(folder, 'no', 'such', 'folder') }))).toBe('INVALID_VALUE');
  });

  test('does not begin on a port that is taken', async () => {
    const { sandbox } = await sandboxWithClient();
    expect(await codeOf(startSandbox({ port: Number(new URL(sandbox.url).port) }))).toBe('INVALID_VALUE');
    expect(await codeOf(startSandbox({ port: 70_000 }))).toBe('INVALID_VALUE');
  });
});
