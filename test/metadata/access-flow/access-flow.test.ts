import { accessFlow, accessScope, bundle, check, previewProblems, UNKNOWN } from '../../../src/metadata';
import { type Problem, renderPath } from '../../../src/problem';
import { BUNDLE, FLOW, SCOPE } from './flows';

/** Every problem as `where: what is wrong`. */
const told = (problems: readonly Problem[]) => problems.map(({ path, what }) => `${renderPath(path)}: ${what}`);
const ofFlow = (more: object) => told(check(accessFlow, { ...FLOW, ...more }));
const target = (integration: object) => ({
  access_targets: [{ integration: { ...FLOW.access_targets[0]?.integration, ...integration } }],
});
const who = (condition: object) => ({ requestors: { logical_operator: 'OR', conditions: [condition] } });

test('the smallest of each kind are accepted', () => {
  expect(check(accessFlow, FLOW)).toEqual([]);
  expect(check(bundle, BUNDLE)).toEqual([]);
  expect(check(accessScope, SCOPE)).toEqual([]);
});

test('a flow with everything is accepted', () => {
  const group = { logical_operator: 'AND', approvers: [{ type: 'Owner' }, { type: 'user', values: ['a@b.c'] }] };
  const whole = {
    description: 'Why',
    active: false,
    grant_duration_in_min: 60,
    timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'Europe/Berlin' },
    approver_policy: { approval_mode: 'ALL_OF', approver_groups: [group] },
    escalation_policy: { interval_in_min: 5, approver_groups: [group, group] },
    request_for: {
      request_scopes: ['self', 'others'],
      grantees: {
        logical_operator: 'OR',
        conditions: [{ type: 'group', values: ['RND'], match_operator: 'contains' }],
      },
    },
    access_targets: [
      ...target({
        resources_scopes: [
          { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] },
          { scope_mode: 'exclude_resources', type: 'NAME', values: ['secret'] },
        ],
      }).access_targets,
      { bundle: { name: 'Support kit' } },
      { access_scope: { name: 'Production databases' } },
      { query_target: { query: 'integration = "postgresql"' } },
    ],
    settings: { labels: ['prod'], max_extensions: 2, extension_duration_in_min: 30, require_mfa: true },
    requestor_identity_type: 'HUMAN',
    space_reference: 'Payments',
  };
  expect(ofFlow(whole)).toEqual([]);
});

test.each(['name', 'trigger', 'requestors', 'access_targets', 'settings'])('%s is required', (name) => {
  expect(ofFlow({ [name]: undefined })).toEqual([`${name}: \`${name}\` is required`]);
});

describe('what is outside of an enumeration is refused, with the nearest spelling', () => {
  const cases: [string, object, string, string | undefined][] = [
    ['trigger', { trigger: 'SELF_SERVED' }, 'trigger', 'SELF_SERVE'],
    [
      'logical_operator',
      { requestors: { ...FLOW.requestors, logical_operator: 'ORR' } },
      'requestors.logical_operator',
      'OR',
    ],
    [
      'match_operator',
      who({ type: 'user', values: ['a'], match_operator: 'contain' }),
      'requestors.conditions[0].match_operator',
      'contains',
    ],
    [
      'approval_mode',
      {
        approver_policy: {
          approval_mode: 'ANYOF',
          approver_groups: [{ logical_operator: 'OR', approvers: [{ type: 'Owner' }] }],
        },
      },
      'approver_policy.approval_mode',
      'ANY_OF',
    ],
    [
      'scope_mode',
      target({ resources_scopes: [{ scope_mode: 'include', type: 'NAME', values: ['a'] }] }),
      'access_targets[0].integration.resources_scopes[0].scope_mode',
      undefined,
    ],
    [
      'type of a scope',
      target({ resources_scopes: [{ scope_mode: 'include_resources', type: 'NAMES', values: ['a'] }] }),
      'access_targets[0].integration.resources_scopes[0].type',
      'NAME',
    ],
    [
      'days_of_week',
      { timeframe: { start_time: '08:00', end_time: '09:00', days_of_week: ['MONDAI'], time_zone: 'UTC' } },
      'timeframe.days_of_week[0]',
      'MONDAY',
    ],
    ['request_scopes', { request_for: { request_scopes: ['selfs'] } }, 'request_for.request_scopes[0]', 'self'],
    ['requestor_identity_type', { requestor_identity_type: 'HUMANS' }, 'requestor_identity_type', 'HUMAN'],
  ];
  test.each(cases)('%s', (_, more, path, meant) => {
    const problems = check(accessFlow, { ...FLOW, ...more });
    expect(problems.map((each) => renderPath(each.path))).toEqual([path]);
    expect(problems[0]?.allowed).toMatch(/^one of /);
    if (meant !== undefined) expect(problems[0]?.next).toContain(`\`${meant}\``);
  });
});

