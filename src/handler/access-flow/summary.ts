import { tellConditions, tellGroup, tellMinutes, tellTarget } from '../access/tell';
import type { KnownFlow } from './request-body';

/** What a flow gives to whom, in sentences. */
export function flowSummary(flow: KnownFlow): string[] {
  return [
    ...(flow.active === false ? ['It is not in force.'] : []),
    `${flow.trigger === 'AUTOMATIC' ? 'Who is given it, unasked' : whoAsks(flow)}: ${tellGroup(flow.requestors)}.`,
    ...forWhom(flow),
    ...flow.access_targets.map(tellTarget),
    duration(flow),
    ...(flow.trigger === 'AUTOMATIC' ? [] : [...when(flow), ...approval(flow), ...settings(flow)]),
  ];
}

function whoAsks({ requestor_identity_type }: KnownFlow): string {
  return requestor_identity_type === 'AGENT' ? 'Agents that may ask' : 'Who may ask';
}

function forWhom({ request_for }: KnownFlow): string[] {
  if (!request_for) return [];
  const others = request_for.grantees ? ` (${tellGroup(request_for.grantees)})` : '';
  const words = { self: 'themselves', direct_reports: 'their direct reports', others: `others${others}` };
  const scopes = [...(request_for.request_scopes ?? ['self' as const])].sort();
  return [`For whom: ${scopes.map((each) => words[each]).join(', ')}.`];
}

function duration({
  grant_duration_in_min,
  settings: { max_extensions, extension_duration_in_min },
}: KnownFlow): string {
  const lasts = grant_duration_in_min ? `It lasts ${tellMinutes(grant_duration_in_min)}` : 'It lasts without end';
  const times = max_extensions ?? 0;
  const more =
    times > 0
      ? `, and may be prolonged ${times === 1 ? 'once' : `${times} times`} by ${tellMinutes(extension_duration_in_min ?? 0)}`
      : '';
  return `${lasts}${more}.`;
}

function when({ timeframe }: KnownFlow): string[] {
  if (!timeframe) return [];
  const { days_of_week, start_time, end_time, time_zone } = timeframe;
  const days = WEEK.filter((day) => days_of_week.includes(day)).map((day) => `${day[0]}${day.slice(1).toLowerCase()}`);
  return [`It may be asked for from ${start_time} to ${end_time} (${time_zone}) on ${days.join(', ')}.`];
}

const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

function approval({ approver_policy, escalation_policy }: KnownFlow): string[] {
  const groups = approver_policy?.approver_groups.map(tellApprovers).sort() ?? [];
  const approves =
    groups.length === 0
      ? 'Nobody has to approve it.'
      : groups.length === 1
        ? `It is approved by ${groups[0]}.`
        : `It is approved by ${approver_policy?.approval_mode === 'ALL_OF' ? 'each of' : 'one of'}: ${groups.join('; ')}.`;
  if (!escalation_policy) return [approves];
  const tiers = escalation_policy.approver_groups.map(tellApprovers).join('; then to ');
  return [
    approves,
    `A request that nobody answers goes on, each time after ${tellMinutes(escalation_policy.interval_in_min ?? 30)}: to ${tiers}.`,
  ];
}

type ApproverGroup = NonNullable<KnownFlow['escalation_policy']>['approver_groups'][number];

function tellApprovers({ logical_operator, approvers }: ApproverGroup): string {
  return tellConditions(logical_operator, approvers);
}

function settings({ settings: given }: KnownFlow): string[] {
  return [
    ...(given.justification_required === false ? [] : ['Whoever asks has to say why.']),
    ...(given.require_approver_reason ? ['Approvers have to say why.'] : []),
    ...(given.requester_cannot_approve_self ? ['Nobody approves what they asked for themselves.'] : []),
    ...(given.require_mfa ? ['A second factor is asked for.'] : []),
  ];
}
