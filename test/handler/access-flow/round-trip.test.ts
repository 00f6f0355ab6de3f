/** Whatever a flow says: what Apono makes of it is no difference to what was configured. */
import fc from 'fast-check';
import type { AccessFlowUpsertV2, AponoClient } from '../../../src/apono';
import type { HandlerContext, Values } from '../../../src/handler';
import { accessFlowResource } from '../../../src/handler/access-flow';
import { createRun } from '../../../src/handler/run';
import { sameValue } from '../../../src/handler/same-value';
import { accessFlow, check, objectShapeOf, settableNames } from '../../../src/metadata';

const SHAPE = objectShapeOf(accessFlow.schema);
const SOURCE = { id: 'source-id', name: 'Okta' };

/** Names by `id of ...`, as the API has both. */
const idOf = (name: string) => (name.startsWith('id of ') ? name : `id of ${name}`);
const nameOf = (reference: string) => reference.replace(/^id of /, '');

/** What the API answers to a body: references resolved, sets in another order. */
function answered(body: AccessFlowUpsertV2, space: string | null) {
  const condition = ({
    source_integration_reference: source,
    ...each
  }: AccessFlowUpsertV2['requestors']['conditions'][number]) => ({
    ...each,
    source_integration_id: source ? SOURCE.id : null,
    source_integration_name: source ? SOURCE.name : null,
  });
  const group = <G extends { readonly approvers: readonly never[] }>(each: G) => ({
    ...each,
    approvers: each.approvers.map(condition),
  });
  const { request_for, approver_policy, escalation_policy, timeframe } = body;
  return {
    ...body,
    id: 'flow-id',
    creation_date: '2026-01-01T00:00:00Z',
    space: space === null ? null : { space_id: idOf(space), space_name: nameOf(space) },
    requestors: { ...body.requestors, conditions: body.requestors.conditions.map(condition) },
    request_for: request_for && {
      request_scopes: [...request_for.request_scopes].reverse(),
      grantees: request_for.grantees && {
        ...request_for.grantees,
        conditions: request_for.grantees.conditions.map(condition),
      },
    },
    approver_policy: approver_policy && {
      ...approver_policy,
      approver_groups: [...approver_policy.approver_groups].reverse().map((each) => group(each as never)),
    },
    escalation_policy: escalation_policy && {
      ...escalation_policy,
      approver_groups: escalation_policy.approver_groups.map((each) => group(each as never)),
    },
    timeframe: timeframe && {
      ...timeframe,
      start_time: timeframe.start_time.length === 5 ? `${timeframe.start_time}:00` : timeframe.start_time,
      days_of_week: [...timeframe.days_of_week].reverse(),
    },
    access_targets: body.access_targets.map(({ integration, bundle, access_scope, query_target }) => ({
      integration: integration && {
        ...integration,
        permissions: [...integration.permissions].reverse(),
        integration_id: idOf(integration.integration_reference),
        integration_name: nameOf(integration.integration_reference),
      },
      bundle: bundle && { bundle_id: idOf(bundle.bundle_reference), bundle_name: nameOf(bundle.bundle_reference) },
      access_scope: access_scope && {
        access_scope_id: idOf(access_scope.access_scope_reference),
        access_scope_name: nameOf(access_scope.access_scope_reference),
      },
      query_target,
    })),
    settings: { ...body.settings, labels: [...body.settings.labels].reverse() },
  };
}

/** An Apono that has everything that is asked for, and one flow at most. */
function contextOf(): { context: HandlerContext; sent: AccessFlowUpsertV2[] } {
  const sent: AccessFlowUpsertV2[] = [];
  let made: ReturnType<typeof answered> | null = null;
  const anything = {
    findByName: async (name: string) => ({ id: idOf(name), name: nameOf(name), connected_resource_types: null }),
    get: async () => null,
    permissions: async () => ({ items: [], isWhole: false }),
  };
  const none = { list: async function* () {} };
  const client = {
    integrations: anything,
    bundles: anything,
    accessScopes: anything,
    identitySources: {
      list: async function* () {
        yield SOURCE;
      },
    },
    users: none,
    groups: none,
    accessFlows: {
      findByName: async () => made,
      get: async () => made,
      create: async (body: AccessFlowUpsertV2, { query }: { query: URLSearchParams }) => {
        sent.push(body);
        made = answered(body, query.get('space_reference'));
        return made;
      },
      update: async (_: string, body: AccessFlowUpsertV2) => {
        sent.push(body);
        made = answered(body, made?.space?.space_name ?? null);
        return made;
      },
    },
  } as unknown as AponoClient;
  const run = createRun(() => {
    throw new Error('no server is asked');
  }, false);
  return { context: { run, apono: () => client, preview: () => true, approved: () => undefined } as never, sent };
}

const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,6}[A-Za-z0-9]$/);
const reference = fc.oneof(text, text.map(idOf));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one);
const condition = fc
  .record({
    type: fc.constantFrom('user', 'group', 'manager', 'Owner'),
    values: maybe(fc.array(text, { minLength: 1, maxLength: 2 })),
    match_operator: maybe(fc.constantFrom('is', 'is_not', 'contains', 'starts_with')),
    source_integration_name: maybe(fc.constantFrom(SOURCE.id, SOURCE.name)),
  })
  .map((each) => (each.values === null ? { ...each, match_operator: null } : each));
