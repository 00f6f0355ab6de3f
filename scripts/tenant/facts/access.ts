import { queryFault } from '../../../src/metadata';
import { among, each, type Fact, includes } from '../fact';
import type { TenantReading } from '../read-tenant';

const ACCESS_FLOW = 'src/metadata/access-flow';
const PERMISSIONS = ['READ_ONLY', 'READ_WRITE', 'ADMIN'];

/** Access flows, bundles, access scopes and identities. */
export const ACCESS: readonly Fact[] = [
  {
    fact: 'Databases and tables are offered with the permissions `READ_ONLY`, `READ_WRITE` and `ADMIN`.',
    restsOn: 'src/apono/sandbox/types.ts',
    look: ({ permissions }) =>
      among(
        permissions
          .flatMap(({ items }) => items)
          .filter(({ resource_type: type }) => /-(database|table)$/.test(type))
          .map(({ name }) => name),
        PERMISSIONS,
      ),
  },
  {
    fact: 'Roles are offered with the permission `MEMBER`.',
    restsOn: 'src/apono/sandbox/types.ts',
    look: ({ permissions }) =>
      among(
        permissions
          .flatMap(({ items }) => items)
          .filter(({ resource_type: type }) => /-role$/.test(type))
          .map(({ name }) => name),
        ['MEMBER'],
      ),
  },
  {
    fact: 'The permissions of an integration come in one answer.',
    restsOn: 'src/apono/client.ts',
    look: ({ permissions }) => each(permissions, ({ isWhole }) => isWhole),
  },
  {
    fact: '`user` and `group` are attribute types of every tenant.',
    restsOn: `${ACCESS_FLOW}/condition.ts`,
    look: ({ attributes }) =>
      includes(
        attributes.map(({ type }) => type),
        ['user', 'group'],
      ),
  },
  {
    fact: 'The list of attributes has no values of `manager` and `Owner`.',
    restsOn: 'src/apono/sandbox/attributes.ts',
    look: ({ attributes }) => {
      const seen = attributes.filter(({ type }) => ['manager', 'Owner'].includes(type)).length;
      return { holds: attributes.length === 0 ? undefined : seen === 0, saw: `${seen} of ${attributes.length}` };
    },
  },
  {
    fact: 'A group or user names the integration that it comes from by id and name, or by neither.',
    restsOn: 'src/apono/identity-shapes.ts',
    look: ({ groups, users }) =>
      each(
        [...groups, ...users],
        ({ source_integration_id: id, source_integration_name: name }) => Boolean(id) === Boolean(name),
      ),
  },
  {
    fact: 'An access flow is triggered `SELF_SERVE` or `AUTOMATIC`.',
    restsOn: `${ACCESS_FLOW}/access-flow.ts`,
    look: ({ accessFlows }) =>
      among(
        accessFlows.map(({ trigger }) => trigger),
        ['SELF_SERVE', 'AUTOMATIC'],
      ),
  },
  {
    fact: 'Automatic access flows have no timeframe, no approvers, and ask for no justification.',
    restsOn: `${ACCESS_FLOW}/access-flow-rules.ts`,
    look: ({ accessFlows }) =>
      each(
        accessFlows.filter(({ trigger }) => trigger === 'AUTOMATIC'),
        ({ timeframe, approver_policy: policy, settings }) => !timeframe && !policy && !settings.justification_required,
      ),
  },
  {
    fact: 'Conditions compare in five ways.',
    restsOn: `${ACCESS_FLOW}/condition.ts`,
    look: (tenant) =>
      among(
        conditions(tenant).flatMap(({ match_operator: operator }) => operator ?? []),
        ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with'],
      ),
  },
  {
    fact: 'Times of a timeframe are written `08:00` or `08:00:00`.',
    restsOn: `${ACCESS_FLOW}/timeframe.ts`,
    look: ({ accessFlows }) =>
      each(
        accessFlows.flatMap(({ timeframe }) => (timeframe ? [timeframe.start_time, timeframe.end_time] : [])),
        (time) => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time),
      ),
  },
  {
    fact: 'Access may be asked for oneself, for others and for direct reports.',
    restsOn: `${ACCESS_FLOW}/access-flow.ts`,
    look: ({ accessFlows }) =>
      among(
        accessFlows.flatMap(({ request_for: request }) => request?.request_scopes ?? []),
        ['self', 'others', 'direct_reports'],
      ),
  },
  {
    fact: 'Resources are included or excluded by name, id or tag.',
    restsOn: `${ACCESS_FLOW}/access-target.ts`,
    look: (tenant) =>
      among(
        scopes(tenant).map(({ scope_mode: mode, type }) => `${mode} ${type}`),
        ['include_resources', 'exclude_resources'].flatMap((mode) =>
          ['NAME', 'APONO_ID', 'TAG'].map((type) => `${mode} ${type}`),
        ),
      ),
  },
  {
    fact: 'Names of access flows, of bundles and of access scopes are unique.',
    restsOn: 'src/apono/create-once.ts',
    look: ({ accessFlows, bundles, accessScopes }) =>
      each([accessFlows, bundles, accessScopes], (list) => new Set(list.map(({ name }) => name)).size === list.length),
  },
  {
    fact: 'Our parser takes every query that is there.',
    restsOn: 'src/metadata/aql',
    look: ({ accessScopes }) => each(accessScopes, ({ query }) => queryFault(query) === undefined),
  },
];

function conditions({ accessFlows }: TenantReading) {
  return accessFlows.flatMap(
    ({ requestors, request_for: request, approver_policy: policy, escalation_policy: escalation }) => [
      ...requestors.conditions,
      ...(request?.grantees?.conditions ?? []),
      ...[policy, escalation].flatMap((each) => each?.approver_groups.flatMap(({ approvers }) => approvers) ?? []),
    ],
  );
}

function scopes({ accessFlows, bundles }: TenantReading) {
  return [...accessFlows, ...bundles].flatMap(({ access_targets: targets }) =>
    targets.flatMap(({ integration }) => integration?.resources_scopes ?? []),
  );
}
