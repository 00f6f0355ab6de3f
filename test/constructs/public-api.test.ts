/** What the compiler lets pass and what not: `npm run check` compiles this file; the tests never run the bodies. */
import type { TerraformStack } from 'cdktf';
import {
  AponopgRole,
  Connector,
  ConnectorUser,
  type IConnector,
  type IPostgresqlServer,
  PostgresqlIntegration,
  type PostgresqlIntegrationProps,
  PostgresqlServer,
  SecretStore,
  type SslMode,
  type VariantName,
} from 'cdktf-apono-postgresql';

const SMALLEST = {
  name: 'a',
  connector: Connector.fromConnectorId('c'),
  connectedResourceTypes: ['postgresql-database'],
} satisfies PostgresqlIntegrationProps;

function accepted(stack: TerraformStack): IPostgresqlServer {
  const modes: SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
  const variants: VariantName[] = ['generic', 'rds', 'azure', 'cloudsql'];
  const connector: IConnector = { connectorId: 'c' };
  for (const sslmode of modes) new PostgresqlIntegration(stack, sslmode, { ...SMALLEST, connector, sslmode });
  for (const variant of variants) new PostgresqlIntegration(stack, variant, { ...SMALLEST, variant });
  const role = new AponopgRole(stack, 'role', { server: 'main', name: 'reader', login: true });
  new AponopgRole(stack, 'next', { server: 'main', name: role.name, memberOf: [{ role: role.name }] });
  return new PostgresqlServer(stack, 'main', {});
}

function refused(stack: TerraformStack, server: IPostgresqlServer): void {
  // @ts-expect-error the modes are written with a hyphen
  new PostgresqlIntegration(stack, 'a', { ...SMALLEST, sslmode: 'verify_full' });
  // @ts-expect-error there is no such variant
  new PostgresqlIntegration(stack, 'b', { ...SMALLEST, variant: 'aurora' });
  // @ts-expect-error a store is made by SecretStore's own functions
  new PostgresqlIntegration(stack, 'c', { ...SMALLEST, secretStore: { aws: {} } });
  // @ts-expect-error every field of a store is required
  SecretStore.aws({ region: 'us-east-1' });
  // @ts-expect-error a user belongs to a server
  new ConnectorUser(stack, 'd', { passwordEnv: 'PW' });
  // @ts-expect-error the port is a number
  new PostgresqlServer(stack, 'e', { port: '5432' });
  // @ts-expect-error what is made stays as it is
  server.serverName = 'other';
}

test('the package is imported by its name', () => {
  const door = [PostgresqlServer, accepted, refused];
  expect(door.map((each) => typeof each)).toEqual(door.map(() => 'function'));
});
