import { flowAttributes, flowBlocks, integrationTarget, listed } from '../support/access';
import { integrationAttributes } from '../support/integration';
import { useProject } from '../support/project';

const project = useProject();

const who = (condition: object) => ({ requestors: { logical_operator: 'OR', conditions: [condition] } });
/** What a plan of a flow on an integration that is there already says. */
const refused = async (more: Record<string, unknown>) => {
  const before = project.sandbox.requests().length;
  project.declare(flowBlocks(more));
  const said = await project.terraform.failing.plan();
  const sent = project.sandbox.requests().slice(before);
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  return said;
};

beforeAll(async () => {
  project.declare({ resource: { aponopg_integration: { it: integrationAttributes() } } });
  await project.settle();
});

describe('at plan, with the nearest spelling', () => {
  const cases: [string, Record<string, unknown>, string[]][] = [
    [
      'an integration',
      { access_targets: [integrationTarget({ integration_name: 'Order database' })] },
      [
        'Apono has no integration of this name or id',
        'perhaps `Orders database` is meant',
        'APONO_INTEGRATION_UNKNOWN',
      ],
    ],
    [
      'a type of resource',
      { access_targets: [integrationTarget({ resource_type: 'postgresql-tables' })] },
      ['Orders database has no resources of this type', 'perhaps `postgresql-table` is meant', 'APONO_NOT_OFFERED'],
    ],
    [
      'a permission',
      { access_targets: [integrationTarget({ permissions: ['READ_ONLY', 'READ_WRIT'] })] },
      ['postgresql-database of Orders database has no such permission', 'perhaps `READ_WRITE` is meant'],
    ],
    [
      'a bundle',
      { access_targets: [{ bundle: { name: 'Kit' } }] },
      ['Apono has no bundle of this name or id', 'the tenant has no bundle yet'],
    ],
    [
      'a scope',
      { access_targets: [{ access_scope: { name: 'Production' } }] },
      ['Apono has no access scope', 'APONO_NOT_FOUND'],
    ],
    [
      'an attribute',
      who({ type: 'departement', values: ['Engineering'] }),
      ['Apono knows no such attribute', 'perhaps `department` is meant', 'APONO_IDENTITY_UNKNOWN'],
    ],
    [
      'an attribute by its case',
      who({ type: 'Group', values: ['RND'] }),
      ['Apono knows no such attribute', 'perhaps `group` is meant'],
    ],
    [
      'a source',
      who({ type: 'group', values: ['RND'], source_integration_name: 'Okto' }),
      ['no identity provider integration of this name', 'perhaps `Okta` is meant'],
    ],
    [
      'a source that lacks the attribute',
      who({ type: 'department', values: ['Platform'], source_integration_name: 'Opsgenie' }),
      ['Opsgenie has no value of the attribute department'],
    ],
  ];
  test.each(cases)('%s is refused', async (_, more, said) => {
    const text = await refused(more);
    for (const each of said) expect(text).toContain(each);
  });
});

test('every rule is told by `terraform validate`, before anybody is asked', async () => {
  const approvers = [{ logical_operator: 'OR', approvers: [{ type: 'Owner' }] }];
  const scopes = (more: object) => ({
    access_targets: [
      integrationTarget({ resources_scopes: [{ scope_mode: 'include_resources', values: ['a'], ...more }] }),
    ],
  });
  const frame = (more: object) => ({
    timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'UTC', ...more },
  });
  const wrong: Record<string, [object, string]> = {
    trigger: [{ trigger: 'MANUAL' }, '`trigger` cannot have this value'],
    automatic: [{ trigger: 'AUTOMATIC', request_for: {} }, 'where nobody asks'],
    justified: [
      { trigger: 'AUTOMATIC', settings: { justification_required: true } },
      '`justification_required` is given with the trigger',
    ],
    grantees: [{ request_for: { request_scopes: ['others'] } }, '`grantees` is required with `others`'],
    tag: [scopes({ type: 'TAG' }), 'A scope by `TAG` names no key'],
    key: [scopes({ type: 'NAME', key: 'env' }), '`key` is given with `NAME`'],
    tiers: [{ escalation_policy: { approver_groups: Array(6).fill(approvers[0]) } }, '1 to 5 groups'],
    extensions: [{ settings: { max_extensions: 1 } }, '`max_extensions` is given without'],
    empty: [{ requestors: { logical_operator: 'OR', conditions: [] } }, 'at least one condition'],
    times: [frame({ end_time: '07:00' }), 'The timeframe ends at 07:00'],
    zone: [frame({ time_zone: 'Europe/Berlim' }), 'perhaps `Europe/Berlin` is meant'],
    operator: [who({ type: 'Owner', match_operator: 'is' }), '`match_operator` is given without `values`'],
    kinds: [{ access_targets: [{ bundle: { name: 'a' }, access_scope: { name: 'b' } }] }, 'The target is of 2 kinds'],
    query: [{ access_targets: [{ query_target: { query: 'resource = a' } }] }, 'is no query, at line 1, column 12'],
  };
  const flows = Object.entries(wrong).map(([name, [more]]) => [name, flowAttributes({ name, ...more })]);
  project.declare({
    resource: {
      aponopg_integration: { it: integrationAttributes() },
      aponopg_access_flow: Object.fromEntries(flows),
      aponopg_access_scope: { long: { name: 'Long', query: `resource = "${'a'.repeat(8192)}"` } },
      aponopg_bundle: { empty: { name: 'Empty', access_targets: [] } },
    },
  });
  const before = project.sandbox.requests().length;
  const said = await project.terraform.failing.run('validate');
  for (const [, expected] of Object.values(wrong)) expect(said).toContain(expected);
  expect(said).toContain('has 8205 bytes');
  expect(said).toContain('at least one target');
  expect(project.sandbox.requests()).toHaveLength(before);
});

