import { type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import {
  AccessFlow,
  type AccessFlowProps,
  AccessScope,
  AccessTarget,
  AponoProvider,
  AponopgProvider,
  Approvers,
  aql,
  Bundle,
  Duration,
  Identities,
  Identity,
  IntegrationOwner,
  PostgresqlIntegration,
  Resources,
  ResourceType,
} from '../../constructs';
import { resolved } from '../../constructs/checks/resolved';
import { parseAql } from '../../src/metadata';
import { closedAfterwards } from '../support/clean-up';
import { openTerraform } from '../support/terraform';
import { type Json, newStack, onlyResource, reference, refusal, SMALLEST, synthesized } from './stacks';

const RND = Identity.group('RND', { source: 'Okta' });
const onBundle = { targets: [AccessTarget.bundle('Support kit')] };

const flowOf = (props: Partial<AccessFlowProps>) => {
  const stack = newStack();
  new AccessFlow(stack, 'flow', { name: 'Read', to: RND, ...onBundle, ...props });
  return onlyResource(synthesized(stack), 'aponopg_access_flow');
};

test('access is given on an integration by one flow, which Terraform makes after it', () => {
  const stack = newStack();
  const integration = new PostgresqlIntegration(stack, 'orders', SMALLEST);
  const flow = integration.grantAccess('read', {
    to: RND,
    permissions: ['READ_ONLY'],
    resources: [Resources.tagged('env', ['prod']), Resources.named(['secrets']).excluded(), Resources.withIds(['i'])],
    approvers: Approvers.anyOf(Identity.owner(), Identity.group('dba', { source: 'Okta' })),
    duration: Duration.hours(4),
    description: 'To look at orders',
    settings: { labels: ['orders'], maxExtensions: 1, extensionDurationInMin: 60 },
  });
  const json = synthesized(stack);
  const [name] = Object.keys(json.resource.aponopg_integration);
  expect(onlyResource(json, 'aponopg_access_flow')).toEqual({
    name: 'Orders database read',
    description: 'To look at orders',
    trigger: 'SELF_SERVE',
    requestors: {
      logical_operator: 'OR',
      conditions: [{ type: 'group', values: ['RND'], source_integration_name: 'Okta' }],
    },
    access_targets: [
      {
        integration: {
          integration_name: reference(`aponopg_integration.${name}.name`),
          resource_type: 'postgresql-database',
          permissions: ['READ_ONLY'],
          resources_scopes: [
            { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] },
            { scope_mode: 'exclude_resources', type: 'NAME', values: ['secrets'] },
            { scope_mode: 'include_resources', type: 'APONO_ID', values: ['i'] },
          ],
        },
      },
    ],
    approver_policy: {
      approval_mode: 'ANY_OF',
      approver_groups: [
        { logical_operator: 'OR', approvers: [{ type: 'Owner' }] },
        { logical_operator: 'OR', approvers: [{ type: 'group', values: ['dba'], source_integration_name: 'Okta' }] },
      ],
    },
    grant_duration_in_min: 240,
    settings: { labels: ['orders'], max_extensions: 1, extension_duration_in_min: 60 },
  });
  expect(resolved(stack, flow.accessFlowId)).toMatch(/^\$\{aponopg_access_flow\..*\.id\}$/);
});

test('who asks, for whom, who is asked next, and when', () => {
  const flow = flowOf({
    to: [RND, Identity.users(['ada@example.com'])],
    approvers: Approvers.allOf(Identity.manager(), Identities.allOf(Identity.owner(), RND)),
    escalation: {
      tiers: [Identities.anyOf(RND, Identity.owner()), Identity.manager()],
      interval: Duration.minutes(15),
    },
    requestFor: { scopes: ['self', 'others'], others: Identity.groups(['Sup'], { match: 'starts_with' }) },
    timeframe: { startTime: '08:00', endTime: '18:00', daysOfWeek: ['MONDAY'], timeZone: 'Europe/Berlin' },
    active: false,
  });
  const rnd = { type: 'group', values: ['RND'], source_integration_name: 'Okta' };
  expect(flow).toMatchObject({
    active: false,
    requestors: { logical_operator: 'OR', conditions: [rnd, { type: 'user', values: ['ada@example.com'] }] },
    approver_policy: {
      approval_mode: 'ALL_OF',
      approver_groups: [
        { logical_operator: 'OR', approvers: [{ type: 'manager' }] },
        { logical_operator: 'AND', approvers: [{ type: 'Owner' }, rnd] },
      ],
    },
    escalation_policy: {
      interval_in_min: 15,
      approver_groups: [
        { logical_operator: 'OR', approvers: [rnd, { type: 'Owner' }] },
        { logical_operator: 'OR', approvers: [{ type: 'manager' }] },
      ],
    },
    request_for: {
      request_scopes: ['self', 'others'],
      grantees: {
        logical_operator: 'OR',
        conditions: [{ type: 'group', values: ['Sup'], match_operator: 'starts_with' }],
      },
    },
    timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'Europe/Berlin' },
  });
});

