import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { PROVIDER_SOURCE } from '../../src/delivery';
import { type Attached, attach } from '../../src/terraform/plugin';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import { aponoStandIn, OFFICIAL_SOURCE } from '../code/apono-stand-in';
import { openTerraform, type TerraformFolder } from '../support/terraform';

let sandbox: Sandbox;
let attached: Attached[];
let terraform: TerraformFolder;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  sandbox = await startSandbox({ activeAfterMs: 0 });
  env = { ...process.env, APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  attached = [
    await attach(PROVIDER_SOURCE, () => aponopgProvider(env)),
    await attach(OFFICIAL_SOURCE, () => aponoStandIn(sandbox.url, sandbox.token)),
  ];
  terraform = openTerraform({ reattach: Object.assign({}, ...attached.map(({ reattach }) => JSON.parse(reattach))) });
  const okta = sandbox.integrations().find(({ name }) => name === 'Okta')?.id;
  terraform.write('main.tf', official(okta ?? ''));
  await terraform.init();
  expect(await terraform.apply()).toMatchObject({ code: 0 });
});

afterAll(async () => {
  terraform.remove();
  for (const each of attached) await each.close();
  await sandbox.close();
});

test.each([
  ['the state', () => ['--from-state', join(terraform.path, 'terraform.tfstate')]],
  ['the HCL', () => ['--from', join(terraform.path, 'main.tf'), '--import-blocks']],
])('integrations of both older generations move over from %s without being touched', async (_, source) => {
  const before = { main: terraform.read('main.tf'), state: terraform.read('terraform.tfstate') };
  const seen = sandbox.requests().length;
  const file = join(terraform.path, 'new.tf');
  expect(await run(['node', 'aponopg', 'export', ...source(), '--out', file], env)).toBe(0);
  // The provider block of the official provider stays until nothing of it is left in the state.
  terraform.write('main.tf', 'provider "apono" {}\n');
  await terraform.init();
  expect(await terraform.run('fmt', '-check')).toMatchObject({ code: 0 });
  const { stdout } = await terraform.plan();
  expect(stdout).toContain('Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.');
  expect(stdout).toMatch(/apono_integration.older will no longer be managed/);
  expect(stdout).toMatch(/apono_resource_integration.newer will no longer be managed/);
  expect(await terraform.apply()).toMatchObject({ code: 0 });
  expect(await terraform.plan('-detailed-exitcode')).toMatchObject({ code: 0 });
  const state = await terraform.state();
  expect(state.values?.root_module?.resources?.map(({ type }) => type)).toEqual([
    'aponopg_integration',
    'aponopg_integration',
  ]);
  expect(
    sandbox
      .requests()
      .slice(seen)
      .filter(({ method }) => method !== 'GET'),
  ).toEqual([]);
  terraform.write('main.tf', before.main);
  terraform.write('terraform.tfstate', before.state);
  rmSync(file);
});

test('without a token the names of identity providers stay ids, and a comment says so', async () => {
  const file = join(terraform.path, 'offline.txt');
  const { APONO_PERSONAL_TOKEN: _, ...offline } = env;
  const source = ['--from-state', join(terraform.path, 'terraform.tfstate')];
  expect(await run(['node', 'aponopg', 'export', ...source, '--out', file], offline)).toBe(0);
  expect(terraform.read('offline.txt')).toMatch(/# integration_owner: source_integration_name holds the id/);
});

function official(okta: string): string {
  return `
terraform {
  required_providers {
    apono = { source = "apono-io/apono" }
  }
}
resource "apono_resource_integration" "newer" {
  name                     = "Newer"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database"]
  integration_config = { hostname = "db.internal", port = "5432", dbname = "orders", flavour = "$\${blue}" }
  secret_store_config = { aws = { region = "us-east-1", secret_id = "prod/orders" } }
  custom_access_details = "Ask \\"dba\\".\\nThen connect."
  owner = { attribute_type = "group", attribute_values = ["dba"], source_integration_name = "Okta" }
}
resource "apono_integration" "older" {
  name                     = "Older"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database", "postgresql-table"]
  metadata = { hostname = "db2.internal", port = "6432", dbname = "postgres", sslmode = "require" }
  kubernetes_secret = { namespace = "apono", name = "orders" }
  integration_owners = [{ integration_id = "${okta}", attribute = "group", value = ["dba"] }]
  resource_owner_mappings = [{ key_name = "owner", attribute = "group", attribute_integration_id = "${okta}" }]
}
`;
}
