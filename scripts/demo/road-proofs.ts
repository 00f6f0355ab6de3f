import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Sandbox } from '../../src/apono/sandbox';
import type { AponoStore } from './apono-store';
import type { DemoDatabase } from './database';
import type { Deployment } from './deployment';
import { expectThat, say } from './steps';

const CONNECTOR = 'apono_connector';

/** What was printed so far, to be searched for the password. */
export interface Printed {
  text: string;
}

/** The password that was drawn signs in, the flow gives what was made, and there is nothing left to do. */
export async function showRoad(
  database: DemoDatabase,
  sandbox: Sandbox,
  deployment: Deployment,
  store: AponoStore,
): Promise<void> {
  await signIn(database, store.password(), 'as the connector');
  say(`Signed in to PostgreSQL as ${CONNECTOR} with the password that Apono was given.`);
  const integration = ownIntegration(sandbox);
  expectThat(integration?.status === 'Active', `the integration is ${integration?.status ?? 'not there'}`);
  say(`The integration ${JSON.stringify(integration.name)} is ${integration.status} at Apono.`);
  const [flow, ...others] = await flowsOf(sandbox);
  const target = flow?.access_targets[0]?.integration;
  expectThat(flow !== undefined && others.length === 0, `there are ${others.length} access flows more`);
  expectThat(target?.integration_id === integration.id, 'the access flow is on another integration');
  say(`The access flow ${JSON.stringify(flow.name)} gives ${target.permissions.join(', ')} on it.`);
  const plan = await deployment.plan();
  expectThat(plan.code === 0, `the second plan is not empty:\n${plan.output}`);
  say('A second plan is empty.');
}

/** The password stands in no file and in nothing that was printed. */
export function showNowhere(deployment: Deployment, store: AponoStore, printed: Printed): void {
  const password = store.password() as string;
  const files = filesIn(deployment.root);
  const holding = files.filter((file) => readFileSync(file).includes(password));
  expectThat(holding.length === 0, `the password stands in ${holding.map((each) => relative(deployment.root, each))}`);
  expectThat(!printed.text.includes(password), 'the password was printed');
  const states = files.filter((file) => file.endsWith('.tfstate')).length;
  expectThat(states > 0, 'no state was found to be searched');
  say(`The password stands in none of ${files.length} files, the state among them, and in nothing that was printed.`);
}

/** Another version of the password: another password in both places, in one apply. */
export async function showRotation(
  database: DemoDatabase,
  deployment: Deployment,
  store: AponoStore,
  show: (line: string) => void,
): Promise<void> {
  const before = store.password();
  say('TF_VAR_password_version=2');
  await deployment.deploy(show, { TF_VAR_password_version: '2' });
  expectThat(store.password() !== before, 'Apono has the password of before');
  await signIn(database, store.password(), 'with the new password');
  const refused = await signIn(database, before, 'with the password of before').then(
    () => false,
    () => true,
  );
  expectThat(refused, 'the password of before still signs in');
  const plan = await deployment.plan();
  expectThat(plan.code === 0, `the plan after the rotation is not empty:\n${plan.output}`);
  say('The new password signs in, the one of before does not, and a plan is empty.');
}

/** No role, no integration, no flow, no state. */
export async function showRoadGone(
  database: DemoDatabase,
  sandbox: Sandbox,
  destroy: NonNullable<Deployment['destroy']>,
): Promise<void> {
  const roles = await database.query(`SELECT rolname FROM pg_roles WHERE rolname IN ('${CONNECTOR}', 'orders_read')`);
  expectThat(roles.length === 0, 'a role is still there');
  expectThat(ownIntegration(sandbox) === undefined, 'the integration is still registered');
  expectThat((await flowsOf(sandbox)).length === 0, 'the access flow is still there');
  const left = await destroy.left();
  expectThat(left === '', `the state still holds ${left}`);
  say('No role, no integration, no access flow, an empty state.');
}

async function signIn(database: DemoDatabase, password: string | undefined, how: string): Promise<void> {
  expectThat(password !== undefined, 'Apono was given no password');
  const [row] = await database.query('SELECT current_user AS who', { user: CONNECTOR, password });
  expectThat(row?.who === CONNECTOR, `signing in ${how} failed`);
}

function ownIntegration(sandbox: Sandbox) {
  return sandbox.integrations().find(({ type }) => type === 'postgresql');
}

interface Flow {
  readonly name: string;
  readonly access_targets: readonly {
    readonly integration?: { readonly integration_id: string; readonly permissions: readonly string[] };
  }[];
}

async function flowsOf(sandbox: Sandbox): Promise<readonly Flow[]> {
  const answer = await fetch(`${sandbox.url}/api/admin/v2/access-flows`, {
    headers: { authorization: `Bearer ${sandbox.token}` },
  });
  return ((await answer.json()) as { items: readonly Flow[] }).items;
}

/** Every file of the deployment, the provider's bytes left out: nothing is written there. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((each) => !each.includes('terraform.d'));
}
