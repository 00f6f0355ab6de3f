import {
  ConnectorUser,
  type ConnectorUserProps,
  Database,
  DatabaseRole,
  PostgresqlServer,
  ServerKind,
  SignIn,
} from '../../constructs';
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

const signIn = SignIn.passwordEnv('PW');

function stackWith(kind: ServerKind, user: Partial<ConnectorUserProps> | undefined, before: boolean): Json {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { kind });
  const connector = () => user && new ConnectorUser(stack, 'user', { server, signIn, ...user });
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
  [ServerKind.generic(), { superuser: false }, CONNECTOR],
  [ServerKind.rds(), { name: 'apono' }, ['apono']],
  [ServerKind.azure(), {}, CONNECTOR],
  [ServerKind.cloudSql(), {}, CONNECTOR],
  [ServerKind.generic(), {}, undefined],
  [ServerKind.generic(), undefined, undefined],
] as const)('on $name with the user %j roles and databases ignore what %j gives', (kind, user, expected) => {
  for (const before of [true, false]) {
    expect(ignored(stackWith(kind, user, before))).toMatchObject({
      ...{ orders: expected, stock: expected, reader: expected },
      ...{ own: ['broker'], other: undefined, ...(user && { user: undefined }) },
    });
  }
});

test('the user that Cloud SQL makes counts; another server does not', () => {
  const stack = newStack();
  const kind = ServerKind.cloudSql();
  const [server, other] = [new PostgresqlServer(stack, 'main', { kind }), new PostgresqlServer(stack, 'other', {})];
  ConnectorUser.fromCloudSqlIam(stack, 'identity', { server, project: 'acme' });
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
  new ConnectorUser(stack, 'user', { server, signIn, superuser: false, memberOf: [owner] });
  expect(ignored(synthesized(stack))).toMatchObject({ owner: CONNECTOR });
});

test('roles are named by their constructs as well', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const broker = server.addRole('broker', { ignoreGrantors: [] });
  new DatabaseRole(stack, 'reader', { server, ignoreGrantors: [broker, 'other'] });
  expect(ignored(synthesized(stack))).toMatchObject({ reader: ['broker', 'other'] });
});
