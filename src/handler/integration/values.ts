import type { IntegrationV4 } from '../../apono';
import { CONFIG_KEYS, nullMembers, SECRET_STORES, withoutNulls } from '../../metadata';
import type { PrivateData, ResourceState, Values } from '../handler-resource';
import { integrationConfig, type KnownIntegration } from './request-body';

/**
 * What Apono answered, as the values of the resource. Where the answer means the same as what stood there before, the
 * earlier spelling stays, so that a plan shows real differences only.
 *
 * @param before what was configured or stood in the state; settings of this tool itself are taken from it
 * @param kept `serverKeys`: keys of the config that Apono adds by itself and that are no drift
 */
export function valuesOf(found: IntegrationV4, before: Values, kept: PrivateData): Values {
  const config = textsOf(found.integration_config);
  const typed = new Set<string>(Object.values(CONFIG_KEYS));
  const added = new Set((kept.serverKeys as string[] | undefined) ?? []);
  // A key that is declared as null is as good as left out, and stays as it is written.
  const nulls = nullMembers(before.extra_config);
  const declared = withoutNulls(before.extra_config) as Record<string, string> | null | undefined;
  const extra = Object.entries(config).filter(
    ([key]) => !typed.has(key) && (!added.has(key) || key in (declared ?? {})),
  );
  const sent = Object.fromEntries(Object.entries(config).filter(([key]) => !added.has(key) || key in (declared ?? {})));

  return {
    id: found.id,
    name: found.name,
    type: found.type,
    connector_id: found.connector_id ?? null,
    connected_resource_types: found.connected_resource_types ?? null,
    hostname: config.hostname ?? null,
    port: numberOf(config.port),
    dbname: config.dbname ?? null,
    sslmode: config.sslmode ?? null,
    extra_config: extra.length > 0 || (declared ?? null) !== null ? { ...nulls, ...Object.fromEntries(extra) } : null,
    credential_rotation_period_in_days: numberOf(config[CONFIG_KEYS.credential_rotation_period_in_days]),
    user_cleanup_period_in_days: numberOf(config[CONFIG_KEYS.user_cleanup_period_in_days]),
    secret_store: secretStoreOf(found, before.secret_store),
    custom_access_details: found.custom_access_details || emptyOrNull(before.custom_access_details),
    integration_owner: found.owner
      ? {
          attribute_type: found.owner.attribute_type,
          attribute_values: found.owner.attribute_value,
          source_integration_name: sourceOf(found.owner, before.integration_owner),
        }
      : null,
    resource_owner: found.owners_mapping
      ? {
          key_name: found.owners_mapping.key_name,
          attribute_type: found.owners_mapping.attribute_type,
          source_integration_name: sourceOf(found.owners_mapping, before.resource_owner),
        }
      : null,
    preflight: before.preflight ?? null,
    wait_for_active_seconds: before.wait_for_active_seconds ?? null,
    status: found.status,
    last_sync_time: found.last_sync_time ?? null,
    integration_config: sent,
  };
}

/** All of what Apono answered, for an import. */
export function importedValues(found: IntegrationV4): Values {
  return valuesOf(found, { wait_for_active_seconds: 300 }, {});
}

/**
 * The state after Apono took a change: what was planned, since Terraform takes nothing else, and what only Apono knows.
 * Where Apono keeps a setting differently, the next refresh shows it. Keys it added by itself are remembered as its own.
 */
export function stateAfter(found: IntegrationV4, planned: Values): ResourceState {
  const sent = integrationConfig(planned as KnownIntegration);
  const serverKeys = Object.keys(found.integration_config).filter((key) => !(key in sent));
  const kept: PrivateData = serverKeys.length > 0 ? { serverKeys } : {};
  const { id, status, last_sync_time } = valuesOf(found, planned, kept);
  return { values: { ...planned, id, status, last_sync_time, integration_config: sent }, private: kept };
}

function textsOf(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(config).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

function emptyOrNull(before: unknown): '' | null {
  return before === '' ? '' : null;
}

/** The store that is set; of Apono's own store the parameters stay with Apono, and their version is the user's own. */
function secretStoreOf(found: IntegrationV4, before: unknown): Values | null {
  const kind = SECRET_STORES.find((each) => (found.secret_store_config?.[each] ?? null) !== null);
  if (kind === undefined) return null;
  if (kind !== 'apono') return { [kind]: { ...found.secret_store_config?.[kind] } };
  const { parameters_version = null } = (before as { apono?: Values | null } | null | undefined)?.apono ?? {};
  return { apono: { parameters: null, parameters_version } };
}

/** A reference may be given as name or as id: the one given stays while it still names the same integration. */
function sourceOf(
  found: { source_integration_id?: string | null; source_integration_name?: string | null },
  before: unknown,
): string | null {
  const given = (before as { source_integration_name?: string } | null | undefined)?.source_integration_name ?? null;
  if (given !== null && [found.source_integration_id, found.source_integration_name].includes(given)) return given;
  return found.source_integration_name ?? found.source_integration_id ?? null;
}
