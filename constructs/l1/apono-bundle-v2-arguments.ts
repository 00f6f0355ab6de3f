// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** Some resources of the type. */
export interface AponoBundleV2ArgumentsAccessTargetsIntegrationResourcesScopes {
  /**
   * Whether the resources are those that are meant, or those that are left out.
   */
  readonly scope_mode: 'include_resources' | 'exclude_resources' | IResolvable;
  /**
   * What resources are told by.
   */
  readonly type: 'NAME' | 'APONO_ID' | 'TAG' | IResolvable;
  /**
   * The tag's key, with `TAG`.
   * @example "env"
   * @default none
   */
  readonly key?: string | undefined;
  /**
   * Names, Apono's ids or values of the tag, in order.
   * @example ["prod"]
   */
  readonly values: readonly string[];
}

/** Permissions on the resources of an integration. */
export interface AponoBundleV2ArgumentsAccessTargetsIntegration {
  /**
   * The integration, by name or id.
   * @example "Orders database"
   */
  readonly integration_name: string;
  /**
   * The type of resource, as the integration has it.
   * @example "postgresql-table"
   */
  readonly resource_type: string;
  /**
   * What may be done, by the names that the type of resource has for it.
   * @example ["READ_ONLY"]
   */
  readonly permissions: readonly string[];
  /**
   * Which resources, in order.
   * @default all of the type
   */
  readonly resources_scopes?: readonly AponoBundleV2ArgumentsAccessTargetsIntegrationResourcesScopes[] | undefined;
}

/** An access scope. */
export interface AponoBundleV2ArgumentsAccessTargetsAccessScope {
  /**
   * The access scope, by name or id.
   * @example "Production databases"
   */
  readonly name: string;
}

/** All that a query finds. Needs `apono.preview`. */
export interface AponoBundleV2ArgumentsAccessTargetsQueryTarget {
  /**
   * What the target is, in the Apono Query Language.
   * @example "resource_type = \"postgresql-database\" and resource_tag[\"env\"] = \"prod\""
   */
  readonly query: string;
}

/** One target: exactly one kind. */
export interface AponoBundleV2ArgumentsAccessTargets {
  /**
   * Permissions on the resources of an integration.
   * @default none
   */
  readonly integration?: AponoBundleV2ArgumentsAccessTargetsIntegration | undefined;
  /**
   * An access scope.
   * @default none
   */
  readonly access_scope?: AponoBundleV2ArgumentsAccessTargetsAccessScope | undefined;
  /**
   * All that a query finds. Needs `apono.preview`.
   * @default none
   */
  readonly query_target?: AponoBundleV2ArgumentsAccessTargetsQueryTarget | undefined;
}

/** Arguments of `apono_bundle_v2`, under the official provider's own names. */
export interface AponoBundleV2Arguments {
  /**
   * The name that people see, unique among the bundles of the tenant.
   * @example "Support kit"
   */
  readonly name: string;
  /**
   * What the bundle gives access to, in order.
   */
  readonly access_targets: readonly AponoBundleV2ArgumentsAccessTargets[];
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly space_reference?: string | undefined;
}
