// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import { readViewAsCode } from '../../../src/code';
import { type Problem, ProblemError } from '../../../src/problem';

const OFFICIAL = `
provider "apono" {}

resource "apono_resource_integration" "postgresql_prod_dbs" {
  name         = "Production $\${databases}"
  type         = "postgresql"
  connector_id = "AwsConnector-ProdTeam-XYZ123"
  connected_resource_types = [
    "postgresql-database", # all of them
    "postgresql-table",
  ]
  integration_config = {
    hostname                            = "db.internal"
    port                                = "5432"
    dbname                              = "postgres"
    sslmode                             = "disable"
    credentials_rotation_period_in_days = "30"
    credentials_cleanup_period_in_days  = 90
    instance_id                         = "orders"
  }
  secret_store_config = {
    aws = {
      region    = "us-east-1"
      secret_id = "arn:aws:secretsmanager:us-east-1:123456789012:secret:/prod/apono"
    }
  }
  custom_access_details = <<-EOT
    Connect to the VPN first.
    See https://wiki.example.com
  EOT
  owner = {
    attribute_type          = "group"
    attribute_values        = ["dba"]
    source_integration_name = "Okta"
  }
  owners_mapping = {
    key_name       = "owner"
    attribute_type = "group"
  }
}
`;

describe('reading view as code', () => {
  test('reads the official resource', async () => {
    expect(await readViewAsCode(OFFICIAL)).toEqual([
      {
        address: 'apono_resource_integration.postgresql_prod_dbs',
        notes: [],
        member: 'integrations',
        thing: {
          name: 'Production ${databases}',
          type: 'postgresql',
          connector_id: 'AwsConnector-ProdTeam-XYZ123',
          connected_resource_types: ['postgresql-database', 'postgresql-table'],
          hostname: 'db.internal',
          port: 5432,
          dbname: 'postgres',
          sslmode: 'disable',
          credential_rotation_period_in_days: 30,
          user_cleanup_period_in_days: 90,
          extra_config: { instance_id: 'orders' },
          secret_store: {
            aws: {
              region: 'us-east-1',
              secret_id: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:/prod/apono',
            },
          },
          custom_access_details: 'Connect to the VPN first.\nSee https://wiki.example.com\n',
          integration_owner: { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' },
          resource_owner: { key_name: 'owner', attribute_type: 'group' },
        },
      },
    ]);
  });

  test('reads the older resource and says what has no exact counterpart', async () => {
    const [read] = await readViewAsCode(`
      resource "apono_integration" "prod" {
        name         = "DB Prod"
        type         = "postgresql"
        connector_id = "00000-1111"
        metadata     = { hostname = "db", port = "5432", dbname = "postgres" }
        kubernetes_secret = { namespace = "apono", name = "db" }
        integration_owners = [
          { attribute = "user", value = ["a@example.com"], integration_id = "okta-1" },
          { attribute = "group", value = ["dba"] },
        ]
        resource_owner_mappings = [{ key_name = "owner", attribute = "group", attribute_integration_id = "okta-2" }]
      }`);
    expect(read?.thing).toMatchObject({
      port: 5432,
      secret_store: { kubernetes: { namespace: 'apono', name: 'db' } },
      integration_owner: {
        attribute_type: 'user',
        attribute_values: ['a@example.com'],
        source_integration_name: 'okta-1',
      },
      resource_owner: { key_name: 'owner', attribute_type: 'group', source_integration_name: 'okta-2' },
    });
    expect(read?.notes).toEqual([
      'Only the first of 2 integration_owners was taken: an integration now has one; check who it should be',
      'integration_owner: source_integration_name holds the id okta-1; the name reads better, and Apono takes both',
      'resource_owner: source_integration_name holds the id okta-2; the name reads better, and Apono takes both',
    ]);
  });

  test('keeps expressions and says so', async () => {
    const [read] = await readViewAsCode(`
      resource "aponopg_integration" "x" {
        name         = "x"
        type         = "postgresql"
        connector_id = data.aponopg_connector.prod.id
        hostname     = "db.\${var.zone}"
        port         = var.port
        depends_on   = [aponopg_role.connector]
      }`);
    expect(read?.thing).toMatchObject({
      connector_id: { $template: '${data.aponopg_connector.prod.id}' },
      hostname: { $template: 'db.${var.zone}' },
      port: { $template: '${var.port}' },
    });
    expect(read?.notes).toEqual([
      'depends_on belongs to the block, not to the integration: add it by hand',
      'connector_id is an expression and was kept as it is: ${data.aponopg_connector.prod.id}',
      'hostname is an expression and was kept as it is: db.${var.zone}',
      'port is an expression and was kept as it is: ${var.port}',
    ]);
  });

  test('names line and column of every fault in the syntax', async () => {
    const text = 'resource "apono_integration" "x" {\n  name = \n}\n';
    expect(await problemsOf(text)).toMatchObject([
      { code: 'HCL_SYNTAX', what: expect.stringMatching(/^Line 2, column 10: Invalid expression\. Expected/) },
    ]);
    expect(await problemsOf("a = 'b'", 'my file.tf')).toMatchObject([
      { what: expect.stringMatching(/^my file\.tf, line 1, column 5: Invalid character/) },
      { what: expect.stringMatching(/^my file\.tf, line 1, column 5: Invalid expression/) },
    ]);
  });

  test('refuses an integration of another type', async () => {
    const text = 'resource "apono_integration" "x" {\n  name = "x"\n  type = "aws-account"\n}\n';
    expect(await problemsOf(text)).toMatchObject([
      { code: 'UNSUPPORTED_INTEGRATION_TYPE', path: ['apono_integration.x', 'type'], value: 'aws-account' },
    ]);
  });

  test.each([
    ['no integration', 'locals {\n  a = 1\n}\n', 'MISSING_VALUE'],
    ['a type that is an expression', integration('type = var.type'), 'MISSING_VALUE'],
    ['no name', 'resource "apono_integration" "x" {\n  type = "postgresql"\n}\n', 'MISSING_VALUE'],
    ['a port that is no number', integration('type = "postgresql"\n  metadata = { port = "pg" }'), 'INVALID_VALUE'],
    [
      'two secret stores',
      integration('type = "postgresql"\n  aws_secret = {}\n  gcp_secret = {}'),
      'CONFLICTING_VALUES',
    ],
  ])('refuses %s', async (_, text, code) => {
    expect(await problemsOf(text)).toMatchObject([{ code }]);
  });
});

function integration(body: string): string {
  return `resource "apono_integration" "x" {\n  name = "x"\n  ${body}\n}\n`;
}

async function problemsOf(text: string, filename?: string): Promise<readonly Problem[]> {
  const error = await readViewAsCode(text, filename === undefined ? {} : { filename }).catch(
    (caught: unknown) => caught,
  );
  if (!(error instanceof ProblemError)) throw error;
  return error.problems;
}
