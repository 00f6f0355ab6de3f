import fc from 'fast-check';
import type { ProjectDocument } from '../../../src/code';
import { plainText } from '../awkward';

const name = fc
  .oneof(fc.constantFrom('Orders', 'Read production', 'a b', '"q"', 'ünï', '日本', '1st', '$'), plainText)
  .filter((text) => text !== '');
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const operator = fc.constantFrom('AND', 'OR');
const minutes = fc.integer({ min: 1, max: 10_000 });

const condition = fc.oneof(
  fc.constant({ type: 'Owner' }),
  fc.record(
    {
      type: fc.constantFrom('user', 'group', 'opsgenie_schedule'),
      match_operator: fc.constantFrom('is_not', 'contains', 'does_not_contain', 'starts_with'),
      values: names,
      source_integration_name: fc.constantFrom('Okta', 'Google OAuth'),
    },
    { requiredKeys: ['type', 'values'] },
  ),
);
const conditions = fc.uniqueArray(condition, { minLength: 1, maxLength: 3, selector: (each) => JSON.stringify(each) });
const group = fc.record({ logical_operator: operator, conditions });
const approverGroups = fc.uniqueArray(fc.record({ logical_operator: operator, approvers: conditions }), {
  minLength: 1,
  maxLength: 2,
  selector: (each) => JSON.stringify(each),
});

const scope = fc
  .record({ scope_mode: fc.constantFrom('include_resources', 'exclude_resources'), values: names })
  .chain((each) =>
    fc.oneof(
      fc.constantFrom('NAME', 'APONO_ID').map((type) => ({ ...each, type })),
      name.map((key) => ({ ...each, type: 'TAG', key })),
    ),
  );

const integration = (known: readonly string[]) =>
  fc.record({
    integration: fc.record(
      {
        integration_name: fc.oneof(fc.constantFrom('Elsewhere', ...known), name),
        resource_type: fc.constantFrom('postgresql-database', 'postgresql-table'),
        permissions: names,
        resources_scopes: fc.uniqueArray(scope, {
          minLength: 1,
          maxLength: 3,
          selector: (each) => JSON.stringify([each.scope_mode, each.type, 'key' in each && each.key]),
        }),
      },
      { requiredKeys: ['integration_name', 'resource_type', 'permissions'] },
    ),
  });
const accessScope = (known: readonly string[]) =>
  fc.oneof(fc.constantFrom('Elsewhere', ...known), name).map((name) => ({ access_scope: { name } }));
const bundle = (known: readonly string[]) =>
  fc.oneof(fc.constantFrom('Elsewhere', ...known), name).map((name) => ({ bundle: { name } }));

const several = <T>(target: fc.Arbitrary<T>) =>
  fc.uniqueArray(target, { minLength: 1, maxLength: 3, selector: (each) => JSON.stringify(each) });

const query = fc.constantFrom(
  'resource_tag["env"] = "prod"',
  'integration in ("postgresql")',
  'resource_name = "a\\\\b"',
);

/** What of a flow only people who ask need. */
const asked = fc.record(
  {
    timeframe: fc.record({
      start_time: fc.constantFrom('00:00', '08:00', '08:30:15'),
      end_time: fc.constantFrom('18:00', '23:59:59'),
      days_of_week: fc.subarray(['FRIDAY', 'MONDAY', 'SUNDAY'], { minLength: 1 }),
      time_zone: fc.constantFrom('UTC', 'Europe/Berlin'),
    }),
    approver_policy: fc.record({ approval_mode: fc.constantFrom('ANY_OF', 'ALL_OF'), approver_groups: approverGroups }),
    escalation_policy: fc.record({ interval_in_min: minutes, approver_groups: approverGroups }),
    request_for: fc.oneof(
      fc.constant({ request_scopes: ['direct_reports', 'self'] }),
      group.map((grantees) => ({ request_scopes: ['others'], grantees })),
    ),
  },
  { requiredKeys: [] },
);

/** Access scopes, bundles and access flows that refer to each other, to integrations of these names, and elsewhere. */
export function generatedAccess(
  integrations: readonly string[],
): fc.Arbitrary<Pick<ProjectDocument, 'access_scopes' | 'bundles' | 'access_flows'>> {
  const [scopes, bundles] = [['Production', 'Test'], ['Support kit']];
  return fc.record({
    access_scopes: fc.tuple(
      ...scopes.map((name) =>
        fc.record(
          { name: fc.constant(name), description: plainText.filter((text) => text !== ''), query },
          { requiredKeys: ['name', 'query'] },
        ),
      ),
    ),
    bundles: fc.tuple(
      ...bundles.map((name) =>
        fc.record({
          name: fc.constant(name),
          access_targets: fc.oneof(
            several(integration(integrations)),
            several(fc.oneof(integration(integrations), accessScope(scopes))),
          ),
        }),
      ),
    ),
    access_flows: fc.array(
      fc
        .tuple(
          fc.record(
            {
              name,
              description: plainText.filter((text) => text !== ''),
              active: fc.constant(false),
              grant_duration_in_min: minutes,
              requestors: group,
              access_targets: fc.oneof(
                several(fc.oneof(integration(integrations), bundle(bundles))),
                several(fc.oneof(integration(integrations), bundle(bundles), accessScope(scopes))),
              ),
              settings: fc.oneof(
                fc.constantFrom({}, { max_extensions: 2, extension_duration_in_min: 30 }, { require_mfa: false }),
                names.map((labels) => ({ labels })),
              ),
            },
            { requiredKeys: ['name', 'requestors', 'access_targets', 'settings'] },
          ),
          fc.oneof(
            fc.constant({ trigger: 'AUTOMATIC' }),
            asked.map((more) => ({ trigger: 'SELF_SERVE', ...more })),
          ),
        )
        .map(([flow, more]) => ({ ...flow, ...more })),
      { minLength: 1, maxLength: 3 },
    ),
  }) as fc.Arbitrary<Pick<ProjectDocument, 'access_scopes' | 'bundles' | 'access_flows'>>;
}
