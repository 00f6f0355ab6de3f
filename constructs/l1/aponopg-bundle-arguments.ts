// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** Some resources of the type. */
export interface AponopgBundleArgumentsAccessTargetsIntegrationResourcesScopes {
  /**
   * Whether the resources are those that are meant, or those that are left out.
   */
  readonly scopeMode: 'include_resources' | 'exclude_resources' | IResolvable;
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
export interface AponopgBundleArgumentsAccessTargetsIntegration {
  /**
   * The integration, by name or id.
   * @example "Orders database"
   */
  readonly integrationName: string;
  /**
   * The type of resource, as the integration has it.
   * @example "postgresql-table"
   */
  readonly resourceType: string;
  /**
   * What may be done, by the names that the type of resource has for it.
   * @example ["READ_ONLY"]
   */
  readonly permissions: readonly string[];
  /**
   * Which resources, in order.
   * @default all of the type
   */
  readonly resourcesScopes?: readonly AponopgBundleArgumentsAccessTargetsIntegrationResourcesScopes[] | undefined;
}

/** An access scope. */
export interface AponopgBundleArgumentsAccessTargetsAccessScope {
  /**
   * The access scope, by name or id.
   * @example "Production databases"
   */
  readonly name: string;
}

/** All that a query finds. Needs `apono.preview`. */
export interface AponopgBundleArgumentsAccessTargetsQueryTarget {
  /**
   * What the target is, in the Apono Query Language.
   * @example "resource_type = \"postgresql-database\" and resource_tag[\"env\"] = \"prod\""
   */
  readonly query: string;
}

/** One target: exactly one kind. */
export interface AponopgBundleArgumentsAccessTargets {
  /**
   * Permissions on the resources of an integration.
   * @default none
   */
  readonly integration?: AponopgBundleArgumentsAccessTargetsIntegration | undefined;
  /**
   * An access scope.
   * @default none
   */
  readonly accessScope?: AponopgBundleArgumentsAccessTargetsAccessScope | undefined;
  /**
   * All that a query finds. Needs `apono.preview`.
   * @default none
   */
  readonly queryTarget?: AponopgBundleArgumentsAccessTargetsQueryTarget | undefined;
}

/** Arguments of `aponopg_bundle`. */
export interface AponopgBundleArguments {
  /**
   * The name that people see, unique among the bundles of the tenant.
   * @example "Support kit"
   */
  readonly name: string;
  /**
   * What the bundle gives access to, in order.
   */
  readonly accessTargets: readonly AponopgBundleArgumentsAccessTargets[];
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly spaceReference?: string | undefined;
}
