import type { AccessFlowUpsertV2, ApproverGroupV2, ConditionUpsertV2 } from '../../apono';
import type { AccessFlow } from '../../metadata';
import { conditionBodies, groupBody } from '../access/conditions';
import type { KnownValues } from '../access/known-values';
import { flowTargetBody } from '../access/targets';

export type KnownFlow = KnownValues<AccessFlow>;
type ApproverGroup = NonNullable<KnownFlow['escalation_policy']>['approver_groups'][number];

/**
 * A flow as it is sent, with POST and PUT alike: everything stands in it, so that what was removed is cleared. Sets go in
 * one order, so that two bodies are equal when they mean the same.
 */
export function flowBody(values: KnownFlow): AccessFlowUpsertV2 {
  const { approver_policy, escalation_policy, request_for, timeframe, settings } = values;
  return {
    name: values.name,
    description: values.description ?? null,
    active: values.active ?? true,
    trigger: values.trigger,
    // What the public API does not know is sent only where something is said by it.
    ...(values.requestor_identity_type === 'AGENT' && { requestor_identity_type: 'AGENT' }),
    requestors: groupBody(values.requestors),
    request_for: request_for
      ? {
          request_scopes: [...(request_for.request_scopes ?? ['self'])].sort(),
          grantees: request_for.grantees ? groupBody(request_for.grantees) : null,
        }
      : null,
    access_targets: values.access_targets.map(flowTargetBody),
    approver_policy: approver_policy
      ? {
          approval_mode: approver_policy.approval_mode,
          approver_groups: approver_policy.approver_groups.map(approverGroupBody).sort(byText),
        }
      : null,
    escalation_policy: escalation_policy
      ? {
          interval_in_min: escalation_policy.interval_in_min ?? 30,
          approver_groups: escalation_policy.approver_groups.map(approverGroupBody),
        }
      : null,
    grant_duration_in_min: values.grant_duration_in_min ?? null,
    timeframe: timeframe ? { ...timeframe, days_of_week: [...timeframe.days_of_week].sort() } : null,
    settings: {
      justification_required: settings.justification_required ?? values.trigger === 'SELF_SERVE',
      require_approver_reason: settings.require_approver_reason ?? false,
      requestor_cannot_approve_himself: settings.requester_cannot_approve_self ?? false,
      require_mfa: settings.require_mfa ?? false,
      labels: [...(settings.labels ?? [])].sort(),
      max_extensions: settings.max_extensions ?? 0,
      extension_duration_in_min: settings.extension_duration_in_min ?? 0,
    },
    // Required still, and meaningless: `request_for` says it.
    request_for_others: false,
  };
}

function approverGroupBody({ logical_operator, approvers }: ApproverGroup): ApproverGroupV2<ConditionUpsertV2> {
  return { logical_operator, approvers: conditionBodies(approvers) };
}

function byText(one: unknown, other: unknown): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
