import { Fn, type TerraformStack, TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import {
  Admin,
  Connector,
  ConnectorUser,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceOwner,
  ResourceType,
  SecretStore,
  SignIn,
} from '../../constructs';
import { type Attributes, attach, type Provider } from '../../src/terraform/plugin';
import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { opened } from '../support/clean-up';
import { type Json, newStack, SMALLEST, secret, synthesized } from './stacks';

const variables = { TF_VAR_password: 'pw', TF_VAR_text: 'text', TF_VAR_number: '7' };
const folder = opened(() =>
  openAttachedFolder({
    env: (sandbox) => ({ ...aponoEnvironment(sandbox), CONNECTOR_PASSWORD: 'pw', ...variables }),
    others: () => [attach('registry.terraform.io/apono-io/apono', officialProvider)],
  }),
);

async function planned(json: Json | string, type: string): Promise<Json> {
  const { terraform } = folder;
  terraform.write(typeof json === 'string' ? 'main.tf' : 'main.tf.json', json);
  try {
    await terraform.init();
    const plan = await terraform.planJson();
    return plan.resource_changes?.find((each) => each.type === type)?.change.after as Json;
  } finally {
    terraform.write('main.tf', '');
    terraform.write('main.tf.json', {});
  }
}

const AWKWARD = 'Say "yes" to ${var.x} and %{if}\n\tor \\n $${y} 100% $5 `~` }}{{ ☃ 👩‍👧';

/** A stack with everything that Terraform can plan without a database. */
function everything(stack: TerraformStack, text = AWKWARD): TerraformStack {
  const variable = new TerraformVariable(stack, 'text', { type: 'string' });
  const number = new TerraformVariable(stack, 'number', { type: 'number' });
  const server = new PostgresqlServer(stack, 'My server', {
    host: 'db.internal',
    admin: Admin.password({ password: secret(stack) }),
    options: text,
  });
  new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders database',
    connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod' }),
    connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
    server,
    sslmode: 'verify-full',
    extraConfig: { 'camelCase.key': text, [`k ${text}`]: variable.stringValue, empty: '' },
    secretStore: SecretStore.hashicorpVault({ secretEngine: text, path: `${text}/${variable.stringValue}` }),
    credentialRotationPeriodInDays: number.numberValue,
    customAccessDetails: text,
    integrationOwner: IntegrationOwner.groups([text, Fn.upper(variable.stringValue)], { source: 'Okta' }),
    resourceOwner: ResourceOwner.group('owner', { source: 'Okta' }),
    connectorUser: ConnectorUser.fromConnectorUserAttributes(stack, 'user', {
      server,
      signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD'),
    }),
    waitForActiveSeconds: 0,
  });
  return stack;
}

const expected = (text: string) => ({
  hostname: 'db.internal',
  sslmode: 'verify-full',
  extra_config: { 'camelCase.key': text, [`k ${text}`]: 'text', empty: '' },
  secret_store: { hashicorp_vault: { secret_engine: text, path: `${text}/text` } },
  credential_rotation_period_in_days: 7,
  custom_access_details: text,
  integration_owner: { attribute_type: 'group', attribute_values: expect.arrayContaining([text, 'TEXT']) },
  preflight: { server: 'My server', role: 'apono_connector', password_env: 'CONNECTOR_PASSWORD' },
});

test("a text of the user's arrives in Terraform to the letter, in values and in keys", async () => {
  expect(await planned(synthesized(everything(newStack())), 'aponopg_integration')).toMatchObject(expected(AWKWARD));
});

test('as HCL, the same stack means the same', async () => {
  const { hcl } = everything(newStack()).toHclTerraform();
  // CDKTF declares the backend of the app's folder; the state belongs here.
  const own = hcl.replace(/backend "local" \{[^}]*\}/, '');
  folder.terraform.write('main.tf', own);
  await folder.terraform.run('fmt', '-no-color', 'main.tf');
  expect(await planned(own, 'aponopg_integration')).toMatchObject(expected(AWKWARD));
});

