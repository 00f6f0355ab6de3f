import { TerraformVariable } from 'cdktf';
import { Admin, Database, PostgresqlServer, ServerKind, SignIn } from '../../constructs';
import { newStack, reference, refusal, secret, synthesized } from './stacks';

const serversOf = (stack: ReturnType<typeof newStack>) => synthesized(stack).provider.aponopg[0].servers;

describe('an admin signs in one way', () => {
  test.each([
    [
      Admin.passwordEnv({ username: 'postgres', passwordEnv: 'PW' }),
      { username: 'postgres', password_env: 'PW' },
      ServerKind.generic(),
    ],
    [Admin.environment({ username: 'postgres' }), { username: 'postgres' }, ServerKind.generic()],
    [Admin.environment(), {}, ServerKind.generic()],
    [undefined, {}, ServerKind.generic()],
    [Admin.rdsIam({ username: 'postgres' }), { username: 'postgres', auth: 'aws-rds-iam' }, ServerKind.rds()],
    [Admin.azureEntra(), { auth: 'azure-entra' }, ServerKind.azure()],
    [Admin.cloudSqlIam(), { auth: 'gcp-cloudsql-iam' }, ServerKind.cloudSql()],
  ])('%j', (admin, expected, kind) => {
    const stack = newStack();
    new PostgresqlServer(stack, 'main', { kind, ...(admin && { admin }) });
    expect(serversOf(stack)).toEqual({ main: expected });
  });

  test('with a password by reference, or by whatever cloud a reference names', () => {
    const stack = newStack();
    const admin = Admin.password({ username: 'postgres', password: secret(stack) });
    new PostgresqlServer(stack, 'main', { host: 'db', admin, passfile: '/pgpass' });
    const auth = new TerraformVariable(stack, 'auth', { type: 'string' });
    new PostgresqlServer(stack, 'other', { admin: Admin.token(auth.stringValue as never) });
    expect(serversOf(stack)).toEqual({
      main: { host: 'db', username: 'postgres', password: reference('var.password'), passfile: '/pgpass' },
      other: { auth: reference('var.auth') },
    });
  });
});

test('a server of each cloud is made by a function of its name', () => {
  const stack = newStack();
  const made = [
    PostgresqlServer.rds(stack, 'a', { instanceId: 'orders', region: 'eu-west-1', host: 'a' }),
    PostgresqlServer.azure(stack, 'b', { host: 'b' }),
    PostgresqlServer.cloudSql(stack, 'c', { projectId: 'acme', instanceId: 'orders', host: 'c' }),
    PostgresqlServer.alloyDb(stack, 'd', { host: 'd' }),
    new PostgresqlServer(stack, 'e', { host: 'e' }),
  ];
  expect(made.map(({ kind }) => [kind.name, kind.instanceConfig])).toEqual([
    ['rds', { instance_id: 'orders', region: 'eu-west-1' }],
    ['azure', {}],
    ['cloudsql', { project_id: 'acme', instance_id: 'orders' }],
    ['alloydb', {}],
    ['generic', {}],
  ]);
  expect(serversOf(stack)).toEqual({
    ...{ a: { host: 'a' }, b: { host: 'b' }, c: { host: 'c' }, d: { host: 'd' }, e: { host: 'e' } },
  });
});

test('users, roles and databases are added to their server', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { host: 'db' });
  const team = server.addRole('team', { memberOf: ['pg_monitor'] });
  const user = server.addConnectorUser('connector', { signIn: SignIn.passwordEnv('PW') });
  const orders = server.addDatabase('team', { mode: 'additive' });
  orders.grantConnect(team);
  for (const each of [team, user, orders]) expect(each.server).toBe(server);
  const { aponopg_role: roles, aponopg_grants: grants } = synthesized(stack).resource;
  const named = Object.values<Record<string, unknown>>({ ...roles, ...grants }).map(
    (each) => each.name ?? each.database,
  );
  expect(named.sort()).toEqual(['apono_connector', 'team', 'team']);
});

test('what follows from the server is not said again, and a name that is a reference needs an id', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main');
  const other = new PostgresqlServer(stack, 'other');
  const name = new TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
  for (const add of [
    () => server.addRole('reader', { server: other } as never),
    () => server.addRole('reader', { name: 'writer' } as never),
    () => server.addConnectorUser('user', { server: other, signIn: SignIn.passwordEnv('PW') } as never),
    () => server.addDatabase('orders', { server: other } as never),
  ]) {
    expect(refusal(add)).toMatch(
      /^stack\/main:\nThere is no prop `(server|name)` in `options`(.|\n)*UNKNOWN_ATTRIBUTE/,
    );
  }
  expect(refusal(() => server.addRole(name))).toMatch(/new DatabaseRole\(scope, id(.|\n)*INVALID_VALUE/);
  expect(refusal(() => server.addDatabase(name))).toMatch(/new Database\(scope, id(.|\n)*INVALID_VALUE/);
  expect(new Database(stack, 'orders', { server, name }).databaseName).toBe(name);
});

test('the default child of each construct is what it makes', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main');
  const role = server.addRole('team');
  const user = server.addConnectorUser('connector', { signIn: SignIn.passwordEnv('PW') });
  const orders = server.addDatabase('orders');
  orders.grantConnect(role);
  expect(role.node.defaultChild).toBe(role.resource);
  expect(user.node.defaultChild).toBe(user.resource);
  expect(orders.node.defaultChild).toBe(orders.resource);
});
