/**
 * Resource types seen in tenants. The list is the tenant's own: any other text is accepted as well.
 *
 * @see https://docs.apono.io
 */
export const ResourceType = {
  DATABASE: 'postgresql-database',
  TABLE: 'postgresql-table',
  ROLE: 'postgresql-role',
  SCHEMA: 'postgresql-schema',
} as const;
