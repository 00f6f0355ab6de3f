import { TerraformVariable } from 'cdktf';
import { ConnectorUser, PostgresqlIntegration, PostgresqlServer, ServerKind, SignIn } from '../../constructs';
import { type Json, newStack, onlyResource, refusal, SMALLEST, synthesized } from './stacks';

const { hostname: _, ...REST } = SMALLEST;
const { secretStore: __, ...SECRETLESS } = REST;
const signIn = SignIn.passwordEnv('PW');

/** What an integration on a database of a server comes to. */
function registered(kind: ServerKind, more: object = {}): Json {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { kind, host: 'db.internal', port: 5433 });
  server.addDatabase('orders').addIntegration('apono', { ...REST, ...more });
  return onlyResource(synthesized(stack), 'aponopg_integration');
}

test.each([
  [ServerKind.generic(), 'postgresql', { hostname: 'db.internal', port: 5433 }],
  [ServerKind.azure(), 'azure-postgresql', { hostname: 'db.internal', port: 5433 }],
  [
    ServerKind.rds({ instanceId: 'i', region: 'eu' }),
    'aws-rds-postgresql',
    { extra_config: { instance_id: 'i', region: 'eu' } },
  ],
  [
    ServerKind.cloudSql({ projectId: 'p', instanceId: 'i' }),
    'gcp-cloudsql-postgresql',
    { extra_config: { project_id: 'p', instance_id: 'i' } },
  ],
] as const)('on $name the type and the place follow from the server', (kind, type, place) => {
  const { name, connector_id, connected_resource_types, secret_store, provider, ...rest } = registered(kind);
  expect(rest).toEqual({ type, dbname: 'orders', ...place });
});

test('what is given goes before what follows', () => {
  const rds = ServerKind.rds({ instanceId: 'i', region: 'eu' });
  expect(registered(rds, { extraConfig: { region: 'us', own: 'x' } }).extra_config).toEqual({
    ...{ instance_id: 'i', region: 'us', own: 'x' },
  });
  expect(registered(rds, { type: 'rds-of-the-tenant' })).toMatchObject({ type: 'rds-of-the-tenant' });
  // Any server can be registered by its host name, then without the cloud's identifiers.
  const byName = registered(rds, { type: 'postgresql' });
  expect(byName).toMatchObject({ type: 'postgresql', hostname: 'db.internal', port: 5433 });
  expect(byName).not.toHaveProperty('extra_config');
  // The port is that of the server, not of another host.
  const elsewhere = registered(ServerKind.generic(), { hostname: 'proxy.internal' });
  expect(elsewhere).toMatchObject({ hostname: 'proxy.internal' });
  expect(elsewhere).not.toHaveProperty('port');
});

test('AlloyDB, which Apono has no type for, is given one', () => {
  expect(refusal(() => registered(ServerKind.alloyDb()))).toMatch(
    /no integration type(.|\n)*`type`(.|\n)*MISSING_VALUE/,
  );
  expect(registered(ServerKind.alloyDb(), { type: 'postgresql' })).toMatchObject({
    hostname: 'db.internal',
    port: 5433,
  });
  expect(registered(ServerKind.alloyDb(), { type: 'alloydb' })).toMatchObject({ type: 'alloydb' });
});

test('an integration contradicts neither its server nor its user', () => {
  expect(refusal(() => registered(ServerKind.rds(), { type: 'azure-postgresql' }))).toMatch(
    /^stack\/main\/database-orders\/apono:\n.*kind rds(.|\n)*aws-rds-postgresql, postgresql(.|\n)*CONFLICTING_VALUES/,
  );
  expect(refusal(() => registered(ServerKind.generic(), { dbname: 'other' }))).toContain(
    'no prop `dbname` in `options`',
  );
  const stack = newStack();
  const [here, there] = [new PostgresqlServer(stack, 'here', { host: 'a' }), new PostgresqlServer(stack, 'there')];
  const connectorUser = there.addConnectorUser('user', { signIn });
  expect(refusal(() => here.addDatabase('orders').addIntegration('apono', { ...REST, connectorUser }))).toMatch(
    /server there, and is named on here(.|\n)*CONFLICTING_VALUES/,
  );
});

