import type { ConnectorV3 } from '../api-shapes';
import type { SandboxState, StoredGroup, StoredIntegration } from './tenant';

/** When the connectors were seen last. */
const LONG_AGO = '2025-01-01T00:00:00Z';
const OKTA = 'b1e0c1d2-0000-4000-8000-000000000001';
const GOOGLE = 'b1e0c1d2-0000-4000-8000-000000000002';
const OPSGENIE = 'b1e0c1d2-0000-4000-8000-000000000003';

/** A fresh tenant: connectors, the integrations that identities come from, and a few people. */
export function builtInTenant(): SandboxState {
  return {
    connectors: [...CONNECTORS],
    integrations: [
      source(0, OKTA, 'Okta', 'okta'),
      source(1, GOOGLE, 'Google OAuth', 'google-oauth'),
      source(2, OPSGENIE, 'Opsgenie', 'opsgenie'),
    ],
    spaces: [{ id: 'd3a2e3f4-0000-4000-8000-000000000001', name: 'Payments' }],
    access_flows: [],
    bundles: [],
    access_scopes: [],
    groups: [...GROUPS],
    users: USERS.map(([first, last, role], index) => ({
      id: `00u${index + 1}`,
      email: `${first.toLowerCase()}@example.com`,
      email_aliases: [],
      first_name: first,
      last_name: last,
      active: true,
      roles: [role],
      source_integration_id: OKTA,
      attributes: { department: role === 'Admin' ? 'Platform' : 'Engineering' },
    })),
    attributes: [
      attribute('department', 'Engineering', OKTA),
      attribute('department', 'Platform', OKTA),
      attribute('opsgenie_schedule', 'Database on call', OPSGENIE),
    ],
  };
}

/** One connector that works for each cloud, one that is disconnected, one that is old. */
const CONNECTORS: readonly ConnectorV3[] = [
  connector('AwsConnector-Prod', 'AWS', '1.7.2'),
  connector('AzureConnector-Prod', 'AZURE', '1.7.2'),
  connector('GcpConnector-Prod', 'GCP', 'v1.7.2'),
  connector('KubernetesConnector-Prod', 'KUBERNETES', '1.7.2'),
  { ...connector('AwsConnector-Offline', 'AWS', '1.7.2'), status: 'DISCONNECTED', sessions: [] },
  connector('AwsConnector-Old', 'AWS', '1.2.9'),
];

const USERS = [
  ['Ada', 'Okoye', 'Admin'],
  ['Ben', 'Ruiz', 'Power User'],
  ['Chen', 'Li', 'Viewer'],
  ['Dana', 'Novak', 'Viewer'],
] as const;

/** `Engineering` is there twice, from two sources: a name alone does not always tell. */
const GROUPS: readonly StoredGroup[] = [
  group(0, 'Engineering', OKTA, ['ben@example.com', 'chen@example.com', 'dana@example.com']),
  group(1, 'DBA', OKTA, ['ada@example.com']),
  group(2, 'RND', OKTA, ['ben@example.com', 'chen@example.com']),
  group(3, 'Engineering', GOOGLE, ['ben@example.com']),
];

/** A connector that works. */
export function connector(id: string, cloud: string, version: string): ConnectorV3 {
  const session = { id: `${id}-1`, metadata: { connector_version: version }, last_connected_time: LONG_AGO };
  return {
    id,
    name: id,
    status: 'CONNECTED',
    version,
    last_connected: LONG_AGO,
    is_latest_version: /1\.7\.2$/.test(version),
    cloud_provider_type: cloud,
    sessions: [session],
  };
}

/** An integration that identities come from. */
export function source(position: number, id: string, name: string, type: string): StoredIntegration {
  return {
    id,
    name,
    type,
    category: 'USER-INFORMATION',
    integration_config: {},
    connector_id: null,
    secret_store_config: null,
    connected_resource_types: null,
    custom_access_details: null,
    owner: null,
    owners_mapping: null,
    position,
    status_before: 'Initializing',
    settles_at: 0,
  };
}

function group(position: number, name: string, from: string, members: readonly string[]): StoredGroup {
  const id = `c2f1d2e3-0000-4000-8000-00000000000${position + 1}`;
  return { id, name, source_id: `00g${position + 1}`, source_integration_id: from, members, position };
}

function attribute(type: string, value: string, from: string) {
  return { type, value, source_id: value, source_integration_id: from };
}
