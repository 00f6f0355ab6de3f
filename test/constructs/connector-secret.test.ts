import { TerraformOutput, TerraformVariable } from 'cdktf';
import {
  Connector,
  ConnectorSecret,
  EphemeralResource,
  GeneratedPassword,
  type GeneratedPasswordProps,
  Handler,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from '../../constructs';
import { CORE } from '../../constructs/core';
import { CloudProvider } from '../e2e/connector-secret/cloud-provider';
import { type Json, newStack, onlyResource, reference, refusal, synthesized } from './stacks';

type Stack = ReturnType<typeof newStack>;

/** A stack in which a secret is made, and a user and an integration by it. */
function stackWith(provider: string, make: (stack: Stack) => ConnectorSecret): Json {
  const stack = newStack();
  new CloudProvider(stack, provider);
  const secret = make(stack);
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const user = server.addConnectorUser('user', { signIn: SignIn.secret(secret) });
  server.addDatabase('orders').addIntegration('integration', {
    name: 'Orders',
    connector: Connector.fromConnectorId(stack, 'connector', 'c'),
    connectorUser: user,
    connectedResourceTypes: [ResourceType.DATABASE],
    secretStore: secret,
  });
  return synthesized(stack);
}

const random = (stack: Stack, props: GeneratedPasswordProps = {}) => new GeneratedPassword(stack, 'password', props);
const ephemeral = (json: Json, type: string) => Object.values(json.ephemeral[type])[0];
const DRAWN = 'ephemeral.aponopg_password.password_4A9F29BF.result';

/** What the user and the integration are given of a secret. */
function givenOf(json: Json) {
  const { password_wo, password_wo_version } = onlyResource(json, 'aponopg_role');
  const { secret_store, preflight } = onlyResource(json, 'aponopg_integration');
  return { password_wo, password_wo_version, secret_store, preflight };
}

test('AWS: tagged, versioned, read back by its version, and named by its ARN', () => {
  const json = stackWith('aws', (stack) =>
    ConnectorSecret.aws(stack, 'secret', {
      name: 'prod/orders',
      password: random(stack, { rotateEveryDays: 30 }),
      kmsKey: 'new',
      tags: { team: 'dba' },
      recoveryWindowInDays: 7,
    }),
  );
  const arn = 'aws_secretsmanager_secret.secret_Secret_B192ED18.arn';
  const version = reference('aponopg_rotation.password_Rotation_C60414AD.version');
  expect(onlyResource(json, 'aws_secretsmanager_secret')).toEqual({
    name: 'prod/orders',
    description: "What Apono's connector signs in to PostgreSQL with",
    kms_key_id: reference('aws_kms_key.secret_Key_D87DA6CB.arn'),
    recovery_window_in_days: 7,
    tags: { team: 'dba', 'apono-connector-read': 'true' },
  });
  expect(onlyResource(json, 'aws_kms_key')).toMatchObject({
    enable_key_rotation: true,
    tags: { 'apono-connector-access': 'true' },
  });
  expect(onlyResource(json, 'aws_secretsmanager_secret_version')).toEqual({
    secret_id: reference(arn),
    secret_string_wo: reference(`jsonencode({"username" = "apono_connector", "password" = ${DRAWN}})`),
    secret_string_wo_version: version,
  });
  expect(ephemeral(json, 'aws_secretsmanager_secret_version')).toEqual({
    secret_id: reference(arn),
    version_id: reference('aws_secretsmanager_secret_version.secret_Version_E646001A.version_id'),
  });
  const read = 'ephemeral.aws_secretsmanager_secret_version.secret_Read_943C7DC5.secret_string';
  const password_wo = reference(`jsondecode(${read}).password`);
  expect(givenOf(json)).toEqual({
    password_wo,
    password_wo_version: version,
    secret_store: { aws: { region: reference(`element(split(":", ${arn}), 3)`), secret_id: reference(arn) } },
    preflight: { server: 'main', role: reference('aponopg_role.main_user_FC0A3705.name'), password_wo },
  });
  expect(json.terraform.required_version).toBe('>= 1.11.0');
});

test('Google: replicated, with the right to read it, and read back by its version', () => {
  const json = stackWith('google', (stack) =>
    ConnectorSecret.gcp(stack, 'secret', {
      secretId: 'orders',
      password: random(stack, { version: 3 }),
      serviceAccount: 'connector@acme.iam.gserviceaccount.com',
    }),
  );
  const secret = (attribute: string) => reference(`google_secret_manager_secret.secret_Secret_B192ED18.${attribute}`);
  expect(onlyResource(json, 'google_secret_manager_secret')).toEqual({
    secret_id: 'orders',
    replication: [{ auto: [{}] }],
  });
  expect(onlyResource(json, 'google_secret_manager_secret_version')).toMatchObject({
    secret: secret('id'),
    secret_data_wo_version: 3,
  });
  expect(onlyResource(json, 'google_secret_manager_secret_iam_member')).toEqual({
    project: secret('project'),
    secret_id: secret('secret_id'),
    role: 'roles/secretmanager.secretAccessor',
    member: 'serviceAccount:connector@acme.iam.gserviceaccount.com',
  });
  expect(ephemeral(json, 'google_secret_manager_secret_version')).toEqual({
    project: secret('project'),
    secret: secret('secret_id'),
    version: reference('google_secret_manager_secret_version.secret_Version_E646001A.version'),
  });
  expect(givenOf(json)).toMatchObject({
    password_wo: expect.stringContaining('.secret_data).password'),
    password_wo_version: 3,
    secret_store: { gcp: { project: secret('project'), secret_id: secret('secret_id') } },
  });
});

test('Azure: in the vault given, with the right to read it, and read back by its version', () => {
  const keyVault = { id: '/subscriptions/s/vaults/acme', vaultUri: 'https://acme.vault.azure.net' };
  const json = stackWith('azurerm', (stack) =>
    ConnectorSecret.azure(stack, 'secret', { name: 'orders', keyVault, principalId: 'p', password: random(stack) }),
  );
  const secret = (attribute: string) => reference(`azurerm_key_vault_secret.secret_Secret_B192ED18.${attribute}`);
  expect(onlyResource(json, 'azurerm_key_vault_secret')).toMatchObject({
    name: 'orders',
    key_vault_id: keyVault.id,
    value_wo_version: 1,
    content_type: 'application/json',
  });
  expect(onlyResource(json, 'azurerm_role_assignment')).toEqual({
    scope: secret('resource_versionless_id'),
    role_definition_name: 'Key Vault Secrets User',
    principal_id: 'p',
  });
  expect(ephemeral(json, 'azurerm_key_vault_secret')).toEqual({
    key_vault_id: keyVault.id,
    name: secret('name'),
    version: secret('version'),
  });
  expect(givenOf(json)).toMatchObject({
    password_wo: expect.stringContaining('.value).password'),
    secret_store: { azure: { vault_url: keyVault.vaultUri, name: secret('name') } },
  });
});

test('HashiCorp Vault: read back by the version that was written', () => {
  const json = stackWith('vault', (stack) =>
    ConnectorSecret.hashicorpVault(stack, 'secret', { mount: 'kv', path: 'apono/orders', password: random(stack) }),
  );
  const secret = 'vault_kv_secret_v2.secret_Secret_B192ED18';
  expect(onlyResource(json, 'vault_kv_secret_v2')).toMatchObject({
    mount: 'kv',
    name: 'apono/orders',
    data_json_wo_version: 1,
  });
  expect(ephemeral(json, 'vault_kv_secret_v2')).toEqual({
    mount: reference(`${secret}.mount`),
    name: reference(`${secret}.name`),
    version: reference(`tonumber(${secret}.metadata.version)`),
  });
  expect(givenOf(json)).toMatchObject({
    password_wo: reference('ephemeral.vault_kv_secret_v2.secret_Read_943C7DC5.data.password'),
    secret_store: {
      hashicorp_vault: { secret_engine: reference(`${secret}.mount`), path: reference(`${secret}.name`) },
    },
  });
});

test('Kubernetes: labelled, with a password that every run makes alike', () => {
  const derived = (stack: Stack) => random(stack, { key: new SecretVariable(stack, 'rotation_key').value, version: 2 });
  const json = stackWith('kubernetes', (stack) =>
    ConnectorSecret.kubernetes(stack, 'secret', { namespace: 'apono', name: 'orders', password: derived(stack) }),
  );
  expect(onlyResource(json, 'kubernetes_secret_v1')).toEqual({
    metadata: [{ namespace: 'apono', name: 'orders', labels: { 'apono-connector-read': 'true' } }],
    type: 'Opaque',
    data_wo: { username: 'apono_connector', password: reference(DRAWN) },
    data_wo_revision: 2,
  });
  expect(ephemeral(json, 'aponopg_password')).toEqual({
    key: reference('var.rotation_key'),
    name: 'stack/password',
    version: 2,
  });
  expect(givenOf(json)).toMatchObject({
    password_wo: reference(DRAWN),
    secret_store: { kubernetes: { namespace: 'apono', name: 'orders' } },
  });

  const stack = newStack();
  const props = { namespace: 'apono', name: 'orders', password: random(stack) };
  const said = refusal(() => ConnectorSecret.kubernetes(stack, 'secret', props));
  expect(said).toContain('A random password cannot be kept in Kubernetes');
  expect(said).toContain('Give the GeneratedPassword a `key`');
});

test('a secret that is there is named by what its resource knows of itself', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf';
  expect(SecretStore.fromAwsSecret({ arn }).fields).toEqual({ region: 'eu-west-1', secretId: arn });
  const stack = newStack();
  const token = new TerraformVariable(stack, 'arn', { type: 'string' }).stringValue;
  const { region } = SecretStore.fromAwsSecret({ arn: token }).fields;
  new TerraformOutput(stack, 'region', { value: region });
  expect(synthesized(stack).output.region.value).toBe(reference('element(split(":", var.arn), 3)'));
  expect(SecretStore.fromGcpSecret({ project: 'acme', secretId: 'orders' }).fields).toMatchObject({ project: 'acme' });
  const vault = { vaultUri: 'https://acme.vault.azure.net' };
  expect(SecretStore.fromAzureSecret(vault, { name: 'orders' }).fields).toMatchObject({ vaultUrl: vault.vaultUri });
  const metadata = { namespace: 'apono', name: 'orders' };
  expect(SecretStore.fromKubernetesSecret({ metadata }).fields).toEqual(metadata);
  expect(SecretStore.fromVaultSecret({ mount: 'kv', name: 'x' })).toMatchObject({
    kind: 'hashicorp_vault',
    fields: { secretEngine: 'kv', path: 'x' },
  });
});

