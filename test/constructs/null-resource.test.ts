import { TerraformVariable } from 'cdktf';
import {
  Admin,
  anyResourceTypes,
  Connector,
  ConnectorUser,
  Database,
  DatabaseRole,
  Handler,
  PostgresqlIntegration,
  PostgresqlServer,
  type PostgresqlServerProps,
  ResourceType,
  SecretStore,
  SignIn,
} from '../../constructs';
import { type Json, newStack, onlyResource, reference, refusal, SMALLEST, secret, synthesized } from './stacks';

const handler = Handler.nullResource();
const admin = Admin.passwordEnv({ passwordEnv: 'ADMIN' });
const signIn = SignIn.passwordEnv('CONNECTOR');

function stackWithServer(props: Partial<PostgresqlServerProps> = {}) {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal', admin, handler, ...props });
  return { stack, server };
}

function requestOf(json: Json): Json {
  return JSON.parse(onlyResource(json, 'null_resource').triggers.request);
}

test('a role becomes a null_resource with the document in its triggers and secrets by name only', () => {
  const { stack, server } = stackWithServer();
  new ConnectorUser(stack, 'user', { server, signIn });
  const json = synthesized(stack);
  expect(Object.keys(json.terraform.required_providers)).toEqual(['null']);
  expect(json.provider).toEqual({ null: [{}] });
  expect(Object.keys(json.resource)).toEqual(['null_resource']);
  const resource = onlyResource(json, 'null_resource');
  expect(resource.lifecycle).toEqual({ create_before_destroy: true });
  const command = `node "${reference('path.module')}/aponopg.cjs" handle`;
  const APONOPG_REQUEST = reference('self.triggers.request');
  expect(resource.provisioner).toEqual([
    { 'local-exec': { command, environment: { APONOPG_REQUEST, APONOPG_EVENT: 'create' } } },
    { 'local-exec': { command, environment: { APONOPG_REQUEST, APONOPG_EVENT: 'delete' }, when: 'destroy' } },
  ]);
  expect(requestOf(json)).toEqual({
    id: 'stack/user/Resource',
    servers: { main: { host: 'db.internal', password_env: 'ADMIN' } },
    roles: [
      {
        server: 'main',
        name: 'apono_connector',
        login: true,
        superuser: true,
        createrole: false,
        comment: "Apono's connector",
        password_env: 'CONNECTOR',
      },
    ],
  });
});

test('the same wanted state gives the same triggers in whatever order it is written; another gives others', () => {
  const triggers = (types: string[], extra: Record<string, string>) => {
    const { stack, server } = stackWithServer();
    new PostgresqlIntegration(stack, 'integration', {
      ...SMALLEST,
      server,
      connectedResourceTypes: anyResourceTypes(types),
      extraConfig: extra,
    });
    return onlyResource(synthesized(stack), 'null_resource').triggers;
  };
  const one = triggers(['postgresql-table', 'postgresql-database'], { a: '1', b: '2' });
  expect(triggers(['postgresql-database', 'postgresql-table'], { b: '2', a: '1' })).toEqual(one);
  expect(triggers(['postgresql-database'], { b: '2', a: '1' })).not.toEqual(one);
  expect(one.name).toBe('Orders database');
});

test('references stay references within the document, and order what comes after', () => {
  const stack = newStack();
  const host = new TerraformVariable(stack, 'host', { type: 'string' });
  const port = new TerraformVariable(stack, 'port', { type: 'number' });
  const server = new PostgresqlServer(stack, 'main', { host: host.stringValue, port: port.numberValue, handler });
  const role = new DatabaseRole(stack, 'reader', { server, comment: 'a "quoted" ${text}\nof two lines' });
  new Database(stack, 'orders', { server }).schema('app').grantUsage(role);
  const { null_resource: resources } = synthesized(stack).resource as Record<string, Json>;
  const [grants, reader] = ['orders', 'reader'].map((id) =>
    Object.entries<Json>(resources ?? {}).find(([name]) => name.startsWith(id)),
  ) as [[string, Json], [string, Json]];
  const { request } = reader[1].triggers;
  expect(request).toMatch(/^\$\{jsonencode\(\{"id" = "stack\/reader\/Resource", /);
  expect(request).toContain('"servers" = {"main" = {"host" = var.host, "port" = var.port}}');
  expect(request).toContain('"comment" = "a \\"quoted\\" $${text}\\nof two lines"');
  expect(grants[1].triggers.request).toContain(`"grantees" = [null_resource.${reader[0]}.triggers.name]`);
});

test('integrations follow their server, and the connector is not read', () => {
  const { stack, server } = stackWithServer();
  const user = new ConnectorUser(stack, 'user', { server, signIn });
  new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders',
    connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod', handler }),
    connectedResourceTypes: [ResourceType.DATABASE],
    server,
    connectorUser: user,
    secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
  });
  const json = synthesized(stack);
  expect(json.data).toBeUndefined();
  expect(Object.keys(json.resource)).toEqual(['null_resource']);
  expect(Object.keys(json.resource.null_resource)).toHaveLength(2);
});

test('passwords are refused, references too, with the variable way', () => {
  const stack = newStack();
  const told = refusal(
    () => new PostgresqlServer(stack, 'main', { admin: Admin.password({ password: secret(stack) }), handler }),
  );
  expect(told).toContain('`password` cannot travel with Handler.nullResource()');
  expect(told).toContain('passwordEnv');
  const { stack: other, server } = stackWithServer();
  const byReference = SignIn.password(secret(other));
  expect(refusal(() => new ConnectorUser(other, 'user', { server, signIn: byReference }))).toContain('passwordEnv');
});

test('a sensitive variable anywhere in the document is refused at synth', () => {
  const { stack, server } = stackWithServer();
  new DatabaseRole(stack, 'reader', { server, comment: `see ${secret(stack, 'note')}` });
  const told = refusal(() => synthesized(stack));
  expect(told).toContain('The variable note is sensitive');
  expect(told).toContain('passwordEnv');
});

test('an integration needs a server that remembers it', () => {
  const stack = newStack();
  new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, handler });
  expect(refusal(() => synthesized(stack))).toContain('remembers on a server what it made');
});

test('the limits are told at synth, once, each with what to do instead', () => {
  const { stack, server } = stackWithServer();
  new DatabaseRole(stack, 'a', { server });
  new DatabaseRole(stack, 'b', { server });
  const warnings = stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => /warn/.test(type)));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.data).toContain('terraform destroy -target');
  expect(warnings[0]?.data).toContain('aponopg plan - --detailed-exitcode');
});

test('a project and a command of its own', () => {
  const { stack, server } = stackWithServer({
    handler: Handler.nullResource({ project: 'shop', command: 'npx aponopg handle' }),
  });
  new DatabaseRole(stack, 'reader', { server });
  const json = synthesized(stack);
  expect(requestOf(json).id).toBe('shop/stack/reader/Resource');
  expect(onlyResource(json, 'null_resource').provisioner[0]['local-exec'].command).toBe('npx aponopg handle');
});

test('there is no code to view of what null_resource stands for', () => {
  const { stack, server } = stackWithServer();
  const integration = new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, server });
  expect(refusal(() => integration.toCode())).toMatch(
    /^stack\/integration:\n(.|\n)*null_resource(.|\n)*What to do: (.|\n)*Handler\.provider\(\)(.|\n)*CONFLICTING_VALUES/,
  );
});

test('there is nothing to import for Terraform', () => {
  const { server } = stackWithServer();
  const role = server.addRole('reader');
  expect(refusal(() => role.importExisting())).toMatch(/`aponopg import`(.|\n)*CONFLICTING_VALUES/);
});
