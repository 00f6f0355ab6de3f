import type { IntegrationV4 } from '../../src/apono';
import { integrationAttributes, integrationBlocks } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject } from '../support/project';

const project = useProject(() => ({}), beforeEach);

const declare = (more: Record<string, unknown> = {}) => project.declare(integrationBlocks(more));
const registered = () => project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
const only = () => registered()[0] as IntegrationV4;
const written = () => project.sandbox.requests().filter(({ method }) => method !== 'GET');

const EVERYTHING = {
  port: 6432,
  dbname: 'orders',
  sslmode: 'require',
  extra_config: { flavour: 'blue' },
  credential_rotation_period_in_days: 30,
  user_cleanup_period_in_days: 90,
  custom_access_details: 'Ask "dba" first; 100 %\nthen connect.',
  integration_owner: { attribute_type: 'group', attribute_values: ['dba', 'ops'], source_integration_name: 'Okta' },
  resource_owner: { key_name: 'owner', attribute_type: 'group', source_integration_name: 'Okta' },
};

test('an integration is registered, waited for, changed in every setting, cleared and destroyed', async () => {
  declare();
  expect(await project.terraform.plan('-detailed-exitcode')).toMatchObject({ code: 2 });
  expect(written()).toEqual([]);
  await project.settle();
  expect(only()).toMatchObject({
    status: 'Active',
    name: 'Orders database',
    connector_id: 'AwsConnector-Prod',
    integration_config: { hostname: 'db.internal', port: '5432', dbname: 'postgres' },
    secret_store_config: { aws: { region: 'us-east-1', secret_id: 'prod/orders/apono' } },
  });
  const { id } = only();

  const changed = {
    ...EVERYTHING,
    name: 'Orders',
    connector_id: 'GcpConnector-Prod',
    hostname: 'other.internal',
    connected_resource_types: ['postgresql-role'],
    secret_store: { gcp: { project: 'acme', secret_id: 'orders' } },
  };
  declare(changed);
  expect((await project.changes())['aponopg_integration.it']?.actions).toEqual(['update']);
  await project.settle();
  expect(only()).toMatchObject({
    id,
    name: 'Orders',
    connector_id: 'GcpConnector-Prod',
    connected_resource_types: ['postgresql-role'],
    integration_config: {
      hostname: 'other.internal',
      port: '6432',
      dbname: 'orders',
      sslmode: 'require',
      flavour: 'blue',
      credentials_rotation_period_in_days: '30',
      credentials_cleanup_period_in_days: '90',
    },
    secret_store_config: { gcp: { project: 'acme', secret_id: 'orders' } },
    custom_access_details: EVERYTHING.custom_access_details,
    owner: { attribute_type: 'group', attribute_value: ['dba', 'ops'], source_integration_name: 'Okta' },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_name: 'Okta' },
  });

  // What is removed is cleared at Apono, not merely forgotten.
  declare();
  await project.settle();
  expect(only()).toMatchObject({ id, custom_access_details: null, owner: null, owners_mapping: null });
  expect(only().integration_config).toEqual({ hostname: 'db.internal', port: '5432', dbname: 'postgres' });

  // The order of a set is nothing; another type is another integration.
  declare({ connected_resource_types: ['postgresql-table', 'postgresql-database'] });
  expect(await project.changes()).toEqual({});
  declare({ type: 'azure-postgresql' });
  const { 'aponopg_integration.it': replaced } = await project.changes();
  expect(replaced).toMatchObject({ actions: ['delete', 'create'], replace_paths: [['type']] });
  await project.settle();
  expect(only()).toMatchObject({ type: 'azure-postgresql' });
  expect(only().id).not.toBe(id);
  await project.terraform.destroy();
  expect(registered()).toEqual([]);
});

test('what was changed at Apono is shown setting by setting and put right; what is gone is planned again', async () => {
  declare(EVERYTHING);
  await project.settle();
  const drifted: Record<string, unknown> = {
    name: 'Another',
    connector_id: 'GcpConnector-Prod',
    connected_resource_types: ['postgresql-role'],
    integration_config: {
      hostname: 'elsewhere',
      port: '1',
      dbname: 'x',
      sslmode: 'disable',
      more: '1',
      credentials_rotation_period_in_days: '1',
    },
    secret_store_config: { kubernetes: { namespace: 'n', name: 's' } },
    custom_access_details: 'no',
    owner: { attribute_type: 'user', attribute_value: ['eve'] },
    owners_mapping: null,
  };
  await put(drifted);
  const { 'aponopg_integration.it': change } = await project.changes();
  expect(change?.before).toMatchObject({
    name: 'Another',
    connector_id: 'GcpConnector-Prod',
    connected_resource_types: ['postgresql-role'],
    hostname: 'elsewhere',
    port: 1,
    dbname: 'x',
    sslmode: 'disable',
    extra_config: { more: '1' },
    credential_rotation_period_in_days: 1,
    user_cleanup_period_in_days: null,
    secret_store: { kubernetes: { namespace: 'n', name: 's' } },
    custom_access_details: 'no',
    integration_owner: { attribute_type: 'user', attribute_values: ['eve'], source_integration_name: null },
    resource_owner: null,
  });
  expect(change?.actions).toEqual(['update']);
  await project.settle();
  expect(only()).toMatchObject({ name: 'Orders database', custom_access_details: EVERYTHING.custom_access_details });
  expect(only().integration_config).not.toHaveProperty('more');

  await api('DELETE', `/${only().id}`);
  expect((await project.changes())['aponopg_integration.it']?.actions).toEqual(['create']);
  await project.settle();
  await api('DELETE', `/${only().id}`);
  await project.terraform.destroy('-refresh=false');
});

