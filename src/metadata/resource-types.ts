/**
 * Resource types seen in tenants. The list is the tenant's own: an integration takes any other as well.
 *
 * @see https://docs.apono.io
 */
export const RESOURCE_TYPES_SEEN = [
  'postgresql-database',
  'postgresql-table',
  'postgresql-role',
  'postgresql-schema',
] as const;
