import type { RESOURCE_TYPES_SEEN } from '../src/metadata';
import { refuseWrongCall } from './checks/validation';

/**
 * Resource types seen in tenants: what Apono discovers in a database and offers for access. The list is the tenant's own:
 * what is not here is named by `anyResourceTypes`.
 *
 * @see https://docs.apono.io
 */
export const ResourceType = {
  /** Whole databases. */
  DATABASE: 'postgresql-database',
  /** Tables and views. */
  TABLE: 'postgresql-table',
  /** Roles to be a member of. */
  ROLE: 'postgresql-role',
  /** Schemas with what is in them. */
  SCHEMA: 'postgresql-schema',
} as const satisfies Record<string, (typeof RESOURCE_TYPES_SEEN)[number]>;

/** A resource type: one of those seen in tenants, or one that `anyResourceTypes` names. */
export type ResourceType = (typeof ResourceType)[keyof typeof ResourceType] | AnyResourceType;

/** A resource type that is not listed; made by `anyResourceTypes`. */
export type AnyResourceType = string & { readonly [ANY_RESOURCE_TYPE]: true };

declare const ANY_RESOURCE_TYPE: unique symbol;

/**
 * Resource types that are not listed: a tenant's own, a token, names that a program computes.
 *
 * @example
 * connectedResourceTypes: [ResourceType.TABLE, ...anyResourceTypes(['postgresql-view'])]
 */
export function anyResourceTypes(types: readonly string[]): readonly AnyResourceType[] {
  refuseWrongCall('anyResourceTypes', 'anyResourceTypes()', { types });
  return types as readonly AnyResourceType[];
}
