import { ACCESS_FLOWS } from '../access-flows';
import { ok, wholeList } from '../answer';
import { stored } from '../entries';
import { bad, type Fields, isObject, maybeTexts, object, oneOf, optional, text } from '../fields';
import { change, make, remove } from '../named-things';
import type { Operation, Route } from '../request';
import type { SandboxState, StoredAccessFlow, StoredCondition } from '../tenant';
import { deleted, seconds, withoutNulls } from './answers';
import { identitiesOf, olderType } from './identities';
import { bundleTargets, integrationTargets, objectsOf, shownTargets } from './targets';
import { secondsOfDay, timeOfDay } from './time-of-day';

const PATH = '/api/terraform/v1/access-flows';
/** Seconds that stand for no end. */
const NEVER = -1;

const update: Operation = (request, id) => {
  const after = change(ACCESS_FLOWS, request, id, bodyOf(request.state, request.body));
  return ok(shown(request.state, after));
};

const drop: Operation = ({ state }, id) => {
  remove(ACCESS_FLOWS, state, id);
  return deleted(ACCESS_FLOWS.what);
};

/** `/api/terraform/v1/access-flows`: the flows of the newer API in other words; what these lack is not seen, and lost by a PUT. */
export const OLDER_ACCESS_FLOW_ROUTES: readonly Route[] = [
  ['GET', PATH, ({ state }) => wholeList(state.access_flows.map((each) => shown(state, each)))],
  [
    'POST',
    PATH,
    (request) => ok(shown(request.state, make(ACCESS_FLOWS, request, bodyOf(request.state, request.body)))),
  ],
  ['GET', `${PATH}/{id}`, ({ state }, id) => ok(shown(state, stored(state.access_flows, ACCESS_FLOWS.what, id)))],
  ['PUT', `${PATH}/{id}`, update],
  ['DELETE', `${PATH}/{id}`, drop],
];

/** The body of the newer API that says the same. */
function bodyOf(state: SandboxState, body: Fields): Fields {
  const trigger = object(body, 'trigger');
  const isSelfServe = oneOf('user_request', 'automatic')(trigger, 'type') === 'user_request';
  const settings = optional(body, 'settings', object) ?? {};
  const frame = optional(trigger, 'timeframe', object);
  const given = optional(body, 'grantee_filter_group', object);
  const [people, approvers] = ['grantees', 'approvers'].map((key) => identityConditions(state, body, key));
  const policy = optional(body, 'approver_policy', object);
  return {
    name: body.name,
    active: body.active,
    trigger: isSelfServe ? 'SELF_SERVE' : 'AUTOMATIC',
    requestors: given
      ? { logical_operator: given.logical_operator, conditions: objectsOf(given, 'attribute_filters').map(conditionOf) }
      : { logical_operator: 'OR', conditions: people },
    access_targets: [...integrationTargets(body), ...bundleTargets(body)],
    approver_policy: policy
      ? {
          approval_mode: policy.groups_relationship,
          approver_groups: objectsOf(policy, 'condition_groups').map((each) => ({
            logical_operator: each.conditions_logical_operator,
            approvers: objectsOf(each, 'conditions').map(conditionOf),
          })),
        }
      : approversPolicy(approvers ?? [], settings.require_all_approvers === true),
    grant_duration_in_min: minutesOf(body),
    timeframe: frame && {
      start_time: timeOfDay(frame.start_of_day_time_in_seconds),
      end_time: timeOfDay(frame.end_of_day_time_in_seconds),
      days_of_week: frame.days_in_week,
      time_zone: frame.time_zone,
    },
    settings: {
      justification_required: isSelfServe && settings.require_justification !== false,
      require_approver_reason: false,
      requestor_cannot_approve_himself: settings.approver_cannot_approve_himself === true,
      require_mfa: settings.require_mfa === true,
      labels: objectsOf(body, 'labels').map((each) => text(each, 'name')),
    },
    request_for_others: false,
    older_settings: {
      require_justification_on_request_again: settings.require_justification_on_request_again === true,
      require_all_approvers: settings.require_all_approvers === true,
    },
  };
}

