import { App, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AccessFlow,
  AccessTarget,
  Admin,
  Bundle,
  Connector,
  ConnectorUser,
  Database,
  DatabaseRole,
  Duration,
  Identity,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from 'cdktf-apono-postgresql';

function integration(): PostgresqlIntegration {
  const stack = new TerraformStack(new App(), 'test');
  const host = new TerraformVariable(stack, 'host', { type: 'string' });
  const server = new PostgresqlServer(stack, 'orders', {
    host: host.stringValue,
    admin: Admin.password({ username: 'postgres', password: new SecretVariable(stack, 'admin_password').value }),
  });
  new PostgresqlServer(stack, 'elsewhere', { host: 'other.internal' });
  const connectorUser = new ConnectorUser(stack, 'user', { server, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });
  const reader = new DatabaseRole(stack, 'reader', { server });
  new Database(stack, 'db', { server, name: 'orders' }).grantReadOnly(reader, {
    schemas: ['app'],
    owners: [DatabaseRole.fromRoleAttributes(stack, 'app_owner')],
  });
  const made = new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders',
    connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod' }),
    connectorUser,
    connectedResourceTypes: [ResourceType.DATABASE],
    server,
    secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
    integrationOwner: IntegrationOwner.groups(['dba']),
  });
  made.grantAccess('read', { to: Identity.manager(), permissions: ['READ_ONLY'], duration: Duration.hours(4) });
  const kit = new Bundle(stack, 'kit', { name: 'Kit' });
  kit.addTarget(AccessTarget.integration(made, { permissions: ['READ_ONLY'] }));
  const to = Identity.users(['ada@example.com']);
  new AccessFlow(stack, 'support', { name: 'Support', to, targets: [AccessTarget.bundle(kit)] });
  new AccessFlow(stack, 'other', { name: 'Other', to, targets: [AccessTarget.bundle('Office')] });
  return made;
}

describe('an integration of a program, as code', () => {
  test('is HCL with all that belongs to it, and nothing else', () => {
    const text = integration().toCode();
    for (const part of [
      'resource "aponopg_integration" "orders"',
      'resource "aponopg_role" "apono_connector"',
      'resource "aponopg_role" "reader"',
      'resource "aponopg_grants" "orders"',
      'connector_id             = "AwsConnector-Prod"',
      'host     = var.host',
      'variable "admin_password"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('elsewhere');
  });

  test('has what gives access to it, directly and through bundles, and nothing else', () => {
    const text = integration().toCode();
    expect(text).toMatch(/resource "aponopg_access_flow" "orders_read"[^#]*aponopg_integration\.orders\.name/);
    expect(text).toMatch(/resource "aponopg_access_flow" "support"[^#]*aponopg_bundle\.kit\.name/);
    expect(text).not.toContain('Office');
    const program = integration().toCode({ format: 'typescript' });
    expect(program).toContain("ordersIntegration.grantAccess('orders_read', {");
    const { bundles, access_flows } = JSON.parse(integration().toCode({ format: 'json' }));
    expect([...bundles, ...access_flows].map(({ name }: { name: string }) => name)).toEqual([
      'Kit',
      'Orders read',
      'Support',
    ]);
    expect(integration().toCode({ format: 'apono-v1' })).toContain('resource "apono_access_bundle" "kit"');
  });

  test('is TypeScript that says presets and the connector user as a person would', () => {
    const text = integration().toCode({ format: 'typescript' });
    expect(text).toMatch(
      /const aponoConnector = new ConnectorUser\(this, 'apono_connector', \{\s+server: orders,\s+signIn: SignIn\.passwordEnv\('CONNECTOR_PASSWORD'\),\s+\}\)/,
    );
    expect(text).toContain("ordersDatabase.grantReadOnly(reader, { schemas: ['app'], owners: [appOwner] });");
    expect(text).toContain('connectorUser: aponoConnector,');
  });

  test('is the official resource, of either generation', () => {
    expect(integration().toCode({ format: 'apono-v2' })).toContain('resource "apono_resource_integration" "orders"');
    expect(integration().toCode({ format: 'apono-v1' })).toContain('resource "apono_integration" "orders"');
  });

  test('is the document of the command line', () => {
    const document = JSON.parse(integration().toCode({ format: 'json' }));
    expect(document.integrations).toMatchObject([{ name: 'Orders', preflight: { role: 'apono_connector' } }]);
    expect(document.servers).toEqual({
      orders: { host: '${var.host}', username: 'postgres', password_env: 'ORDERS_PASSWORD' },
    });
  });
});
