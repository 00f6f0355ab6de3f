import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import {
  Admin,
  Connector,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from '../../constructs';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { layProvider } from '../../src/delivery';
import type { Finding, Section } from '../../src/doctor';
import { authority, right } from '../postgres/connect/tls-servers';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { type CloudServer, startCloud } from '../support/clouds';
import { synthesize } from '../support/clouds/stack';
import { freshFolder } from '../support/folder';

const CONNECTOR_PASSWORD = 'canary-connector';
let server: CloudServer;
let sandbox: Sandbox;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  server = closedAfterwards(await startCloud('rds', { tls: { cert: right.cert, key: right.key } }));
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  folder = freshFolder('doctor');
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  env = {
    HOME: folder,
    PATH: process.env.PATH,
    MASTER_PASSWORD: server.admin.password,
    CONNECTOR_PASSWORD,
    APONO_ENDPOINT: sandbox.url,
    APONO_PERSONAL_TOKEN: sandbox.token,
  };
});

/** A document with everything in it. */
const document = (more: object = {}) => ({
  servers: {
    main: {
      host: 'localhost',
      port: server.port,
      database: 'postgres',
      username: 'master',
      password_env: 'MASTER_PASSWORD',
      sslmode: 'verify-full',
      sslrootcert: join(folder, 'ca.pem'),
      ...more,
    },
  },
  roles: [{ server: 'main', name: 'apono_connector', login: true, password_env: 'CONNECTOR_PASSWORD' }],
  integrations: [
    {
      name: 'Orders',
      type: 'aws-rds-postgresql',
      connector_id: 'AwsConnector-Prod',
      connected_resource_types: ['postgresql-database'],
      dbname: 'orders',
      extra_config: { instance_id: 'orders', region: 'us-east-1' },
      secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
    },
  ],
});

