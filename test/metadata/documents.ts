import fc from 'fast-check';
import { SSL_MODES, UNKNOWN } from '../../src/metadata';

/** The smallest valid integration. */
export const INTEGRATION = {
  name: 'Orders database',
  type: 'postgresql',
  connector_id: 'AwsConnector-Prod',
  connected_resource_types: ['postgresql-database'],
  hostname: 'db.internal',
  secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
};

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const secretStore = fc.oneof(
  fc.record({ aws: fc.record({ region: word, secret_id: word }) }),
  fc.record({ gcp: fc.record({ project: word, secret_id: word }) }),
  fc.record({ azure: fc.record({ vault_url: word, name: word }) }),
  fc.record({ kubernetes: fc.record({ namespace: word, name: word }) }),
  fc.record({ hashicorp_vault: fc.record({ secret_engine: word, path: word }) }),
  fc.record({ apono: fc.record({ parameters: fc.dictionary(word, word) }) }),
);
const owner = { attribute_type: word, source_integration_name: fc.option(word) };

/** Valid integrations of every variant, with any of the optional attributes. */
export const integrations = fc.record(
  {
    name: word,
    type: fc.constantFrom('postgresql', 'aws-rds-postgresql', 'azure-postgresql', 'gcp-cloudsql-postgresql', 'other'),
    connector_id: word,
    connected_resource_types: fc.array(word, { minLength: 1 }),
    hostname: fc.constantFrom('db.internal', '10.0.0.1', '::1', 'bücher.example'),
    secret_store: secretStore,
    port: fc.integer({ min: 1, max: 65_535 }),
    dbname: word,
    sslmode: fc.constantFrom(...SSL_MODES),
    extra_config: fc.dictionary(word, word),
    credential_rotation_period_in_days: fc.integer({ min: 1 }),
    user_cleanup_period_in_days: fc.option(fc.integer({ min: 1 })),
    custom_access_details: fc.string({ maxLength: 400 }),
    integration_owner: fc.record({ ...owner, attribute_values: fc.array(word, { minLength: 1 }) }),
    preflight: fc.record({ server: word, role: word, password_env: word }),
    wait_for_active_seconds: fc.nat(),
  },
  { requiredKeys: ['name', 'type', 'connector_id', 'connected_resource_types', 'hostname', 'secret_store'] },
);

/** The same with both owners. */
export const ownedIntegrations = fc
  .tuple(integrations, fc.record({ ...owner, key_name: word }), fc.record({ attribute_type: word }))
  .map(([document, resourceOwner, integrationOwner]) => ({
    ...document,
    integration_owner: document.integration_owner ?? { ...integrationOwner, attribute_values: ['dba'] },
    resource_owner: resourceOwner,
  }));

/** Valid roles. */
export const roles = fc
  .record(
    {
      server: word,
      name: word.map((name) => `r_${name}`),
      login: fc.boolean(),
      connection_limit: fc.integer({ min: -1, max: 2_147_483_647 }),
      valid_until: fc.constantFrom('infinity', '2030-01-01T00:00:00Z', '2028-02-29 12:30+05:30'),
      settings: fc.dictionary(
        word.map((name) => `s_${name}`),
        word,
      ),
      member_of: fc.uniqueArray(fc.record({ role: word, admin: fc.boolean() }, { requiredKeys: ['role'] }), {
        selector: ({ role }) => role,
      }),
      password: fc.record({ password_wo: word, password_wo_version: fc.nat() }, { requiredKeys: ['password_wo'] }),
      on_destroy: fc.record({ reassign_owned_to: word, drop_owned: fc.boolean() }, { requiredKeys: [] }),
    },
    { requiredKeys: ['server', 'name'] },
  )
  .map(({ password, ...role }) => ({ ...role, ...password }));

/** Valid provider blocks. */
export const providers = fc.record(
  {
    servers: fc.dictionary(
      word,
      fc.record(
        { host: word, port: fc.integer({ min: 1, max: 65_535 }), password: word, sslkey: word },
        { requiredKeys: [] },
      ),
    ),
    apono: fc.record({ endpoint: fc.constant('https://api.example'), token: word }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

type Place = readonly (string | number)[];

/** Every place in a document, the document itself included. */
export function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...members.flatMap(([key, each]) => placesOf(each, [...at, key]))];
}

/** The document with another value in one place. */
export function replaced(value: unknown, place: Place, by: unknown = UNKNOWN): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? replaced(each, rest, by) : each));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}
