import { execFile } from 'node:child_process';
import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { type PrivateServer, startPostgres } from '../support/postgres';
import { terraformProgram } from '../support/terraform-program';

const ROOT = resolve(__dirname, '../..');
const CONNECTOR_PASSWORD = 'connector-password-1';

let server: PrivateServer;
let sandbox: Sandbox;
const app = freshFolder('app');

beforeAll(async () => {
  await builtProvider();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 50 }));
  server = closedAfterwards(await startPostgres());
  for (const name of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, 'examples/quickstart', name), join(app, name));
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  const paths = { 'cdktf-apono-postgresql': [join(ROOT, 'constructs/index.ts')] };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs', paths } }));
  writeFileSync(join(app, 'cli.tfrc'), '');
});

/** Runs the real `cdktf`. Gives what it printed. @throws Error with that when it fails */
function cdktf(...args: string[]): Promise<string> {
  const program = join(ROOT, 'node_modules/cdktf-cli/bundle/bin/cdktf');
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  const env = {
    ...Object.fromEntries(own),
    PATH: `${dirname(terraformProgram())}:${process.env.PATH}`,
    TERRAFORM_BINARY_NAME: terraformProgram(),
    HOME: app,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: join(app, 'cli.tfrc'),
    APONO_ENDPOINT: sandbox.url,
    APONO_PERSONAL_TOKEN: sandbox.token,
    TF_VAR_database_host: server.host,
    TF_VAR_database_port: String(server.port),
    TF_VAR_admin_password: server.password,
    TF_VAR_connector_password: CONNECTOR_PASSWORD,
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { cwd: app, env, timeout: 50_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stdout}${stderr}`)) : resolve(stdout + stderr),
    );
  });
}

test('cdktf deploys the quickstart, finds nothing to do the second time, and destroys it', async () => {
  const first = await cdktf('deploy', 'quickstart', '--auto-approve');
  expect(first).toContain("WITH SUPERUSER LOGIN PASSWORD '********'");
  expect(first).not.toContain(CONNECTOR_PASSWORD);
  expect(await server.tryAs('apono_connector', CONNECTOR_PASSWORD, 'postgres', 'SELECT 1')).toBe('ok');
  const registered = sandbox.integrations().filter(({ type }) => type === 'postgresql');
  expect(registered).toEqual([
    expect.objectContaining({ name: 'Orders database', status: expect.stringMatching(/^active$/i) }),
  ]);

  const before = sandbox.requests().length;
  const second = await cdktf('deploy', 'quickstart', '--auto-approve', '--skip-synth');
  expect(second).toContain('No changes');
  const changing = sandbox
    .requests()
    .slice(before)
    .filter(({ method }) => method !== 'GET');
  expect(changing).toEqual([]);

  await cdktf('destroy', 'quickstart', '--auto-approve', '--skip-synth');
  expect(await server.query("SELECT 1 FROM pg_roles WHERE rolname = 'apono_connector'")).toEqual([]);
  expect(sandbox.integrations().some(({ type }) => type === 'postgresql')).toBe(false);
  // The state stays beside the app: nothing of it in the tree of the example.
  expect(readdirSync(join(ROOT, 'examples/quickstart')).filter((name) => name.includes('tfstate'))).toEqual([]);
});
