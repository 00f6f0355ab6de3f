import { checkEnvelope, itemsOf, UNKNOWN } from '../../src/metadata';

const said = (document: unknown) =>
  checkEnvelope(document).map(({ code, path, what }) => `${code} ${path.join('.')}: ${what}`);
const server = { host: 'db.internal' };

test('a document is an object', () => {
  for (const value of ['text', null, [], 5]) {
    expect(said(value)).toEqual(['INVALID_VALUE : The document is not a JSON object']);
  }
  expect(said({})).toEqual([]);
  expect(said({ servers: { main: server }, roles: [{ server: 'main', name: 'app' }] })).toEqual([]);
});

test('what nobody knows is told with what there is', () => {
  const [problem, ...others] = checkEnvelope({ rolls: [] });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'UNKNOWN_ATTRIBUTE', path: ['rolls'] });
  expect(problem?.allowed).toBe(
    'id, servers, apono, roles, grants, integrations, access_scopes, bundles, access_flows',
  );
  // Within a server it is the server's names that help.
  const [inner] = checkEnvelope({ servers: { main: { hots: 'x' } } });
  expect(inner).toMatchObject({ code: 'UNKNOWN_ATTRIBUTE', path: ['servers', 'main', 'hots'] });
  expect(inner?.allowed).not.toContain('roles');
});

test('members are lists of objects', () => {
  expect(said({ roles: {}, grants: [5, {}, null] })).toEqual([
    'INVALID_VALUE roles: `roles` is not a list',
    'INVALID_VALUE grants.0: `grants[0]` is not an object',
    'INVALID_VALUE grants.2: `grants[2]` is not an object',
  ]);
});

test('a server that a member names is there', () => {
  const document = (servers: unknown) => ({
    servers,
    roles: [{ server: 'main' }, { server: 'other' }, {}],
    integrations: [{ preflight: { server: 'other' } }, { preflight: 'text' }],
  });
  expect(said(document({ main: server }))).toEqual([
    'SERVER_NOT_DECLARED roles.1.server: No server is called "other"',
    'SERVER_NOT_DECLARED integrations.0.preflight.server: No server is called "other"',
  ]);
  const allowed = (servers: unknown) =>
    checkEnvelope(document(servers)).find(({ code }) => code === 'SERVER_NOT_DECLARED')?.allowed;
  expect(allowed({ main: server, second: server })).toBe('main, second');
  expect(allowed(undefined)).toBe('none: the document has no `servers`');
});

describe('a secret that is written into it is refused', () => {
  test.each<[string, object]>([
    ['servers.main.password', { servers: { main: { ...server, password: 'x' } } }],
    ['servers.main.sslkey', { servers: { main: { ...server, sslkey: '-----BEGIN PRIVATE KEY-----' } } }],
    ['servers.main.options', { servers: { main: { ...server, options: '-c app.PASSWORD =x' } } }],
    ['servers.main.options', { servers: { main: { ...server, options: '-c app.password=x' } } }],
    ['apono.token', { apono: { token: 'x' } }],
    ['roles.0.password_wo', { roles: [{ password_wo: 'x' }] }],
    ['roles.0.password_verifier_wo', { roles: [{ password_verifier_wo: 'x' }] }],
    ['integrations.0.preflight.password_wo', { integrations: [{ preflight: { password_wo: 'x' } }] }],
    ['integrations.0.secret_store.apono', { integrations: [{ secret_store: { apono: {} } }] }],
  ])('%s', (path, document) => {
    const secrets = checkEnvelope(document).filter(({ code }) => code === 'LITERAL_SECRET');
    expect(secrets).toMatchObject([{ path: expect.anything(), next: expect.stringMatching(/\w/) }]);
    expect(secrets[0]?.path.join('.')).toBe(path);
    // It is told once, and not a second time as what the description does not know.
    expect(checkEnvelope(document).filter((each) => each.path.join('.') === path)).toHaveLength(1);
  });

  test.each([
    { servers: { main: { ...server, password_env: 'DB_PASSWORD', sslkey: '/etc/key.pem', options: '-c geqo=off' } } },
    { servers: { main: { ...server, password: null } } },
    { servers: { main: 'text' } },
    { servers: 'text', apono: 'text' },
    { roles: [{ password_env: 'X', password_wo: null }], integrations: [{ preflight: {}, secret_store: { aws: {} } }] },
    { roles: [{ password_wo: UNKNOWN }], apono: { token: null } },
    { integrations: [{ preflight: null, secret_store: { apono: null } }] },
  ])('but not %j', (document) => {
    expect(checkEnvelope(document).filter(({ code }) => code === 'LITERAL_SECRET')).toEqual([]);
  });
});

test('of a list only what can be looked into is gone through', () => {
  expect(itemsOf({ roles: [{ name: 'a' }, 5, { name: 'b' }] }, 'roles')).toEqual([
    { config: { name: 'a' }, path: ['roles', 0] },
    { config: { name: 'b' }, path: ['roles', 2] },
  ]);
  for (const value of [undefined, 'text', {}, { roles: 'text' }]) expect(itemsOf(value, 'roles')).toEqual([]);
});