describe('lists that may not be empty', () => {
  const empty: [string, object][] = [
    ['requestors.conditions', { requestors: { logical_operator: 'OR', conditions: [] } }],
    ['requestors.conditions[0].values', who({ type: 'user', values: [] })],
    ['access_targets', { access_targets: [] }],
    ['access_targets[0].integration.permissions', target({ permissions: [] })],
    ['access_targets[0].integration.resources_scopes', target({ resources_scopes: [] })],
    ['approver_policy.approver_groups', { approver_policy: { approval_mode: 'ANY_OF', approver_groups: [] } }],
    ['escalation_policy.approver_groups', { escalation_policy: { approver_groups: [] } }],
    ['request_for.request_scopes', { request_for: { request_scopes: [] } }],
    [
      'timeframe.days_of_week',
      { timeframe: { start_time: '08:00', end_time: '09:00', days_of_week: [], time_zone: 'UTC' } },
    ],
  ];
  test.each(empty)('%s', (path, more) => {
    expect(check(accessFlow, { ...FLOW, ...more }).map((each) => renderPath(each.path))).toEqual([path]);
  });
  test('the targets of a bundle', () => {
    expect(told(check(bundle, { ...BUNDLE, access_targets: [] }))).toEqual([
      'access_targets: `access_targets` must be at least one target',
    ]);
  });
});

describe('where nobody asks', () => {
  const automatic = { trigger: 'AUTOMATIC' };
  const said = (name: string) => `\`${name}\` is given with the trigger \`AUTOMATIC\`, where nobody asks`;
  const approvers = [{ logical_operator: 'OR', approvers: [{ type: 'Owner' }] }];
  const cases: [string, unknown][] = [
    ['timeframe', { start_time: '08:00', end_time: '09:00', days_of_week: ['MONDAY'], time_zone: 'UTC' }],
    ['approver_policy', { approval_mode: 'ANY_OF', approver_groups: approvers }],
    ['escalation_policy', { approver_groups: approvers }],
    ['request_for', { request_scopes: ['self'] }],
  ];
  test.each(cases)('%s is refused', (name, value) => {
    expect(ofFlow({ ...automatic, [name]: value })).toEqual([`${name}: ${said(name)}`]);
    expect(ofFlow({ [name]: value })).toEqual([]);
    expect(ofFlow({ trigger: UNKNOWN, [name]: value })).toEqual([]);
  });
  const settings = [
    'justification_required',
    'require_approver_reason',
    'requester_cannot_approve_self',
    'require_mfa',
  ];
  test.each(settings)('%s is refused', (name) => {
    expect(ofFlow({ ...automatic, settings: { [name]: true } })).toEqual([`settings.${name}: ${said(name)}`]);
    expect(ofFlow({ ...automatic, settings: { [name]: false } })).toEqual([]);
  });
});

test('grantees belong to `others`, and `others` to grantees', () => {
  const grantees = { logical_operator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] };
  expect(ofFlow({ request_for: { request_scopes: ['self', 'others'] } })).toEqual([
    'request_for.grantees: `grantees` is required with `others`',
  ]);
  const unneeded = ['request_for.grantees: `grantees` is given without `others`'];
  expect(ofFlow({ request_for: { request_scopes: ['direct_reports'], grantees } })).toEqual(unneeded);
  expect(ofFlow({ request_for: { grantees } })).toEqual(unneeded);
  expect(ofFlow({ request_for: { request_scopes: UNKNOWN, grantees } })).toEqual([]);
  expect(ofFlow({ request_for: { request_scopes: ['others'], grantees: UNKNOWN } })).toEqual([]);
});

