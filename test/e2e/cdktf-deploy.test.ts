import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { cleanUp, closedAfterwards } from '../support/clean-up';
import { aponopg } from '../support/cli';
import { freshClone, plainEnvironment, runIn, TRACE } from '../support/clone';
import { type PrivateServer, startPostgres } from '../support/postgres';
import { terraformProgram } from '../support/terraform-program';

const LIMIT = 600_000;
const CONNECTOR_PASSWORD = 'connector-password-1';

let server: PrivateServer;
let sandbox: Sandbox;
let clone: string;

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 50 }));
  server = closedAfterwards(await startPostgres());
  clone = openClone();
  writeFileSync(join(clone, 'cli.tfrc'), '');
});

/** A clone that goes with the test, or the file. */
function openClone(): string {
  const folder = freshClone();
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the real `cdktf` in the clone, as a person types it. */
function cdktf(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: string }> {
  return runIn(clone, ['npx', '--no-install', 'cdktf', ...args], { ...environment(), ...variables });
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...plainEnvironment(),
    PATH: `${dirname(process.execPath)}:${dirname(terraformProgram())}:${process.env.PATH}`,
    TERRAFORM_BINARY_NAME: terraformProgram(),
    HOME: clone,
    TF_CLI_CONFIG_FILE: join(clone, 'cli.tfrc'),
  };
}

function variables(): NodeJS.ProcessEnv {
  return {
    APONO_ENDPOINT: sandbox.url,
    APONO_PERSONAL_TOKEN: sandbox.token,
    TF_VAR_database_host: server.host,
    TF_VAR_database_port: String(server.port),
    TF_VAR_admin_password: server.password,
    TF_VAR_connector_password: CONNECTOR_PASSWORD,
  };
}

test(
  'in a clone where nothing is built, cdktf synth makes the quickstart and says what a deployment needs',
  async () => {
    const synth = await cdktf(['synth']);
    expect(synth).toMatchObject({ code: 0, output: expect.stringContaining('stacks: quickstart') });
    for (const name of ['database_host', 'admin_password', 'connector_password']) {
      expect(synth.output).toContain(`TF_VAR_${name}`);
    }
    expect(synth.output).toContain('APONO_PERSONAL_TOKEN');
    expect(synth.output).not.toContain('TF_VAR_database_port');
    expect(synth.output).not.toMatch(TRACE);

    const diff = await cdktf(['diff']);
    expect(diff.code).toBe(1);
    expect(diff.output).toContain("Missing variable: 'admin_password'");
    expect(diff.output).not.toMatch(TRACE);
  },
  LIMIT,
);

test(
  'in a clone where the provider cannot be built, cdktf synth says why without a trace',
  async () => {
    const broken = openClone();
    rmSync(join(broken, 'src/terraform/provider/main.ts'));
    const synth = await runIn(broken, ['npx', '--no-install', 'cdktf', 'synth'], {
      ...plainEnvironment(),
      HOME: broken,
    });
    expect(synth.code).not.toBe(0);
    expect(synth.output).toContain('src/terraform/provider/main.ts is missing');
    expect(synth.output).not.toMatch(TRACE);
  },
  LIMIT,
);

/** Runs the real Terraform in the folder of the stack, as a person does for a review. */
async function terraform(args: readonly string[]): Promise<string> {
  const folder = join(clone, 'cdktf.out/stacks/quickstart');
  const { code, output } = await runIn(folder, [terraformProgram(), ...args], { ...environment(), ...variables() });
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

/** Grants beside what the quickstart has, reviewed: a stray GRANT by hand stops their deployment, which changes nothing. */
async function heldToItsReview(): Promise<void> {
  const file = join(clone, 'review.json');
  const acl = () =>
    server.query("SELECT relname, relacl::text FROM pg_class WHERE relname IN ('orders', 'items') ORDER BY 1");
  const grants = (privileges: string[]) => {
    const read = { grantees: ['reader'], on: 'table', schemas: ['public'], objects: ['orders'], privileges };
    const it = { server: 'orders', database: 'postgres', grants: { read } };
    const stack = join(clone, 'cdktf.out/stacks/quickstart');
    writeFileSync(join(stack, 'grants.tf.json'), JSON.stringify({ resource: { aponopg_grants: { it } } }));
  };
  await server.query('CREATE ROLE reader; CREATE TABLE orders (id int); CREATE TABLE items (id int)');
  grants(['SELECT']);
  await terraform(['apply', '-auto-approve', '-input=false']);
  grants(['INSERT']);
  await terraform(['plan', '-input=false', '-out=tfplan']);
  const plan = await terraform(['show', '-json', 'tfplan']);
  writeFileSync(join(clone, 'plan.json'), plan);
  expect(await aponopg(['review', join(clone, 'plan.json'), '--out', file])).toMatchObject({ code: 0 });
  await server.query('GRANT DELETE ON items TO reader');
  const before = await acl();
  const held = { ...variables(), APONOPG_REVIEW: file };
  const refused = await cdktf(['deploy', '--auto-approve', '--skip-synth'], held);
  expect(refused.code).not.toBe(0);
  for (const said of ['BEYOND_REVIEW', 'REVOKE DELETE on table']) expect(refused.output).toContain(said);
  expect(await acl()).toEqual(before);
  await server.query('REVOKE DELETE ON items FROM reader');
  expect(await cdktf(['deploy', '--auto-approve', '--skip-synth'], held)).toMatchObject({ code: 0 });
  expect(await server.query("SELECT has_table_privilege('reader', 'orders', 'INSERT') AS may")).toEqual([
    { may: true },
  ]);
}

test(
  'cdktf deploys the quickstart, finds nothing to do the second time, is held to a review, and destroys it',
  async () => {
    const diff = await cdktf(['diff'], variables());
    expect(diff).toMatchObject({ code: 0, output: expect.stringContaining('2 to add, 0 to change, 0 to destroy') });
    expect(diff.output).not.toContain('need in the environment');

    const first = await cdktf(['deploy', '--auto-approve'], variables());
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toContain("WITH SUPERUSER LOGIN PASSWORD '********'");
    expect(first.output).not.toContain(CONNECTOR_PASSWORD);
    expect(await server.tryAs('apono_connector', CONNECTOR_PASSWORD, 'postgres', 'SELECT 1')).toBe('ok');
    const registered = sandbox.integrations().filter(({ type }) => type === 'postgresql');
    expect(registered).toEqual([
      expect.objectContaining({ name: 'Orders database', status: expect.stringMatching(/^active$/i) }),
    ]);

    const before = sandbox.requests().length;
    const second = await cdktf(['deploy', '--auto-approve', '--skip-synth'], variables());
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining('No changes') });
    const changing = sandbox
      .requests()
      .slice(before)
      .filter(({ method }) => method !== 'GET');
    expect(changing).toEqual([]);

    await heldToItsReview();

    expect(await cdktf(['destroy', '--auto-approve', '--skip-synth'], variables())).toMatchObject({ code: 0 });
    expect(await server.query("SELECT 1 FROM pg_roles WHERE rolname = 'apono_connector'")).toEqual([]);
    expect(sandbox.integrations().some(({ type }) => type === 'postgresql')).toBe(false);
    // The state stays where cdktf was run: nothing of it in the tree of the example.
    expect(readdirSync(join(clone, 'examples/quickstart')).filter((name) => name.includes('tfstate'))).toEqual([]);
  },
  LIMIT,
);
