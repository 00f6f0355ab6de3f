/**
 * The main job on an embedded default: `npm run demo`. A private PostgreSQL, the Apono sandbox, and the quickstart
 * deployed on them by the real `cdktf` and the real Terraform. `--keep` leaves everything up.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { type DemoDatabase, startDatabase } from './database';
import { type DemoStack, openStack } from './stack';
import { expectThat, say, stepper } from './steps';
import { terraformProgram } from './terraform-program';

const CONNECTOR = 'apono_connector';

/** What must be put away, the last first. */
const tidy: (() => Promise<void> | void)[] = [];

async function main(keep: boolean): Promise<void> {
  const step = stepper(keep ? 6 : 9);
  const program = terraformProgram();

  const database = await step('Start a private PostgreSQL with a small shop in it', async () => {
    const started = await startDatabase();
    tidy.push(() => started.stop());
    say(`PostgreSQL ${started.version} on ${started.host}:${started.port}, database orders`);
    return started;
  });

  const sandbox = await step("Start the Apono sandbox, a stand-in for Apono's API", async () => {
    const started = await startSandbox({ activeAfterMs: 500 });
    tidy.push(() => started.close());
    say(started.url);
    return started;
  });

  const connectorPassword = randomBytes(12).toString('base64url');
  const stack = openStack(
    {
      TF_VAR_database_host: database.host,
      TF_VAR_database_port: String(database.port),
      TF_VAR_admin_password: database.admin.password,
      TF_VAR_connector_password: connectorPassword,
      APONO_ENDPOINT: sandbox.url,
      APONO_PERSONAL_TOKEN: sandbox.token,
    },
    program,
  );
  tidy.push(() => stack.remove());

  await step('Deploy examples/quickstart: cdktf deploy', () => stack.cdktf('deploy', say));

  await step('Prove it', () => prove(database, sandbox, stack, connectorPassword));

  await step('Show drift: the role is altered behind Terraform’s back', () => drift(database, stack));

  await step('The integration as code', async () => {
    const { stackToHcl }: typeof import('../../src/code') = require('../../src/code');
    say(stackToHcl(JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8'))));
  });

  if (keep) {
    await keepUp(database, sandbox, stack);
    return;
  }

  await step('Destroy everything: cdktf destroy', () => stack.cdktf('destroy', say));

  await step('Show that nothing is left', async () => {
    const roles = await database.query(`SELECT rolname FROM pg_roles WHERE rolname = '${CONNECTOR}'`);
    expectThat(roles.length === 0, `the role ${CONNECTOR} is still there`);
    expectThat(ownIntegrations(sandbox).length === 0, 'an integration is still registered');
    const state = await stack.terraform('state', 'list');
    expectThat(state.output.trim() === '', `the state still holds ${state.output}`);
    say(`No role ${CONNECTOR}, no integration, an empty state.`);
  });

  await step('Stop what was started', putAway);
}

async function prove(database: DemoDatabase, sandbox: Sandbox, stack: DemoStack, password: string): Promise<void> {
  const [row] = await database.query(
    'SELECT current_user AS who, rolsuper FROM pg_roles WHERE rolname = current_user',
    {
      user: CONNECTOR,
      password,
    },
  );
  expectThat(row?.who === CONNECTOR, 'signing in as the connector failed');
  say(`Signed in to PostgreSQL as ${CONNECTOR}${row.rolsuper ? ', a superuser' : ''}.`);
  const [integration] = ownIntegrations(sandbox);
  expectThat(integration?.status === 'Active', `the integration is ${integration?.status ?? 'not there'}`);
  say(`The integration ${JSON.stringify(integration.name)} is ${integration.status} at Apono.`);
  const plan = await stack.terraform('plan', '-input=false', '-detailed-exitcode');
  expectThat(plan.code === 0, `the second plan is not empty:\n${plan.output}`);
  say('A second plan is empty.');
}

async function drift(database: DemoDatabase, stack: DemoStack): Promise<void> {
  const behind = `ALTER ROLE ${CONNECTOR} WITH NOSUPERUSER CONNECTION LIMIT 2`;
  await database.query(behind);
  say(`Somebody ran: ${behind}\n`);
  const plan = await stack.terraform('plan', '-input=false', '-detailed-exitcode');
  expectThat(plan.code === 2, `the plan sees no drift:\n${plan.output}`);
  say(changesOf(plan.output));
  expectThat(/superuser\s+= false -> true/.test(plan.output), 'the plan does not say what drifted');
  await stack.cdktf('deploy', () => undefined);
  const [row] = await database.query(`SELECT rolsuper, rolconnlimit FROM pg_roles WHERE rolname = '${CONNECTOR}'`);
  expectThat(row?.rolsuper === true && row.rolconnlimit === -1, 'apply did not mend the role');
  say('\nDeployed again: the role is as declared.');
}

async function keepUp(database: DemoDatabase, sandbox: Sandbox, stack: DemoStack): Promise<void> {
  say(
    [
      '',
      'Everything stays up until Ctrl-C. To play with it, in another shell:',
      '',
      stack.exports,
      `cd ${stack.folder}`,
      'terraform plan',
      '',
      `PGPASSWORD="$TF_VAR_admin_password" psql -h ${database.host} -p ${database.port} -U ${database.admin.user} orders`,
      `curl -s -H "Authorization: Bearer $APONO_PERSONAL_TOKEN" ${sandbox.url}/api/admin/v4/integrations`,
    ].join('\n'),
  );
  await new Promise(() => setInterval(() => undefined, 60_000));
}

/** Without the identity providers that every tenant of the sandbox begins with. */
function ownIntegrations(sandbox: Sandbox) {
  return sandbox.integrations().filter((each) => each.type === 'postgresql');
}

/** The part of Terraform's output that says what would change. */
function changesOf(output: string): string {
  const from = output.indexOf('Terraform will perform');
  const to = output.indexOf('─────', from);
  return output.slice(Math.max(from, 0), to === -1 ? undefined : to).trim();
}

async function putAway(): Promise<void> {
  for (const each of tidy.splice(0).reverse()) await each();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    process.stdout.write('\nStopping\n');
    putAway().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });
}

main(process.argv.includes('--keep')).then(
  () => process.stdout.write('\nDone.\n'),
  async (error: unknown) => {
    process.stderr.write(`\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}\n`);
    await putAway();
    process.exitCode = 1;
  },
);