test('the user has the name that stands in the secret, and no other one', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const secret = ConnectorSecret.hashicorpVault(stack, 'secret', {
    mount: 'kv',
    path: 'orders',
    username: 'connector_two',
    password: random(stack),
  });
  expect(server.addConnectorUser('user', { signIn: SignIn.secret(secret) }).plainName).toBe('connector_two');
  const other = { signIn: SignIn.secret(secret), name: 'another' };
  expect(refusal(() => server.addConnectorUser('other', other))).toContain('The secret is the one of connector_two');
});

test('a key of somebody else is not looked at, and synth says so', () => {
  const stack = newStack();
  const secret = ConnectorSecret.aws(stack, 'secret', { name: 'orders', password: random(stack), kmsKey: 'alias/x' });
  expect(secret.node.metadata.map(({ data }) => String(data)).join()).toContain('apono-connector-access = "true"');
});

test('what is in no version, or in two, is refused', () => {
  const stack = newStack();
  const said = (id: string, props: GeneratedPasswordProps) => refusal(() => new GeneratedPassword(stack, id, props));
  expect(said('a', { version: 2, rotateEveryDays: 3 })).toContain('`version` is given together with `rotateEveryDays`');
  expect(said('b', { trigger: 'x' })).toContain('`trigger` is given without `rotateEveryDays`');
  expect(said('c', { length: 9 })).toContain('9 characters out of 62 are 53 bits: too few');
  expect(said('d', { alphabet: 'abca' })).toContain('`alphabet` has "a" twice');
  expect(said('e', { key: 'a literal of more than thirty-two letters' })).toContain('is a literal');
  const literal = { mount: 'kv', path: 'x', password: { value: 'written down', version: 1 } };
  expect(refusal(() => ConnectorSecret.hashicorpVault(stack, 'f', literal))).toContain('is a literal');
});

