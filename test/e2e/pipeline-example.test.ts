import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import type { Attached } from '../../src/terraform/plugin';
import { builtCli } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { nullProvider } from '../support/null-stand-in';
import { type PrivateServer, startPostgres } from '../support/postgres';
import { terraformProgram } from '../support/terraform-program';

const ROOT = resolve(__dirname, '../..');
const PASSWORD = 'canary-pipeline-5d20';

let server: PrivateServer;
let sandbox: Sandbox;
let standIn: Attached | undefined;
/** A role that may only connect: plans need no more. */
const planner = 'planner';

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  server = closedAfterwards(await startPostgres());
  standIn = await nullProvider();
  if (standIn) closedAfterwards(standIn);
  await server.query(`CREATE ROLE ${planner} LOGIN PASSWORD '${PASSWORD}'`);
});

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly env: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const WORKFLOW = readFileSync(join(ROOT, 'examples/pipeline/database-access.yml'), 'utf8');

let workflow: Workflow;
let app: string;
let synthesized: boolean;

/** The two examples that the workflow is for, and what each changes in it. */
test.each([
  ['pipeline', WORKFLOW],
  ['null-resource', WORKFLOW.replace('stacks/orders', 'stacks/null-resource').replace('# - run:', '- run:')],
])(
  'examples/%s deploys through the steps of the pipeline as they stand, and the scheduled job finds drift',
  async (example, text) => {
    workflow = workflowOf(text);
    app = projectOf(example, await builtCli());
    synthesized = false;
    await server.createDatabase('orders');
    await server.query('CREATE TABLE parcels (id int)', { database: 'orders' });
    const review = await job('review');
    expect(review).toContain('apono\\_connector is made');
    expect(review).toMatch(/orders\\_reader gains SELECT on /);
    expect(await server.query("SELECT 1 FROM pg_roles WHERE rolname = 'apono_connector'")).toEqual([]);

    const deploy = await job('deploy');
    expect(await server.tryAs('apono_connector', PASSWORD, 'orders', 'SELECT * FROM parcels')).toBe('ok');
    expect(sandbox.integrations().map(({ name }) => name)).toContain('Orders database');
    await job('drift');

    await server.query('REVOKE SELECT ON parcels FROM orders_reader', { database: 'orders' });
    const drift = await job('drift', 2);
    expect(drift).toMatch(/GRANT SELECT ON/);
    for (const output of [review, deploy, drift]) expect(output).not.toContain(PASSWORD);

    const destroyed = await shell(
      'cd "$STACK_DIR" && terraform destroy -auto-approve',
      workflow.jobs.deploy?.env ?? {},
    );
    expect(destroyed).toMatchObject({ code: 0 });
    await server.query('DROP DATABASE orders');
  },
  180_000,
);

/**
 * Runs the steps of a job one after the other, until one ends with another code than 0, with the variables that the
 * workflow declares. Gives what they printed. @throws Error with that when the job does not end with the code expected
 */
async function job(name: string, expected = 0): Promise<string> {
  let output = '';
  let code = 0;
  const { commands, env } = workflow.jobs[name] as Job;
  for (const command of commands) {
    // Every job begins alike, with the same result: the slow step is run once.
    if (command === 'npx cdktf synth' && synthesized) continue;
    synthesized ||= command === 'npx cdktf synth';
    const step = await shell(command, env);
    output += step.output;
    code = step.code;
    if (code !== 0) break;
  }
  if (code !== expected) throw new Error(`The job ${name} ended with ${code}:\n${output}`);
  return output;
}

/** As much of a workflow as is needed here: one line a variable, one line a step. */
function workflowOf(text: string): Workflow {
  const [head, jobs] = text.split(/^jobs:$/m) as [string, string];
  const declared = head.slice(head.indexOf('\nenv:')).matchAll(/^ {2}(\w+): '?(.*?)'?$/gm);
  const parts = [...jobs.matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n)+)/gm)];
  return {
    env: Object.fromEntries([...declared].map(([, name, value]) => [name, value])),
    jobs: Object.fromEntries(
      parts.map(([, name, body]) => [
        name,
        {
          env: Object.fromEntries(
            [...(body as string).matchAll(/^ {6}([A-Z_]+): '?(.*?)'?$/gm)].map(([, key, value]) => [key, value]),
          ),
          commands: [...(body as string).matchAll(/^ {6}- run: (.*)$/gm)].map(([, run]) => run as string),
        },
      ]),
    ),
  };
}

function shell(command: string, ofJob: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  const values: Record<string, string> = {
    'vars.DATABASE_HOST': server.host,
    'vars.DATABASE_PORT': String(server.port),
    'vars.PLAN_USER': planner,
    'vars.ADMIN_USER': server.superuser,
    'secrets.PLAN_PASSWORD': PASSWORD,
    'secrets.ADMIN_PASSWORD': server.password,
    'secrets.CONNECTOR_PASSWORD': PASSWORD,
    'secrets.APONO_PERSONAL_TOKEN': sandbox.token,
    'secrets.APONO_READ_TOKEN': sandbox.token,
  };
  const declared = Object.entries({ ...workflow.env, ...ofJob }).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ (\S+) \}\}/, (_, each: string) => values[each] ?? ''),
  ]);
  const env = {
    ...Object.fromEntries(declared),
    PATH: `${join(app, 'bin')}:${dirname(terraformProgram())}:${process.env.PATH}`,
    HOME: app,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: join(app, 'cli.tfrc'),
    APONO_ENDPOINT: sandbox.url,
    ...(standIn && { TF_REATTACH_PROVIDERS: standIn.reattach }),
  };
  // As GitHub runs a step.
  const child = spawn('bash', ['-eo', 'pipefail', '-c', command], { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** The example in a folder of its own, with everything installed: what `npm ci` would do is done already. */
function projectOf(example: string, cli: string): string {
  const folder = freshFolder('pipeline');
  for (const name of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, 'examples', example, name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: example, private: true }));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  symlinkSync(join(ROOT, 'node_modules/.bin/cdktf'), join(modules, '.bin/cdktf'));
  symlinkSync(cli, join(modules, '.bin/aponopg'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\n[ "$1" = ci ]\n', { mode: 0o755 });
  const paths = { 'cdktf-apono-postgresql': [join(ROOT, 'constructs/index.ts')] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs', paths } }));
  writeFileSync(join(folder, 'cli.tfrc'), '');
  return folder;
}
