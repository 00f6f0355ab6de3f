/** What the compiler lets pass and what not: `npm run check` compiles this file; the tests never run the bodies. */
import type { TerraformStack } from 'cdktf';
import {
  Admin,
  AponopgRole,
  Connector,
  ConnectorUser,
  type IConnector,
  type IPostgresqlServer,
  PostgresqlIntegration,
  type PostgresqlIntegrationProps,
  PostgresqlServer,
  SecretStore,
  ServerKind,
  SignIn,
  type SslMode,
} from 'cdktf-apono-postgresql';

const SMALLEST = {
  name: 'a',
  connector: { connectorId: 'c' },
  connectedResourceTypes: ['postgresql-database'],
} satisfies PostgresqlIntegrationProps;

function accepted(stack: TerraformStack): IPostgresqlServer {
  const modes: SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
  const connector: IConnector = Connector.fromConnectorId(stack, 'c', 'c');
  for (const sslmode of modes) new PostgresqlIntegration(stack, sslmode, { ...SMALLEST, connector, sslmode });
  for (const kind of [ServerKind.generic(), ServerKind.rds(), ServerKind.azure(), ServerKind.cloudSql()]) {
    const server = new PostgresqlServer(stack, kind.name, { kind });
    new PostgresqlIntegration(stack, `on ${kind.name}`, { ...SMALLEST, server });
  }
  const role = new AponopgRole(stack, 'role', { server: 'main', name: 'reader', login: true });
  new AponopgRole(stack, 'next', { server: 'main', name: role.name, memberOf: [{ role: role.name }] });
  return new PostgresqlServer(stack, 'main', {});
}

function refused(stack: TerraformStack, server: IPostgresqlServer): void {
  // @ts-expect-error the modes are written with a hyphen
  new PostgresqlIntegration(stack, 'a', { ...SMALLEST, sslmode: 'verify_full' });
  // @ts-expect-error what is true of a server is said at the server
  new PostgresqlIntegration(stack, 'b', { ...SMALLEST, variant: 'rds' });
  // @ts-expect-error there is one way of signing in
  Admin.password({ password: 'x', passwordEnv: 'PW' });
  // @ts-expect-error an instance of RDS has an id and a region
  PostgresqlServer.rds(stack, 'f', { instanceId: 'orders' });
  // @ts-expect-error an instance of RDS is no business of Azure
  PostgresqlServer.azure(stack, 'g', { instanceId: 'orders' });
  // @ts-expect-error the server is the one that it is added to
  new PostgresqlServer(stack, 'h').addRole('reader', { server });
  // @ts-expect-error a user of nobody who could sign in is of no use
  new ConnectorUser(stack, 'i', { server });
  // @ts-expect-error a store is made by SecretStore's own functions
  new PostgresqlIntegration(stack, 'c', { ...SMALLEST, secretStore: { aws: {} } });
  // @ts-expect-error every field of a store is required
  SecretStore.aws({ region: 'us-east-1' });
  // @ts-expect-error a user belongs to a server
  new ConnectorUser(stack, 'd', { signIn: SignIn.passwordEnv('PW') });
  // @ts-expect-error the port is a number
  new PostgresqlServer(stack, 'e', { port: '5432' });
  // @ts-expect-error what is made stays as it is
  server.serverName = 'other';
}

test('the package is imported by its name', () => {
  const door = [PostgresqlServer, accepted, refused];
  expect(door.map((each) => typeof each)).toEqual(door.map(() => 'function'));
});
