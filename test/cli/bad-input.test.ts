import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aponopg, type CliResult, declaredServer } from '../support/cli';
import { freshFolder } from '../support/folder';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';

const CANARY = 'canary-literal-91c2';

let server: PostgresServer;
let folder: string;

beforeAll(async () => {
  server = await sharedServer();
  folder = freshFolder('bad');
});

/** Every command that takes a document refuses it in the same words. */
async function refused(document: unknown): Promise<string> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const env = { ADMIN_PASSWORD: server.password };
  const runs = await Promise.all([
    ...['validate', 'plan', 'apply', 'import'].map((each) => aponopg([each, '-'], { env, input: text })),
    aponopg(['handle'], { env: { ...env, APONOPG_EVENT: 'create', APONOPG_REQUEST: text } }),
  ]);
  for (const { code, stdout, stderr } of runs) {
    expect({ code, stdout, stderr: stderr.length > 0 }).toEqual({ code: 1, stdout: '', stderr: true });
    expect(stderr).not.toContain(CANARY);
    expect(stderr).not.toContain('    at ');
  }
  return (runs[0] as CliResult).stderr;
}

test('a file that is missing, a folder, empty or no JSON', async () => {
  const missing = await aponopg(['plan', join(folder, 'none.json')]);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain('none.json does not exist');
  expect((await aponopg(['apply', folder])).stderr).toContain('is a folder');
  expect((await aponopg(['plan'])).code).toBe(1);
  writeFileSync(join(folder, 'bad.json'), `{ "servers": {},\n  "password": "${CANARY}" "x" }`);
  const bad = await aponopg(['validate', join(folder, 'bad.json')]);
  expect(bad).toMatchObject({ code: 1, stdout: '' });
  expect(bad.stderr).toContain('bad.json is not JSON');
  expect(bad.stderr).toContain('NOT_JSON');
  expect(bad.stderr).not.toContain(CANARY);
  expect((await aponopg(['plan', '-'], { input: '' })).stderr).toContain('it is empty');
});

test('every problem of a document is told with its path, and nothing is changed', async () => {
  const good = freshName('good');
  const told = await refused({
    servers: { main: { ...declaredServer(server), port: 70_000 } },
    roles: [
      { server: 'main', name: good },
      { server: 'main', name: '' },
      { server: 'elsewhere', name: 'r' },
      'reader',
      { server: 'main', name: 'r', logn: true },
      { server: 'main', name: good },
    ],
    grants: { grantee: 'r' },
    integrations: [{ name: 'Orders', type: 'postgresql' }],
    role: [],
  });
  const paths = [...told.matchAll(/^Where: (.*)$/gm)].map(([, path]) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'servers.main.port',
      'roles[1].name',
      'roles[2].server',
      'roles[3]',
      'roles[4].logn',
      'roles[5]',
      'grants',
      'integrations[0].connector_id',
      'integrations[0].hostname',
      'role',
    ]),
  );
  expect(told).toContain('or write `login`');
  expect(await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', { values: [good] })).toEqual([]);
});

test.each(['[]', '"text"', '12', 'null'])('a document that is %s', async (document) => {
  const run = await aponopg(['plan', '-'], { input: document });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toContain('The document is not a JSON object');
});

test('secrets written into a document are refused, each with the way to give it', async () => {
  const told = await refused({
    servers: { main: { ...declaredServer(server), password_env: undefined, password: CANARY } },
    apono: { token: CANARY },
    roles: [{ server: 'main', name: 'r', password_wo: CANARY }],
    integrations: [
      {
        name: 'Orders',
        type: 'postgresql',
        connector_id: 'c',
        connected_resource_types: ['postgresql-database'],
        hostname: 'db.internal',
        secret_store: { apono: { parameters: { password: CANARY } } },
      },
    ],
  });
  const paths = [...told.matchAll(/^Where: (.*)$/gm)].map(([, path]) => path);
  expect(paths.sort()).toEqual([
    'apono.token',
    'integrations[0].secret_store.apono',
    'roles[0].password_wo',
    'servers.main.password',
  ]);
  expect(told.match(/LITERAL_SECRET/g)).toHaveLength(4);
  expect(told).toContain('password_env');
  expect(told).toContain('APONO_PERSONAL_TOKEN');
});

test.each([
  ['an event without its request', { APONOPG_EVENT: 'create' }, 'Where: APONOPG_REQUEST'],
  ['a request without its event', { APONOPG_REQUEST: '{}' }, 'Where: APONOPG_EVENT'],
  ['an event that does not exist', { APONOPG_EVENT: 'destroy', APONOPG_REQUEST: '{}' }, 'create, update, delete'],
  ['a request whose file is missing', { APONOPG_EVENT: 'create', APONOPG_REQUEST: 'none.json' }, 'does not exist'],
  ['a document without a server', { APONOPG_EVENT: 'create', APONOPG_REQUEST: '{}' }, 'names no server'],
])('handle refuses %s', async (_, env, said) => {
  const run = await aponopg(['handle'], { env });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toContain(said);
});

test('a variable that is missing, a password that is wrong, what is not there, and the admin itself', async () => {
  const document = (more: object = {}, name = 'r') => ({
    servers: { main: { ...declaredServer(server), ...more } },
    roles: [{ server: 'main', name: freshName(name), login: true, password_env: 'NOT_THERE' }],
  });
  const run = (value: object, env: Record<string, string> = { ADMIN_PASSWORD: server.password }) =>
    aponopg(['apply', '-', '--yes'], { env, input: JSON.stringify(value) });
  const unset = await run(document());
  expect(unset.stderr).toContain('The environment variable NOT_THERE is not set');
  expect(unset.stderr).toContain('Where: roles[0].password_env');
  expect((await run(document(), { ADMIN_PASSWORD: CANARY })).code).toBe(1);
  const closed = await run(document({ host: '127.0.0.1', port: 1 }));
  expect(closed.stderr).toContain('PG_UNREACHABLE');
  const nobody = await run({
    servers: document().servers,
    roles: [{ server: 'main', name: freshName('r'), member_of: [{ role: 'nobody_here' }] }],
  });
  expect(nobody.stderr).toContain('Where: roles[0].member_of[0].role');
  const itself = await run({ servers: document().servers, roles: [{ server: 'main', name: server.superuser }] });
  expect(itself.stderr).toContain('the role that it signs in as');
  expect([unset.code, closed.code, nobody.code, itself.code]).toEqual([1, 1, 1, 1]);
});

test('with --json problems are told as JSON', async () => {
  const run = await aponopg(['plan', '-', '--json'], { input: '{"role":[]}' });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ problems: [{ code: 'UNKNOWN_ATTRIBUTE', path: ['role'] }] });
});
