import {
  ConnectorUser,
  type ConnectorUserProps,
  DatabaseRole,
  PostgresqlServer,
  ServerKind,
  SignIn,
} from '../../constructs';
import { type Json, newStack, onlyResource, reference, refusal, secret, synthesized } from './stacks';

function roleOf(props: Partial<ConnectorUserProps>, kind: ServerKind = ServerKind.generic()): Json {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', { kind });
  new ConnectorUser(stack, 'user', { server, signIn: SignIn.password(secret(stack)), ...props });
  return onlyResource(synthesized(stack), 'aponopg_role');
}

const CREATEROLE = { superuser: false, createrole: true };

test.each([
  [ServerKind.generic(), {}, { superuser: true, createrole: false, member_of: undefined }],
  [ServerKind.generic(), { superuser: false }, { ...CREATEROLE, member_of: undefined }],
  [ServerKind.rds(), {}, { ...CREATEROLE, member_of: [{ role: 'rds_superuser' }] }],
  [
    ServerKind.rds(),
    { signIn: SignIn.iam() },
    { ...CREATEROLE, member_of: [{ role: 'rds_superuser' }, { role: 'rds_iam' }] },
  ],
  [ServerKind.azure(), {}, { ...CREATEROLE, member_of: [{ role: 'azure_pg_admin' }] }],
  [ServerKind.cloudSql(), {}, { ...CREATEROLE, member_of: [{ role: 'cloudsqlsuperuser' }] }],
  [ServerKind.alloyDb(), {}, { ...CREATEROLE, member_of: [{ role: 'alloydbsuperuser' }] }],
] as const)('on $name %j the user is what the vendor needs', (kind, props, expected) => {
  const { superuser, createrole, member_of, login, name } = roleOf(props, kind);
  expect({ superuser, createrole, member_of }).toEqual(expected);
  expect({ login, name }).toEqual({ login: true, name: 'apono_connector' });
});

test('roles asked for can be passed on, also where the kind of server needs them anyway', () => {
  const member_of = [
    { role: 'app', admin: true },
    { role: 'rds_superuser', admin: true, inherit: false },
  ];
  const memberOf = ['app', { role: 'rds_superuser', inherit: false }];
  expect(roleOf({ memberOf }, ServerKind.rds()).member_of).toEqual(member_of);
});

test('roles are named by their constructs as well: they are made before the user', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main');
  const group = server.addRole('orders_read');
  const signIn = SignIn.passwordEnv('PW');
  server.addConnectorUser('user', { signIn, superuser: false, memberOf: [group] });
  const roles = Object.values<Json>(synthesized(stack).resource.aponopg_role);
  expect(roles.find(({ name }) => name === 'apono_connector')?.member_of).toEqual([
    { role: reference(`aponopg_role.${group.resource.friendlyUniqueId}.name`), admin: true },
  ]);
});

test('every prop reaches the resource', () => {
  const onDestroy = { reassignOwnedTo: 'postgres', dropOwned: true, terminateSessions: false };
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const signIn = SignIn.password(secret(stack), { version: 7 });
  new ConnectorUser(stack, 'user', { server, name: 'Apono', signIn, onDestroy });
  expect(onlyResource(synthesized(stack), 'aponopg_role')).toMatchObject({
    server: 'main',
    name: 'Apono',
    password_wo: reference('var.password'),
    password_wo_version: 7,
    on_destroy: { reassign_owned_to: 'postgres', drop_owned: true, terminate_sessions: false },
  });
  const byEnvironment = roleOf({ signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });
  expect(byEnvironment).toMatchObject({ password_env: 'CONNECTOR_PASSWORD' });
  expect(byEnvironment).not.toHaveProperty('password_wo_version');
});

test('a user that is there already makes no resource', () => {
  const stack = newStack();
  const server = PostgresqlServer.fromServerAttributes(stack, 'main');
  const from = ConnectorUser.fromConnectorUserAttributes;
  expect(from(stack, 'user', { server })).toMatchObject({ userName: 'apono_connector', signsInBy: undefined });
  expect(from(stack, 'other', { server, name: 'other', signIn: SignIn.passwordEnv('PW') })).toMatchObject({
    ...{ userName: 'other', roleName: 'other', passwordEnv: 'PW', signsInBy: 'password' },
  });
  expect(synthesized(stack)).not.toHaveProperty('resource');
});

describe('how one signs in as a role', () => {
  function role(signIn: SignIn, more: object = {}, kind = ServerKind.rds()): Json {
    const stack = newStack();
    new PostgresqlServer(stack, 'main', { kind }).addRole('migrator', { signIn, ...more });
    return onlyResource(synthesized(stack), 'aponopg_role');
  }

  test('goes without saying that one can, unless it is said', () => {
    expect(role(SignIn.passwordEnv('PW'))).toEqual({
      ...{ server: 'main', name: 'migrator', login: true, password_env: 'PW', provider: 'aponopg' },
    });
    expect(role(SignIn.passwordEnv('PW'), { login: false })).toMatchObject({ login: false, password_env: 'PW' });
  });

  test("by the cloud's identities is a membership there, and refused elsewhere", () => {
    const member_of = [{ role: 'pg_monitor' }, { role: 'rds_iam' }];
    expect(role(SignIn.iam(), { memberOf: ['pg_monitor'] })).toMatchObject({ login: true, member_of });
    expect(refusal(() => role(SignIn.iam(), {}, ServerKind.generic()))).toMatch(
      /kind generic(.|\n)*fromRoleAttributes(.|\n)*CONFLICTING_VALUES/,
    );
  });

  test('a role that is there already is a name, and its server is checked where it is known', () => {
    const stack = newStack();
    const [here, there] = [new PostgresqlServer(stack, 'here'), new PostgresqlServer(stack, 'there')];
    const owner = DatabaseRole.fromRoleAttributes(stack, 'app_owner', { server: there });
    expect(owner).toMatchObject({ roleName: 'app_owner', server: there });
    expect(refusal(() => here.addRole('team', { memberOf: [owner] }))).toContain('CONFLICTING_VALUES');
    expect(DatabaseRole.fromRoleAttributes(stack, 'x', { name: 'Q' })).toMatchObject({ roleName: 'Q' });
  });
});
