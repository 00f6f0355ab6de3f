import { Database, DatabaseRole, PostgresqlServer, SignIn } from '../../constructs';
import { newStack } from './stacks';

test('two roles of one name on a server are refused in the constructor; on two servers they are two', () => {
  const stack = newStack();
  const [one, two] = ['one', 'two'].map((id) => new PostgresqlServer(stack, id, { host: `${id}.internal` }));
  if (one === undefined || two === undefined) throw new Error('no servers');
  new DatabaseRole(stack, 'first', { server: one, name: 'apono_connector' });
  new DatabaseRole(stack, 'elsewhere', { server: two, name: 'apono_connector' });
  expect(() => one.addConnectorUser('again', { signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') })).toThrow(
    /^stack\/one\/again:\nThe server one has a role of this name already: stack\/first.*"apono_connector".*DUPLICATE_NAME/s,
  );
});

test('what was added to a server cannot be added again', () => {
  const server = new PostgresqlServer(newStack(), 'orders', { host: 'orders.internal' });
  server.addRole('reader');
  server.addDatabase('reader');
  expect(() => server.addRole('reader')).toThrow(/reader is there already, at stack\/orders.*DUPLICATE_NAME/s);
  expect(() => server.addDatabase('reader')).toThrow(/DUPLICATE_NAME/);
});

test('a role of another server is refused where it is named', () => {
  const stack = newStack();
  const server = new PostgresqlServer(stack, 'here', { host: 'here.internal' });
  const there = new PostgresqlServer(stack, 'there', { host: 'there.internal' });
  const stranger = new DatabaseRole(stack, 'stranger', { server: there });
  const expected = /The role belongs to the server there, and is named on here.*CONFLICTING_VALUES/s;
  expect(() => new DatabaseRole(stack, 'member', { server, memberOf: [stranger] })).toThrow(expected);
  expect(() => new DatabaseRole(stack, 'admin', { server, memberOf: [{ role: stranger, admin: true }] })).toThrow(
    expected,
  );
  const schema = new Database(stack, 'orders', { server }).schema('app');
  expect(() => schema.grantSelectOnAllTables(stranger)).toThrow(expected);
  const own = new DatabaseRole(stack, 'own', { server });
  expect(() => schema.futureTables(stranger).grant(own, ['SELECT'])).toThrow(expected);
  expect(() => schema.futureTables(own).grant(own, ['SELECT'])).not.toThrow();
});