function conditionOf(filter: Fields): Fields {
  const values = optional(filter, 'attribute_value', maybeTexts);
  return {
    type: filter.attribute_type_id,
    match_operator: filter.operator ?? 'is',
    values: values === null || values.length === 0 ? null : values,
    source_integration_reference: filter.integration_id ?? null,
  };
}

/** People who are named by their ids. */
function identityConditions(state: SandboxState, body: Fields, key: string): Fields[] {
  const everybody = identitiesOf(state);
  return objectsOf(body, key).map((each) => {
    const found = everybody.find(({ id }) => id === each.id);
    if (found === undefined) throw bad(`${key} names ${each.id}, whom nobody knows`);
    return { type: found.type, match_operator: 'is', values: [found.id] };
  });
}

function approversPolicy(approvers: readonly Fields[], all: boolean): Fields | null {
  if (approvers.length === 0) return null;
  return {
    approval_mode: 'ANY_OF',
    approver_groups: [{ logical_operator: all ? 'AND' : 'OR', approvers }],
  };
}

function minutesOf(body: Fields): number | null {
  const given = body.revoke_after_in_sec;
  if (given === NEVER) return null;
  if (typeof given !== 'number' || given % 60 !== 0) throw bad('revoke_after_in_sec must be whole minutes, or -1');
  return given / 60;
}

function shown(state: SandboxState, flow: StoredAccessFlow): object {
  const { requestors, approver_policy: policy, settings, timeframe: frame, grant_duration_in_min: minutes } = flow;
  const older = isObject(flow.older_settings) ? flow.older_settings : {};
  return withoutNulls({
    id: flow.id,
    name: flow.name,
    active: flow.active,
    trigger: {
      type: flow.trigger === 'SELF_SERVE' ? 'user_request' : 'automatic',
      ...(frame && {
        timeframe: {
          start_of_day_time_in_seconds: secondsOfDay(frame.start_time),
          end_of_day_time_in_seconds: secondsOfDay(frame.end_time),
          days_in_week: frame.days_of_week,
          time_zone: frame.time_zone,
        },
      }),
    },
    grantees: peopleIn(state, requestors.conditions),
    grantee_filter_group: {
      logical_operator: requestors.logical_operator,
      attribute_filters: requestors.conditions.map(filterOf),
    },
    ...shownTargets(flow.access_targets),
    approvers: peopleIn(state, policy?.approver_groups.flatMap(({ approvers }) => approvers) ?? []),
    approver_policy: policy && {
      groups_relationship: policy.approval_mode,
      condition_groups: policy.approver_groups.map((each) => ({
        conditions_logical_operator: each.logical_operator,
        conditions: each.approvers.map(filterOf),
      })),
    },
    revoke_after_in_sec: minutes === null || minutes === undefined ? NEVER : minutes * 60,
    settings: {
      require_justification_on_request_again: false,
      require_all_approvers: false,
      ...older,
      require_justification: settings.justification_required,
      approver_cannot_approve_himself: settings.requestor_cannot_approve_himself,
      require_mfa: settings.require_mfa,
    },
    created_date: seconds(flow.creation_date),
    labels: settings.labels.map((name) => ({ name })),
  });
}

function filterOf({ type, match_operator, values, source_integration_id: id }: StoredCondition): object {
  return withoutNulls({
    attribute_type_id: type,
    operator: match_operator,
    attribute_value: values,
    integration_id: id,
  });
}

/** Those of the conditions that name one by an id. */
function peopleIn(state: SandboxState, conditions: readonly StoredCondition[]) {
  const everybody = identitiesOf(state);
  return conditions.flatMap(({ match_operator, values }) =>
    everybody
      .filter(({ id }) => match_operator === 'is' && values?.includes(id) === true)
      .map(({ id, type }) => ({ id, type: olderType(type) })),
  );
}
