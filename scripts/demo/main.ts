/**
 * The main job on an embedded default: `npm run demo`. A private PostgreSQL, the Apono sandbox, and an example deployed
 * on them by the real `cdktf` or `cdktn` and the real Terraform; where there is no Terraform, by `aponopg apply`.
 */
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { type DemoDatabase, startDatabase } from './database';
import type { Demonstration } from './demonstration';
import type { Deployment } from './deployment';
import { readOptions } from './options';
import { quickstart } from './quickstart';
import { say, stepper } from './steps';
import { findTerraform } from './terraform-program';
import { type Core, chooseWay, findCdktf, findCdktn, type Way } from './ways';
import { wholeRoad } from './whole-road';

/** What must be put away, the last first. */
const tidy: (() => Promise<void> | void)[] = [];

const DEMONSTRATIONS: Readonly<Record<string, Demonstration>> = { quickstart, 'whole-road': wholeRoad };

async function main({ example, keep, core }: { example: string; keep: boolean; core: Core }): Promise<void> {
  const terraform = findTerraform();
  const way = chooseWay(core, findCdktf(), findCdktn());
  const demonstration = DEMONSTRATIONS[example] as Demonstration;
  const destroys = !keep && 'program' in terraform;
  const step = stepper(demonstration.steps - (destroys ? 0 : 2) - (keep ? 1 : 0));
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

  const deployment = await demonstration.run({
    ...{ core, way, database, sandbox, tidy, step, keep },
    terraform: 'program' in terraform ? terraform.program : undefined,
    variables: {
      TF_VAR_database_host: database.host,
      TF_VAR_database_port: String(database.port),
      TF_VAR_admin_password: database.admin.password,
    },
    apono: { APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token },
  });
  if (keep) await keepUp(database, sandbox, deployment);
  else await step('Stop what was started', putAway);
}

/** By what the stack is deployed here, and why. */
function explain({ cli, because }: Way): string {
  return `On Node ${process.versions.node} by ${cli ? `${cli.name} deploy` : 'synth and Terraform'}: ${because}.`;
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

main(readOptions(process.argv.slice(2)) as { example: string; keep: boolean; core: Core }).then(
  () => process.stdout.write('\nDone.\n'),
  async (error: unknown) => {
    process.stderr.write(`\nThe demonstration failed: ${error instanceof Error ? error.message : String(error)}\n`);
    await putAway();
    process.exitCode = 1;
  },
);
