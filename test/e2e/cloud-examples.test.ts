import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIANTS } from '../../src/metadata';
import { authority, right } from '../postgres/connect/tls-servers';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { type CloudServer, startCloud } from '../support/clouds';
import { openStack } from '../support/clouds/stack';
import { freshFolder } from '../support/folder';
import { synthesizedExample } from '../support/synthesized-example';

const PASSWORD = 'connector-for-tests';

beforeAll(async () => {
  await builtProvider();
});

test.each(['rds', 'azure', 'cloudsql'] as const)('examples/%s deploys as it stands', async (cloud) => {
  const server = closedAfterwards(await startCloud(cloud, { tls: { cert: right.cert, key: right.key } }));
  const stack = await openStack(synthesizedExample(cloud), environment(server));
  const planned = await stack.terraform.planJson();
  const changes = planned.resource_changes?.filter(({ change }) => change.actions.join() === 'create') ?? [];
  expect(changes.map(({ type }) => type).sort()).toEqual(
    ['aponopg_integration', 'aponopg_role', ...(cloud === 'rds' ? [] : ['aponopg_grants'])].sort(),
  );
  await stack.terraform.apply();
  await stack.terraform.expectNoChanges();
  expect(stack.sandbox.integrations().filter(({ type }) => type === VARIANTS[cloud].type)).toMatchObject([
    { status: 'Active' },
  ]);
  await stack.terraform.destroy();
  expect(server.internalVisits()).toEqual([]);
});

function environment(server: CloudServer): Record<string, string> {
  const authorities = join(freshFolder('ca'), 'ca.pem');
  writeFileSync(authorities, authority.cert);
  return {
    TF_VAR_database_host: 'localhost',
    TF_VAR_database_port: String(server.port),
    TF_VAR_admin_name: server.admin.user,
    TF_VAR_admin_password: server.admin.password,
    TF_VAR_connector_password: PASSWORD,
    TF_VAR_rds_authorities: authorities,
    TF_VAR_instance_authority: authorities,
    // What stands for the authorities that the system trusts.
    SSL_CERT_FILE: authorities,
  };
}