test('without a secret somebody signs in by an identity', () => {
  const stack = newStack();
  const rds = new PostgresqlServer(stack, 'rds', { kind: ServerKind.rds() });
  const add = (id: string, connectorUser?: PostgresqlIntegration | object) =>
    new PostgresqlIntegration(stack, id, {
      ...SECRETLESS,
      name: id,
      server: rds,
      ...(connectorUser && { connectorUser }),
    } as never);
  const byPassword = rds.addConnectorUser('password', { signIn });
  for (const refused of [() => add('nobody'), () => add('by password', byPassword)]) {
    expect(refusal(refused)).toMatch(/neither a secret nor(.|\n)*SignIn\.iam\(\)(.|\n)*MISSING_VALUE/);
  }
  add('by identity', rds.addConnectorUser('iam', { name: 'apono_iam', signIn: SignIn.iam() }));
  add('not known here', ConnectorUser.fromConnectorUserAttributes(stack, 'there already', { server: rds }));
  expect(Object.keys(synthesized(stack).resource.aponopg_integration)).toHaveLength(2);
});

test('a server that is only registered is known by its attributes, and makes no provider of its own', () => {
  const stack = newStack();
  const kind = ServerKind.rds({ instanceId: 'i', region: 'eu' });
  const server = PostgresqlServer.fromServerAttributes(stack, 'billing', { kind });
  new PostgresqlIntegration(stack, 'integration', { ...REST, server, registration: 'apono-provider' });
  const json = synthesized(stack);
  expect(onlyResource(json, 'apono_resource_integration').integration_config).toEqual({
    instance_id: 'i',
    region: 'eu',
  });
  expect(Object.keys(json.provider)).toEqual(['apono']);
});

test('without a server the connector user says where it is, else `hostname`', () => {
  const stack = newStack();
  const server = PostgresqlServer.azure(stack, 'main', { host: 'db.internal' });
  const connectorUser = server.addConnectorUser('user', { signIn });
  new PostgresqlIntegration(stack, 'apono', { ...REST, connectorUser });
  expect(onlyResource(synthesized(stack), 'aponopg_integration')).toMatchObject({
    ...{ type: 'azure-postgresql', hostname: 'db.internal', preflight: { server: 'main' } },
  });
});

test('the integration of a database comes after what is granted there, whenever that was said', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const [before, after] = [server.addDatabase('before'), server.addDatabase('after')];
  const reader = server.addRole('reader');
  before.grantConnect(reader);
  const made = [before, after].map((database) =>
    database.addIntegration('apono', { ...REST, name: `In ${database.databaseName}` }),
  );
  after.grantConnect(reader);
  const { aponopg_integration: integrations } = synthesized(stack).resource;
  const orders = made.map(({ resource }) => integrations[resource.friendlyUniqueId].depends_on);
  expect(orders).toEqual([before, after].map(({ resource }) => [`aponopg_grants.${resource?.friendlyUniqueId}`]));
});

test('what is there already is taken over by import blocks', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const signsIn = server.addConnectorUser('user', { signIn, superuser: false });
  const reader = server.addRole('reader');
  const orders = server.addDatabase('a,b');
  orders.grantConnect(reader);
  const integration = orders.addIntegration('apono', { ...REST, extraConfig: { a: anExpression(stack) } });
  signsIn.importExisting();
  reader.importExisting();
  orders.importExisting();
  integration.importExisting('5f6c');
  // What is granted later counts as well, and the grantor that is ignored.
  orders.schema('app').grantUsage(server.addRole('writer'));
  const ids = synthesized(stack).import.map(({ id }: { id: string }) => id);
  expect(ids.sort()).toEqual([
    '5f6c',
    'main/"a,b"/reader,writer/apono_connector',
    'main/apono_connector',
    'main/reader',
  ]);
});

function anExpression(stack: ReturnType<typeof newStack>): string {
  return new TerraformVariable(stack, 'any', { type: 'string' }).stringValue;
}