test.each<[Partial<AccessFlowProps>, RegExp]>([
  [{ name: '' }, /name/],
  [{ targets: [] }, /targets.*at least one/s],
  [{ to: [] }, /to\.conditions.*at least one/s],
  [{ to: Identity.attribute('owner') }, /Where: to\.conditions\[0\]\.type.*Allowed: Owner/s],
  [{ approvers: Approvers.anyOf() }, /approvers\.approverGroups.*at least one/s],
  [{ escalation: { tiers: Array(6).fill(RND) } }, /escalation\.approverGroups.*1 to 5/s],
  [{ requestFor: { scopes: ['others'] } }, /grantees.*required.*Where: requestFor\.grantees/s],
  [{ trigger: 'AUTOMATIC', approvers: Approvers.anyOf(RND) }, /approvers.*AUTOMATIC/s],
  [{ trigger: 'AUTOMATIC', settings: { justificationRequired: true } }, /settings\.justificationRequired/],
  [{ settings: { maxExtensions: 1 } }, /settings\.extensionDurationInMin/],
  [
    { timeframe: { startTime: '18:00', endTime: '08:00', daysOfWeek: ['MONDAY'], timeZone: 'UTC' } },
    /timeframe\.endTime/,
  ],
  [{ registration: 'other' as 'aponopg' }, /registration.*aponopg, apono-provider/s],
])('a flow refuses %j', (props, expected) => {
  expect(refusal(() => flowOf(props))).toMatch(expected);
});

test.each([0, -1, 0.01, Number.NaN, Number.POSITIVE_INFINITY])('%d hours are no duration', (hours) => {
  expect(refusal(() => Duration.hours(hours))).toMatch(/hours.*whole minutes/s);
});

test('durations are minutes, and a token is told in those alone', () => {
  expect(Duration.hours(0.5).inMinutes).toBe(30);
  expect(Duration.days(2).inMinutes).toBe(2880);
  const token = new TerraformVariable(newStack(), 'x', { type: 'number' }).numberValue;
  expect(Duration.minutes(token).inMinutes).toBe(token);
  expect(refusal(() => Duration.hours(token))).toMatch(/Duration\.minutes/);
});

test('which type of resource is meant has to be said where there are several', () => {
  const stack = newStack();
  const connectedResourceTypes = [ResourceType.DATABASE, ResourceType.TABLE];
  const integration = new PostgresqlIntegration(stack, 'orders', { ...SMALLEST, connectedResourceTypes });
  const options = { permissions: ['READ_ONLY'] };
  expect(refusal(() => integration.grantAccess('read', { to: RND, ...options }))).toMatch(
    /resourceType.*Allowed: postgresql-database, postgresql-table/s,
  );
  expect(refusal(() => AccessTarget.integration('Orders', options))).toMatch(/resourceType/);
  const there = PostgresqlIntegration.fromIntegrationId(stack, 'there', 'int-1');
  const target = AccessTarget.integration(there, { ...options, resourceType: ResourceType.TABLE });
  new AccessFlow(stack, 'flow', { name: 'Read', to: RND, targets: [target] });
  expect(onlyResource(synthesized(stack), 'aponopg_access_flow').access_targets[0].integration.integration_name).toBe(
    'int-1',
  );
});