test('any text survives', async () => {
  const unit = fc.constantFrom('$', '{', '}', '%', '"', '\\', '\n', '`', '~', 'a', ' ', 'é', '☃', '#', '//', '<<', 'E');
  const texts = fc.sample(fc.string({ unit, maxLength: 30 }), 60);
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  new PostgresqlIntegration(stack, 'integration', {
    ...SMALLEST,
    server,
    extraConfig: Object.fromEntries(texts.map((text, index) => [`k${index}${text.trim()}`, text])),
  });
  const wanted = Object.fromEntries(texts.map((text, index) => [`k${index}${text.trim()}`, text]));
  expect((await planned(synthesized(stack), 'aponopg_integration')).extra_config).toEqual(wanted);
  const hcl = stack.toHclTerraform().hcl.replace(/backend "local" \{[^}]*\}/, '');
  expect((await planned(hcl, 'aponopg_integration')).extra_config).toEqual(wanted);
});

test('the official resource is accepted by the official schema', async () => {
  const build = () => {
    const stack = newStack();
    new PostgresqlIntegration(stack, 'integration', {
      ...SMALLEST,
      registration: 'apono-provider',
      customAccessDetails: AWKWARD,
      credentialRotationPeriodInDays: new TerraformVariable(stack, 'number', { type: 'number' }).numberValue,
      extraConfig: { 'my.Key': AWKWARD },
      integrationOwner: IntegrationOwner.groups(['dba'], { source: 'Okta' }),
      resourceOwner: ResourceOwner.group('owner'),
    });
    return stack;
  };
  const wanted = {
    custom_access_details: AWKWARD,
    integration_config: {
      hostname: 'db.internal',
      port: '5432',
      dbname: 'postgres',
      'my.Key': AWKWARD,
      credentials_rotation_period_in_days: '7',
    },
    owner: { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_name: null },
  };
  expect(await planned(synthesized(build()), 'apono_resource_integration')).toMatchObject(wanted);
  const hcl = build()
    .toHclTerraform()
    .hcl.replace(/backend "local" \{[^}]*\}/, '');
  expect(await planned(hcl, 'apono_resource_integration')).toMatchObject(wanted);
});

/** The official provider's schema of the one resource, with nothing behind it. */
function officialProvider(): Provider<null> {
  const text = (more: object = { required: true }) => ({ type: 'string' as const, ...more });
  const texts = (...names: string[]): Attributes => Object.fromEntries(names.map((name) => [name, text()]));
  const single = (attributes: Attributes) => ({ nested: { mode: 'single' as const, attributes }, optional: true });
  const source = { source_integration_name: text({ optional: true }) };
  const attributes: Attributes = {
    id: text({ computed: true }),
    ...texts('name', 'type', 'connector_id'),
    connected_resource_types: { type: { list: 'string' }, required: true },
    integration_config: { type: { map: 'string' }, required: true },
    secret_store_config: single({
      aws: single(texts('region', 'secret_id')),
      gcp: single(texts('project', 'secret_id')),
      azure: single(texts('vault_url', 'name')),
      hashicorp_vault: single(texts('secret_engine', 'path')),
      kubernetes: single(texts('namespace', 'name')),
    }),
    custom_access_details: text({ optional: true }),
    owner: single({
      ...source,
      attribute_type: text(),
      attribute_values: { type: { list: 'string' }, required: true },
    }),
    owners_mapping: single({ ...source, ...texts('key_name', 'attribute_type') }),
  };
  const never = () => Promise.reject(new Error('Nothing is applied here'));
  return {
    schema: {
      attributes: { endpoint: text({ optional: true }), personal_token: text({ optional: true, sensitive: true }) },
    },
    configure: () => null,
    resources: {
      apono_resource_integration: { schema: { attributes }, create: never, read: never, update: never, delete: never },
    },
  };
}
