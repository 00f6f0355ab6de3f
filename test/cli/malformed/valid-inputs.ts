import { labelled } from '../../support/labelled';

const STORE = { aws: { region: 'us-east-1', secret_id: 'orders/connector' } };

const SERVER = {
  host: '127.0.0.1',
  // Nothing listens there.
  port: 1,
  database: 'postgres',
  username: 'admin',
  password_env: 'ADMIN_PASSWORD',
  sslmode: 'prefer',
  connect_timeout_seconds: 2,
};

const ROLE = {
  server: 'main',
  name: 'apono_connector',
  login: true,
  createrole: true,
  password_env: 'CONNECTOR_PASSWORD',
  valid_until: '2030-01-01T00:00:00Z',
  comment: "Apono's connector",
  connection_limit: 5,
  settings: { search_path: 'app', 'app.tenant': 'one' },
  member_of: [{ role: 'pg_monitor', admin: true }],
  on_destroy: { reassign_owned_to: 'postgres' },
};

const GRANTS = {
  server: 'main',
  database: 'orders',
  grants: labelled([
    {
      grantees: ['apono_connector'],
      privileges: ['SELECT', 'INSERT'],
      on: 'table',
      schemas: ['public'],
      objects: ['orders'],
    },
    {
      grantees: ['apono_connector'],
      privileges: ['USAGE'],
      on: 'schema',
      objects: ['public'],
      with_grant_option: true,
    },
    {
      grantees: ['apono_connector'],
      privileges: ['SELECT'],
      on: 'table',
      schemas: ['public'],
      objects: ['t'],
      columns: ['a'],
    },
    {
      grantees: ['apono_connector'],
      privileges: ['EXECUTE'],
      on: 'function',
      schemas: ['public'],
      objects: ['f(integer)'],
    },
  ]),
};

const INTEGRATION = {
  name: 'Orders database',
  type: 'postgresql',
  connector_id: 'AwsConnector-Prod',
  connected_resource_types: ['postgresql-database'],
  hostname: 'db.internal',
  port: 5432,
  dbname: 'orders',
  sslmode: 'require',
  secret_store: STORE,
  credential_rotation_period_in_days: 30,
  custom_access_details: 'Use `psql` as **you**.',
  integration_owner: { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' },
  resource_owner: { key_name: 'owner', attribute_type: 'group' },
};

/** A document with something of everything. */
export const DOCUMENT = {
  id: 'prod/orders',
  servers: { main: SERVER },
  apono: {},
  roles: [ROLE, { server: 'main', name: 'reader' }],
  grants: labelled([GRANTS]),
  integrations: [INTEGRATION],
};

/** What `terraform show -json` prints of it. */
export const SHOWN = {
  format_version: '1.0',
  terraform_version: '1.11.4',
  values: {
    root_module: {
      resources: [
        {
          address: 'null_resource.apono',
          type: 'null_resource',
          name: 'apono',
          values: { id: '1', triggers: { request: JSON.stringify(DOCUMENT) } },
        },
      ],
      child_modules: [{ address: 'module.m', resources: [{ type: 'null_resource', values: { triggers: {} } }] }],
    },
  },
};

/** A plan, as `terraform show -json tfplan` prints it. */
export const PLAN = { ...SHOWN, values: undefined, planned_values: SHOWN.values, resource_changes: [] };

const OFFICIAL = {
  id: '3f1c',
  name: 'Orders database',
  type: 'postgresql',
  connector_id: 'AwsConnector-Prod',
  connected_resource_types: ['postgresql-database'],
  metadata: { hostname: 'db.internal', port: '5432', dbname: 'orders' },
  integration_config: { hostname: 'db.internal', port: '5432', dbname: 'orders' },
  aws_secret: { region: 'us-east-1', secret_id: 'orders' },
  secret_store_config: { aws: { region: 'us-east-1', secret_id: 'orders' } },
  custom_access_details: 'Use psql.',
};

/** An access flow with everything in it, and what the official provider's older resources have of one. */
const FLOW = {
  name: 'Read orders',
  trigger: 'SELF_SERVE',
  grant_duration_in_min: 60,
  timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'UTC' },
  requestors: { logical_operator: 'OR', conditions: [{ type: 'group', match_operator: 'is', values: ['RND'] }] },
  approver_policy: {
    approval_mode: 'ANY_OF',
    approver_groups: [
      { logical_operator: 'OR', approvers: [{ type: 'user', values: ['a'], source_integration_name: 'Okta' }] },
    ],
  },
  request_for: { request_scopes: ['self'], grantees: null },
  access_targets: [
    {
      integration: {
        integration_name: 'Orders database',
        resource_type: 'postgresql-table',
        permissions: ['READ_ONLY'],
        resources_scopes: [{ scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] }],
      },
    },
    { bundle: { name: 'Kit' } },
  ],
  settings: { justification_required: true, labels: ['prod'] },
};
const OLDER_TARGETS = [
  {
    name: 'Orders database',
    resource_type: 'postgresql-table',
    permissions: ['READ_ONLY'],
    resource_include_filters: [{ type: 'tag', key: 'env', value: 'prod' }],
  },
];
const CONDITIONS = {
  conditions_logical_operator: 'OR',
  attribute_conditions: [{ attribute_type: 'user', operator: 'is', attribute_names: ['a'], integration_id: 'b1e0' }],
};
const ACCESS = {
  apono_access_scope: { name: 'Production', query: 'resource_tag["env"] = "prod"' },
  apono_bundle_v2: { name: 'Kit', access_targets: [{ access_scope: { name: 'Production' } }] },
  apono_access_bundle: { name: 'Older kit', integration_targets: OLDER_TARGETS },
  apono_access_flow_v2: FLOW,
  apono_access_flow: {
    name: 'Older',
    active: true,
    revoke_after_in_sec: 3600,
    trigger: {
      type: 'user_request',
      timeframe: { start_time: '08:00:00', end_time: '18:00:00', days_in_week: ['MONDAY'], time_zone: 'UTC' },
    },
    grantees_conditions_group: CONDITIONS,
    approvers: [{ name: 'RND', type: 'group' }],
    approver_policy: { approver_groups_relationship: 'ANY_OF', approver_groups: [CONDITIONS] },
    integration_targets: OLDER_TARGETS,
    bundle_targets: [{ name: 'Kit' }],
    settings: { require_mfa: true },
    labels: ['prod'],
  },
};

