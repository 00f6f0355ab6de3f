import { type CreateIntegrationV4, createAponoClient } from '../../src/apono';
import { type Attributes, type ObjectValue, type Provider, type Resource, UNKNOWN } from '../../src/terraform/plugin';

/** The source address of the official provider. */
export const OFFICIAL_SOURCE = 'registry.terraform.io/apono-io/apono';

/**
 * A STAND-IN for the official provider `apono-io/apono`, which cannot be had in tests: the schemas of its two
 * generations of integrations, as its documentation gives them, and enough behaviour to register them at the sandbox.
 * It is not that provider and says nothing about how that one behaves.
 */
export function aponoStandIn(endpoint: string, token: string): Provider {
  return {
    schema: {
      attributes: { endpoint: optional('string'), personal_token: { ...optional('string'), sensitive: true } },
    },
    configure: () => ({}),
    resources: {
      apono_resource_integration: integration(NEWER, newerBody, endpoint, token),
      apono_integration: integration(OLDER, olderBody, endpoint, token),
    },
  };
}

const required = (type: 'string' | { list: 'string' } | { map: 'string' }) => ({ type, required: true });
const optional = (type: 'string' | { set: 'string' } | { map: 'string' }) => ({ type, optional: true });
const single = (attributes: Attributes) => ({ nested: { mode: 'single' as const, attributes }, optional: true });
const set = (attributes: Attributes) => ({ nested: { mode: 'set' as const, attributes }, optional: true });

const STORES = {
  aws: { region: required('string'), secret_id: required('string') },
  gcp: { project: required('string'), secret_id: required('string') },
  azure: { vault_url: required('string'), name: required('string') },
  kubernetes: { namespace: required('string'), name: required('string') },
  hashicorp_vault: { secret_engine: required('string'), path: required('string') },
};

const NEWER: Attributes = {
  id: { type: 'string', computed: true },
  name: required('string'),
  type: required('string'),
  connector_id: required('string'),
  connected_resource_types: required({ list: 'string' }),
  integration_config: required({ map: 'string' }),
  secret_store_config: single(Object.fromEntries(Object.entries(STORES).map(([name, each]) => [name, single(each)]))),
  custom_access_details: optional('string'),
  owner: single({
    source_integration_name: optional('string'),
    attribute_type: required('string'),
    attribute_values: required({ list: 'string' }),
  }),
  owners_mapping: single({
    key_name: required('string'),
    attribute_type: required('string'),
    source_integration_name: optional('string'),
  }),
};

const OLDER: Attributes = {
  id: { type: 'string', computed: true },
  name: required('string'),
  type: required('string'),
  connector_id: required('string'),
  connected_resource_types: optional({ set: 'string' }),
  metadata: optional({ map: 'string' }),
  ...Object.fromEntries(Object.entries(STORES).map(([name, each]) => [`${name}_secret`, single(each)])),
  custom_access_details: optional('string'),
  integration_owners: set({
    integration_id: optional('string'),
    attribute: required('string'),
    value: required({ list: 'string' }),
  }),
  resource_owner_mappings: set({
    key_name: required('string'),
    attribute: required('string'),
    attribute_integration_id: optional('string'),
  }),
};

type Members = Readonly<Record<string, unknown>>;
type Body = (values: Members) => CreateIntegrationV4;

function integration(attributes: Attributes, body: Body, endpoint: string, token: string): Resource {
  return {
    schema: { attributes },
    plan: ({ proposed, prior }) => ({ planned: { ...proposed, id: prior?.id ?? UNKNOWN } as ObjectValue }),
    create: async ({ config }) => {
      const made = await createAponoClient({ endpoint, token }).integrations.create(body(config as Members));
      return { state: { ...config, id: made.id } };
    },
    read: ({ state }) => ({ state }),
    update: ({ planned }) => ({ state: planned }),
    delete: async ({ prior }) => createAponoClient({ endpoint, token }).integrations.delete(String(prior.id)),
  };
}

const shared = (values: Members) => ({
  name: String(values.name),
  type: String(values.type),
  connector_id: String(values.connector_id),
  connected_resource_types: values.connected_resource_types as string[],
  custom_access_details: values.custom_access_details as string | null,
});

const newerBody: Body = (values) => {
  const [owner, mapping] = [values.owner, values.owners_mapping] as [Members | null, Members | null];
  return {
    ...shared(values),
    integration_config: values.integration_config as Members,
    secret_store_config: values.secret_store_config as never,
    owner: owner && {
      attribute_type: String(owner.attribute_type),
      attribute_value: owner.attribute_values as string[],
      source_integration_reference: owner.source_integration_name as string | null,
    },
    owners_mapping: mapping && {
      key_name: String(mapping.key_name),
      attribute_type: String(mapping.attribute_type),
      source_integration_reference: mapping.source_integration_name as string | null,
    },
  };
};

const olderBody: Body = (values) => {
  const [owner] = (values.integration_owners ?? []) as Members[];
  const [mapping] = (values.resource_owner_mappings ?? []) as Members[];
  const store = Object.keys(STORES).find((name) => values[`${name}_secret`]);
  return {
    ...shared(values),
    integration_config: values.metadata as Members,
    secret_store_config: (store ? { [store]: values[`${store}_secret`] } : null) as never,
    owner: owner
      ? {
          attribute_type: String(owner.attribute),
          attribute_value: owner.value as string[],
          source_integration_reference: owner.integration_id as string | null,
        }
      : null,
    owners_mapping: mapping
      ? {
          key_name: String(mapping.key_name),
          attribute_type: String(mapping.attribute),
          source_integration_reference: mapping.attribute_integration_id as string | null,
        }
      : null,
  };
};
