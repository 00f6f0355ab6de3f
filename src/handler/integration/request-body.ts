import type { CreateIntegrationV4, SecretStoreConfigV4, UpdateIntegrationV4 } from '../../apono';
import { CONFIG_KEYS, type Integration, withoutNulls } from '../../metadata';

/** The values of an integration once everything is known; null where there is none. */
export type KnownIntegration = { [K in keyof Integration]: Integration[K] | null };

/**
 * The integration config as Apono takes it: every value a text.
 *
 * @see https://docs.apono.io/metadata-for-integration-config
 */
export function integrationConfig(values: KnownIntegration): Record<string, string> {
  const config: Record<string, string> = {};
  for (const [attribute, key] of Object.entries(CONFIG_KEYS)) {
    const value = values[attribute as keyof typeof CONFIG_KEYS] ?? null;
    if (value !== null) config[key] = String(value);
  }
  return { ...config, ...(withoutNulls(values.extra_config ?? {}) as Record<string, string>) };
}

/** The body of a POST. */
export function createBody(values: KnownIntegration): CreateIntegrationV4 {
  return { type: values.type ?? '', ...updateBody(values) };
}

/** The body of a PUT: every setting stands in it, since Apono keeps what is left out; null clears. */
export function updateBody(values: KnownIntegration): UpdateIntegrationV4 {
  const owner = values.integration_owner ?? null;
  const mapping = values.resource_owner ?? null;
  return {
    name: values.name ?? '',
    integration_config: integrationConfig(values),
    connector_id: values.connector_id ?? null,
    connected_resource_types: values.connected_resource_types ?? null,
    secret_store_config: secretStoreConfig(values),
    custom_access_details: values.custom_access_details ?? null,
    owner: owner && {
      attribute_type: owner.attribute_type,
      attribute_value: owner.attribute_values,
      source_integration_reference: owner.source_integration_name ?? null,
    },
    owners_mapping: mapping && {
      key_name: mapping.key_name,
      attribute_type: mapping.attribute_type,
      source_integration_reference: mapping.source_integration_name ?? null,
    },
  };
}

function secretStoreConfig(values: KnownIntegration): SecretStoreConfigV4 | null {
  const store = Object.entries(values.secret_store ?? {}).find(([, each]) => (each ?? null) !== null);
  if (store === undefined) return null;
  const { parameters_version: _, ...sent } = store[1] as NonNullable<NonNullable<Integration['secret_store']>['apono']>;
  return { [store[0]]: withoutNulls(sent) } as SecretStoreConfigV4;
}
