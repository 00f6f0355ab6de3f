import { ConnectorUser, type ConnectorUserProps, PostgresqlServer } from '../../constructs';
import { newStack, onlyResource, reference, secret, synthesized } from './stacks';

function roleOf(props: Partial<ConnectorUserProps>) {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  const password = props.signIn === 'iam' || props.passwordEnv ? {} : { password: secret(stack) };
  new ConnectorUser(stack, 'user', { server, ...password, ...props });
  return onlyResource(synthesized(stack), 'aponopg_role');
}

const CREATEROLE = { superuser: false, createrole: true };

test.each([
  ['generic', {}, { superuser: true, createrole: false, member_of: undefined }],
  ['generic', { superuser: false }, { ...CREATEROLE, member_of: undefined }],
  ['rds', {}, { ...CREATEROLE, member_of: [{ role: 'rds_superuser' }] }],
  ['rds', { signIn: 'iam' }, { ...CREATEROLE, member_of: [{ role: 'rds_superuser' }, { role: 'rds_iam' }] }],
  ['azure', {}, { ...CREATEROLE, member_of: [{ role: 'azure_pg_admin' }] }],
  ['cloudsql', {}, { ...CREATEROLE, member_of: [{ role: 'cloudsqlsuperuser' }] }],
] as const)('on %s %j the user is what the vendor needs', (variant, props, expected) => {
  const { superuser, createrole, member_of, login, name } = roleOf({ variant, ...props });
  expect({ superuser, createrole, member_of }).toEqual(expected);
  expect({ login, name }).toEqual({ login: true, name: 'apono_connector' });
});

test('roles asked for can be passed on, also where the variant needs them anyway', () => {
  expect(roleOf({ variant: 'rds', memberOf: ['app', 'rds_superuser'] }).member_of).toEqual([
    { role: 'app', admin: true },
    { role: 'rds_superuser', admin: true },
  ]);
});

test('every prop reaches the resource', () => {
  const onDestroy = { reassignOwnedTo: 'postgres', dropOwned: true, terminateSessions: false };
  expect(roleOf({ name: 'Apono', passwordVersion: 7, onDestroy })).toMatchObject({
    server: 'main',
    name: 'Apono',
    password_wo: reference('var.password'),
    password_wo_version: 7,
    on_destroy: { reassign_owned_to: 'postgres', drop_owned: true, terminate_sessions: false },
  });
  expect(roleOf({ passwordEnv: 'CONNECTOR_PASSWORD' })).toMatchObject({ password_env: 'CONNECTOR_PASSWORD' });
  expect(roleOf({ passwordEnv: 'CONNECTOR_PASSWORD' })).not.toHaveProperty('password_wo_version');
});

test('a user that is there already makes no resource', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'main', {});
  expect(ConnectorUser.fromName(server)).toMatchObject({ userName: 'apono_connector' });
  expect(ConnectorUser.fromName(server, 'other', 'PW')).toMatchObject({ userName: 'other', passwordEnv: 'PW' });
  expect(synthesized(stack)).not.toHaveProperty('resource');
});