describe('a document', () => {
  test('before anything is made: the way is clear, and what is still to come is no failure', async () => {
    const { code, marks, text } = await doctor(document());
    expect(marks).toEqual({
      parameters: 'ok',
      'name resolution': 'ok',
      TCP: expect.stringMatching(/ok|warning/),
      TLS: 'ok',
      certificate: 'ok',
      sslmode: 'ok',
      'sign-in': 'ok',
      version: 'ok',
      database: 'ok',
      admin: 'ok',
      "connector's user": 'warning',
      "connector's rights": 'not checked',
      'given by the connector': 'not checked',
      "connector's sign-in": 'not checked',
      'PUBLIC in postgres': expect.any(String),
      'PUBLIC in orders': expect.any(String),
      endpoint: 'ok',
      token: 'ok',
      'connector AwsConnector-Prod': 'ok',
      'integration Orders': 'warning',
    });
    expect(code).toBe(0);
    expect(text).toMatch(/certificate +right < Test authority, valid to \d{4}-\d\d-\d\d, trusted, for localhost/);
    expect(text).toMatch(/sign-in +master, over TLSv1\.3/);
    expect(text).toMatch(/version +PostgreSQL .*Amazon RDS for PostgreSQL/);
  });

  test("the connector's user is held against what its cloud asks for, and its password is tried", async () => {
    await server.query(
      `SET SESSION AUTHORIZATION master; CREATE ROLE apono_connector LOGIN PASSWORD '${CONNECTOR_PASSWORD}'`,
    );
    try {
      const bare = await doctor(document());
      expect(bare.code).toBe(1);
      expect(bare.marks).toMatchObject({
        "connector's user": 'ok',
        "connector's rights": 'failed',
        "connector's sign-in": 'ok',
      });
      expect(bare.text).toContain('it lacks CREATEROLE, rds_superuser');
      await server.query(`ALTER ROLE apono_connector CREATEROLE; GRANT rds_superuser TO apono_connector`);
      const able = await doctor(document());
      expect(able.marks).toMatchObject({ "connector's rights": 'ok' });
      expect(able.code).toBe(0);
      env.CONNECTOR_PASSWORD = 'canary-wrong';
      const wrong = await doctor(document());
      expect(wrong.marks).toMatchObject({ "connector's sign-in": 'failed' });
      await server.query('ALTER ROLE apono_connector NOLOGIN');
      expect((await doctor(document())).marks).toMatchObject({ "connector's user": 'failed' });
    } finally {
      env.CONNECTOR_PASSWORD = CONNECTOR_PASSWORD;
      await server.query('DROP ROLE apono_connector');
    }
  });

  test("PUBLIC's rights that let anybody do harm are warned of", async () => {
    await server.query(
      `GRANT CREATE ON SCHEMA public TO PUBLIC; CREATE FUNCTION as_owner() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      { database: 'orders' },
    );
    try {
      const { marks, text } = await doctor(document());
      expect(marks['PUBLIC in orders']).toBe('warning');
      expect(text).toContain('everybody may connect, create in schema public, use schema public, call 1 functions');
      expect(text).toContain("runs with its owner's rights: public.as_owner()");
    } finally {
      await server.query('DROP FUNCTION as_owner(); REVOKE CREATE ON SCHEMA public FROM PUBLIC', {
        database: 'orders',
      });
    }
  });
});

describe('what stands in the way is named, and what depends on it is not checked', () => {
  const cases: readonly (readonly [string, object, string, string, RegExp])[] = [
    ['an unknown name', { host: 'nowhere.invalid' }, 'name resolution', 'TCP', /nowhere\.invalid is not known/],
    ['a closed port', { port: 1 }, 'TCP', 'TLS', /does not answer \(ECONNREFUSED\)/],
    ['an untrusted certificate', { sslrootcert: right.cert }, 'certificate', 'sign-in', /not trusted/],
    [
      'a name the certificate does not carry',
      { host: 'elsewhere.example', hostaddr: '127.0.0.1' },
      'certificate',
      'sign-in',
      /not for elsewhere\.example/,
    ],
    [
      'a wrong password',
      { password_env: 'CONNECTOR_PASSWORD' },
      'sign-in',
      'version',
      /password authentication failed/,
    ],
    [
      'an environment variable that is not set',
      { password_env: 'UNSET' },
      'parameters',
      'name resolution',
      /UNSET is not set/,
    ],
    ['a database that is not there', { database: 'nowhere' }, 'database', 'admin', /nowhere/],
  ];

  test.each(cases)('%s', async (_, change, step, next, said) => {
    const { code, marks, findings } = await doctor(document(change));
    expect(code).toBe(1);
    expect(marks).toMatchObject({ [step]: 'failed', [next]: 'not checked' });
    expect(findings.find((each) => each.step === step)?.found).toMatch(said);
  });

  test('a server that says nothing is given up', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets: Socket[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    try {
      const { port } = silent.address() as AddressInfo;
      const { code, findings } = await doctor(document({ host: '127.0.0.1', port, connect_timeout_seconds: 1 }));
      expect(code).toBe(1);
      expect(findings.find(({ step }) => step === 'TLS')).toMatchObject({
        mark: 'failed',
        found: expect.stringContaining('no answer within 1 s'),
      });
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });

  test('a token that Apono refuses', async () => {
    const { code, marks } = await doctor(document(), { APONO_PERSONAL_TOKEN: 'canary-token' });
    expect(code).toBe(1);
    expect(marks).toMatchObject({ endpoint: 'ok', token: 'failed', 'connector AwsConnector-Prod': 'not checked' });
  });

  test('no token, an endpoint that does not answer, a connector that does not exist', async () => {
    expect((await doctor(document(), { APONO_PERSONAL_TOKEN: '' })).marks).toMatchObject({ token: 'failed' });
    const unreachable = await doctor(document(), { APONO_ENDPOINT: 'http://127.0.0.1:1' });
    expect(unreachable.marks).toMatchObject({ endpoint: 'failed', token: 'not checked' });
    const unknown = await doctor(
      undefined,
      {},
      '--connector',
      'NoSuch',
      '--integration',
      'None',
      '--host',
      'nowhere.invalid',
    );
    expect(unknown.marks).toMatchObject({ 'connector NoSuch': 'failed', 'integration None': 'failed' });
  });
});

describe('other ways to name a server', () => {
  test('options, and the environment for the rest', async () => {
    const more = { PGPASSWORD: server.admin.password, PGUSER: 'master', PGSSLMODE: 'require', PGHOST: 'localhost' };
    const { findings, marks } = await doctor(undefined, more, '--port', String(server.port), '--database', 'orders');
    expect(findings[0]?.found).toBe(`master at localhost:${server.port}, database orders, sslmode require, a password`);
    expect(marks).toMatchObject({ 'sign-in': 'ok', sslmode: 'warning', "connector's user": 'warning' });
  });

  test('a port that is none is refused', async () => {
    expect((await doctor(undefined, {}, '--port', '70000')).code).toBe(1);
  });

  test('a synthesized stack, with its variables', async () => {
    const stack = synthesizedStack();
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    await builtProvider();
    layProvider(folder);
    const without = await doctor(folder);
    expect(without.code).toBe(1);
    expect(without.findings[0]?.found).toContain('lies beside it');
    expect(without.findings[1]?.found).toBe('not known: password (TF_VAR_admin_password is not set)');
    const { marks } = await doctor(folder, {
      TF_VAR_admin_password: server.admin.password,
      TF_VAR_connector_password: CONNECTOR_PASSWORD,
    });
    expect(marks).toMatchObject({
      'sign-in': 'ok',
      "connector's user": 'warning',
      'connector AwsConnector-Prod': 'ok',
      'integration Orders': 'warning',
    });
  });
});

test('nothing is changed, and no secret is told', async () => {
  const log = server.logFile();
  const before = readFileSync(log, 'utf8').length;
  const { text } = await doctor(document());
  const said = readFileSync(log, 'utf8').slice(before);
  const changing = said.match(/(?:statement|execute [^:]*): *\s*(?!SELECT|BEGIN|COMMIT|ROLLBACK|SHOW)[A-Z]+ /g);
  expect(changing).toBeNull();
  expect(server.internalVisits()).toEqual([]);
  for (const secret of [server.admin.password, CONNECTOR_PASSWORD, sandbox.token]) {
    expect(text).not.toContain(secret);
    expect(said).not.toContain(secret);
  }
});

interface Examined {
  readonly code: number;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly marks: Readonly<Record<string, string>>;
}

/** Runs the command twice: for people, and as JSON. */
async function doctor(source?: object | string, more: object = {}, ...options: string[]): Promise<Examined> {
  const file = join(folder, 'document.json');
  if (typeof source === 'object') writeFileSync(file, JSON.stringify(source));
  const path = typeof source === 'string' ? source : file;
  const argv = ['node', 'aponopg', 'doctor', ...(source === undefined ? [] : [path]), ...options];
  const people = await printed(argv, { ...env, ...more });
  const machine = await printed([...argv, '--json'], { ...env, ...more });
  expect(machine.code).toBe(people.code);
  const { sections = [], ok } = JSON.parse(machine.stdout) as { ok?: boolean; sections?: Section[] };
  if (sections.length > 0) expect(ok).toBe(people.code === 0);
  const findings = sections.flatMap((each) => each.findings);
  return {
    code: people.code,
    text: people.stdout + machine.stdout,
    findings,
    marks: Object.fromEntries(findings.map(({ step, mark }) => [step, mark])),
  };
}

async function printed(argv: string[], environment: NodeJS.ProcessEnv): Promise<{ code: number; stdout: string }> {
  let stdout = '';
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: await run(argv, environment), stdout };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

function synthesizedStack(): object {
  return synthesize((scope) => {
    const main = PostgresqlServer.rds(scope, 'main', {
      instanceId: 'orders',
      region: 'us-east-1',
      host: 'localhost',
      port: server.port,
      database: 'postgres',
      admin: Admin.password({ username: 'master', password: new SecretVariable(scope, 'admin_password').value }),
      sslmode: 'require',
    });
    const connectorUser = main.addConnectorUser('user', {
      signIn: SignIn.password(new SecretVariable(scope, 'connector_password').value),
    });
    main.addDatabase('orders').addIntegration('integration', {
      name: 'Orders',
      connector: new Connector(scope, 'connector', { connectorId: 'AwsConnector-Prod', minimumVersion: '1.5.3' }),
      connectedResourceTypes: [ResourceType.DATABASE],
      connectorUser,
      secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
    });
  });
}