describe('a bundle', () => {
  test('holds what is added to it until synth, by name', () => {
    const stack = newStack();
    const bundle = new Bundle(stack, 'kit', { name: 'Support kit' });
    new AccessFlow(stack, 'flow', { name: 'Support', to: RND, targets: [AccessTarget.bundle(bundle)] });
    const scope = new AccessScope(stack, 'scope', { name: 'All ${x}', query: aql`resource_name = ${'${x}'}` });
    const integration = new PostgresqlIntegration(stack, 'orders', SMALLEST);
    bundle
      .addTarget(AccessTarget.integration(integration, { permissions: ['READ_ONLY'] }))
      .addTarget(AccessTarget.accessScope(scope));
    const json = synthesized(stack);
    const nameOf = (type: string) => reference(`${type}.${Object.keys(json.resource[type])[0]}.name`);
    expect(onlyResource(json, 'aponopg_bundle')).toEqual({
      name: 'Support kit',
      access_targets: [
        {
          integration: {
            integration_name: nameOf('aponopg_integration'),
            resource_type: 'postgresql-database',
            permissions: ['READ_ONLY'],
          },
        },
        { access_scope: { name: nameOf('aponopg_access_scope') } },
      ],
    });
    expect(onlyResource(json, 'aponopg_access_scope')).toEqual({
      name: 'All $${x}',
      query: 'resource_name = "$${x}"',
    });
    expect(onlyResource(json, 'aponopg_access_flow').access_targets).toEqual([
      { bundle: { name: nameOf('aponopg_bundle') } },
    ]);
    expect(Testing.synthHcl(stack)).toContain('query = "resource_name = \\"$${x}\\""');
  });

  test('without a target, or with one of a flow alone, is refused', () => {
    const stack = newStack();
    const bundle = new Bundle(stack, 'kit', { name: 'Support kit' });
    expect(() => synthesized(stack)).toThrow(/gives access to nothing.*addTarget/s);
    expect(refusal(() => bundle.addTarget(AccessTarget.bundle('other')))).toMatch(/holds no bundles/);
    expect(
      refusal(() =>
        bundle.addTarget(AccessTarget.integration('Orders', { permissions: [], resourceType: 'postgresql-table' })),
      ),
    ).toMatch(/targets\[0\]\.integration\.permissions.*at least one/s);
  });
});

describe('aql', () => {
  test('quotes what is filled in, whatever it is', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/[\r\n]/.test(each));
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1 }), (one, several) => {
        const query = aql`resource_name = ${one} and resource_tag[${'k'}] in ${several}`;
        expect(parseAql(query).tree).toMatchObject({ operands: [{ value: one }, { values: several }] });
      }),
    );
  });

  test('is checked where it is used, and so is a text', () => {
    const scope = (query: string) => new AccessScope(newStack(), 'scope', { name: 'All', query });
    expect(refusal(() => scope(aql`resource_nam = ${'x'}`))).toMatch(/line 1, column 1.*resource_name/s);
    expect(refusal(() => scope('resource_name = x'))).toMatch(/line 1, column 17/);
  });

  test('takes no line breaks, no empty list, nothing else', () => {
    expect(refusal(() => aql`resource_name = ${'a\nb'}`)).toMatch(/line break/);
    expect(refusal(() => aql`resource_name in ${[]}`)).toMatch(/values\[0\].*at least one/s);
    expect(refusal(() => aql`resource_name = ${5 as unknown as string}`)).toMatch(/values\[0\]/);
  });

  test('quotes what Terraform alone knows', async () => {
    const stack = newStack();
    const name = new TerraformVariable(stack, 'name', { type: 'string' });
    new AccessScope(stack, 'scope', {
      name: 'All',
      query: aql`resource_name = ${name.stringValue} or resource_name = ${'${x}'}`,
    });
    const { query } = onlyResource(synthesized(stack), 'aponopg_access_scope');
    const terraform = closedAfterwards(openTerraform({ env: { TF_VAR_name: 'say "\\${x}"' } }));
    terraform.write('main.tf.json', { variable: { name: { type: 'string' } }, output: { query: { value: query } } });
    await terraform.apply();
    const made = (await terraform.state()).values?.outputs?.query.value;
    expect(parseAql(made).tree).toMatchObject({ operands: [{ value: 'say "\\${x}"' }, { value: '${x}' }] });
  });
});

test('a name is there once in a tenant, for things of one kind', () => {
  const stack = newStack();
  const make = (id: string, name: string) => new Bundle(stack, id, { name, targets: [AccessTarget.accessScope('x')] });
  make('one', 'Same');
  new AccessScope(stack, 'scope', { name: 'Same', query: 'resource_name = "x"' });
  expect(() => synthesized(stack)).not.toThrow();
  make('two', 'Same');
  expect(() => synthesized(stack)).toThrow(/name of a bundle is used more than once: stack\/one, stack\/two/);
});

