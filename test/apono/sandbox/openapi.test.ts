import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { ROUTES } from '../../../src/apono/sandbox/routes';
import { accessFlowBody, integrationBody, sandboxWithClient } from '../fixture';

const FILE = join(__dirname, '../../../../shared/reference/apono-openapi-v2.json');
const when = existsSync(FILE) ? it : it.skip;
const state = existsSync(FILE) ? '' : ' (skipped: the OpenAPI description is not beside this repository)';

interface OpenApi {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
  components: { schemas: Record<string, unknown> };
}

// biome-ignore lint/suspicious/noExplicitAny: answers have whatever shape is described
type Answered = any;

type Ask = Awaited<ReturnType<typeof checkedSandbox>>['ask'];

/** Asks a fresh sandbox, and holds each request and answer against the description. */
async function checkedSandbox(openApi: OpenApi) {
  const { sandbox } = await sandboxWithClient();
  const check = checker(openApi);
  const asked = new Set<string>();
  const ask = async (
    method: string,
    template: string,
    ids: string | readonly string[] = [],
    body?: unknown,
  ): Promise<Answered> => {
    asked.add(`${method} ${template}`);
    const path = [ids].flat().reduce((before, id) => before.replace(/\{\w+\}/, encodeURIComponent(id)), template);
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { authorization: `Bearer ${sandbox.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (body !== undefined) expect(check.request(method, template, body)).toEqual([]);
    expect(check.answer(method, template, response.status, answer)).toEqual([]);
    return answer;
  };
  return { ask, asked };
}

when(`every answer of the sandbox has the status and shape that the OpenAPI description gives${state}`, async () => {
  const openApi = JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;
  const { ask, asked } = await checkedSandbox(openApi);
  for (const walk of [integrations, access, identities, olderReleases]) await walk(ask);
  const described = Object.entries(openApi.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const answered = ROUTES.map(([method, path]) => `${method} ${path}`);
  expect(answered.filter((each) => described.includes(each) && !asked.has(each))).toEqual([]);
});

async function integrations(ask: Ask): Promise<void> {
  const source = { source_integration_reference: 'Okta' };
  const full = integrationBody('Orders', {
    custom_access_details: 'Ask first.',
    owner: { attribute_type: 'group', attribute_value: ['dba'], ...source },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', ...source },
  });
  const stores = [
    { gcp: { project: 'p', secret_id: 's' } },
    { azure: { vault_url: 'https://v', name: 'n' } },
    { kubernetes: { namespace: 'n', name: 's' } },
    { hashicorp_vault: { secret_engine: 'kv', path: 'p' } },
    { apono: { parameters: { username: 'u', password: 'p' } } },
  ];
  const integrations = '/api/admin/v4/integrations';
  const { id } = await ask('POST', integrations, [], full);
  for (const [index, secret_store_config] of stores.entries()) {
    await ask('POST', integrations, [], { ...full, name: `Orders ${index}`, secret_store_config });
  }
  const { type: _, ...put } = full;
  await ask('GET', `${integrations}/{id}`, id);
  await ask('PUT', `${integrations}/{id}`, id, { ...put, owner: null, owners_mapping: null });
  await ask('GET', integrations);
  await ask('POST', '/api/v2/integrations/{id}/refresh', id);
  await ask('DELETE', `${integrations}/{id}`, id);
  await ask('GET', '/api/v2/integrations-catalog');
  await ask('GET', '/api/v2/integrations-catalog/{type}', 'postgresql');
  await ask('GET', '/api/admin/v3/connectors');
  await ask('GET', '/api/admin/v3/connectors/{id}', 'AwsConnector-Offline');
  await ask('PUT', '/api/admin/v3/connectors/{id}', 'AwsConnector-Old', { name: 'Renamed' });
  await ask('DELETE', '/api/admin/v3/connectors/{id}', 'AwsConnector-Old');
}

async function access(ask: Ask): Promise<void> {
  const [flows, bundles] = ['/api/admin/v2/access-flows', '/api/admin/v2/bundles'];
  const scopes = '/api/admin/v1/access-scopes';
  const integration = await ask('POST', '/api/admin/v4/integrations', [], integrationBody('Orders'));
  const scopeBody = { name: 'Production', query: 'resource_type = "postgresql-database"' };
  const scope = await ask('POST', scopes, [], scopeBody);
  const included = { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] };
  const target = { resource_type: 'postgresql-table', permissions: ['READ_ONLY'], resources_scopes: [included] };
  const given = [
    { integration: { integration_reference: integration.id, ...target } },
    { access_scope: { access_scope_reference: 'Production' } },
  ];
  const bundle = await ask('POST', bundles, [], { name: 'Tables', access_targets: given });
  const approvers = { type: 'group', match_operator: 'is', values: ['DBA'], source_integration_reference: 'Okta' };
  const groups = [{ logical_operator: 'OR', approvers: [approvers, { type: 'Owner' }] }];
  const others = { logical_operator: 'OR', conditions: [approvers] };
  const full = {
    ...accessFlowBody('Read', 'Orders'),
    description: 'To look into things',
    access_targets: [...given, { bundle: { bundle_reference: 'Tables' } }],
    approver_policy: { approval_mode: 'ALL_OF', approver_groups: groups },
    escalation_policy: { interval_in_min: 30, approver_groups: groups },
    request_for: { request_scopes: ['self', 'others'], grantees: others },
    timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'Europe/Berlin' },
    grant_duration_in_min: 60,
  };
  const flow = await ask('POST', flows, [], full);
  const automatic = { ...full.settings, justification_required: false };
  await ask('PUT', `${flows}/{id}`, flow.id, { ...full, trigger: 'AUTOMATIC', settings: automatic });
  await ask('PUT', `${flows}/{id}`, flow.id, accessFlowBody('Read', 'Orders'));
  await ask('PUT', `${bundles}/{id}`, bundle.id, { name: 'Tables', access_targets: given.slice(0, 1) });
  await ask('PUT', `${scopes}/{id}`, scope.id, { ...scopeBody, description: 'All that serves customers' });
  for (const [path, { id }] of [
    [flows, flow],
    [bundles, bundle],
    [scopes, scope],
  ] as const) {
    await ask('GET', path);
    await ask('GET', `${path}/{id}`, id);
    await ask('DELETE', `${path}/{id}`, id);
  }
  await ask('GET', '/api/v3/integrations/{id}/permissions', integration.id);
  await ask('GET', '/api/v3/integrations/{id}/resources', integration.id);
}

async function olderReleases(ask: Ask): Promise<void> {
  const { id } = await ask('POST', '/api/admin/v4/integrations', [], integrationBody('Invoices'));
  await ask('GET', '/api/v2/connectors');
  await ask('GET', '/api/v2/integrations');
  await ask('GET', '/api/v2/integrations/{id}', id);
  await ask('GET', '/api/v2/identities');
  await ask('GET', '/api/v2/users');
  await ask('GET', '/api/v2/users/{id}', 'ada@example.com');
  const bundles = '/api/v1/access-bundles';
  const target = {
    integration_id: id,
    resource_type: 'postgresql-database',
    permissions: ['READ_ONLY'],
    resource_tag_includes: [{ name: '__name', value: 'orders' }],
    resource_tag_excludes: [],
  };
  const bundle = await ask('POST', bundles, [], { name: 'Orders', integration_targets: [target] });
  await ask('GET', bundles);
  await ask('GET', `${bundles}/{id}`, bundle.id);
  const patched = await ask('PATCH', `${bundles}/{id}`, bundle.id, { name: 'Orders, to read' });
  expect(patched.integration_targets).toEqual([target]);
  await ask('DELETE', `${bundles}/{id}`, bundle.id);
  await ask('DELETE', '/api/v2/integrations/{id}', id);
}

async function identities(ask: Ask): Promise<void> {
  const [groups, members] = ['/api/admin/v1/groups', ['ada@example.com', 'ben@example.com']];
  const { id } = await ask('POST', groups, [], { name: 'On call', members_emails: members });
  await ask('GET', groups);
  await ask('GET', `${groups}/{id}`, id);
  await ask('PUT', `${groups}/{id}/name`, id, { name: 'On duty' });
  await ask('PUT', `${groups}/{id}/members`, id, { members_emails: members.slice(0, 1) });
  await ask('PUT', `${groups}/{id}/members/{email}`, [id, 'chen@example.com']);
  await ask('DELETE', `${groups}/{id}/members/{email}`, [id, 'ada@example.com']);
  expect(await ask('GET', `${groups}/{id}/members`, id)).toMatchObject({ items: [{ email: 'chen@example.com' }] });
  await ask('DELETE', `${groups}/{id}`, id);
  await ask('GET', '/api/admin/v1/attributes');
  const { items } = await ask('GET', '/api/admin/v3/users');
  await ask('GET', '/api/admin/v3/users/{id}', items[0].id);
}

/** Says what is wrong with an answer, by the description. */
function checker(openApi: OpenApi) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('date-time', (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text));
  for (const format of ['int32', 'int64', 'double']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'api', ...(nullsAllowed(openApi) as object) });
  const matches = (parts: readonly string[], value: unknown) => {
    const pointer = parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent);
    const validate = ajv.getSchema(`api#/${pointer.join('/')}`) as ValidateFunction;
    return validate(value) ? [] : (validate.errors ?? []);
  };
  const body = ['content', 'application/json', 'schema'];
  return {
    request: (method: string, template: string, sent: unknown): unknown[] =>
      matches(['paths', template, method.toLowerCase(), 'requestBody', ...body], sent),
    answer: (method: string, template: string, status: number, answer: unknown): unknown[] => {
      const described = openApi.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
      if (described === undefined) return [`${method} ${template}: ${status} is not described`, answer];
      if (described.content === undefined) return answer === undefined ? [] : ['no body is described'];
      return matches(['paths', template, method.toLowerCase(), 'responses', String(status), ...body], answer);
    },
  };
}

/**
 * OpenAPI 3.0's `nullable`, which beside `allOf` means more to its readers than to JSON Schema. A `type` beside `allOf` counts for
 * nothing: that of instants says object, where what is referred to, and what is sent, is a text.
 */
function nullsAllowed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullsAllowed);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'type' || !('allOf' in value))
      .map(([key, each]) => [key, nullsAllowed(each)]),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest;
}
