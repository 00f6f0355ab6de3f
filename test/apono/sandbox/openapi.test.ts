import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { integrationBody, sandboxWithClient } from '../fixture';

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

describe('the answers of the sandbox', () => {
  when(`have the status and shape that the OpenAPI description gives${state}`, async () => {
    const { sandbox } = await sandboxWithClient();
    const check = checker(JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi);
    const ask = async (method: string, template: string, id = '', body?: unknown) => {
      const response = await fetch(sandbox.url + template.replace(/\{\w+\}/, id), {
        method,
        headers: { authorization: `Bearer ${sandbox.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer = text === '' ? undefined : JSON.parse(text);
      expect(check(method, template, response.status, answer)).toEqual([]);
      return answer;
    };

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
    const { id } = await ask('POST', integrations, '', full);
    for (const [index, secret_store_config] of stores.entries()) {
      await ask('POST', integrations, '', { ...full, name: `Orders ${index}`, secret_store_config });
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
  });
});

/** Says what is wrong with an answer, by the description. */
function checker(openApi: OpenApi) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('date-time', (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text));
  for (const format of ['int32', 'int64', 'double']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'api', ...(nullsAllowed(openApi) as object) });
  return (method: string, template: string, status: number, answer: unknown): unknown[] => {
    const path = template.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
    const described = openApi.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
    if (described === undefined) return [`${method} ${template}: ${status} is not described`, answer];
    if (described.content === undefined) return answer === undefined ? [] : ['no body is described'];
    const at = `api#/paths/${path}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
    const validate = ajv.getSchema(at) as ValidateFunction;
    return validate(answer) ? [] : (validate.errors ?? []);
  };
}

/** OpenAPI 3.0's `nullable`, which beside `allOf` means more to its readers than to JSON Schema. */
function nullsAllowed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullsAllowed);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, nullsAllowed(each)]),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest;
}
