import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack, Testing } from 'cdktf';
import { Admin, AponopgProvider, PostgresqlServer, SignIn } from '../../constructs';
import { aponopg } from '../support/cli';
import { ECHOES, passwordEcho, tokenEcho, traces } from '../support/echoing-servers';
import { freshFolder } from '../support/folder';
import { useProject } from '../support/project';

/** Holds what has to be escaped somewhere: in URLs, JSON, SQL, HTML. */
const CANARY = 'Can4ry&p@ss"w/rd';
const PLAIN = 'Can4ry-plain-71d2';

const inUrl = encodeURIComponent(CANARY);
const URL_WITH = `postgres://admin:${inUrl}@db.invalid:5432/orders`;
const RAW_URL = `postgresql://admin:${CANARY}@db.invalid/orders`;
const PAIRS = `host=db.invalid user=admin password='${CANARY}' dbname=orders`;
const BARE = `admin:${PLAIN}@db.invalid`;

function expectNoTrace(printed: string): void {
  for (const secret of [CANARY, PLAIN]) {
    for (const each of traces(secret)) expect(printed).not.toContain(each);
  }
}

const document = (server: object, more: object = {}) =>
  JSON.stringify({ servers: { main: server }, roles: [{ server: 'main', name: 'reader' }], ...more });
const nowhere = { host: 'db.invalid', username: 'admin', password_env: 'ADMIN_PASSWORD' };

