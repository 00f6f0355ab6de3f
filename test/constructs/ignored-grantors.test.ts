import { ConnectorUser, type ConnectorUserProps, Database, DatabaseRole, PostgresqlServer } from '../../constructs';
import { type Json, newStack, synthesized } from './stacks';

const CONNECTOR = ['apono_connector'];

/** What of the grants and of the roles is ignored, by construct. */
function ignored(json: Json): Record<string, unknown> {
  const all = { ...json.resource.aponopg_grants, ...json.resource.aponopg_role } as Record<string, Json>;
  return Object.fromEntries(
    Object.entries(all).map(([name, { ignore_grantors }]) => [
      name.replace(/_[A-Z].*|_[0-9A-F]+$/, ''),
      ignore_grantors,
    ]),
  );
}

function stackWith(user: Partial<ConnectorUserProps> | undefined, before = true): Json {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const connector = () => user && new ConnectorUser(stack, 'user', { server, passwordEnv: 'PW', ...user });
  if (before) connector();
  const reader = new DatabaseRole(stack, 'reader', { server });
  new DatabaseRole(stack, 'other', { server, ignoreGrantors: [] });
  const [orders, own, stock] = [
    new Database(stack, 'orders', { server }),
    new Database(stack, 'own', { server, ignoreGrantors: ['broker'] }),
    new Database(stack, 'stock', { server }),
  ];
  for (const each of [orders, own]) each.grantConnect(reader);
  if (!before) connector();
  stock.grantConnect(reader);
  return synthesized(stack);
}

test.each([
  [{ variant: 'generic', superuser: false }, CONNECTOR],
  [{ variant: 'rds', name: 'apono' }, ['apono']],
  [{ variant: 'azure' }, CONNECTOR],
  [{ variant: 'cloudsql' }, CONNECTOR],
  [{ variant: 'generic' }, undefined],
  [undefined, undefined],
] as const)('with the user %j the roles and databases of its server ignore what %j gives', (user, expected) => {
  for (const before of [true, false]) {
    expect(ignored(stackWith(user, before))).toMatchObject({
      ...{ orders: expected, stock: expected, reader: expected },
      ...{ own: ['broker'], other: undefined, ...(user && { user: undefined }) },
    });
  }
});

test('the user that Cloud SQL makes counts; another server does not', () => {
  const stack = newStack();
  const [server, other] = [new PostgresqlServer(stack, 'main', {}), new PostgresqlServer(stack, 'other', {})];
  ConnectorUser.fromCloudSqlIam(server, 'acme');
  new DatabaseRole(stack, 'reader', { server });
  new DatabaseRole(stack, 'elsewhere', { server: other });
  expect(ignored(synthesized(stack))).toEqual({
    reader: ['apono-connector-iam-sa@acme.iam'],
    elsewhere: undefined,
  });
});

test('a role that the user is made a member of is no circle', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const owner = new DatabaseRole(stack, 'owner', { server });
  const memberOf = [owner.roleName];
  new ConnectorUser(stack, 'user', { server, passwordEnv: 'PW', superuser: false, memberOf });
  expect(ignored(synthesized(stack))).toMatchObject({ owner: CONNECTOR });
});
