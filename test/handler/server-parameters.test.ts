import { serverParameters } from '../../src/handler/server-parameters';
import { check, objectShapeOf, provider, server } from '../../src/metadata';
import { KEYWORDS } from '../../src/postgres/connect/settings/keywords';

test('every parameter that the connection knows can be declared', () => {
  const members = Object.values(KEYWORDS).flatMap(({ member }) => member ?? []);
  expect(Object.keys(objectShapeOf(server as never).attributes)).toEqual(expect.arrayContaining(members));
});

test("several ports become libpq's list", () => {
  expect(serverParameters({ host: 'a,b', ports: [5432, 5433] })).toEqual({ host: 'a,b', port: '5432,5433' });
  expect(serverParameters({ host: 'a,b', port: 5432 })).toEqual({ host: 'a,b', port: 5432 });
});

test.each([
  { password: 'x', password_env: 'X' },
  { password: 'x', auth: 'aws-rds-iam' },
  { password_env: 'X', auth: 'azure-entra' },
  { port: 1, ports: [1, 2] },
])('what says the same twice is refused: %j', (given) => {
  const problems = check(provider, { servers: { main: given } });
  expect(problems.map(({ code, path }) => [code, path[1], path[2]])).toEqual([
    ['CONFLICTING_VALUES', 'main', Object.keys(given)[1]],
  ]);
});

test.each([
  { target_session_attrs: 'first' },
  { channel_binding: 'yes' },
  { ssl_min_protocol_version: 'SSLv3' },
  { auth: 'kerberos' },
  { ports: [0] },
  { connect_timeout_seconds: 0 },
])('a value that does not exist is refused: %j', (given) => {
  expect(check(provider, { servers: { main: given } })).toMatchObject([{ code: 'INVALID_VALUE' }]);
});