test('somebody whom nobody knows is a warning, for they may come', async () => {
  const conditions = [
    { type: 'user', values: ['adda@example.com', 'ben@example.com'] },
    { type: 'group', match_operator: 'starts_with', values: ['RN', 'XY'] },
    { type: 'group', match_operator: 'is_not', values: ['00g2'] },
    { type: 'Owner' },
    { type: 'manager' },
  ];
  project.declare(flowBlocks({ requestors: { logical_operator: 'OR', conditions } }));
  const { stdout } = await project.terraform.plan();
  expect(stdout).toContain('Nobody at Apono has this user');
  expect(stdout).toContain('perhaps `ada@example.com` is meant');
  expect(stdout).toMatch(/Where: requestors.conditions\[1\].values\[1\]/);
  expect(stdout.match(/APONO_IDENTITY_UNKNOWN/g)).toHaveLength(2);
});

test('what is newer than the public API is refused without `apono.preview`, and sent with it', async () => {
  const newer = {
    requestor_identity_type: 'AGENT',
    space_reference: 'Payments',
    access_targets: [{ query_target: { query: 'integration = "postgresql"' } }],
  };
  const text = await refused(newer);
  expect(text.match(/APONO_PREVIEW/g)).toHaveLength(3);
  expect(text).toContain('`preview = true` in `apono` of the provider');
  const { sandbox } = project;
  const provider = `provider "aponopg" {\n  apono = {\n    endpoint = "${sandbox.url}"\n    token = "${sandbox.token}"\n    preview = true\n  }\n}\n`;
  const { requestor_identity_type, access_targets } = newer;
  project.declare(flowBlocks({ requestor_identity_type, access_targets }), provider);
  await project.settle();
  expect((await listed(sandbox, 'flows'))[0]).toMatchObject({
    requestor_identity_type: 'AGENT',
    access_targets: [{ query_target: { query: 'integration = "postgresql"' } }],
  });
  project.declare(flowBlocks(newer), provider);
  const { 'aponopg_access_flow.it': change } = await project.changes();
  expect(change).toMatchObject({ actions: ['delete', 'create'], replace_paths: [['space_reference']] });
  project.declare({ resource: { aponopg_integration: { it: integrationAttributes() } } });
  await project.settle();
});

test('what is not known yet is told, and held against Apono while applying', async () => {
  const unknown = {
    resource: {
      aponopg_integration: { it: integrationAttributes() },
      terraform_data: { permission: { input: 'READ_EVERYTHING' } },
      aponopg_access_flow: {
        it: {
          name: 'Read orders',
          trigger: 'SELF_SERVE',
          settings: {},
          requestors: { logical_operator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
          access_targets: [integrationTarget({ permissions: ['${terraform_data.permission.id}'] })],
        },
      },
    },
  };
  project.declare(unknown);
  const { stdout } = await project.terraform.plan();
  expect(stdout).toContain('is not known yet, and was not held against Apono');
  expect(stdout).toContain('access_targets[0].integration.permissions');
  expect(await project.terraform.failing.apply()).toContain(
    'postgresql-database of Orders database has no such permission',
  );
  expect(await listed(project.sandbox, 'flows')).toEqual([]);
});

test('values that are not known yet stand anywhere, also within sets, and a second plan is empty', async () => {
  const rnd = '${terraform_data.names.output[0]}';
  project.declare(
    flowBlocks(
      {
        trigger: '${terraform_data.names.output[1]}',
        requestors: {
          logical_operator: 'OR',
          conditions: [
            { type: 'group', values: [rnd] },
            { type: 'group', values: '${[terraform_data.names.output[0]]}' },
            // It turns out to be null.
            { type: 'manager', values: '${terraform_data.names.output[1] == "x" ? ["x"] : null}' },
          ],
        },
        approver_policy: {
          approval_mode: 'ANY_OF',
          approver_groups: [
            { logical_operator: 'OR', approvers: [{ type: 'group', values: [rnd] }, { type: 'Owner' }] },
          ],
        },
        settings: { labels: ['${terraform_data.names.id}'] },
      },
      { terraform_data: { names: { input: ['RND', 'SELF_SERVE'] } } },
    ),
  );
  const { 'aponopg_access_flow.it': change } = await project.changes();
  expect(change?.after_unknown).toMatchObject({ summary: true, settings: { justification_required: true } });
  await project.settle();
  expect((await listed(project.sandbox, 'flows'))[0]).toMatchObject({
    settings: { justification_required: true },
    approver_policy: {
      approver_groups: [{ approvers: [{ match_operator: 'is', values: ['RND'] }, { type: 'Owner' }] }],
    },
  });
});
