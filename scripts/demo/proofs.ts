import type { Sandbox } from '../../src/apono/sandbox';
import type { DemoDatabase } from './database';
import type { Deployment } from './deployment';
import { expectThat, say } from './steps';

const CONNECTOR = 'apono_connector';

/** The new user signs in, the integration is Active, and there is nothing left to do. */
export async function showResult(
  database: DemoDatabase,
  sandbox: Sandbox,
  deployment: Deployment,
  password: string,
): Promise<void> {
  const [row] = await database.query(
    'SELECT current_user AS who, rolsuper FROM pg_roles WHERE rolname = current_user',
    { user: CONNECTOR, password },
  );
  expectThat(row?.who === CONNECTOR, 'signing in as the connector failed');
  say(`Signed in to PostgreSQL as ${CONNECTOR}${row.rolsuper ? ', a superuser' : ''}.`);
  const [integration] = ownIntegrations(sandbox);
  expectThat(integration?.status === 'Active', `the integration is ${integration?.status ?? 'not there'}`);
  say(`The integration ${JSON.stringify(integration.name)} is ${integration.status} at Apono.`);
  const plan = await deployment.plan();
  expectThat(plan.code === 0, `the second plan is not empty:\n${plan.output}`);
  say('A second plan is empty.');
}

/** Somebody alters the role; the next plan says so, and the next deployment mends it. */
export async function showDrift(database: DemoDatabase, deployment: Deployment): Promise<void> {
  const behind = `ALTER ROLE ${CONNECTOR} WITH NOSUPERUSER CONNECTION LIMIT 2`;
  await database.query(behind);
  say(`Somebody ran: ${behind}\n`);
  const plan = await deployment.plan();
  expectThat(plan.code === 2, `the plan sees no drift:\n${plan.output}`);
  say(plan.output.trim());
  expectThat(
    /superuser\s+= false -> true|ALTER ROLE .* SUPERUSER/.test(plan.output),
    'the plan does not say what drifted',
  );
  await deployment.deploy(() => undefined);
  const [row] = await database.query(`SELECT rolsuper, rolconnlimit FROM pg_roles WHERE rolname = '${CONNECTOR}'`);
  expectThat(row?.rolsuper === true && row.rolconnlimit === -1, 'the role was not mended');
  say('\nDeployed again: the role is as declared.');
}

/** No role, no integration, no state. */
export async function showNothingLeft(
  database: DemoDatabase,
  sandbox: Sandbox,
  destroy: NonNullable<Deployment['destroy']>,
): Promise<void> {
  const roles = await database.query(`SELECT rolname FROM pg_roles WHERE rolname = '${CONNECTOR}'`);
  expectThat(roles.length === 0, `the role ${CONNECTOR} is still there`);
  expectThat(ownIntegrations(sandbox).length === 0, 'an integration is still registered');
  const left = await destroy.left();
  expectThat(left === '', `the state still holds ${left}`);
  say(`No role ${CONNECTOR}, no integration, an empty state.`);
}

/** Without the identity providers that every tenant of the sandbox begins with. */
function ownIntegrations(sandbox: Sandbox) {
  return sandbox.integrations().filter((each) => each.type === 'postgresql');
}
