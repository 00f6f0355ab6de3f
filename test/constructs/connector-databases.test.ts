import { ConnectorUser, PostgresqlIntegration, PostgresqlServer } from '../../constructs';
import { newStack, onlyResource, reference, refusal, SMALLEST, synthesized } from './stacks';

function connectorUser(variant: 'generic' | 'rds' | 'azure' | 'cloudsql', databases: string[]) {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal' });
  const user = new ConnectorUser(stack, 'user', { server, variant, passwordEnv: 'CONNECTOR_PASSWORD', databases });
  return { stack, server, user };
}

test.each([
  ['azure', 'azure_pg_admin'],
  ['cloudsql', undefined],
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
  ['cloudsql', 'cloudsqladmin'],
  ['azure', 'template0'],
] as const)("on %s the vendor's database %s is refused", (variant, name) => {
  expect(refusal(() => connectorUser(variant, [name]))).toMatch(/stack\/user:(.|\n)*databases(.|\n)*INVALID_VALUE/);
});

test.each(['generic', 'rds'] as const)('databases are refused on %s', (variant) => {
  expect(refusal(() => connectorUser(variant, ['orders']))).toMatch(/CONFLICTING_VALUES/);
});

test('the IAM principal of Cloud SQL is named without the domain', () => {
  const { server } = connectorUser('generic', []);
  expect(ConnectorUser.fromCloudSqlIam(server, 'my-project').userName).toBe('apono-connector-iam-sa@my-project.iam');
});
