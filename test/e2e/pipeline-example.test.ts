import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import type { Attached } from '../../src/terraform/plugin';
import { builtCli } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { installed, type ShellResult, shell } from '../support/guide';
import { nullProvider } from '../support/null-stand-in';
import { type PrivateServer, startPostgres } from '../support/postgres';

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
let surroundings: NodeJS.ProcessEnv;

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

    const destroyed = await step('cd "$STACK_DIR" && terraform destroy -auto-approve', workflow.jobs.deploy?.env ?? {});
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
    const done = await step(command, env);
    output += done.output;
    code = done.code;
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

function step(command: string, ofJob: Readonly<Record<string, string>>): Promise<ShellResult> {
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
    ...surroundings,
    APONO_ENDPOINT: sandbox.url,
    ...(standIn && { TF_REATTACH_PROVIDERS: standIn.reattach }),
  };
  return shell(command, { cwd: app, env });
}

/** The example in a folder of its own, with everything installed: what `npm ci` would do is done already. */
function projectOf(example: string, cli: string): string {
  const folder = freshFolder('pipeline');
  for (const name of ['main.ts', 'cdktf.json']) cpSync(join(ROOT, 'examples', example, name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: example, private: true }));
  surroundings = installed(folder, cli);
  return folder;
}
