import {
  ConnectorUser,
  type IDatabase,
  PostgresqlIntegration,
  PostgresqlServer,
  ServerKind,
  SignIn,
} from '../../constructs';
import { newStack, onlyResource, reference, refusal, SMALLEST, synthesized } from './stacks';

type Kind = Exclude<keyof typeof ServerKind, 'prototype'>;

function connectorUser(kind: Kind, databases: (string | IDatabase)[]) {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal', kind: ServerKind[kind]() });
  const signIn = SignIn.passwordEnv('CONNECTOR_PASSWORD');
  const user = new ConnectorUser(stack, 'user', { server, signIn, databases });
  return { stack, server, user };
}

test.each([
  ['azure', 'azure_pg_admin'],
  ['cloudSql', undefined],
  ['alloyDb', undefined],
] as const)('on %s the databases are granted with the right to pass on, and nothing is taken away', (variant, role) => {
  const { stack } = connectorUser(variant, ['orders']);
  const json = synthesized(stack);
  const [name] = Object.keys(json.resource.aponopg_role);
  const grantee = role ?? reference(`aponopg_role.${name}.name`);
  expect(onlyResource(json, 'aponopg_grants')).toMatchObject({
    server: 'main',
    database: 'orders',
    mode: 'additive',
    grants: { database: { grantees: [grantee], on: 'database', privileges: ['ALL'], with_grant_option: true } },
  });
});

test('the integration comes after them', () => {
  const { stack, user } = connectorUser('azure', ['orders', 'billing']);
  new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, connectorUser: user });
  expect(onlyResource(synthesized(stack), 'aponopg_integration').depends_on).toHaveLength(3);
});

test.each([
  ['azure', 'azure_sys'],
  ['cloudSql', 'cloudsqladmin'],
  ['azure', 'template0'],
] as const)("on %s the vendor's database %s is refused", (variant, name) => {
  expect(refusal(() => connectorUser(variant, [name]))).toMatch(/stack\/user:(.|\n)*databases(.|\n)*INVALID_VALUE/);
});

test.each(['generic', 'rds'] as const)('databases are refused on %s', (variant) => {
  expect(refusal(() => connectorUser(variant, ['orders']))).toMatch(/CONFLICTING_VALUES/);
});

test('the IAM principal of Cloud SQL is named without the domain', () => {
  const { stack, server } = connectorUser('cloudSql', []);
  const user = ConnectorUser.fromCloudSqlIam(stack, 'identity', { server, project: 'my-project' });
  expect(user).toMatchObject({ userName: 'apono-connector-iam-sa@my-project.iam', signsInBy: 'iam' });
  const { stack: other, server: elsewhere } = connectorUser('azure', []);
  expect(refusal(() => ConnectorUser.fromCloudSqlIam(other, 'i', { server: elsewhere, project: 'p' }))).toMatch(
    /kind azure, not of Cloud SQL(.|\n)*CONFLICTING_VALUES/,
  );
});

test('databases are named by their constructs as well, those of another server not', () => {
  const { stack, server } = connectorUser('azure', []);
  const again = (databases: IDatabase[]) =>
    new ConnectorUser(stack, `user ${databases.length}`, {
      server,
      name: 'second',
      signIn: SignIn.passwordEnv('PW'),
      databases,
    });
  const other = PostgresqlServer.azure(stack, 'other');
  expect(refusal(() => again([server.addDatabase('orders'), other.addDatabase('orders')]))).toMatch(
    /database of the server other is named on main(.|\n)*CONFLICTING_VALUES/,
  );
  again([server.addDatabase('billing')]);
  expect(onlyResource(synthesized(stack), 'aponopg_grants').database).toBe('billing');
});