/** A state of the official provider. */
export const STATE = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: 'x',
  outputs: {},
  resources: Object.entries({ apono_integration: OFFICIAL, apono_resource_integration: OFFICIAL, ...ACCESS }).map(
    ([type, attributes]) => ({
      module: 'module.m',
      mode: 'managed',
      type,
      name: 'orders',
      provider: 'provider["registry.terraform.io/apono-io/apono"]',
      instances: [{ schema_version: 0, attributes }],
    }),
  ),
};

/** A synthesized stack. */
export const STACK = {
  '//': { metadata: { backend: 'local', stackName: 'orders', version: '0.21.0' } },
  terraform: {
    backend: { local: { path: 'terraform.tfstate' } },
    required_providers: { aponopg: { source: 'apono-io/aponopg', version: '0.1.1' } },
  },
  variable: { host: { type: 'string', default: '127.0.0.1' }, password: { type: 'string', sensitive: true } },
  provider: {
    aponopg: [{ servers: { main: { ...SERVER, host: '${var.host}' } }, apono: {} }],
    aws: [{ region: 'us-east-1', alias: 'a' }],
  },
  data: { aponopg_connector: { c: { id: 'AwsConnector-Prod' } } },
  resource: {
    aponopg_role: {
      connector: ROLE,
      reader: { server: 'main', name: 'reader', depends_on: ['aponopg_role.connector'] },
    },
    aponopg_grants: { all: { ...GRANTS, lifecycle: { prevent_destroy: true } } },
    aponopg_integration: {
      orders: { ...INTEGRATION, connector_id: '${data.aponopg_connector.c.id}', name: 'Orders ${var.host}' },
    },
    aponopg_access_flow: { read: FLOW },
    aponopg_bundle: { kit: ACCESS.apono_bundle_v2 },
    apono_access_flow: { older: ACCESS.apono_access_flow },
    aws_db_instance: { db: { tags: { a: 'b' }, timeouts: { create: '5m' }, provider: 'aws.a' } },
    null_resource: {
      n: { triggers: { a: '${aponopg_role.connector.id}' }, provisioner: [{ 'local-exec': { command: 'x' } }] },
    },
  },
  locals: { a: 1, b: '${local.a}' },
  output: { id: { value: '${aponopg_role.connector.id}', sensitive: true } },
};

/** What `terraform providers schema -json` prints. */
export const SCHEMAS = {
  format_version: '1.0',
  provider_schemas: {
    'registry.terraform.io/hashicorp/aws': {
      provider: { version: 0, block: { attributes: { region: { type: 'string' } }, block_types: {} } },
      resource_schemas: {
        aws_db_instance: {
          version: 0,
          block: {
            attributes: { tags: { type: ['map', 'string'] } },
            block_types: {
              timeouts: { nesting_mode: 'single', block: { attributes: { create: { type: 'string' } } } },
            },
          },
        },
      },
    },
  },
};

/** HCL such as View as Code gives, and a whole configuration. */
export const HCL = `variable "host" {
  type    = string
  default = "db.internal"
}

resource "apono_resource_integration" "orders" {
  name                     = "Orders database"
  type                     = "postgresql"
  connector_id             = "AwsConnector-Prod"
  connected_resource_types = ["postgresql-database"]
  integration_config = {
    hostname = var.host
    port     = "5432"
    dbname   = "orders \${upper("x")}"
  }
  secret_store_config = {
    aws = { region = "us-east-1", secret_id = "orders" }
  }
  custom_access_details = <<EOT
Use \`psql\`.
EOT
}

resource "apono_integration" "old" {
  name         = "Old"
  type         = "postgresql"
  connector_id = "c"
  metadata     = { hostname = "h", port = "1", dbname = "d" }
  aws_secret {
    region    = "r"
    secret_id = "s"
  }
}
`;

/** Faults of the sandbox, and the state that it keeps. */
export const FAULTS = { latency_ms: 0, fail_next: { count: 1, status: 503, method: 'GET' }, non_json: false };
