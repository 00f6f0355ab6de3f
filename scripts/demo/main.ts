/**
 * The main job on an embedded default: `npm run demo`. A private PostgreSQL, the Apono sandbox, and the quickstart
 * deployed on them by the real `cdktf` or `cdktn` and the real Terraform; where there is no Terraform, by `aponopg apply`.
 */
import { randomBytes } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { type DemoDatabase, startDatabase } from './database';
import type { Deployment } from './deployment';
import { EXAMPLES } from './example-folder';
import { readOptions } from './options';
import { showDrift, showNothingLeft, showResult } from './proofs';
import { say, stepper } from './steps';
import { type FoundTerraform, findTerraform } from './terraform-program';
import { type Core, chooseWay, findCdktf, findCdktn, type Way } from './ways';
import { withDocument } from './with-document';
import { withTerraform } from './with-terraform';

/** What must be put away, the last first. */
const tidy: (() => Promise<void> | void)[] = [];

async function main(keep: boolean, core: Core): Promise<void> {
  const terraform = findTerraform();
  const way = chooseWay(core, findCdktf(), findCdktn());
  const destroys = !keep && 'program' in terraform;
  const step = stepper(keep ? 6 : destroys ? 9 : 7);
  if ('missing' in terraform) {
    process.stdout.write(`${terraform.missing}\nUntil then, the same job without Terraform: aponopg apply.\n`);
  } else {
    process.stdout.write(`${explain(way)}\n`);
  }

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
  const deployment = await open(core, way, terraform, database, sandbox, connectorPassword);
  tidy.push(() => deployment.remove());

  await step(`Deploy ${EXAMPLES[core]}: ${deployment.command}`, () => deployment.deploy(say));

  await step('Prove it', () => showResult(database, sandbox, deployment, connectorPassword));

  await step('Show drift: the role is altered behind its back', () => showDrift(database, deployment));

  await step('The integration as code', async () => say(deployment.code()));

  if (keep) {
    await keepUp(database, sandbox, deployment);
    return;
  }

  const { destroy } = deployment;
  if (destroy) {
    await step(`Destroy everything: ${destroy.command}`, () => destroy.run(say));
    await step('Show that nothing is left', () => showNothingLeft(database, sandbox, destroy));
  }

  await step('Stop what was started', putAway);
}

/** By what the stack is deployed here, and why. */
function explain({ cli, because }: Way): string {
  return `On Node ${process.versions.node} by ${cli ? `${cli.name} deploy` : 'synth and Terraform'}: ${because}.`;
}

async function open(
  core: Core,
  way: Way,
  terraform: FoundTerraform,
  database: DemoDatabase,
  sandbox: Sandbox,
  connectorPassword: string,
): Promise<Deployment> {
  const apono = { APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  const { host, port } = database;
  const adminPassword = database.admin.password;
  if ('missing' in terraform) return withDocument(core, { host, port, adminPassword, connectorPassword }, apono);
  const variables = {
    TF_VAR_database_host: host,
    TF_VAR_database_port: String(port),
    TF_VAR_admin_password: adminPassword,
    TF_VAR_connector_password: connectorPassword,
    ...apono,
  };
  return withTerraform(core, way, variables, terraform.program);
}

async function keepUp(database: DemoDatabase, sandbox: Sandbox, deployment: Deployment): Promise<void> {
  say(
    [
      '',
      'Everything stays up until Ctrl-C. To play with it, in another shell:',
      '',
      deployment.exports,
      `cd ${deployment.folder}`,
      deployment.byHand,
      '',
      `PGPASSWORD="${database.admin.password}" psql -h ${database.host} -p ${database.port} -U ${database.admin.user} orders`,
      `curl -s -H "Authorization: Bearer $APONO_PERSONAL_TOKEN" ${sandbox.url}/api/admin/v4/integrations`,
    ].join('\n'),
  );
  await new Promise(() => setInterval(() => undefined, 60_000));
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

const { keep, core } = readOptions(process.argv.slice(2));
main(keep, core as Core).then(
  () => process.stdout.write('\nDone.\n'),
  async (error: unknown) => {
    process.stderr.write(`\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}\n`);
    await putAway();
    process.exitCode = 1;
  },
);
