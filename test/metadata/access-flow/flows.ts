/** The smallest valid flow, bundle and scope. */
export const FLOW = {
  name: 'Read production',
  trigger: 'SELF_SERVE',
  requestors: { logical_operator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
  access_targets: [
    {
      integration: {
        integration_name: 'Orders database',
        resource_type: 'postgresql-database',
        permissions: ['READ_ONLY'],
      },
    },
  ],
  settings: {},
};

export const BUNDLE = { name: 'Support kit', access_targets: [{ access_scope: { name: 'Production databases' } }] };

export const SCOPE = { name: 'Production databases', query: 'resource_tag["env"] = "prod"' };
