import type { AccessFlowV2, ApproverGroupV2, ConditionV2 } from '../../apono';
import { isUnknown, UNKNOWN } from '../../metadata';
import { conditionSpellings, conditionValues, groupValues, withMatch } from '../access/conditions';
import type { Spellings } from '../access/spelling';
import { flowTargetValues, targetSpellings } from '../access/targets';
import type { Values } from '../handler-resource';

/** The values of a flow as Apono tells them, with every default said. */
export function flowValues(found: AccessFlowV2): Values {
  const { approver_policy, escalation_policy, request_for, timeframe, settings } = found;
  return {
    name: found.name,
    description: found.description || null,
    active: found.active,
    trigger: found.trigger,
    requestor_identity_type: found.requestor_identity_type || 'HUMAN',
    grant_duration_in_min: found.grant_duration_in_min ?? null,
    timeframe: timeframe
      ? { ...timeframe, start_time: withoutSeconds(timeframe.start_time), end_time: withoutSeconds(timeframe.end_time) }
      : null,
    approver_policy: approver_policy
      ? {
          approval_mode: approver_policy.approval_mode,
          approver_groups: approver_policy.approver_groups.map(approverGroupValues),
        }
      : null,
    escalation_policy: escalation_policy
      ? {
          interval_in_min: escalation_policy.interval_in_min,
          approver_groups: escalation_policy.approver_groups.map(approverGroupValues),
        }
      : null,
    requestors: groupValues(found.requestors),
    request_for: request_for
      ? {
          request_scopes: request_for.request_scopes,
          grantees: request_for.grantees ? groupValues(request_for.grantees) : null,
        }
      : null,
    access_targets: found.access_targets.map(flowTargetValues),
    settings: {
      justification_required: settings.justification_required,
      require_approver_reason: settings.require_approver_reason,
      requester_cannot_approve_self: settings.requestor_cannot_approve_himself,
      require_mfa: settings.require_mfa,
      labels: settings.labels,
      max_extensions: settings.max_extensions ?? 0,
      extension_duration_in_min: settings.extension_duration_in_min ?? 0,
    },
  };
}

/** What else a flow may call the things that it names. */
export function flowSpellings(found: AccessFlowV2): Spellings {
  const groups = [
    ...(found.approver_policy?.approver_groups ?? []),
    ...(found.escalation_policy?.approver_groups ?? []),
  ];
  const conditions = [
    ...found.requestors.conditions,
    ...(found.request_for?.grantees?.conditions ?? []),
    ...groups.flatMap(({ approvers }) => approvers),
  ];
  const times = [found.timeframe?.start_time, found.timeframe?.end_time].flatMap((time) =>
    time === undefined ? [] : [[`${withoutSeconds(time)}:00`, withoutSeconds(time)] as const],
  );
  return [...found.access_targets.flatMap(targetSpellings), ...conditionSpellings(conditions), ...times];
}

/** Defaults that depend on something else than the attribute alone. */
export function withFlowDefaults(values: Values): Values {
  const { trigger, settings } = values;
  const { escalation_policy, request_for } = values as Record<string, Values | null>;
  return {
    ...values,
    requestors: inGroup(values.requestors),
    request_for: isGroup(request_for) ? { ...request_for, grantees: inGroup(request_for.grantees) } : request_for,
    escalation_policy: isGroup(escalation_policy)
      ? { ...escalation_policy, approver_groups: inTiers(escalation_policy.approver_groups) }
      : escalation_policy,
    settings: isGroup(settings)
      ? {
          ...settings,
          justification_required:
            settings.justification_required ?? (isUnknown(trigger) ? UNKNOWN : trigger === 'SELF_SERVE'),
        }
      : settings,
  };
}

function inTiers(groups: unknown): unknown {
  if (!Array.isArray(groups)) return groups;
  return groups.map((each) => (isGroup(each) ? { ...each, approvers: withMatch(each.approvers) } : each));
}

function inGroup(group: unknown): unknown {
  return isGroup(group) ? { ...group, conditions: withMatch(group.conditions) } : group;
}

function isGroup(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

function approverGroupValues({ logical_operator, approvers }: ApproverGroupV2<ConditionV2>): Values {
  return { logical_operator, approvers: conditionValues(approvers) };
}

/** Apono may add seconds to a time of day. */
function withoutSeconds(time: string): string {
  return time.replace(/^(\d\d:\d\d):00$/, '$1');
}
