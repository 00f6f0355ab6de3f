import { type ConnectorV3, connectorProblem } from '../../../src/apono';
import {
  ACCESS_DETAILS_LIMIT,
  CONFIG_KEYS,
  countCharacters,
  RESOURCE_TYPES_SEEN,
  SECRET_STORES,
  SSL_MODES,
  VARIANTS,
} from '../../../src/metadata';
import { among, each, type Fact, includes } from '../fact';
import type { TenantReading } from '../read-tenant';

const STATUSES = ['Initializing', 'Refreshing', 'Active', 'Error', 'Warning', 'Disabled'];
const METADATA = 'src/metadata/integration.ts';

/** Types of integration, integrations and connectors. */
export const INTEGRATIONS: readonly Fact[] = [
  {
    fact: 'The catalog has the types of this package.',
    restsOn: 'src/metadata/variants.ts',
    look: ({ catalog }) =>
      includes(
        catalog.map(({ type }) => type).filter((type) => /postgres/.test(type)),
        Object.values(VARIANTS).map(({ type }) => type),
      ),
  },
  ...Object.values(VARIANTS).map(
    ({ type, byHostname, instanceKeys }): Fact => ({
      fact: `\`${type}\` asks for the keys that this package sends.`,
      restsOn: 'src/metadata/clouds.ts',
      look: ({ catalog }) => {
        const params = catalog.find((entry) => entry.type === type)?.params.map(({ id }) => id) ?? [];
        return includes(params, byHostname ? ['hostname', 'port', 'dbname', 'sslmode'] : instanceKeys);
      },
    }),
  ),
  {
    fact: 'The keys of rotation and cleanup are those that this package sends.',
    restsOn: METADATA,
    look: (tenant) => {
      const keys = [
        ...tenant.catalog
          .filter(({ type }) => /postgres/.test(type))
          .flatMap(({ params }) => params.map(({ id }) => id)),
        ...postgresql(tenant).flatMap(({ integration_config: config }) => Object.keys(config)),
      ].filter((key) => /rotation|cleanup/.test(key));
      return among(keys, Object.values(CONFIG_KEYS));
    },
  },
  {
    fact: 'The values that the catalog allows for `sslmode` are the six of libpq.',
    restsOn: 'src/metadata/ssl-mode.ts',
    look: ({ catalog }) => {
      const params = catalog.flatMap((entry) => (entry.type === 'postgresql' ? entry.params : []));
      return among(params.find(({ id }) => id === 'sslmode')?.values ?? [], SSL_MODES);
    },
  },
  {
    fact: 'The catalog names secret stores by our keys in capitals.',
    restsOn: 'src/metadata/secret-stores.ts',
    look: ({ catalog }) =>
      among(
        catalog.filter(({ type }) => /postgres/.test(type)).flatMap((entry) => entry.supported_secret_types),
        SECRET_STORES.map((store) => store.toUpperCase()),
      ),
  },
  {
    fact: 'An integration has one of six statuses.',
    restsOn: 'src/apono/wait-until-active.ts',
    look: ({ integrations }) =>
      among(
        integrations.map(({ status }) => status),
        STATUSES,
      ),
  },
  {
    fact: 'Integrations are of the categories `RESOURCES` and `USER-INFORMATION`.',
    restsOn: 'src/apono/client.ts',
    look: ({ integrations }) =>
      among(
        integrations.map(({ category }) => category),
        ['RESOURCES', 'USER-INFORMATION'],
      ),
  },
  {
    fact: 'The values of an integration config are texts.',
    restsOn: METADATA,
    look: (tenant) =>
      each(
        postgresql(tenant).flatMap(({ integration_config: config }) => Object.values(config)),
        (value) => typeof value === 'string',
      ),
  },
  {
    fact: 'An integration has at most one secret store.',
    restsOn: METADATA,
    look: (tenant) =>
      each(
        postgresql(tenant),
        ({ secret_store_config: config }) => Object.values(config ?? {}).filter((store) => store !== null).length <= 1,
      ),
  },
  {
    fact: `Custom access details have at most ${ACCESS_DETAILS_LIMIT} characters.`,
    restsOn: METADATA,
    look: ({ integrations }) =>
      each(
        integrations.flatMap(({ custom_access_details: text }) => text ?? []),
        (text) => countCharacters(text) <= ACCESS_DETAILS_LIMIT,
      ),
  },
  {
    fact: 'Of `postgresql` the resource types are known.',
    restsOn: 'src/metadata/resource-types.ts',
    look: ({ integrations }) =>
      among(
        integrations.filter(({ type }) => type === 'postgresql').flatMap((each) => each.connected_resource_types ?? []),
        RESOURCE_TYPES_SEEN,
      ),
  },
  {
    fact: 'A connector is `CONNECTED` or `DISCONNECTED`.',
    restsOn: 'src/apono/connector-problem.ts',
    look: ({ connectors }) =>
      among(
        connectors.map(({ status }) => status),
        ['CONNECTED', 'DISCONNECTED'],
      ),
  },
  {
    fact: 'The versions of connectors and of their running copies can be compared.',
    restsOn: 'src/apono/version.ts',
    look: ({ connectors }) =>
      each(connectors.flatMap(runningCopies), (copy) => {
        return connectorProblem(copy, { minimumVersion: '0.0.1' })?.code !== 'APONO_CONNECTOR_VERSION';
      }),
  },
];

/** A connector as each of its versions alone would be told. */
function runningCopies(connector: ConnectorV3): readonly ConnectorV3[] {
  const running = connector.sessions.flatMap(({ metadata }) => metadata.connector_version ?? []);
  return [connector.version, ...running].map((version) => ({
    ...connector,
    status: 'CONNECTED',
    version,
    sessions: [],
  }));
}

function postgresql({ integrations }: TenantReading) {
  return integrations.filter(({ type }) => /postgres/.test(type));
}
