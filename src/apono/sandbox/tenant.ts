import type { ConnectorV3, IntegrationV4 } from '../api-shapes';

/** An integration as kept: its status is worked out when it is read. */
export interface StoredIntegration extends Omit<IntegrationV4, 'status' | 'last_sync_time'> {
  /** Its place in the order of creation. */
  readonly position: number;
  /** What it shows until it settles. */
  readonly status_before: 'Initializing' | 'Refreshing';
  /** When it settles, in milliseconds since 1970. */
  readonly settles_at: number;
}

/** Everything the sandbox remembers. It holds no token and no credentials. */
export interface SandboxState {
  connectors: ConnectorV3[];
  integrations: StoredIntegration[];
}

const LONG_AGO = '2025-01-01T00:00:00Z';

/** The connectors of a fresh sandbox: one that works for each cloud, one that is disconnected, one that is old. */
export const DEFAULT_CONNECTORS: readonly ConnectorV3[] = [
  connector('AwsConnector-Prod', 'AWS', '1.7.2'),
  connector('AzureConnector-Prod', 'AZURE', '1.7.2'),
  connector('GcpConnector-Prod', 'GCP', 'v1.7.2'),
  connector('KubernetesConnector-Prod', 'KUBERNETES', '1.7.2'),
  { ...connector('AwsConnector-Offline', 'AWS', '1.7.2'), status: 'DISCONNECTED', sessions: [] },
  connector('AwsConnector-Old', 'AWS', '1.2.9'),
];

/** The integrations of a fresh sandbox: the identity providers that owners may come from. */
export const IDENTITY_INTEGRATIONS: readonly StoredIntegration[] = [
  identity(0, 'b1e0c1d2-0000-4000-8000-000000000001', 'Okta', 'okta'),
  identity(1, 'b1e0c1d2-0000-4000-8000-000000000002', 'Google OAuth', 'google-oauth'),
];

/** A connector that runs. */
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

function identity(position: number, id: string, name: string, type: string): StoredIntegration {
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
