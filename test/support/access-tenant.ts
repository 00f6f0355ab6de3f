import { createAponoClient } from '../../src/apono';
import type { Sandbox } from '../../src/apono/sandbox';

/** The names of what `fillTenant` makes. */
export const TENANT = {
  integrations: ['Orders', 'Stock'],
  access_scopes: ['Orders alone', 'Production databases', 'Stock alone'],
  bundles: ['Stock kit', 'Support kit'],
  access_flows: ['All that is needed', 'On call', 'Read orders', 'Write stock'],
} as const;

/**
 * Fills a sandbox's tenant with two PostgreSQL integrations and what gives access to them: each kind of target, each list
 * and set, every part of a flow that can be there.
 */
export async function fillTenant({ url, token }: Pick<Sandbox, 'url' | 'token'>): Promise<void> {
  const { integrations, accessScopes, bundles, accessFlows } = createAponoClient({ endpoint: url, token });
  await integrations.create({
    ...integration('Orders', 'postgresql'),
    integration_config: { hostname: 'db.internal', port: '5432', dbname: 'postgres' },
    owner: { attribute_type: 'group', attribute_value: ['DBA'], source_integration_reference: 'Okta' },
    owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_reference: 'Okta' },
  });
  await integrations.create({
    ...integration('Stock', 'aws-rds-postgresql'),
    integration_config: { instance_id: 'stock', region: 'us-east-1', dbname: 'stock' },
  });
  await accessScopes.create({
    name: 'Production databases',
    description: 'All of ${production}\nand more',
    query: 'integration in ("postgresql", "aws-rds-postgresql") and resource_tag["env"] = "prod"',
  });
  await accessScopes.create({ name: 'Orders alone', query: 'integration_name = "Orders"' });
  await accessScopes.create({ name: 'Stock alone', query: 'resource_type = "aws-rds-postgresql-table"' });
  await bundles.create({
    name: 'Support kit',
    access_targets: [
      target('Orders', 'postgresql-table', ['READ_WRITE', 'READ_ONLY']),
      { access_scope: { access_scope_reference: 'Orders alone' } },
    ],
  });
  await bundles.create({ name: 'Stock kit', access_targets: [target('Stock', 'aws-rds-postgresql-table', ['ADMIN'])] });
  await accessFlows.create({
    ...flow('Read orders'),
    description: 'For "everybody"',
    grant_duration_in_min: 240,
    timeframe: {
      start_time: '08:00',
      end_time: '18:00',
      days_of_week: ['FRIDAY', 'MONDAY'],
      time_zone: 'Europe/Berlin',
    },
    approver_policy: {
      approval_mode: 'ANY_OF',
      approver_groups: [
        {
          logical_operator: 'OR',
          approvers: [{ type: 'Owner' }, { type: 'user', match_operator: 'is', values: ['ada@example.com'] }],
        },
        { logical_operator: 'AND', approvers: [group('DBA', 'is')] },
      ],
    },
    escalation_policy: {
      interval_in_min: 30,
      approver_groups: [{ logical_operator: 'OR', approvers: [group('DBA', 'is')] }],
    },
    request_for: {
      request_scopes: ['others', 'self'],
      grantees: { logical_operator: 'OR', conditions: [group('RND', 'contains')] },
    },
    access_targets: [
      target(
        'Orders',
        'postgresql-table',
        ['READ_ONLY'],
        [
          { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod', 'live'] },
          { scope_mode: 'exclude_resources', type: 'NAME', values: ['secrets'] },
        ],
      ),
      { bundle: { bundle_reference: 'Support kit' } },
      { access_scope: { access_scope_reference: 'Production databases' } },
    ],
    settings: { ...SETTINGS, labels: ['prod', 'live'], max_extensions: 2, extension_duration_in_min: 30 },
  });
  await accessFlows.create({
    ...flow('On call'),
    trigger: 'AUTOMATIC',
    active: false,
    access_targets: [target('Orders', 'postgresql-database', ['READ_ONLY'])],
    settings: { ...SETTINGS, justification_required: false },
  });
  await accessFlows.create({
    ...flow('Write stock'),
    approver_policy: {
      approval_mode: 'ALL_OF',
      approver_groups: [{ logical_operator: 'OR', approvers: [group('DBA', 'is')] }],
    },
    access_targets: [{ bundle: { bundle_reference: 'Stock kit' } }],
    settings: { ...SETTINGS, require_mfa: true },
  });
  await accessFlows.create({
    ...flow('All that is needed'),
    access_targets: [
      target('Orders', 'postgresql-table', ['READ_WRITE']),
      target(
        'Stock',
        'aws-rds-postgresql-table',
        ['READ_WRITE'],
        [{ scope_mode: 'include_resources', type: 'NAME', values: ['items'] }],
      ),
    ],
  });
}

const SETTINGS = {
  justification_required: true,
  require_approver_reason: false,
  requestor_cannot_approve_himself: false,
  require_mfa: false,
  labels: [],
};

function integration(name: string, type: string) {
  return {
    name,
    type,
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: [`${type}-database`, `${type}-table`],
    secret_store_config: { aws: { region: 'us-east-1', secret_id: `${name}/apono` } },
  };
}

/** A flow on nothing yet, that somebody has to ask for. */
export function flow(name: string) {
  return {
    name,
    active: true,
    trigger: 'SELF_SERVE',
    request_for_others: false,
    requestors: {
      logical_operator: 'OR',
      conditions: [group('RND', 'contains'), { type: 'user', match_operator: 'is', values: ['ben@example.com'] }],
    },
    settings: SETTINGS,
  };
}

function group(name: string, match_operator: string) {
  return { type: 'group', match_operator, values: [name], source_integration_reference: 'Okta' };
}

function target(
  integration_reference: string,
  resource_type: string,
  permissions: readonly string[],
  resources_scopes:
    | readonly { scope_mode: string; type: string; key?: string; values: readonly string[] }[]
    | null = null,
) {
  return { integration: { integration_reference, resource_type, permissions, resources_scopes } };
}
