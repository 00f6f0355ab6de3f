import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServer, type ServerParameters, type TokenSignIn } from '../../../src/postgres/connect';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { problemOf } from './problem-of';
import { authority, startTlsServers, type TlsServers } from './tls-servers';

let servers: TlsServers;
let folder: string;

beforeAll(async () => {
  servers = closedAfterwards(await startTlsServers('right'));
});

beforeEach(() => {
  folder = freshFolder('token');
});

/** Fakes of the clouds' libraries. Each gives the tokens token-1, token-2 ... and writes down what it was asked. */
const FAKES: Readonly<Record<TokenSignIn, { readonly name: string; code(lifetimeMs: number): string }>> = {
  'aws-rds-iam': {
    name: '@aws-sdk/rds-signer',
    code: () =>
      `exports.Signer = class { constructor(config) { note(config); } async getAuthToken() { return next(); } };`,
  },
  'azure-entra': {
    name: '@azure/identity',
    code: (lifetimeMs) => `exports.DefaultAzureCredential = class {
      async getToken(scope) { note(scope); return { token: next(), expiresOnTimestamp: Date.now() + ${lifetimeMs} }; } };`,
  },
  'gcp-cloudsql-iam': {
    name: 'google-auth-library',
    code: (lifetimeMs) => `exports.GoogleAuth = class { constructor(config) { note(config); }
      async getClient() { return { credentials: { expiry_date: Date.now() + ${lifetimeMs} }, getAccessToken: async () => ({ token: next() }) }; } };`,
  },
};

function install(auth: TokenSignIn, lifetimeMs = 3_600_000, into = folder): void {
  const { name, code } = FAKES[auth];
  const own = join(into, 'node_modules', name);
  mkdirSync(own, { recursive: true });
  writeFileSync(
    join(own, 'index.js'),
    `let count = 0; const next = () => 'token-' + ++count;
     const note = (asked) => require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'asked'))}, JSON.stringify(asked) + '\\n');
     ${code(lifetimeMs)}`,
  );
}

