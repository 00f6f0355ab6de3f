import type { AccessFlowV2 } from '../../src/apono';
import { askSandbox, flowBlocks, integrationTarget, listed } from '../support/access';
import { useProject } from '../support/project';

const project = useProject(() => ({}), beforeEach);

const declare = (more: Record<string, unknown> = {}) => project.declare(flowBlocks(more));
const only = async () => (await listed(project.sandbox, 'flows'))[0] as AccessFlowV2;
const written = () => project.sandbox.requests().filter(({ method }) => method !== 'GET');
const ADDRESS = 'aponopg_access_flow.it';

const OWNER = { logical_operator: 'OR', approvers: [{ type: 'Owner' }] };
const ADA = {
  logical_operator: 'AND',
  approvers: [{ type: 'user', values: ['ada@example.com'], source_integration_name: 'Okta' }],
};

const EVERYTHING = {
  description: 'To look at orders',
  active: false,
  grant_duration_in_min: 240,
  timeframe: {
    start_time: '08:00',
    end_time: '18:00',
    days_of_week: ['MONDAY', 'FRIDAY'],
    time_zone: 'Europe/Berlin',
  },
  requestors: {
    logical_operator: 'AND',
    conditions: [
      { type: 'group', match_operator: 'contains', values: ['RN'], source_integration_name: 'Okta' },
      { type: 'department', match_operator: 'is_not', values: ['Platform'] },
    ],
  },
  approver_policy: { approval_mode: 'ALL_OF', approver_groups: [OWNER, ADA] },
  escalation_policy: { interval_in_min: 15, approver_groups: [ADA, OWNER] },
  request_for: {
    request_scopes: ['self', 'others'],
    grantees: { logical_operator: 'OR', conditions: [{ type: 'group', values: ['DBA'] }] },
  },
  access_targets: [
    integrationTarget({
      permissions: ['READ_WRITE', 'READ_ONLY'],
      resources_scopes: [
        { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod', 'test'] },
        { scope_mode: 'exclude_resources', type: 'NAME', values: ['secret'] },
      ],
    }),
  ],
  settings: {
    justification_required: false,
    require_approver_reason: true,
    requester_cannot_approve_self: true,
    require_mfa: true,
    labels: ['prod', 'orders'],
    max_extensions: 2,
    extension_duration_in_min: 30,
  },
};

test('a flow is made after its integration, changed in every attribute, cleared and destroyed', async () => {
  declare();
  const plan = await project.changes();
  expect(plan[ADDRESS]?.after?.summary).toEqual([
    'Who may ask: group is RND.',
    'Gives READ_ONLY on every postgresql-database of Orders database.',
    'It lasts without end.',
    'Nobody has to approve it.',
    'Whoever asks has to say why.',
  ]);
  expect(written()).toEqual([]);
  await project.settle();
  const [integration] = project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
  expect(await only()).toMatchObject({
    name: 'Read orders',
    active: true,
    trigger: 'SELF_SERVE',
    access_targets: [{ integration: { integration_id: integration?.id, permissions: ['READ_ONLY'] } }],
    settings: { justification_required: true, labels: [], max_extensions: 0 },
  });
  const { id } = await only();

  declare({ ...EVERYTHING, name: 'Look at orders' });
  const { [ADDRESS]: change } = await project.changes();
  expect(change?.actions).toEqual(['update']);
  expect(change?.after?.summary).toEqual([
    'It is not in force.',
    'Who may ask: group contains RN (Okta) and department is not Platform.',
    'For whom: others (group is DBA), themselves.',
    'Gives READ_ONLY, READ_WRITE on each postgresql-database of Orders database tagged env = prod or test, except those named secret.',
    'It lasts 4 hours, and may be prolonged 2 times by 30 minutes.',
    'It may be asked for from 08:00 to 18:00 (Europe/Berlin) on Monday, Friday.',
    'It is approved by each of: the owner of the resource; user is ada@example.com (Okta).',
    'A request that nobody answers goes on, each time after 15 minutes: to user is ada@example.com (Okta); then to the owner of the resource.',
    'Approvers have to say why.',
    'Nobody approves what they asked for themselves.',
    'A second factor is asked for.',
  ]);
  await project.settle();
  expect(await only()).toMatchObject({
    id,
    name: 'Look at orders',
    description: 'To look at orders',
    active: false,
    grant_duration_in_min: 240,
    timeframe: { start_time: '08:00', time_zone: 'Europe/Berlin' },
    requestors: {
      logical_operator: 'AND',
      conditions: [
        { type: 'group', match_operator: 'contains', source_integration_name: 'Okta' },
        { type: 'department', match_operator: 'is_not', source_integration_name: null },
      ],
    },
    approver_policy: {
      approval_mode: 'ALL_OF',
      approver_groups: expect.arrayContaining([expect.objectContaining({ logical_operator: 'OR' })]),
    },
    escalation_policy: {
      interval_in_min: 15,
      approver_groups: [{ logical_operator: 'AND' }, { logical_operator: 'OR' }],
    },
    request_for: {
      request_scopes: expect.arrayContaining(['self', 'others']),
      grantees: { conditions: [{ values: ['DBA'] }] },
    },
    settings: { justification_required: false, requestor_cannot_approve_himself: true, max_extensions: 2 },
  });

  // What is removed is cleared at Apono, not merely forgotten.
  declare();
  await project.settle();
  expect(await only()).toMatchObject({
    id,
    description: null,
    active: true,
    grant_duration_in_min: null,
    timeframe: null,
    approver_policy: null,
    escalation_policy: null,
    request_for: null,
    access_targets: [{ integration: { resources_scopes: null } }],
    settings: { justification_required: true, require_mfa: false, labels: [], max_extensions: 0 },
  });
  await project.terraform.destroy();
  expect(await listed(project.sandbox, 'flows')).toEqual([]);
});

test('the order of a set is nothing, and defaults may be said; the order of a list is something', async () => {
  declare(EVERYTHING);
  await project.settle();
  const before = written().length;
  const { timeframe, approver_policy, settings, access_targets } = EVERYTHING;
  const target = (access_targets[0] as { integration: Record<string, unknown> }).integration;
  declare({
    ...EVERYTHING,
    timeframe: { ...timeframe, days_of_week: ['FRIDAY', 'MONDAY'] },
    approver_policy: { ...approver_policy, approver_groups: [ADA, OWNER] },
    settings: { ...settings, labels: ['orders', 'prod'] },
    request_for: {
      request_scopes: ['others', 'self'],
      grantees: { logical_operator: 'OR', conditions: [{ type: 'group', match_operator: 'is', values: ['DBA'] }] },
    },
    access_targets: [{ integration: { ...target, permissions: ['READ_ONLY', 'READ_WRITE'] } }],
    requestor_identity_type: 'HUMAN',
  });
  expect(await project.changes()).toEqual({});
  await project.settle();
  expect(written()).toHaveLength(before);

  declare({ ...EVERYTHING, escalation_policy: { interval_in_min: 15, approver_groups: [OWNER, ADA] } });
  expect((await project.changes())[ADDRESS]?.actions).toEqual(['update']);
  await project.settle();
  expect((await only()).escalation_policy?.approver_groups[0]?.logical_operator).toBe('OR');
});

test('what was changed at Apono is shown attribute by attribute and put right; what is gone is planned again', async () => {
  declare(EVERYTHING);
  await project.settle();
  const { id } = await only();
  const [integration] = project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
  const path = `/api/admin/v2/access-flows/${id}`;
  await askSandbox(project.sandbox, 'PUT', path, {
    name: 'Read all',
    active: true,
    trigger: 'SELF_SERVE',
    request_for_others: false,
    requestors: {
      logical_operator: 'OR',
      conditions: [{ type: 'user', match_operator: 'is', values: ['dana@example.com'] }],
    },
    access_targets: [
      {
        integration: {
          integration_reference: integration?.id,
          resource_type: 'postgresql-table',
          permissions: ['ADMIN'],
        },
      },
    ],
    settings: {
      justification_required: true,
      require_approver_reason: false,
      requestor_cannot_approve_himself: false,
      require_mfa: false,
      labels: [],
    },
  });
  const { [ADDRESS]: change } = await project.changes();
  expect(change?.actions).toEqual(['update']);
  expect(change?.before).toMatchObject({
    name: 'Read all',
    description: null,
    active: true,
    timeframe: null,
    approver_policy: null,
    requestors: {
      logical_operator: 'OR',
      conditions: [{ type: 'user', match_operator: 'is', values: ['dana@example.com'] }],
    },
    access_targets: [{ integration: { integration_name: 'Orders database', resource_type: 'postgresql-table' } }],
    settings: { require_mfa: false, labels: [] },
  });
  expect(change?.before?.summary).toContain('Gives ADMIN on every postgresql-table of Orders database.');
  await project.settle();
  expect(await only()).toMatchObject({ id, name: 'Read orders', active: false, settings: { require_mfa: true } });

  await askSandbox(project.sandbox, 'DELETE', path);
  expect((await project.changes())[ADDRESS]?.actions).toEqual(['create']);
  await project.settle();
  await askSandbox(project.sandbox, 'DELETE', `/api/admin/v2/access-flows/${(await only()).id}`);
  await project.terraform.destroy('-refresh=false');
});

test('a flow is imported by its id or its name, also by an import block, and then nothing is left to plan', async () => {
  declare(EVERYTHING);
  await project.settle();
  const { id, name } = await only();
  for (const known of [id, name]) {
    await project.terraform.run('state', 'rm', ADDRESS);
    await project.terraform.import(ADDRESS, known);
    expect(await project.changes()).toEqual({});
  }
  await project.terraform.run('state', 'rm', ADDRESS);
  expect(await project.terraform.failing.import(ADDRESS, 'no-such-flow')).toContain(
    'There is no aponopg_access_flow "no-such-flow"',
  );
  // Its name is taken: making it again says so.
  expect(await project.terraform.failing.plan()).toContain(
    `An access flow named "Read orders" exists already: id ${id}`,
  );
  project.declare({ ...flowBlocks(EVERYTHING), import: [{ to: ADDRESS, id: name }] });
  expect((await project.changes())[ADDRESS]).toBeUndefined();
  await project.settle();
  expect((await only()).id).toBe(id);
});
