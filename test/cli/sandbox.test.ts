import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtCli } from '../support/build';
import { freshFolder } from '../support/folder';

let cli: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  cli = await builtCli();
});

afterEach(() => {
  child?.kill('SIGKILL');
});

/** Starts `aponopg sandbox` and gives the URL that it prints. */
async function start(env: NodeJS.ProcessEnv, ...options: string[]): Promise<string> {
  child = spawn(process.execPath, [cli, 'sandbox', '--json', ...options], { env: { PATH: process.env.PATH, ...env } });
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return JSON.parse(String(line)).url;
}

const status = async (url: string, token?: string) =>
  (await fetch(`${url}/api/admin/v3/connectors`, { headers: token ? { authorization: `Bearer ${token}` } : {} }))
    .status;

test('it takes the token of the environment and no other', async () => {
  const url = await start({ APONO_PERSONAL_TOKEN: 'right' });
  expect([await status(url, 'right'), await status(url, 'wrong'), await status(url)]).toEqual([200, 401, 401]);
});

test('without a token in the environment it takes any, but not none', async () => {
  const url = await start({});
  expect([await status(url, 'whatever'), await status(url)]).toEqual([200, 401]);
});

test('it warns when other machines can reach it, and prints no token', async () => {
  const env = { PATH: process.env.PATH, APONO_PERSONAL_TOKEN: 'canary-token-77' };
  child = spawn(process.execPath, [cli, 'sandbox', '--host', '0.0.0.0'], { env });
  const printed = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    printed.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed.err += chunk;
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  const url = /http:\S+/.exec(printed.out)?.[0] ?? '';
  expect(await status(url, 'canary-token-77')).toBe(200);
  expect(await status(url, 'canary-other-77')).toBe(401);
  child.kill('SIGINT');
  await once(child, 'exit');
  expect(printed.err).toContain('can be reached from other machines');
  expect(printed.err).toContain('SANDBOX_EXPOSED');
  expect(printed.out + printed.err).not.toContain('canary');
});

test('Ctrl-C ends it cleanly', async () => {
  await start({});
  child?.kill('SIGINT');
  expect(await once(child as ChildProcess, 'exit')).toEqual([0, null]);
});

test('it takes types, connectors and identities from files', async () => {
  const folder = freshFolder('tenant');
  const [catalog, identities] = ['catalog', 'identities'].map((name) => join(folder, `${name}.json`)) as [
    string,
    string,
  ];
  writeFileSync(catalog, JSON.stringify({ connectors: [{ id: 'pond' }] }));
  writeFileSync(identities, JSON.stringify({ users: [{ email: 'eve@example.com' }] }));
  const url = await start({}, '--catalog', catalog, '--identities', identities);
  const get = async (path: string) =>
    (await fetch(url + path, { headers: { authorization: 'Bearer trial' } })).json() as Promise<{ email: string }>;
  expect(await get('/api/admin/v3/connectors/pond')).toMatchObject({ status: 'CONNECTED' });
  expect(await get('/api/v2/users/eve@example.com')).toMatchObject({ email: 'eve@example.com' });
});

test('a file that holds no tenant is refused, with what is wrong in it', async () => {
  const file = join(freshFolder('tenant'), 'catalog.json');
  writeFileSync(file, '{"types": [{"name": "x"}]}');
  child = spawn(process.execPath, [cli, 'sandbox', '--catalog', file]);
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(text).toContain('types[0]: type is required');
});

test.each([
  ['--port', '70000', 'port'],
  ['--port', 'abc', 'port'],
  ['--faults', '[1]', 'faults'],
])('%s %s is refused with what is allowed', async (option, value, name) => {
  child = spawn(process.execPath, [cli, 'sandbox', option, value]);
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(text).toContain(`Where: ${name}`);
  expect(text).toContain('Allowed:');
  expect(text).not.toContain(' at ');
});