test('a request goes through at most five tiers', () => {
  const tier = { logical_operator: 'OR', approvers: [{ type: 'Owner' }] };
  expect(ofFlow({ escalation_policy: { approver_groups: Array(5).fill(tier) } })).toEqual([]);
  expect(ofFlow({ escalation_policy: { approver_groups: Array(6).fill(tier) } })).toEqual([
    'escalation_policy.approver_groups: `escalation_policy.approver_groups` must be 1 to 5 groups',
  ]);
});

test.each([
  [
    { max_extensions: 1 },
    'settings.extension_duration_in_min: `max_extensions` is given without `extension_duration_in_min`',
  ],
  [
    { extension_duration_in_min: 5 },
    'settings.max_extensions: `extension_duration_in_min` is given without `max_extensions`',
  ],
  [
    { max_extensions: 0, extension_duration_in_min: 5 },
    'settings.max_extensions: `extension_duration_in_min` is given without `max_extensions`',
  ],
])('how often and how long access is prolonged go together: %p', (settings, problem) => {
  expect(ofFlow({ settings })).toEqual([problem]);
  expect(ofFlow({ settings: { max_extensions: UNKNOWN, extension_duration_in_min: 5 } })).toEqual([]);
});

test('a key belongs to TAG, and TAG to a key', () => {
  const scope = (more: object) =>
    ofFlow(target({ resources_scopes: [{ scope_mode: 'include_resources', values: ['prod'], ...more }] }));
  const at = 'access_targets[0].integration.resources_scopes[0].key';
  expect(scope({ type: 'TAG' })).toEqual([`${at}: A scope by \`TAG\` names no key`]);
  expect(scope({ type: 'NAME', key: 'env' })).toEqual([`${at}: \`key\` is given with \`NAME\``]);
  expect(scope({ type: 'TAG', key: UNKNOWN })).toEqual([]);
  expect(scope({ type: UNKNOWN, key: 'env' })).toEqual([]);
});

test('an operator without values is refused, for Apono drops it silently', () => {
  const at = 'match_operator: `match_operator` is given without `values`';
  expect(ofFlow(who({ type: 'Owner', match_operator: 'is' }))).toEqual([`requestors.conditions[0].${at}`]);
  const approvers = [{ logical_operator: 'OR', approvers: [{ type: 'Owner', match_operator: 'is' }] }];
  expect(ofFlow({ approver_policy: { approval_mode: 'ANY_OF', approver_groups: approvers } })).toEqual([
    `approver_policy.approver_groups[0].approvers[0].${at}`,
  ]);
  expect(ofFlow({ escalation_policy: { approver_groups: approvers } })).toEqual([
    `escalation_policy.approver_groups[0].approvers[0].${at}`,
  ]);
  expect(ofFlow(who({ type: 'user', match_operator: 'is', values: UNKNOWN }))).toEqual([]);
});

test.each(['owner', 'OWNER'])('%s is no attribute: Owner has a capital letter', (type) => {
  expect(ofFlow(who({ type }))).toEqual([
    'requestors.conditions[0].type: The owner of a resource is spelled with a capital letter',
  ]);
});

describe('a target is of exactly one kind', () => {
  const scope = { access_scope: { name: 'Production databases' } };
  test('not of none', () => {
    expect(ofFlow({ access_targets: [{}] })).toEqual(['access_targets[0]: The target is of no kind']);
    expect(ofFlow({ access_targets: [{ bundle: UNKNOWN }] })).toEqual([]);
  });
  test('not of two', () => {
    const problems = check(accessFlow, { ...FLOW, access_targets: [{ ...scope, bundle: { name: 'a' } }] });
    expect(told(problems)).toEqual(['access_targets[0]: The target is of 2 kinds: bundle, access_scope']);
    expect(problems[0]?.allowed).toBe('exactly one of integration, bundle, access_scope, query_target');
  });
  test('no bundle within a bundle', () => {
    expect(told(check(bundle, { ...BUNDLE, access_targets: [{ bundle: { name: 'a' } }] }))[0]).toBe(
      'access_targets[0].bundle: There is no attribute `bundle` in `access_targets[0]`',
    );
  });
});

