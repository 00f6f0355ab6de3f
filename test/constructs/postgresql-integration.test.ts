import { TerraformVariable, Token } from 'cdktf';
import {
  AponopgProvider,
  Connector,
  ConnectorUser,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceOwner,
  ResourceType,
  SecretStore,
} from '../../constructs';
import { newStack, onlyResource, reference, SMALLEST, secret, serverAndUser, synthesized } from './stacks';

test('every prop reaches the resource', () => {
  const stack = newStack();
  const { server, user } = serverAndUser(stack);
  const integration = new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders database',
    connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.3.0' }),
    connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
    server,
    dbname: 'orders',
    sslmode: 'verify-full',
    extraConfig: { 'camelCase.key': 'x' },
    secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
    credentialRotationPeriodInDays: 30,
    userCleanupPeriodInDays: 90,
    customAccessDetails: 'Read only.',
    integrationOwner: IntegrationOwner.groups(['dba'], { source: 'Okta' }),
    resourceOwner: ResourceOwner.group('owner', { source: 'Okta' }),
    connectorUser: user,
    waitForActiveSeconds: 0,
  });
  const json = synthesized(stack);
  expect(onlyResource(json, 'aponopg_integration')).toEqual({
    name: 'Orders database',
    type: 'postgresql',
    connector_id: `\${data.aponopg_connector.${dataName(json)}.id}`,
    connected_resource_types: ['postgresql-database', 'postgresql-table'],
    hostname: 'db.internal',
    port: 5433,
    dbname: 'orders',
    sslmode: 'verify-full',
    extra_config: { 'camelCase.key': 'x' },
    secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
    credential_rotation_period_in_days: 30,
    user_cleanup_period_in_days: 90,
    custom_access_details: 'Read only.',
    integration_owner: { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' },
    resource_owner: { key_name: 'owner', attribute_type: 'group', source_integration_name: 'Okta' },
    preflight: { server: 'main', role: `\${aponopg_role.${roleName(json)}.name}`, password_env: 'CONNECTOR_PASSWORD' },
    wait_for_active_seconds: 0,
    provider: 'aponopg',
    depends_on: [`aponopg_role.${roleName(json)}`],
  });
  expect(Object.values(json.data.aponopg_connector)[0]).toEqual({ id: 'AwsConnector-Prod', minimum_version: '1.3.0' });
  expect(Token.isUnresolved(integration.integrationId)).toBe(true);
});

const roleName = (json: ReturnType<typeof synthesized>) => Object.keys(json.resource.aponopg_role)[0];
const dataName = (json: ReturnType<typeof synthesized>) => Object.keys(json.data.aponopg_connector)[0] as string;

test('the smallest integration says no more than it was given', () => {
  const stack = newStack();
  new PostgresqlIntegration(stack, 'integration', SMALLEST);
  expect(onlyResource(synthesized(stack), 'aponopg_integration')).toEqual({
    name: 'Orders database',
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database'],
    hostname: 'db.internal',
    secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
  });
});

test.each([
  [SecretStore.aws({ region: 'r', secretId: 's' }), { aws: { region: 'r', secret_id: 's' } }],
  [SecretStore.gcp({ project: 'p', secretId: 's' }), { gcp: { project: 'p', secret_id: 's' } }],
  [SecretStore.azure({ vaultUrl: 'u', name: 'n' }), { azure: { vault_url: 'u', name: 'n' } }],
  [SecretStore.kubernetes({ namespace: 'a', name: 'n' }), { kubernetes: { namespace: 'a', name: 'n' } }],
  [
    SecretStore.hashicorpVault({ secretEngine: 'kv', path: 'p' }),
    { hashicorp_vault: { secret_engine: 'kv', path: 'p' } },
  ],
])('the secret store %j', (secretStore, expected) => {
  for (const [registration, attribute] of [
    ['aponopg', 'secret_store'],
    ['apono-provider', 'secret_store_config'],
  ] as const) {
    const stack = newStack();
    new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, secretStore, registration });
    const type = registration === 'aponopg' ? 'aponopg_integration' : 'apono_resource_integration';
    expect(onlyResource(synthesized(stack), type)[attribute]).toEqual(expected);
  }
});

