import {
  Connector,
  ConnectorSecret,
  GeneratedPassword,
  PostgresqlServer,
  ResourceType,
  SignIn,
} from '../../constructs';
import { printJson, printTypeScript, stackToHcl } from '../../src/code';
import { newStack, synthesized } from '../constructs/stacks';
import { CloudProvider } from '../e2e/connector-secret/cloud-provider';

/** A stack with a generated password, its secret, its user and an integration. */
function secretStack() {
  const stack = newStack();
  new CloudProvider(stack, 'aws');
  const password = new GeneratedPassword(stack, 'password', { rotateEveryDays: 30 });
  const secret = ConnectorSecret.aws(stack, 'secret', { name: 'orders', password });
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const user = server.addConnectorUser('user', { signIn: SignIn.secret(secret) });
  const integration = server.addDatabase('orders').addIntegration('integration', {
    name: 'Orders',
    connector: Connector.fromConnectorId(stack, 'connector', 'c'),
    connectorUser: user,
    connectedResourceTypes: [ResourceType.DATABASE],
    secretStore: secret,
  });
  return { stack, integration };
}

const READ = 'jsondecode(ephemeral.aws_secretsmanager_secret_version.secret_Read_943C7DC5.secret_string).password';

test('a stack with ephemeral resources is written as HCL, all of it', () => {
  const hcl = stackToHcl(synthesized(secretStack().stack));
  expect(hcl).toContain('ephemeral "aponopg_password" "password_4A9F29BF" {');
  expect(hcl).toContain('ephemeral "aws_secretsmanager_secret_version" "secret_Read_943C7DC5" {');
  expect(hcl).toContain(`password_wo         = ${READ}`);
  expect(hcl).toContain('ephemeral.aponopg_password.password_4A9F29BF.result');
});

test('an integration whose secret is made beside it keeps what it refers to, and its user', () => {
  const { integration } = secretStack();
  expect(integration.toCode()).toContain(`password_wo = ${READ}`);
  const program = integration.toCode({ format: 'typescript' });
  expect(program).toContain('connectorUser: aponoConnector');
  expect(program).not.toContain("SignIn.passwordEnv('')");
  const json = JSON.parse(integration.toCode({ format: 'json' }));
  expect(json.integrations[0].preflight.password_env).toBe('APONO_CONNECTOR_PASSWORD');
  expect(json.roles[0].password_env).toBe('APONO_CONNECTOR_PASSWORD');
});

test('a verifier is asked for by a variable, as a password is, and goes with its version', () => {
  const role = { server: 'main', name: 'reader', login: true, password_verifier_wo: 'SCRAM', password_wo_version: 3 };
  const document = { servers: { main: { host: 'db' } }, roles: [role] };
  const program = printTypeScript(document);
  expect(program).toMatch(/SignIn\.passwordVerifier\(\w+\.value, \{ version: 3 \}\)/);
  expect(program).not.toContain('SCRAM');
  expect(JSON.parse(printJson(document)).roles[0]).toMatchObject({ password_env: 'READER_PASSWORD' });
});
