import { type Path, type Problem, problem } from '../../problem';
import type { Rule } from '../description';
import { isGiven, isMissing, isUnknown, known } from '../unknown';
import { conditionProblems } from './condition';

/** The most tiers that a request is handed on through. */
export const MOST_TIERS = 5;

/** What belongs to flows that somebody asks for. */
const SELF_SERVE_ONLY = ['timeframe', 'approver_policy', 'escalation_policy', 'request_for'] as const;

/** Settings that mean nothing, or are refused, where nobody asks. */
const ASKERS_SETTINGS = [
  'justification_required',
  'require_approver_reason',
  'requester_cannot_approve_self',
  'require_mfa',
] as const;

type Values = Readonly<Record<string, unknown>>;

/** What holds between the attributes of a flow. */
export const ACCESS_FLOW_RULES: readonly Rule[] = [automaticRule, granteesRule, extensionRule, conditionsRule];

function automaticRule(value: Values): Problem[] {
  if (value.trigger !== 'AUTOMATIC') return [];
  const settings = memberOf(value, 'settings');
  return [
    ...SELF_SERVE_ONLY.filter((name) => isGiven(value[name])).map((name) => nobodyAsks([name])),
    ...ASKERS_SETTINGS.filter((name) => settings[name] === true).map((name) => nobodyAsks(['settings', name])),
  ];
}

function nobodyAsks(path: Path): Problem {
  const name = path.at(-1);
  return problem('CONFLICTING_VALUES', path, `\`${name}\` is given with the trigger \`AUTOMATIC\`, where nobody asks`, {
    allowed: `\`${name}\` with \`SELF_SERVE\``,
    next: 'Remove it, or let people ask: `trigger = "SELF_SERVE"`.',
  });
}

function granteesRule(value: Values): Problem[] {
  const { request_scopes, grantees } = memberOf(value, 'request_for');
  if (isUnknown(request_scopes) || isUnknown(grantees)) return [];
  const scopes = Array.isArray(request_scopes) ? request_scopes : [];
  if (scopes.includes('others') && isMissing(grantees)) {
    return [
      problem('MISSING_VALUE', ['request_for', 'grantees'], '`grantees` is required with `others`', {
        allowed: 'who the others are',
        next: 'Give `grantees`, or take `others` out of `request_scopes`.',
      }),
    ];
  }
  if (isMissing(grantees) || scopes.includes('others') || scopes.some(isUnknown)) return [];
  return [
    problem('CONFLICTING_VALUES', ['request_for', 'grantees'], '`grantees` is given without `others`', {
      allowed: '`grantees` where `request_scopes` has `others`',
      next: 'Add `others` to `request_scopes`, or remove `grantees`.',
    }),
  ];
}

function extensionRule(value: Values): Problem[] {
  const { max_extensions, extension_duration_in_min } = memberOf(value, 'settings');
  if (isUnknown(max_extensions) || isUnknown(extension_duration_in_min)) return [];
  const [times, minutes] = [Number(max_extensions ?? 0), Number(extension_duration_in_min ?? 0)];
  if (times > 0 === minutes > 0 || Number.isNaN(times) || Number.isNaN(minutes)) return [];
  const [given, other] =
    times > 0 ? ['max_extensions', 'extension_duration_in_min'] : ['extension_duration_in_min', 'max_extensions'];
  return [
    problem('CONFLICTING_VALUES', ['settings', other], `\`${given}\` is given without \`${other}\``, {
      allowed: 'both greater than 0, or neither',
      next: `Give \`${other}\`, or remove \`${given}\`.`,
    }),
  ];
}

function conditionsRule(value: Values): Problem[] {
  const grantees = known(memberOf(value, 'request_for').grantees) as Values | undefined;
  return [
    ...conditionProblems(memberOf(value, 'requestors').conditions, ['requestors', 'conditions']),
    ...conditionProblems(grantees?.conditions, ['request_for', 'grantees', 'conditions']),
    ...['approver_policy', 'escalation_policy'].flatMap((policy) => {
      const groups = known(memberOf(value, policy).approver_groups);
      return Array.isArray(groups)
        ? groups.flatMap((group, index) =>
            conditionProblems((known(group) as Values | undefined)?.approvers, [
              policy,
              'approver_groups',
              index,
              'approvers',
            ]),
          )
        : [];
    }),
  ];
}

function memberOf(value: Values, name: string): Values {
  return (known(value[name]) as Values | undefined) ?? {};
}