interface Misuse {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const plan = (server: object, more: object = {}, env: Readonly<Record<string, string>> = {}): Misuse => ({
  args: ['plan', '-', '--json'],
  input: document(server, more),
  env,
});
const doctor = (...args: string[]): Misuse => ({ args: ['doctor', ...args] });
const exported = (...args: string[]): Misuse => ({ args: ['export', '--server', 'main', ...args] });

const MISUSES: Readonly<Record<string, Misuse>> = {
  'a URL as host': plan({ host: URL_WITH }),
  'a raw URL as host': plan({ host: RAW_URL }),
  'a connection string as host': plan({ host: PAIRS }),
  'user and password before the host': plan({ host: BARE }),
  'a URL as address': plan({ hostaddr: URL_WITH }),
  'a URL as database': plan({ host: 'db.invalid', database: URL_WITH }),
  'a connection string as database': plan({ host: 'db.invalid', database: PAIRS }),
  'a URL as username': plan({ host: 'db.invalid', username: RAW_URL }),
  'user and password as username': plan({ host: 'db.invalid', username: BARE }),
  'a connection string as username': plan({ host: 'db.invalid', username: PAIRS }),
  'a URL as the name of a server': plan({}, { servers: { [URL_WITH]: nowhere } }),
  'a URL as the server of a role': plan(nowhere, { roles: [{ server: URL_WITH, name: 'r' }] }),
  'a URL as sslrootcert': plan({ host: '127.0.0.1', port: 1, sslmode: 'verify-ca', sslrootcert: URL_WITH }),
  'a URL as service': plan({ service: URL_WITH }),
  'a URL as passfile': plan({ host: '127.0.0.1', port: 1, passfile: URL_WITH }),
  'a password in options': plan({ host: 'db.invalid', options: `-c password='${CANARY}'` }),
  'the password as password_env': plan({ host: 'db.invalid', password_env: CANARY }),
  'a plain password as password_env': plan({ host: 'db.invalid', password_env: PLAIN }),
  'a password that could name a variable': plan({ host: 'db.invalid', password_env: PLAIN.replaceAll('-', '_') }),
  'the password in the document': plan({ host: 'db.invalid', password: CANARY }),
  'a password that is a list': plan({ host: 'db.invalid', password: [CANARY] }),
  'a port with the password': plan({ host: 'db.invalid', port: URL_WITH }),
  'an attribute called as the password': plan({ host: 'db.invalid', [`password=${PLAIN}`]: true }),
  "the role's password in the document": plan(nowhere, {
    roles: [{ server: 'main', name: 'r', password_wo: CANARY }],
  }),
  "the role's password as password_env": plan(nowhere, {
    roles: [{ server: 'main', name: 'r', password_env: CANARY }],
  }),
  "the connector's password as password_env": plan(nowhere, {
    integrations: [{ name: 'Orders', preflight: { server: 'main', role: 'r', password_env: CANARY } }],
  }),
  'the token in the document': plan(nowhere, { apono: { token: CANARY } }),
  'a URL with a password as endpoint': plan(nowhere, { apono: { endpoint: `https://u:${inUrl}@api.invalid` } }),
  'user and password as APONO_ENDPOINT': {
    args: ['export', '--name', 'Orders'],
    env: { APONO_ENDPOINT: BARE, APONO_PERSONAL_TOKEN: 'a-token-for-tests' },
  },
  'a URL with a password as APONO_ENDPOINT': {
    args: ['export', '--name', 'Orders'],
    env: { APONO_ENDPOINT: `https://u:${inUrl}@api.invalid`, APONO_PERSONAL_TOKEN: 'a-token-for-tests' },
  },
  'a token with white space': {
    args: ['export', '--name', 'Orders'],
    env: { APONO_PERSONAL_TOKEN: `${PLAIN} ${PLAIN}` },
  },
  'a URL as PGHOST': { args: ['doctor'], env: { PGHOST: URL_WITH } },
  'a raw URL as PGHOST': { args: ['export', '--server', 'main'], env: { PGHOST: RAW_URL } },
  'a connection string as PGHOST': { args: ['doctor', '--json'], env: { PGHOST: PAIRS } },
  'a URL as PGDATABASE': { args: ['doctor'], env: { PGHOST: '127.0.0.1', PGPORT: '1', PGDATABASE: URL_WITH } },
  'a connection string as PGUSER': { args: ['doctor'], env: { PGHOST: '127.0.0.1', PGPORT: '1', PGUSER: PAIRS } },
  'the password in PGHOST and in PGPASSWORD': { args: ['doctor'], env: { PGHOST: PLAIN, PGPASSWORD: PLAIN } },
  'a URL as --host': doctor('--host', URL_WITH),
  'a URL as --host=': exported(`--host=${RAW_URL}`),
  'a URL as --database': exported('--host', '127.0.0.1', '--port', '1', '--database', URL_WITH),
  'a connection string as --username': doctor('--host', 'db.invalid', '--username', PAIRS),
  'the password as --password-env': doctor('--host', '127.0.0.1', '--password-env', CANARY),
  'the password as --password-env=': exported('--host', '127.0.0.1', `--password-env=${PLAIN}`),
  'the password as --connector-password-env': doctor('--host', '127.0.0.1', '--connector-password-env', CANARY),
  'an option that does not exist': doctor(`--password=${PLAIN}`),
  'a URL as an argument too many': { args: ['validate', 'a.json', URL_WITH] },
  'a URL as the file': { args: ['plan', URL_WITH] },
  'a URL as --out': { args: ['hcl', '.', '--out', URL_WITH] },
  'a URL as the folder': { args: ['hcl', RAW_URL] },
  'a URL as the request': { args: ['handle'], env: { APONOPG_EVENT: 'create', APONOPG_REQUEST: URL_WITH } },
  'a password in a request that is no JSON': {
    args: ['handle'],
    env: { APONOPG_EVENT: 'create', APONOPG_REQUEST: `{"servers":{"main":{"password":${JSON.stringify(CANARY)}}` },
  },
  'a URL as the event': { args: ['handle'], env: { APONOPG_EVENT: URL_WITH, APONOPG_REQUEST: '{}' } },
};

test('there are as many misuses as were tried on 0.1.0', () => {
  expect(Object.keys(MISUSES).length).toBeGreaterThanOrEqual(42);
});

test.each(Object.entries(MISUSES))('on the command line: %s', async (_, { args, env = {}, input }) => {
  const run = await aponopg(args, {
    env: { HOME: '/nonexistent', ...env },
    cwd: freshFolder('misuse'),
    ...(input && { input }),
  });
  expect(run.code).not.toBe(0);
  expect(run.stdout + run.stderr).not.toBe('');
  expectNoTrace(run.stdout + run.stderr);
});

describe.each(Object.entries(ECHOES))('a server that repeats a secret %s', (_, say) => {
  test('PostgreSQL', async () => {
    const port = await passwordEcho(say);
    const server = { host: '127.0.0.1', port, username: 'admin', password_env: 'ADMIN_PASSWORD', sslmode: 'disable' };
    for (const args of [
      ['plan', '-'],
      ['plan', '-', '--json'],
      ['doctor', '-'],
    ]) {
      const run = await aponopg(args, { env: { ADMIN_PASSWORD: CANARY }, input: document(server) });
      expect(run.stdout + run.stderr).toContain('********');
      expectNoTrace(run.stdout + run.stderr);
    }
  });

  test('Apono', async () => {
    const env = { APONO_ENDPOINT: await tokenEcho(say), APONO_PERSONAL_TOKEN: PLAIN };
    const run = await aponopg(['export', '--name', 'Orders', '--json'], { env });
    expect(run.stderr).toContain('********');
    expectNoTrace(run.stdout + run.stderr);
  });
});

describe('through Terraform', () => {
  const project = useProject();
  const provider = (attributes: object) =>
    `provider "aponopg" {\n  servers = { main = ${JSON.stringify(attributes)} }\n}\n`;
  const resource = (attributes: object = {}) =>
    `resource "aponopg_role" "r" ${JSON.stringify({ server: 'main', name: 'r', ...attributes })
      .replace(/"(\w+)":/g, '\n$1 = ')
      .replace(/,\n/g, '\n')
      .replace(/}$/, '\n}')}`;

  test.each([
    ['a URL as host', provider({ host: URL_WITH }), resource()],
    ['a raw URL as host', provider({ host: RAW_URL }), resource()],
    ['a connection string as host', provider({ host: PAIRS }), resource()],
    ['a URL as username', provider({ host: 'db.invalid', username: URL_WITH }), resource()],
    ['a URL as database', provider({ host: 'db.invalid', database: RAW_URL }), resource()],
    ['the password as password_env', provider({ host: '127.0.0.1', port: 1, password_env: CANARY }), resource()],
    ['a plain password as password_env', provider({ host: '127.0.0.1', port: 1, password_env: PLAIN }), resource()],
    [
      "the role's password as password_env",
      provider({ host: '127.0.0.1', port: 1 }),
      resource({ password_env: CANARY }),
    ],
  ])('%s', async (_, block, text) => {
    project.write(text, block);
    expectNoTrace(await project.terraform.failing.plan());
  });

  test.each(Object.entries(ECHOES))('a server that repeats the password %s', async (_, say) => {
    project.env.ADMIN_PASSWORD = CANARY;
    const port = await passwordEcho(say);
    project.write(
      resource(),
      provider({ host: '127.0.0.1', port, username: 'admin', password_env: 'ADMIN_PASSWORD', sslmode: 'disable' }),
    );
    const printed = await project.terraform.failing.plan();
    expect(printed).toContain('********');
    expectNoTrace(printed);
  });
});

describe('at synth', () => {
  const said = (make: (stack: TerraformStack) => unknown): string => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    try {
      make(stack);
      return Testing.synth(stack, true);
    } catch (error) {
      return (error as Error).message;
    }
  };
  const admin = (given: { username?: string; passwordEnv?: string } = {}) =>
    Admin.passwordEnv({ username: 'admin', passwordEnv: 'ADMIN_PASSWORD', ...given });
  const good = { host: 'db.internal', admin: admin() };

  test.each([
    ['a URL as host', { ...good, host: URL_WITH }],
    ['a raw URL as host', { ...good, host: RAW_URL }],
    ['a connection string as host', { ...good, host: PAIRS }],
    ['user and password before the host', { ...good, host: BARE }],
    ['a URL as username', { ...good, admin: admin({ username: URL_WITH }) }],
    ['a URL as database', { ...good, database: RAW_URL }],
    ['the password as passwordEnv', { ...good, admin: admin({ passwordEnv: CANARY }) }],
    ['a plain password as passwordEnv', { ...good, admin: admin({ passwordEnv: PLAIN }) }],
    ['the password itself', { ...good, admin: Admin.password({ username: 'admin', password: CANARY }) }],
  ])('%s', (_, props) => {
    const text = said((stack) => new PostgresqlServer(stack, 'main', props));
    expect(text).toContain('Code: ');
    expectNoTrace(text);
  });

  test('in what stands on a server', () => {
    for (const make of [
      (server: PostgresqlServer) => server.addConnectorUser('user', { signIn: SignIn.passwordEnv(CANARY) }),
      (server: PostgresqlServer) => server.addRole('role', { signIn: SignIn.passwordEnv(CANARY) }),
      (server: PostgresqlServer) => server.addRole('role', { signIn: SignIn.password(CANARY) }),
      (server: PostgresqlServer) => new AponopgProvider(server, 'p', { apono: { endpoint: RAW_URL } }),
    ]) {
      const text = said((stack) => make(new PostgresqlServer(stack, 'main', good)));
      expect(text).toContain('Code: ');
      expectNoTrace(text);
    }
  });
});

test('HCL that is not well-formed is told without its secrets', async () => {
  const file = join(freshFolder('hcl'), 'given.tf');
  writeFileSync(file, `resource "x" "y" {\n  password = "${PLAIN}" = {\n  url = "${RAW_URL}"\n`);
  const run = await aponopg(['export', '--from', file]);
  expect(run.code).toBe(1);
  expectNoTrace(run.stdout + run.stderr);
});