test('an integration is imported by its id, and then nothing is left to plan', async () => {
  declare(EVERYTHING);
  await project.settle();
  const { id } = only();
  await project.terraform.run('state', 'rm', 'aponopg_integration.it');
  await project.terraform.import('aponopg_integration.it', id);
  expect(await project.changes()).toEqual({});
  await project.terraform.run('state', 'rm', 'aponopg_integration.it');
  expect(await project.terraform.failing.import('aponopg_integration.it', 'no-such-id')).toContain(
    'There is no aponopg_integration "no-such-id"',
  );
  // Its name is taken: registering it again says so.
  expect(await project.terraform.failing.apply()).toMatch(/APONO_NAME_TAKEN/);
});

test('each secret store is taken; what Apono itself would keep stands neither in the plan nor in the state', async () => {
  const stores = {
    aws: { region: 'us-east-1', secret_id: 'a' },
    gcp: { project: 'p', secret_id: 'a' },
    azure: { vault_url: 'https://v.vault.azure.net', name: 'a' },
    kubernetes: { namespace: 'n', name: 'a' },
    hashicorp_vault: { secret_engine: 'kv', path: 'a' },
    apono: { parameters: { username: 'apono_connector', password: 'canary-in-store' } },
  };
  const integrations = Object.entries(stores).map(([kind, store]) => [
    kind,
    integrationAttributes({ name: `By ${kind}`, secret_store: { [kind]: store } }),
  ]);
  project.declare({ resource: { aponopg_integration: Object.fromEntries(integrations) } });
  await project.settle();
  expect(registered().map(({ secret_store_config: store }) => Object.keys(store ?? {}).join())).toEqual(
    expect.arrayContaining(Object.keys(stores)),
  );
  for (const file of ['terraform.tfstate', 'tfplan'])
    expect(project.terraform.read(file)).not.toContain('canary-in-store');
  const plan = JSON.stringify(await project.terraform.planJson('-replace=aponopg_integration.apono'));
  expect(plan.split('"configuration"')[0]).not.toContain('canary-in-store');
});

test.each([
  ['a name', 'Okta'],
  ['an id', 'b1e0c1d2-0000-4000-8000-000000000001'],
])('the source of an owner may be given by %s', async (_, source) => {
  const owner = { attribute_type: 'group', source_integration_name: source };
  declare({
    integration_owner: { ...owner, attribute_values: ['b', 'a'] },
    resource_owner: { ...owner, key_name: 'k' },
  });
  await project.settle();
  declare({
    integration_owner: { ...owner, attribute_values: ['a', 'b'] },
    resource_owner: { ...owner, key_name: 'k' },
  });
  expect(await project.changes()).toEqual({});
  declare({ integration_owner: { attribute_type: 'user', attribute_values: ['a@example.com'] } });
  await project.settle();
  expect(only()).toMatchObject({ owner: { source_integration_name: null }, owners_mapping: null });
});

test('the variants, and types that this package does not know', async () => {
  const cloud = { hostname: null, secret_store: null };
  project.declare({
    resource: {
      aponopg_integration: {
        rds: integrationAttributes({
          ...cloud,
          name: 'RDS',
          type: 'aws-rds-postgresql',
          extra_config: { instance_id: 'i', region: 'r' },
        }),
        sql: integrationAttributes({
          ...cloud,
          name: 'SQL',
          type: 'gcp-cloudsql-postgresql',
          extra_config: { project_id: 'p', instance_id: 'i' },
        }),
        azure: integrationAttributes({ name: 'Azure', type: 'azure-postgresql' }),
      },
    },
  });
  await project.settle();
  expect(registered().find(({ name }) => name === 'RDS')?.integration_config).toEqual({
    instance_id: 'i',
    region: 'r',
  });

  project.declare({
    resource: { aponopg_integration: { it: integrationAttributes({ name: 'New', type: 'brand-new-postgresql' }) } },
  });
  const planned = await project.terraform.plan();
  expect(planned.stdout + planned.stderr).toContain('NOT_CHECKED');
});

test('values that are known only after others were made', async () => {
  project.declare({
    resource: {
      terraform_data: { values: { input: { host: 'late.internal', type: 'postgresql', days: 7, extra: { a: '1' } } } },
      aponopg_integration: {
        it: integrationAttributes({
          type: '${terraform_data.values.output.type}',
          hostname: '${terraform_data.values.output.host}',
          credential_rotation_period_in_days: '${terraform_data.values.output.days}',
          extra_config: '${terraform_data.values.output.extra}',
        }),
      },
    },
  });
  const { 'aponopg_integration.it': change } = await project.changes();
  expect(change?.after_unknown).toMatchObject({ integration_config: true, port: true, dbname: true });
  await project.settle();
  expect(only().integration_config).toEqual({
    hostname: 'late.internal',
    port: '5432',
    dbname: 'postgres',
    credentials_rotation_period_in_days: '7',
    a: '1',
  });
});

test('400 characters of access details pass, as users count them', async () => {
  declare({ custom_access_details: '👩‍👩‍👧‍👦é'.repeat(200) });
  await project.settle();
  declare({ custom_access_details: `${'👩‍👩‍👧‍👦é'.repeat(200)}x` });
  expect(await project.terraform.failing.plan()).toContain('has 401 characters');
});

test('names in any script, and text that looks like an expression', async () => {
  declare({ name: `Öffentlich ${freshName('db')} 中文 "x"`, custom_access_details: '$${not_an_expression}' });
  await project.settle();
  expect(only().custom_access_details).toBe('${not_an_expression}');
});

async function put(body: object): Promise<void> {
  await api('PUT', `/${only().id}`, body);
}

async function api(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${project.sandbox.url}/api/admin/v4/integrations${path}`, {
    method,
    headers: { authorization: `Bearer ${project.sandbox.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
