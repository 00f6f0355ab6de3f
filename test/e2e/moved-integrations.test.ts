import { attach } from '../../src/terraform/plugin';
import { aponoStandIn, OFFICIAL_SOURCE } from '../code/apono-stand-in';
import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { OFFICIAL_PROVIDER, officialProviderConfig } from '../support/official-provider';

const whose = OFFICIAL_PROVIDER ? 'the official provider' : 'its stand-in (TEST_APONO_PROVIDER names no program)';

test(`integrations of both generations of ${whose} move without being touched, and the next plan is empty`, async () => {
  const { terraform, sandbox } = await openAttachedFolder({
    env: aponoEnvironment,
    ...(OFFICIAL_PROVIDER
      ? { cliConfig: officialProviderConfig(OFFICIAL_PROVIDER) }
      : { others: ({ url, token }) => [attach(OFFICIAL_SOURCE, () => aponoStandIn(url, token))] }),
  });
  const okta = sandbox.integrations().find(({ name }) => name === 'Okta')?.id;
  terraform.write(
    'main.tf',
    `
terraform {
  required_providers {
    aponopg = { source = "apono.internal/community/aponopg" }
    apono   = { source = "apono-io/apono" }
  }
}
`,
  );
  if (!OFFICIAL_PROVIDER) await terraform.init();
  terraform.write(
    'integrations.tf',
    `
resource "apono_resource_integration" "newer" {
  name                     = "Newer"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database"]
  integration_config       = { hostname = "db.internal", port = "5432", dbname = "orders", flavour = "blue" }
  secret_store_config      = { aws = { region = "us-east-1", secret_id = "prod/orders" } }
  owner                    = { attribute_type = "group", attribute_values = ["dba"], source_integration_name = "Okta" }
}
resource "apono_integration" "older" {
  name                     = "Older"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database", "postgresql-table"]
  metadata                 = { hostname = "db2.internal", port = "6432", dbname = "postgres", sslmode = "require" }
  kubernetes_secret        = { namespace = "apono", name = "orders" }
  integration_owners       = [{ integration_id = "${okta}", attribute = "group", value = ["dba"] }]
}
`,
  );
  await terraform.apply();
  const seen = sandbox.requests().length;
  const before = sandbox.integrations();
  terraform.write(
    'integrations.tf',
    `
moved {
  from = apono_resource_integration.newer
  to   = aponopg_integration.newer
}
resource "aponopg_integration" "newer" {
  name                     = "Newer"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database"]
  hostname                 = "db.internal"
  port                     = 5432
  dbname                   = "orders"
  extra_config             = { flavour = "blue" }
  secret_store             = { aws = { region = "us-east-1", secret_id = "prod/orders" } }
  integration_owner        = { attribute_type = "group", attribute_values = ["dba"], source_integration_name = "Okta" }
}
moved {
  from = apono_integration.older
  to   = aponopg_integration.older
}
resource "aponopg_integration" "older" {
  name                     = "Older"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database", "postgresql-table"]
  hostname                 = "db2.internal"
  port                     = 6432
  dbname                   = "postgres"
  sslmode                  = "require"
  secret_store             = { kubernetes = { namespace = "apono", name = "orders" } }
  integration_owner        = { attribute_type = "group", attribute_values = ["dba"], source_integration_name = "Okta" }
}
`,
  );
  const { stdout } = await terraform.plan();
  expect(stdout).toContain('apono_resource_integration.newer has moved to aponopg_integration.newer');
  expect(stdout).toContain('apono_integration.older has moved to aponopg_integration.older');
  expect(stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  await terraform.apply();
  await terraform.expectNoChanges();
  const sent = sandbox.requests().slice(seen);
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(sandbox.integrations()).toEqual(before);
});