test("Apono's own store takes a user name and references", () => {
  const stack = newStack();
  const parameters = { username: 'apono_connector', thePassword: secret(stack) };
  new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, secretStore: SecretStore.apono(parameters) });
  expect(onlyResource(synthesized(stack), 'aponopg_integration').secret_store).toEqual({
    apono: { parameters: { username: 'apono_connector', thePassword: reference('var.password') } },
  });
});

test('owners of any attribute', () => {
  expect(IntegrationOwner.users(['a@x'])).toMatchObject({ attributeType: 'user', attributeValues: ['a@x'] });
  expect(IntegrationOwner.attribute('pagerduty_shift', ['s'], { source: 'PD' })).toMatchObject({
    sourceIntegrationName: 'PD',
  });
  expect(ResourceOwner.user('owner')).toMatchObject({ attributeType: 'user', keyName: 'owner' });
  expect(ResourceOwner.attribute('manager', 'owner')).toMatchObject({ attributeType: 'manager', keyName: 'owner' });
});

test('the official resource has exactly the official attributes', () => {
  const stack = newStack();
  const { server, user } = serverAndUser(stack);
  new PostgresqlIntegration(stack, 'integration', {
    ...SMALLEST,
    registration: 'apono-provider',
    server,
    port: new TerraformVariable(stack, 'port', { type: 'number' }).numberValue,
    sslmode: 'require',
    extraConfig: { 'my.Key': 'v' },
    credentialRotationPeriodInDays: 30,
    userCleanupPeriodInDays: 90,
    customAccessDetails: 'Read only.',
    integrationOwner: IntegrationOwner.users(['a@x']),
    resourceOwner: ResourceOwner.group('owner', { source: 'Okta' }),
    connectorUser: ConnectorUser.fromConnectorUserAttributes(stack, 'again', { server }),
  });
  const json = synthesized(stack);
  expect(onlyResource(json, 'apono_resource_integration')).toEqual({
    name: 'Orders database',
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database'],
    integration_config: {
      hostname: 'db.internal',
      port: reference('var.port'),
      dbname: 'postgres',
      sslmode: 'require',
      credentials_rotation_period_in_days: '30',
      credentials_cleanup_period_in_days: '90',
      'my.Key': 'v',
    },
    secret_store_config: { aws: { region: 'us-east-1', secret_id: 'orders' } },
    custom_access_details: 'Read only.',
    owner: { attribute_type: 'user', attribute_values: ['a@x'] },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_name: 'Okta' },
  });
  expect(json.terraform.required_providers.apono).toMatchObject({ source: 'apono-io/apono' });
  expect(user.resource).toBeDefined();
});

test('what is there already is referred to by name, and makes nothing', () => {
  const stack = newStack();
  const provider = new AponopgProvider(stack, 'aponopg', { servers: { main: { host: 'db' } } });
  expect(PostgresqlServer.fromServerAttributes(stack, 'main')).toMatchObject({ serverName: 'main', provider });
  expect(PostgresqlServer.fromServerAttributes(stack, 'again', { name: 'main' })).toMatchObject({ serverName: 'main' });
  expect(PostgresqlIntegration.fromIntegrationId(stack, 'i', 'i-1')).toMatchObject({ integrationId: 'i-1' });
  expect(Connector.fromConnectorId(stack, 'c', 'c-1')).toMatchObject({ connectorId: 'c-1' });
  expect(synthesized(stack)).not.toHaveProperty('resource');
});

test('a user of another stack comes before this stack', () => {
  const stack = newStack('database');
  const { user } = serverAndUser(stack);
  const other = newStack('access', stack.node.root as never);
  new PostgresqlIntegration(other, 'integration', {
    ...SMALLEST,
    connectorUser: { ...user, userName: 'apono', passwordEnv: undefined } as never,
  });
  expect(other.dependencies).toEqual([stack]);
  expect(onlyResource(synthesized(other), 'aponopg_integration')).not.toHaveProperty('depends_on');
});
