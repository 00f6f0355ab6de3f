/**
 * The shapes that travel to and from Apono's public API: connectors v3, integrations v4, catalog v2.
 *
 * Names are the API's own. Source: Apono's OpenAPI description. Strings that the API leaves open (status, category, type)
 * stay strings, so that a value added later does no harm.
 */

import type { Integration, SecretStoreKind } from '../metadata';

/** Any JSON object, as `integration_config` is one. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** A connector, as `GET /api/admin/v3/connectors/{id}` gives it. */
export interface ConnectorV3 {
  readonly id: string;
  readonly name: string;
  /** `CONNECTED` or `DISCONNECTED`. */
  readonly status: string;
  /** For example `1.7.2`; may begin with `v`. */
  readonly version: string;
  /** ISO 8601. */
  readonly last_connected?: string | null;
  readonly is_latest_version: boolean;
  readonly cloud_provider_type: string;
  /** One for each running copy of the connector; empty when it is disconnected. */
  readonly sessions: readonly ConnectorSessionV3[];
}

/** One running copy of a connector. */
export interface ConnectorSessionV3 {
  readonly id: string;
  readonly metadata: {
    readonly connector_version?: string | null;
    readonly cloud_provider_metadata?: JsonMap | null;
  };
  /** ISO 8601. */
  readonly last_connected_time: string;
}

/** Where the connector finds the credentials: exactly one is set, with the fields that are described of it. */
export type SecretStoreConfigV4 = {
  readonly [Kind in SecretStoreKind]?: Readonly<NonNullable<NonNullable<Integration['secret_store']>[Kind]>> | null;
};

/** The integration owner, as sent. */
export interface UpsertOwnerV4 {
  readonly attribute_type: string;
  readonly attribute_value: readonly string[];
  /** Id or name of the identity integration that the values come from. */
  readonly source_integration_reference?: string | null;
}

/** The resource owner, as sent. */
export interface UpsertOwnerMappingV4 {
  readonly key_name: string;
  readonly attribute_type: string;
  /** Id or name of the identity integration that the values come from. */
  readonly source_integration_reference?: string | null;
}

/** What a sent `source_integration_reference` comes back as. */
interface ResolvedSource {
  readonly source_integration_id?: string | null;
  readonly source_integration_name?: string | null;
}

/** The integration owner, as read. */
export interface OwnerV4 extends ResolvedSource {
  readonly attribute_type: string;
  readonly attribute_value: readonly string[];
}

/** The resource owner, as read. */
export interface OwnerMappingV4 extends ResolvedSource {
  readonly key_name: string;
  readonly attribute_type: string;
}

/** The body of `PUT /api/admin/v4/integrations/{id}`: null clears a setting, what is left out stays as it is. */
export interface UpdateIntegrationV4 {
  readonly name: string;
  readonly integration_config: JsonMap;
  readonly connector_id?: string | null;
  readonly secret_store_config?: SecretStoreConfigV4 | null;
  readonly connected_resource_types?: readonly string[] | null;
  readonly custom_access_details?: string | null;
  readonly owner?: UpsertOwnerV4 | null;
  readonly owners_mapping?: UpsertOwnerMappingV4 | null;
}

/** The body of `POST /api/admin/v4/integrations`. */
export interface CreateIntegrationV4 extends UpdateIntegrationV4 {
  readonly type: string;
}

/** An integration, as the API gives it. */
export interface IntegrationV4 {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** For example `RESOURCES` or `USER-INFORMATION`. */
  readonly category: string;
  /** Seen: Initializing, Refreshing, Active, Error, Warning, Disabled. */
  readonly status: string;
  /** ISO 8601. */
  readonly last_sync_time?: string | null;
  readonly integration_config: JsonMap;
  readonly connector_id?: string | null;
  readonly secret_store_config?: SecretStoreConfigV4 | null;
  readonly connected_resource_types?: readonly string[] | null;
  readonly custom_access_details?: string | null;
  readonly owner?: OwnerV4 | null;
  readonly owners_mapping?: OwnerMappingV4 | null;
}

/** What one integration type asks for, as `GET /api/v2/integrations-catalog/{type}` gives it. */
export interface IntegrationConfigV2 {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly params: readonly IntegrationConfigParamV2[];
  readonly requires_secret: boolean;
  readonly supported_secret_types: readonly string[];
}

/** One key of `integration_config`. */
export interface IntegrationConfigParamV2 {
  readonly id: string;
  readonly label: string;
  /** The values allowed; empty means any. */
  readonly values: readonly string[];
  readonly default: string;
  readonly optional: boolean;
}

/** One page of a v3 or v4 list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly pagination: { readonly next_page_token?: string | null };
}