const asked = () =>
  readFileSync(join(folder, 'asked'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const accept = (token: string) => servers.server('right').query(`ALTER ROLE anybody PASSWORD '${token}'`);

function parameters(auth: TokenSignIn): ServerParameters {
  return {
    host: 'localhost',
    hostaddr: '127.0.0.1',
    port: servers.port('right'),
    database: 'postgres',
    username: 'anybody',
    auth,
    sslrootcert: authority.cert,
  };
}

function open(auth: TokenSignIn, more: ServerParameters = {}, env: NodeJS.ProcessEnv = {}) {
  return closedAfterwards(
    openServer({ ...parameters(auth), ...more }, { env: { HOME: folder, ...env }, resolveFrom: folder, idleMs: 0 }),
  );
}

const ssl = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

describe.each(Object.keys(FAKES) as TokenSignIn[])('%s', (auth) => {
  test('signs in with a token, encrypted although no sslmode was given', async () => {
    install(auth);
    await accept('token-1');
    const server = open(auth);
    expect(await server.use((session) => session.query(ssl))).toEqual([{ ssl: true }]);
  });

  test('takes no password from elsewhere', async () => {
    install(auth);
    await accept('token-1');
    const server = open(auth, {}, { PGPASSWORD: 'other' });
    expect(await server.use(async () => 'in')).toBe('in');
  });

  test('says which package to install', async () => {
    const server = open(auth);
    const found = await problemOf(server.use(async () => 'in'));
    expect(found).toMatchObject({
      code: 'PG_SIGN_IN_LIBRARY',
      path: ['auth'],
      next: `Run in the project: npm install ${FAKES[auth].name}`,
    });
  });

  test('does not show a token that was refused', async () => {
    install(auth);
    await accept('another');
    const server = open(auth);
    const found = await problemOf(server.use(async () => 'in'));
    expect(found.code).toBe('PG_AUTH_FAILED');
    expect(JSON.stringify(found)).not.toContain('token-1');
  });
});

describe.each(['azure-entra', 'gcp-cloudsql-iam'] as const)('a token of %s', (auth) => {
  test('that has expired is replaced on the next connection', async () => {
    install(auth, 1_000);
    const server = closedAfterwards(
      openServer(parameters(auth), { env: { HOME: folder }, resolveFrom: folder, maxConnections: 1 }),
    );
    await accept('token-1');
    await server.use(async () => {});
    await accept('token-2');
    // A connection to another database is a new one.
    expect(await server.use(async ({ database }) => database, 'template1')).toBe('template1');
  });

  test('that is still good is used again', async () => {
    install(auth);
    const server = closedAfterwards(
      openServer(parameters(auth), { env: { HOME: folder }, resolveFrom: folder, maxConnections: 1 }),
    );
    await accept('token-1');
    await server.use(async () => {});
    expect(await server.use(async ({ database }) => database, 'template1')).toBe('template1');
    expect(asked()).toHaveLength(1);
  });
});

test('the signer for RDS is told host, port, role and region', async () => {
  install('aws-rds-iam');
  for (const [host, env, region, token] of [
    ['orders.abc.eu-west-1.rds.amazonaws.com', {}, 'eu-west-1', 'token-1'],
    ['orders.internal', { AWS_REGION: 'us-east-2' }, 'us-east-2', 'token-2'],
  ] as const) {
    rmSync(join(folder, 'asked'), { force: true });
    await accept(token);
    const server = open('aws-rds-iam', { host, sslmode: 'verify-ca' }, env);
    await server.use(async () => {});
    expect(asked()).toEqual([{ hostname: host, port: servers.port('right'), username: 'anybody', region }]);
  }
});

test('a library that gives no token is told with its own words', async () => {
  install('azure-entra');
  const index = join(folder, 'node_modules/@azure/identity/index.js');
  writeFileSync(
    index,
    "exports.DefaultAzureCredential = class { async getToken() { throw new Error('az login needed'); } };",
  );
  const server = open('azure-entra');
  const found = await problemOf(server.use(async () => {}));
  expect(found).toMatchObject({
    code: 'PG_SIGN_IN_LIBRARY',
    what: '@azure/identity gave no token for anybody: az login needed',
  });
});

describe('where a library is loaded from', () => {
  const signsIn = async (from: string) => {
    await accept('token-1');
    const server = closedAfterwards(
      openServer(parameters('azure-entra'), { env: { HOME: folder }, resolveFrom: from, idleMs: 0 }),
    );
    return server.use(async () => 'in').catch((error: { problems: { code: string }[] }) => error.problems[0]?.code);
  };
  const folderIn = (...parts: string[]) => {
    const made = join(folder, ...parts);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const manifest = (at: string, content: object = {}) =>
    writeFileSync(join(at, 'package.json'), JSON.stringify(content));

  test('not from a parent folder that happens to hold one', async () => {
    install('azure-entra');
    expect(await signsIn(folderIn('work'))).toBe('PG_SIGN_IN_LIBRARY');
    const project = folderIn('project');
    manifest(project);
    expect(await signsIn(project)).toBe('PG_SIGN_IN_LIBRARY');
    expect(await signsIn(folderIn('project', 'cdktf.out', 'stacks', 'main'))).toBe('PG_SIGN_IN_LIBRARY');
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });

  test('from the project, wherever in it the stack lies', async () => {
    const project = folderIn('project');
    manifest(project);
    install('azure-entra', undefined, project);
    expect(await signsIn(folderIn('project', 'cdktf.out', 'stacks', 'main'))).toBe('in');
  });

  test('from the workspace that the project is part of', async () => {
    manifest(folder, { workspaces: ['packages/*'] });
    install('azure-entra');
    const app = folderIn('packages', 'app');
    manifest(app);
    expect(await signsIn(app)).toBe('in');
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot('not from a folder, nor a module, of another user', async () => {
    manifest(folder, { workspaces: ['*'] });
    install('azure-entra');
    const app = folderIn('app');
    manifest(app);
    const module = join(folder, 'node_modules/@azure/identity');
    chownSync(module, 4711, 4711);
    expect(await signsIn(app)).toBe('PG_SIGN_IN_LIBRARY');
    chownSync(module, 0, 0);
    chownSync(folder, 4711, 4711);
    expect(await signsIn(app)).toBe('PG_SIGN_IN_LIBRARY');
    chownSync(folder, 0, 0);
    expect(await signsIn(app)).toBe('in');
  });
});