describe('what is newer than the public API', () => {
  const newer: [string, (stack: TerraformStack, more: object) => unknown][] = [
    [
      'a space',
      (stack, more) =>
        new AccessScope(stack, 'x', { name: 'x', query: 'resource = "x"', spaceReference: 'P', ...more }),
    ],
    [
      'a query target',
      (stack, more) =>
        new AccessFlow(stack, 'x', { name: 'x', to: RND, targets: [AccessTarget.query('resource = "x"')], ...more }),
    ],
    [
      'an agent',
      (stack, more) =>
        new AccessFlow(stack, 'x', { name: 'x', to: RND, ...onBundle, requestorIdentityType: 'AGENT', ...more }),
    ],
  ];

  test.each(newer)('%s needs `preview`, which may be set later', (_, make) => {
    const stack = newStack();
    make(stack, {});
    expect(() => synthesized(stack)).toThrow(/newer than Apono's public API description.*preview/s);
    AponopgProvider.of(stack).apono = { preview: true };
    expect(() => synthesized(stack)).not.toThrow();
  });

  test.each(newer)('%s is nothing that the official provider knows', (_, make) => {
    expect(refusal(() => make(newStack(), { registration: 'apono-provider' }))).toMatch(/official provider 1\.9\.1/);
  });
});

describe("registration: 'apono-provider'", () => {
  const official = { registration: 'apono-provider' } as const;

  test('emits the official resources, with what ours sends by default', () => {
    const stack = newStack();
    const integration = new PostgresqlIntegration(stack, 'orders', { ...SMALLEST, ...official });
    integration.grantAccess('read', { to: RND, permissions: ['READ_ONLY'], duration: Duration.hours(1) });
    new Bundle(stack, 'kit', { name: 'Kit', ...official }).addTarget(AccessTarget.accessScope('Production'));
    new AccessScope(stack, 'scope', { name: 'Production', query: aql`resource_name = ${'orders'}`, ...official });
    const json = synthesized(stack);
    expect(json.provider).toEqual({ apono: [{}] });
    const [name] = Object.keys(json.resource.apono_resource_integration);
    expect(onlyResource(json, 'apono_access_flow_v2')).toEqual({
      name: 'Orders database read',
      trigger: 'SELF_SERVE',
      grant_duration_in_min: 60,
      requestors: {
        logical_operator: 'OR',
        conditions: [{ type: 'group', values: ['RND'], source_integration_name: 'Okta' }],
      },
      access_targets: [
        {
          integration: {
            integration_name: reference(`apono_resource_integration.${name}.name`),
            resource_type: 'postgresql-database',
            permissions: ['READ_ONLY'],
          },
        },
      ],
      settings: { justification_required: true },
    });
    expect(onlyResource(json, 'apono_bundle_v2')).toEqual({
      name: 'Kit',
      access_targets: [{ access_scope: { name: 'Production' } }],
    });
    expect(onlyResource(json, 'apono_access_scope')).toEqual({ name: 'Production', query: 'resource_name = "orders"' });
  });

  test('says that nobody has to give a reason where nobody asks', () => {
    const stack = newStack();
    const props = { trigger: 'AUTOMATIC', requestorIdentityType: 'HUMAN', ...official } as const;
    new AccessFlow(stack, 'flow', { name: 'Read', to: RND, ...onBundle, ...props });
    const flow = onlyResource(synthesized(stack), 'apono_access_flow_v2');
    expect(flow.settings).toEqual({ justification_required: false });
    expect(flow).not.toHaveProperty('requestor_identity_type');
  });

  test('is validated like our own', () => {
    const stack = newStack();
    const props = { name: 'Read', to: [], ...onBundle, ...official };
    expect(refusal(() => new AccessFlow(stack, 'flow', props))).toMatch(/to\.conditions/);
  });

  test('is of another tenant where its provider is', () => {
    const stack = newStack();
    new AponoProvider(stack, 'apono', { endpoint: 'https://eu.example' });
    const targets = [AccessTarget.accessScope('x')];
    new Bundle(stack, 'one', { name: 'Same', targets });
    new Bundle(stack, 'two', { name: 'Same', targets, ...official });
    expect(() => synthesized(stack)).not.toThrow();
  });
});

describe('owners of an integration', () => {
  const ownerOf = (integrationOwner: Identity): Json => {
    const stack = newStack();
    new PostgresqlIntegration(stack, 'orders', { ...SMALLEST, integrationOwner });
    return onlyResource(synthesized(stack), 'aponopg_integration').integration_owner;
  };

  test('are told by the same identities', () => {
    const expected = { attribute_type: 'group', attribute_values: ['dba'], source_integration_name: 'Okta' };
    expect(ownerOf(Identity.group('dba', { source: 'Okta' }))).toEqual(expected);
    expect(ownerOf(IntegrationOwner.groups(['dba'], { source: 'Okta' }))).toEqual(expected);
  });

  test('have names', () => {
    expect(refusal(() => ownerOf(Identity.manager()))).toMatch(/told by name.*Where: integrationOwner/s);
    expect(refusal(() => ownerOf(Identity.groups(['d'], { match: 'contains' })))).toMatch(/without `match`/);
  });
});
