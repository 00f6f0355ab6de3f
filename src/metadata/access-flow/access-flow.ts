import * as z from 'zod';
import { annotate } from '../annotation';
import type { Description } from '../description';
import { displayName, displayNameProblems } from '../display-name';
import { flag, integer, text } from '../fields';
import { ACCESS_FLOW_RULES, MOST_TIERS } from './access-flow-rules';
import { flowTargetProblems, flowTargets } from './access-target';
import { conditionGroup, conditions, logicalOperator } from './condition';
import { spaceAttributes } from './space';
import { summary } from './summary';
import { timeframe, timeframeProblems } from './timeframe';

const EXAMPLE = 'Read production';

/** For whom access may be asked for. */
export const REQUEST_SCOPES = ['self', 'others', 'direct_reports'] as const;

const approverGroup = annotate(
  z.strictObject({ logical_operator: logicalOperator, approvers: conditions('The approvers, in order.') }),
  { description: 'Approvers who decide together, or each alone.' },
);

const selfServe = (description: string) =>
  flag({ description: `${description} With \`SELF_SERVE\` only.`, computed: true, default: false }).optional();

const schema = z.strictObject({
  id: text({ description: "The access flow's id at Apono.", readOnly: true }).optional(),
  name: displayName('The name that people see, unique among the access flows of the tenant.', EXAMPLE),
  description: text({ description: 'What it is for.' }).optional(),
  active: flag({ description: 'Whether it is in force.', default: true }).optional(),
  trigger: annotate(z.enum(['SELF_SERVE', 'AUTOMATIC']), {
    description: '`SELF_SERVE`: people ask for the access; `AUTOMATIC`: the requestors are given it unasked.',
  }),
  requestor_identity_type: annotate(z.enum(['HUMAN', 'AGENT']), {
    description: 'Who may ask: people or agents. `AGENT` needs `apono.preview`.',
    default: 'HUMAN',
  }).optional(),
  grant_duration_in_min: integer(1, 2_147_483_647, {
    description: 'How long the access lasts. Default: without end.',
    unit: 'minutes',
    example: 240,
  }).optional(),
  timeframe: timeframe.optional(),
  approver_policy: annotate(
    z.strictObject({
      approval_mode: annotate(z.enum(['ANY_OF', 'ALL_OF']), {
        description: 'Whether one group of approvers is enough, `ANY_OF`, or every group has to approve, `ALL_OF`.',
      }),
      approver_groups: annotate(z.array(approverGroup).min(1), {
        description: 'The groups of approvers.',
        allowed: 'at least one group',
        set: true,
      }),
    }),
    { description: 'Who approves. Default: nobody has to. With `SELF_SERVE` only.' },
  ).optional(),
  escalation_policy: annotate(
    z.strictObject({
      interval_in_min: integer(1, 2_147_483_647, {
        description: 'How long a request waits for one tier before it goes to the next.',
        unit: 'minutes',
        computed: true,
        default: 30,
      }).optional(),
      approver_groups: annotate(z.array(approverGroup).min(1).max(MOST_TIERS), {
        description: 'The tiers, in order.',
        allowed: `1 to ${MOST_TIERS} groups`,
      }),
    }),
    { description: 'To whom a request goes that nobody answers. Default: to nobody. With `SELF_SERVE` only.' },
  ).optional(),
  requestors: conditionGroup('Who may ask; with `AUTOMATIC` who is given the access.'),
  request_for: annotate(
    z.strictObject({
      request_scopes: annotate(z.array(z.enum(REQUEST_SCOPES)).min(1), {
        description: 'For whom one may ask.',
        allowed: `at least one of ${REQUEST_SCOPES.join(', ')}`,
        computed: true,
        default: ['self'],
        set: true,
      }).optional(),
      grantees: conditionGroup('The others: needed with `others`, and only then.').optional(),
    }),
    { description: 'For whom one may ask. Default: for oneself. With `SELF_SERVE` only.' },
  ).optional(),
  access_targets: flowTargets,
  settings: annotate(
    z.strictObject({
      justification_required: flag({
        description: 'Whether one has to say why. Default: true with `SELF_SERVE`, false with `AUTOMATIC`.',
        computed: true,
      }).optional(),
      require_approver_reason: selfServe('Whether approvers have to say why.'),
      requester_cannot_approve_self: selfServe('Whether nobody may approve what they asked for themselves.'),
      require_mfa: selfServe('Whether a second factor is asked for.'),
      labels: annotate(z.array(text({ description: 'A label.' })), {
        description: 'Labels, to find the flow by.',
        computed: true,
        default: [],
        set: true,
        example: ['prod'],
      }).optional(),
      max_extensions: integer(0, 2_147_483_647, {
        description: 'How often the access may be prolonged.',
        computed: true,
        default: 0,
      }).optional(),
      extension_duration_in_min: integer(0, 2_147_483_647, {
        description: 'By how much each time. Needs `max_extensions`.',
        unit: 'minutes',
        computed: true,
        default: 0,
      }).optional(),
    }),
    { description: 'How it is asked for; `{}` takes the defaults.' },
  ),
  ...spaceAttributes,
  summary,
});

/** `aponopg_access_flow`: who is given which access, at whose word, for how long. */
export const accessFlow: Description<typeof schema> = {
  name: 'aponopg_access_flow',
  summary:
    'An access flow at Apono: who may ask for which access, who approves it, and how long it lasts. Held against the tenant at plan, and told in sentences.',
  schema,
  rules: [(value) => displayNameProblems(value, EXAMPLE), ...ACCESS_FLOW_RULES, timeframeProblems, flowTargetProblems],
};

export type AccessFlow = z.infer<typeof schema>;