const conditions = fc.array(condition, { minLength: 1, maxLength: 3 });
const logical_operator = fc.constantFrom('AND', 'OR');
const group = fc.record({ logical_operator, conditions });
const approver_groups = fc.array(fc.record({ logical_operator, approvers: conditions }), {
  minLength: 1,
  maxLength: 3,
});
const set = (...all: string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 });
const scope = fc
  .record({
    scope_mode: fc.constantFrom('include_resources', 'exclude_resources'),
    type: fc.constantFrom('NAME', 'APONO_ID', 'TAG'),
    key: text,
    values: fc.array(text, { minLength: 1, maxLength: 2 }),
  })
  .map(({ key, ...each }) => (each.type === 'TAG' ? { ...each, key } : each));
const target = fc.oneof(
  fc.record({
    integration: fc.record({
      integration_name: reference,
      resource_type: text,
      permissions: set('READ_ONLY', 'READ_WRITE', 'ADMIN'),
      resources_scopes: maybe(fc.array(scope, { minLength: 1, maxLength: 2 })),
    }),
  }),
  fc.record({ bundle: fc.record({ name: reference }) }),
  fc.record({ access_scope: fc.record({ name: reference }) }),
  fc.constant({ query_target: { query: 'integration = "postgresql"' } }),
);
const setting = maybe(fc.boolean());
const flows = fc
  .record({
    name: text,
    trigger: fc.constantFrom('SELF_SERVE', 'AUTOMATIC'),
    description: maybe(text),
    active: maybe(fc.boolean()),
    requestor_identity_type: maybe(fc.constantFrom('HUMAN', 'AGENT')),
    grant_duration_in_min: maybe(fc.integer({ min: 1, max: 5000 })),
    space_reference: maybe(reference),
    timeframe: maybe(
      fc.record({
        start_time: fc.constantFrom('08:00', '08:00:00', '08:00:30'),
        end_time: fc.constantFrom('18:00', '18:00:00'),
        days_of_week: set('MONDAY', 'TUESDAY', 'SUNDAY'),
        time_zone: fc.constant('UTC'),
      }),
    ),
    approver_policy: maybe(fc.record({ approval_mode: fc.constantFrom('ANY_OF', 'ALL_OF'), approver_groups })),
    escalation_policy: maybe(fc.record({ interval_in_min: maybe(fc.integer({ min: 1, max: 90 })), approver_groups })),
    requestors: group,
    request_for: maybe(fc.record({ request_scopes: maybe(set('self', 'direct_reports')) })),
    others: maybe(group),
    access_targets: fc.array(target, { minLength: 1, maxLength: 3 }),
    settings: fc.record({
      justification_required: setting,
      require_approver_reason: setting,
      requester_cannot_approve_self: setting,
      require_mfa: setting,
      labels: maybe(fc.uniqueArray(text)),
      extended: maybe(fc.integer({ min: 1, max: 9 })),
    }),
  })
  .map(({ others, settings: { extended, ...settings }, ...flow }) => ({
    ...flow,
    ...(others && { request_for: { request_scopes: ['others', 'self'], grantees: others } }),
    settings: { ...settings, ...(extended && { max_extensions: extended, extension_duration_in_min: extended }) },
  }))
  .filter((flow) => check(accessFlow, flow).length === 0);

/** Two groups of approvers that are one and the same, the source by its id in one of them. */
const TWICE_ONE_SOURCE = {
  name: 'A0',
  trigger: 'SELF_SERVE',
  approver_policy: {
    approval_mode: 'ANY_OF',
    approver_groups: ['source-id', 'Okta'].map((source_integration_name) => ({
      logical_operator: 'OR',
      approvers: [{ type: 'user', source_integration_name }],
    })),
  },
  requestors: { logical_operator: 'AND', conditions: [{ type: 'user' }] },
  access_targets: [{ query_target: { query: 'integration = "postgresql"' } }],
  settings: {},
};

const differing = (one: Values, other: Values) =>
  settableNames(SHAPE).filter((name) => !sameValue(SHAPE.attributes[name], one[name], other[name]));

test('a flow that was made is read as it was planned, and a second plan sends nothing', async () => {
  await fc.assert(
    fc.asyncProperty(flows as fc.Arbitrary<Values>, async (config) => {
      const { context, sent } = contextOf();
      const planned = await accessFlowResource.plan({ config, prior: null }, context);
      const made = await accessFlowResource.create({ config, planned }, context);
      expect(differing(made.values, planned.values)).toEqual([]);
      const read = await accessFlowResource.read(made, context);
      if (read === null) throw new Error('it is gone');
      expect(differing(read.values, made.values)).toEqual([]);
      expect(read.values.summary).toEqual(made.values.summary);
      const again = await accessFlowResource.plan({ config, prior: read }, context);
      expect(again.values.summary).toBe(read.values.summary);
      expect(differing(again.values, read.values)).toEqual([]);
      await accessFlowResource.update({ config, prior: read, planned: again }, context);
      expect(sent).toHaveLength(1);
    }),
    { examples: [[TWICE_ONE_SOURCE]] },
  );
});

test('one that is imported has nothing to send either, and says what was configured', async () => {
  await fc.assert(
    fc.asyncProperty(flows, async (config) => {
      const { context, sent } = contextOf();
      const planned = await accessFlowResource.plan({ config, prior: null }, context);
      await accessFlowResource.create({ config, planned }, context);
      const imported = await accessFlowResource.import('flow-id', context);
      if (imported === null) throw new Error('it is not there');
      // As it is imported, it could stand in the configuration.
      expect(check(accessFlow, onlySettable(imported.values))).toEqual([]);
      const same = await accessFlowResource.plan({ config: onlySettable(imported.values), prior: imported }, context);
      expect(differing(same.values, imported.values)).toEqual([]);
      await accessFlowResource.update({ config, prior: imported, planned: same }, context);
      expect(sent).toHaveLength(1);
    }),
  );
});

function onlySettable(values: Values): Values {
  return Object.fromEntries(settableNames(SHAPE).map((name) => [name, values[name]]));
}
