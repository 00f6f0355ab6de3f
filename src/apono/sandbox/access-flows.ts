import type { AccessFlowSettingsV2, TimeframeV2 } from '../access-shapes';
import { approverGroups, conditions, shownConditions, shownPolicy } from './conditions';
import {
  bad,
  type Fields,
  flag,
  isObject,
  maybeTexts,
  object,
  oneOf,
  optional,
  someOf,
  text,
  wholeNumber,
} from './fields';
import { type Kind, routesOf } from './named-things';
import { FLOW_TARGETS, shownTarget, targets } from './targets';
import type { SandboxState, StoredAccessFlow } from './tenant';

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const MOST_TIERS = 5;

export const ACCESS_FLOWS: Kind<StoredAccessFlow> = {
  what: 'Access flow',
  path: '/api/admin/v2/access-flows',
  entries: (state) => state.access_flows,
  read: (context, body) => {
    const { state } = context;
    const trigger = oneOf('SELF_SERVE', 'AUTOMATIC')(body, 'trigger');
    const given = settings(body, 'settings');
    flag(body, 'request_for_others');
    if (trigger === 'AUTOMATIC' && given.justification_required) {
      throw bad('justification_required must be false for an AUTOMATIC access flow');
    }
    const requestFor = optional(body, 'request_for', requestForOf(state));
    const approval = optional(body, 'approver_policy', approverPolicyOf(state));
    const frame = optional(body, 'timeframe', timeframe);
    // What an automatic flow has no use for is ignored, as the API's description says.
    const isSelfServe = trigger === 'SELF_SERVE';
    const agent = optional(body, 'requestor_identity_type', oneOf('HUMAN', 'AGENT'));
    return {
      name: text(body, 'name'),
      description: optional(body, 'description', text),
      active: flag(body, 'active'),
      trigger,
      ...(agent !== null && { requestor_identity_type: agent }),
      requestors: conditions(state)(body, 'requestors'),
      request_for: isSelfServe ? requestFor : null,
      access_targets: targets(context, FLOW_TARGETS)(body, 'access_targets'),
      approver_policy: isSelfServe ? approval : null,
      escalation_policy: optional(body, 'escalation_policy', escalationOf(state)),
      grant_duration_in_min: optional(body, 'grant_duration_in_min', wholeNumber(1)),
      timeframe: isSelfServe ? frame : null,
      settings: given,
      ...(isObject(body.older_settings) && { older_settings: body.older_settings }),
    };
  },
  shown: (state, { older_settings: _, ...flow }) => ({
    ...flow,
    requestors: shownConditions(state, flow.requestors),
    request_for: flow.request_for && {
      ...flow.request_for,
      grantees: flow.request_for.grantees ? shownConditions(state, flow.request_for.grantees) : null,
    },
    access_targets: flow.access_targets.map((each) => shownTarget(state, each)),
    approver_policy: shownPolicy(state, flow.approver_policy),
    escalation_policy: shownPolicy(state, flow.escalation_policy),
  }),
  filtersByName: false,
};

/** `/api/admin/v2/access-flows` */
export const ACCESS_FLOW_ROUTES = routesOf(ACCESS_FLOWS);

function settings(body: Fields, key: string): AccessFlowSettingsV2 {
  const given = object(body, key);
  const extensions = optional(given, 'max_extensions', wholeNumber(0));
  const minutes = optional(given, 'extension_duration_in_min', wholeNumber(0));
  if ((minutes ?? 0) > 0 && (extensions ?? 0) === 0) throw bad('extension_duration_in_min needs max_extensions');
  return {
    justification_required: flag(given, 'justification_required'),
    require_approver_reason: flag(given, 'require_approver_reason'),
    requestor_cannot_approve_himself: flag(given, 'requestor_cannot_approve_himself'),
    require_mfa: flag(given, 'require_mfa'),
    labels: maybeTexts(given, 'labels'),
    max_extensions: extensions ?? 0,
    extension_duration_in_min: minutes ?? 0,
  };
}

function requestForOf(state: SandboxState) {
  return (body: Fields, key: string) => {
    const given = object(body, key);
    const scopes = someOf('self', 'others', 'direct_reports')(given, 'request_scopes');
    const grantees = optional(given, 'grantees', conditions(state));
    if (scopes.includes('others') !== (grantees !== null)) {
      throw bad('grantees is required with "others" in request_scopes, and only then');
    }
    return { request_scopes: scopes, grantees };
  };
}

function approverPolicyOf(state: SandboxState) {
  return (body: Fields, key: string) => {
    const given = object(body, key);
    return {
      approval_mode: oneOf('ANY_OF', 'ALL_OF')(given, 'approval_mode'),
      approver_groups: approverGroups(state)(given, 'approver_groups'),
    };
  };
}

function escalationOf(state: SandboxState) {
  return (body: Fields, key: string) => {
    const given = object(body, key);
    const groups = approverGroups(state)(given, 'approver_groups');
    if (groups.length > MOST_TIERS) throw bad(`${key} must have at most ${MOST_TIERS} approver_groups`);
    return { interval_in_min: wholeNumber(1)(given, 'interval_in_min'), approver_groups: groups };
  };
}

function timeframe(body: Fields, key: string): TimeframeV2 {
  const given = object(body, key);
  return {
    start_time: text(given, 'start_time'),
    end_time: text(given, 'end_time'),
    days_of_week: someOf(...DAYS)(given, 'days_of_week'),
    time_zone: text(given, 'time_zone'),
  };
}