test('where no provider runs, a password that is generated is refused, and what to do instead is said', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal', handler: Handler.nullResource() });
  const secret = ConnectorSecret.hashicorpVault(stack, 'secret', { mount: 'kv', path: 'x', password: random(stack) });
  const said = refusal(() => server.addConnectorUser('user', { signIn: SignIn.secret(secret) }));
  expect(said).toContain('cannot travel with Handler.nullResource()');
  expect(said).toContain('`passwordEnv`');
});

test("Apono's own store is given the password that the user is given, and it is tried before it is stored", () => {
  const stack = newStack();
  const password = random(stack, { version: 4 });
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const user = server.addConnectorUser('user', {
    signIn: SignIn.password(password.value, { version: password.version }),
  });
  new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders',
    connector: Connector.fromConnectorId(stack, 'connector', 'c'),
    connectorUser: user,
    connectedResourceTypes: [ResourceType.DATABASE],
    secretStore: SecretStore.apono(
      { username: user.userName, password: password.value },
      { parametersVersion: password.version },
    ),
  });
  const { preflight, secret_store } = onlyResource(synthesized(stack), 'aponopg_integration');
  expect(preflight.password_wo).toBe(secret_store.apono.parameters.password);
  expect(secret_store.apono.parameters_version).toBe(4);
});

test('an ephemeral resource of any provider, by its attributes; HCL that would lack it is refused', () => {
  const stack = newStack();
  const provider = new CloudProvider(stack, 'vault');
  const read = new EphemeralResource(stack, 'read', {
    terraformResourceType: 'vault_kv_secret_v2',
    attributes: { mount: 'kv', name: new TerraformVariable(stack, 'path', { type: 'string' }).stringValue },
    provider,
  });
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  server.addRole('reader', { signIn: SignIn.password(read.getString('data_json'), { version: 1 }) });
  const json = synthesized(stack);
  expect(json.ephemeral).toEqual({
    vault_kv_secret_v2: { read: { mount: 'kv', name: reference('var.path'), provider: 'vault' } },
  });
  expect(onlyResource(json, 'aponopg_role').password_wo).toBe(reference('ephemeral.vault_kv_secret_v2.read.data_json'));
  expect(refusal(() => read.toHclTerraform())).toContain('npx aponopg hcl');
  expect(['cdktf', 'cdktn']).toContain(CORE);
});
