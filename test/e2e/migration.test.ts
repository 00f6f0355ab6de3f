import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { attach } from '../../src/terraform/plugin';
import { aponoStandIn, OFFICIAL_SOURCE } from '../code/apono-stand-in';
import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { cleanUp, opened } from '../support/clean-up';

const folder = opened(() =>
  openAttachedFolder({
    env: aponoEnvironment,
    others: ({ url, token }) => [attach(OFFICIAL_SOURCE, () => aponoStandIn(url, token))],
  }),
);

beforeAll(async () => {
  const { terraform, sandbox } = folder;
  const okta = sandbox.integrations().find(({ name }) => name === 'Okta')?.id;
  terraform.write('main.tf', official(okta ?? ''));
  await terraform.init();
  await terraform.apply();
});

test.each([
  ['the state', () => ['--from-state', join(folder.terraform.path, 'terraform.tfstate')]],
  ['the HCL', () => ['--from', join(folder.terraform.path, 'main.tf'), '--import-blocks']],
])('integrations of both older generations move over from %s without being touched', async (_, source) => {
  const { terraform, sandbox, env } = folder;
  const before = { main: terraform.read('main.tf'), state: terraform.read('terraform.tfstate') };
  const seen = sandbox.requests().length;
  const file = join(terraform.path, 'new.tf');
  cleanUp(() => {
    terraform.write('main.tf', before.main);
    terraform.write('terraform.tfstate', before.state);
    rmSync(file, { force: true });
  });
  expect(await run(['node', 'aponopg', 'export', ...source(), '--out', file], env)).toBe(0);
  // The provider block of the official provider stays until nothing of it is left in the state.
  terraform.write('main.tf', 'provider "apono" {}\n');
  await terraform.init();
  await terraform.checkFormat();
  const { stdout } = await terraform.plan();
  // OpenTofu goes on: ", 2 to forget", and has words of its own for that.
  expect(stdout).toContain('Plan: 2 to import, 0 to add, 0 to change, 0 to destroy');
  expect(stdout).toMatch(/apono_integration.older will (no longer be managed|be removed from the OpenTofu state)/);
  expect(stdout).toMatch(
    /apono_resource_integration.newer will (no longer be managed|be removed from the OpenTofu state)/,
  );
  await terraform.apply();
  await terraform.expectNoChanges();
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
});

test('without a token the names of identity providers stay ids, and a comment says so', async () => {
  const { terraform, env } = folder;
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
