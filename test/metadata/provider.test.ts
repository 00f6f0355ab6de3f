import { check, connector, provider } from '../../src/metadata';
import { renderPath } from '../../src/problem';

const errors = (value: unknown) => check(provider, value).map(({ path, what }) => `${renderPath(path)}: ${what}`);

test('an empty block and servers of any name are accepted', () => {
  expect(errors({})).toEqual([]);
  expect(
    errors({ servers: { 'My server.1': {}, constructor: { host: '/run/postgresql', sslmode: 'verify-full' } } }),
  ).toEqual([]);
  expect(errors({ apono: { endpoint: 'http://127.0.0.1:8080', token: 't' } })).toEqual([]);
});

test.each([
  [{ port: 0 }, 'port'],
  [{ port: 70_000 }, 'port'],
  [{ sslmode: 'verify_full' }, 'sslmode'],
  [{ host: '' }, 'host'],
  [{ connect_timeout_seconds: 0 }, 'connect_timeout_seconds'],
  [{ password: 'x', password_env: 'X' }, 'password_env'],
  [{ hots: 'x' }, 'hots'],
])('the server %j is refused', (server, name) => {
  expect(errors({ servers: { main: server } })).toEqual([
    expect.stringMatching(new RegExp(`^servers\\.main\\.${name}: `)),
  ]);
});

test.each(['', 'a/b'])('no server is called %j', (name) => {
  expect(check(provider, { servers: { [name]: {} } })).toMatchObject([
    { path: ['servers', name], value: name, what: `${JSON.stringify(name)} cannot name a server` },
  ]);
});

test.each(['api.apono.io', 'ftp://api.apono.io', ''])('the endpoint is not %j', (endpoint) => {
  expect(errors({ apono: { endpoint } })).toHaveLength(1);
});

test('what is not even of the right kind is a problem, not a failure', () => {
  for (const servers of ['x', 5, [null], [{ password: 'x' }], { main: 'x' }, { main: [null] }]) {
    expect(errors({ servers }).length).toBeGreaterThan(0);
  }
});

test.each(['1.3.0', 'v1.3', '2', '1.3.0-rc.1'])('%s is a version', (minimum_version) => {
  expect(check(connector, { id: 'c', minimum_version })).toEqual([]);
});

test.each(['', 'latest', '>= 1.3', '1.x'])('%j is no version', (minimum_version) => {
  expect(check(connector, { id: 'c', minimum_version })).toHaveLength(1);
});
