/** How a field is compared with one value. */
export const COMPARISONS = ['=', '!=', 'contains', 'not_contains', 'starts_with', 'ends_with'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How a field is compared with several values. */
export const MEMBERSHIPS = ['in', 'not_in'] as const;
export type MembershipOperator = (typeof MEMBERSHIPS)[number];

/** Fields that are written by themselves. */
export const PLAIN_FIELDS = [
  'resource_type',
  'resource',
  'resource_name',
  'resource_path',
  'resource_source_id',
  'resource_status',
  'resource_risk_level',
  'integration',
  'integration_name',
  'permission',
  'permission_name',
  'permission_risk_level',
] as const;

/** Fields that are maps: written with a key, `resource_tag["env"]`. */
export const KEYED_FIELDS = ['resource_tag', 'resource_context', 'permission_tag', 'permission_context'] as const;
