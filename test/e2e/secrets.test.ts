import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { TerraformStack, Testing } from 'cdktf';
import {
  Admin,
  AponopgProvider,
  AponopgRole,
  Connector,
  ConnectorUser,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceType,
  SecretStore,
  SecretVariable,
  SignIn,
} from '../../constructs';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { layProvider } from '../../src/delivery';
import { builtProvider } from '../support/build';
import { cleanUp, closedAfterwards } from '../support/clean-up';
import { type PrivateServer, readLog, startPostgres } from '../support/postgres';
import { filesOf, formsOf } from '../support/secret-scan';
import { openTerraform, type TerraformFolder, type TerraformResult } from '../support/terraform';

const CANARIES = {
  admin: 'canary-admin-7d1f',
  connector: 'canary-connector-2b9c',
  reader: 'canary-reader-e504',
  token: 'canary-token-c3a8',
  stored: 'canary-stored-6f60',
};

let server: PrivateServer;
let sandbox: Sandbox;
let folder: TerraformFolder;
/** Everything that was printed, by where. */
const seen: Record<string, string> = {};

/** The stack with every place for a secret. */
function synthesized(): string {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const variable = (name: string) => new SecretVariable(stack, name).value;
  new AponopgProvider(stack, 'aponopg', { apono: { endpoint: sandbox.url, token: variable('token') } });
  const main = new PostgresqlServer(stack, 'main', {
    host: server.host,
    port: server.port,
    database: 'postgres',
    admin: Admin.password({ username: server.superuser, password: variable('admin') }),
    sslmode: 'disable',
  });
  const user = new ConnectorUser(stack, 'user', { server: main, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });
  const passwordWo = variable('reader');
  new AponopgRole(stack, 'reader-role', {
    server: main.serverName,
    name: 'reader',
    login: true,
    passwordWo,
    passwordWoVersion: 1,
  });
  new PostgresqlIntegration(stack, 'integration', {
    name: 'Orders database',
    connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod' }),
    connectedResourceTypes: [ResourceType.DATABASE],
    server: main,
    dbname: 'postgres',
    secretStore: SecretStore.apono({ username: 'apono_connector', password: variable('stored') }),
    connectorUser: user,
  });
  const json = JSON.parse(Testing.synth(stack, true));
  delete json.terraform.backend;
  return JSON.stringify(json);
}

beforeAll(async () => {
  await builtProvider();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 50, token: CANARIES.token }));
  const settings = { log_statement: 'all', log_min_error_statement: 'debug5' };
  server = closedAfterwards(await startPostgres({ password: CANARIES.admin, settings }));
  folder = closedAfterwards(
    openTerraform({
      env: {
        TF_LOG: 'TRACE',
        TF_LOG_PATH: 'trace.log',
        CONNECTOR_PASSWORD: CANARIES.connector,
        TF_VAR_admin: CANARIES.admin,
        TF_VAR_token: CANARIES.token,
        TF_VAR_reader: CANARIES.reader,
        TF_VAR_stored: CANARIES.stored,
      },
    }),
  );
  folder.write('cdk.tf.json', synthesized());
  layProvider(folder.path);
});

test('a password and a token stand nowhere that they are not needed', async () => {
  const stopSampling = sampleProcesses();
  cleanUp(stopSampling);
  const printed = (command: string, { stdout, stderr }: TerraformResult) => {
    seen[`what ${command} printed`] = stdout + stderr;
  };
  printed('init', await folder.init());
  printed('plan', await folder.plan());
  printed('show', await folder.run('show', '-json', 'tfplan'));
  printed('apply', await folder.apply('tfplan'));
  expect(await server.tryAs('reader', CANARIES.reader, 'postgres', 'SELECT 1')).toBe('ok');
  expect(await server.tryAs('apono_connector', CANARIES.connector, 'postgres', 'SELECT 1')).toBe('ok');

  // Errors: a token that is refused, a preflight that fails, an apply that fails half way, a wrong admin password.
  await server.query("ALTER ROLE apono_connector PASSWORD 'changed'");
  // In a file of its own: Terraform logs its command line.
  const refused = `${folder.path}-refused.tfvars`;
  writeFileSync(refused, `token = "${CANARIES.token}-wrong"`);
  seen['what apply with a wrong token printed'] = await folder.failing.apply(`-var-file=${refused}`);
  await server.query("ALTER ROLE reader PASSWORD 'changed'");
  const [integration] = /aponopg_integration\.\w+/.exec((await folder.run('state', 'list')).stdout) ?? [];
  sandbox.setFaults({ fail_next: { count: 20, status: 400, method: 'POST' } });
  seen['what a broken apply printed'] = await folder.failing.apply(`-replace=${integration}`);
  sandbox.setFaults({});
  await server.query("ALTER ROLE postgres PASSWORD 'changed'");
  seen['what a refused refresh printed'] = await folder.failing.apply('-refresh-only');
  seen['the process list'] = stopSampling();

  Object.assign(seen, filesOf(folder.path));
  seen["PostgreSQL's log"] = readLog(server);
  expect(seen["PostgreSQL's log"]).toContain('LOG:  statement');
  expect(seen['trace.log']).toContain('aponopg');
  expect(seen['tfplan, unpacked']).toContain('reader');

  const leaks = Object.entries(seen).flatMap(([place, text]) =>
    Object.values(CANARIES)
      .filter((canary) => formsOf(canary).some((form) => text.includes(form)))
      .map((canary) => `${canary} in ${place}: ${excerpt(text, canary)}`),
  );
  expect(leaks).toEqual([]);
});

function excerpt(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 120), at + 40);
}

/** Takes down the command lines of all processes until it is told to stop. Linux only; nothing elsewhere. */
function sampleProcesses(): () => string {
  const found = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
      try {
        found.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // Gone in the meantime.
      }
    }
  }, 20);
  return () => {
    clearInterval(timer);
    return [...found].join('\n');
  };
}