describe('a timeframe', () => {
  const frame = { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'UTC' };
  const of = (more: object) => check(accessFlow, { ...FLOW, timeframe: { ...frame, ...more } });
  test('ends after it begins', () => {
    expect(told(of({ start_time: '18:00' }))).toEqual([
      'timeframe.end_time: The timeframe ends at 18:00, not after 18:00',
    ]);
    expect(told(of({ start_time: '22:00', end_time: '06:00' }))).toEqual([
      'timeframe.end_time: The timeframe ends at 06:00, not after 22:00',
    ]);
    expect(of({ start_time: UNKNOWN, end_time: '00:00' })).toEqual([]);
    expect(of({ start_time: '08:00:30', end_time: '08:01' })).toEqual([]);
  });
  test.each(['8:00', '24:00', '08:60', '0800', '08:00Z'])('does not begin at %s', (start_time) => {
    expect(told(of({ start_time }))).toEqual([
      'timeframe.start_time: `timeframe.start_time` must be a time of day, 00:00 to 23:59',
    ]);
  });
  test.each(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Ushuaia'])(
    'has the zone %s',
    (time_zone) => expect(of({ time_zone })).toEqual([]),
  );
  test.each([
    ['Europe/Berlim', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['+01:00', undefined],
    ['', undefined],
  ])('has no zone %p', (time_zone, meant) => {
    const hint = meant === undefined ? '' : `; perhaps \`${meant}\` is meant`;
    expect(told(of({ time_zone }))).toEqual([`timeframe.time_zone: \`timeframe.time_zone\` is no time zone${hint}`]);
  });
});

test.each(['', ' Read', 'Read ', '---', 'Re\nad'])('%p is no name', (name) => {
  for (const [description, smallest] of [
    [accessFlow, FLOW],
    [bundle, BUNDLE],
    [accessScope, SCOPE],
  ] as const) {
    expect(check(description, { ...smallest, name }).map(({ path }) => renderPath(path))).toEqual(['name']);
  }
});

test.each([0, -1, 1.5, '60'])('%p is no duration', (grant_duration_in_min) => {
  expect(ofFlow({ grant_duration_in_min })[0]).toMatch('a whole number from 1 to 2147483647');
});

describe('queries', () => {
  test('are parsed, with line and column', () => {
    expect(told(check(accessScope, { ...SCOPE, query: 'resource_type = "a" and\n  resource_nam = "b"' }))).toEqual([
      'query: `query` is no query, at line 2, column 3: There is no field `resource_nam`; perhaps `resource_name` is meant',
    ]);
    expect(ofFlow({ access_targets: [{ query_target: { query: '(' } }] })).toEqual([
      'access_targets[0].query_target.query: `access_targets[0].query_target.query` is no query, at line 1, column 2: Where the query ends, a field, `not` or an opening parenthesis is expected',
    ]);
  });
  test('have at most 8 KB, by their bytes', () => {
    const query = (length: number) => `resource_name = "${'ä'.repeat(length)}"`;
    expect(check(accessScope, { ...SCOPE, query: query(4087) })).toEqual([]);
    expect(told(check(accessScope, { ...SCOPE, query: query(4088) }))).toEqual(['query: `query` has 8194 bytes']);
  });
  test('may have fields that are not known here: a warning', () => {
    const [warning, ...others] = check(accessScope, { ...SCOPE, query: 'cloud_region = "eu"' });
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', code: 'NOT_CHECKED', value: 'cloud_region' });
  });
});

test('what is newer than the public API is told', () => {
  expect(previewProblems(FLOW)).toEqual([]);
  const newer = {
    ...FLOW,
    space_reference: 'Payments',
    requestor_identity_type: 'AGENT',
    access_targets: [{ query_target: { query: 'integration = "a"' } }],
  };
  const problems = previewProblems(newer);
  expect(problems.map(({ code, path }) => [code, renderPath(path)])).toEqual([
    ['APONO_PREVIEW', 'space_reference'],
    ['APONO_PREVIEW', 'requestor_identity_type'],
    ['APONO_PREVIEW', 'access_targets[0].query_target'],
  ]);
  expect(problems[0]?.allowed).toContain('preview = true');
});
