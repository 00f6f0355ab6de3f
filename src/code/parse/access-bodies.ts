import { objectShapeOf } from '../../metadata';
import { problem } from '../../problem';
import { type AccessMember, APONO_KINDS } from '../apono-kinds';
import { FILTERS } from '../print/older-access';
import { isUnevaluated } from '../project-document';
import { readDescribed } from '../read-described';
import { sourcesIn } from '../sources-in';
import { type BodyReader, ownAttributes, type ReadBody } from './reader';

type Members = Readonly<Record<string, unknown>>;

/** Ours, and the official provider's newer resources, which have the same attributes. */
export function readAccess(member: AccessMember): ReadBody {
  const { description, word } = APONO_KINDS[member];
  return (body, reader) =>
    readDescribed(objectShapeOf(description.schema), ownAttributes(body, word, reader), (attribute) =>
      reader.note(`${attribute} is no attribute of ${description.name}: it was left out`),
    );
}

/** `apono_access_bundle`. */
export const readOlderBundle: ReadBody = (body, reader) => {
  const { name, integration_targets } = ownAttributes(body, 'bundle', reader);
  return defined({ name, access_targets: integrationTargets(integration_targets) });
};

/** `apono_access_flow`: other names, times in seconds, one filter a value; grantees and approvers of the first days, too. */
export const readOlderFlow: ReadBody = (body, reader) => {
  const flow = ownAttributes(body, 'access flow', reader);
  const trigger = membersOf(flow.trigger);
  const settings = membersOf(flow.settings);
  if (settings.require_justification_on_request_again === true) {
    reader.note('settings.require_justification_on_request_again has no counterpart, it was left out');
  }
  const read = defined({
    name: flow.name,
    active: flow.active === true ? undefined : flow.active,
    trigger: triggerOf(trigger.type, reader),
    grant_duration_in_min: minutesOf(flow.revoke_after_in_sec, reader),
    timeframe: timeframeOf(trigger.timeframe),
    requestors:
      conditionGroup(flow.grantees_conditions_group, 'conditions') ?? identities(flow.grantees, 'conditions', reader),
    approver_policy: policyOf(flow, reader),
    access_targets: [...integrationTargets(flow.integration_targets), ...bundleTargets(flow.bundle_targets)],
    settings: defined({
      requester_cannot_approve_self: settings.approver_cannot_self_approve,
      require_mfa: settings.require_mfa,
      labels: flow.labels,
    }),
  });
  for (const id of sourcesIn(read)) {
    reader.note(`source_integration_name holds the id ${id}; the name reads better, and Apono takes both`);
  }
  return read;
};

const TRIGGERS: Readonly<Record<string, string>> = { user_request: 'SELF_SERVE', automatic: 'AUTOMATIC' };

function triggerOf(type: unknown, reader: BodyReader): unknown {
  const trigger = typeof type === 'string' && Object.hasOwn(TRIGGERS, type) ? TRIGGERS[type] : undefined;
  if (trigger === undefined && type !== undefined && type !== null) {
    reader.refuse(
      problem('INVALID_VALUE', [reader.address, 'trigger', 'type'], 'The trigger of the access flow is not known', {
        value: isUnevaluated(type) ? type.$template : type,
        allowed: Object.keys(TRIGGERS).join(', '),
        next: 'Write one of them out.',
      }),
    );
  }
  return trigger;
}

function minutesOf(seconds: unknown, reader: BodyReader): unknown {
  if (isUnevaluated(seconds)) {
    reader.note(`grant_duration_in_min: fill in what the expression gives, in minutes: ${seconds.$template}`);
    return undefined;
  }
  if (seconds === undefined || seconds === null || Number(seconds) === -1) return undefined;
  const minutes = Math.max(1, Math.floor(Number(seconds) / 60));
  if (minutes * 60 !== Number(seconds)) {
    reader.note(`grant_duration_in_min: ${seconds} seconds are no whole minutes, ${minutes} were taken`);
  }
  return minutes;
}

function timeframeOf(given: unknown): unknown {
  if (given === undefined || given === null || isUnevaluated(given)) return given;
  const { start_time, end_time, days_in_week, time_zone } = given as Members;
  return defined({
    start_time: withoutSeconds(start_time),
    end_time: withoutSeconds(end_time),
    days_of_week: days_in_week,
    time_zone,
  });
}

function withoutSeconds(time: unknown): unknown {
  return typeof time === 'string' ? time.replace(/^(\d?\d:\d\d):00$/, '$1').replace(/^(\d:)/, '0$1') : time;
}

/** What the older provider joins conditions by where nothing is said. */
const JOINED = 'AND';

function conditionGroup(given: unknown, conditions: 'conditions' | 'approvers'): unknown {
  if (given === undefined || given === null || isUnevaluated(given)) return given;
  const { conditions_logical_operator: operator, attribute_conditions: all } = given as Members;
  return { logical_operator: operator ?? JOINED, [conditions]: each(all, conditionOf) };
}

function conditionOf({ attribute_type, operator, attribute_names, integration_id }: Members): Members {
  const isBare = !isUnevaluated(attribute_names) && isEmpty(attribute_names);
  return defined({
    type: attribute_type,
    match_operator: isBare || operator === 'is' ? undefined : operator,
    values: isBare ? undefined : attribute_names,
    // Apono takes the id in the name's place.
    source_integration_name: integration_id,
  });
}

function policyOf({ approver_policy: policy, approvers, settings }: Members, reader: BodyReader): unknown {
  if (isUnevaluated(policy)) return policy;
  if (policy !== undefined && policy !== null) {
    const { approver_groups_relationship: mode, approver_groups: groups } = policy as Members;
    return {
      approval_mode: mode ?? 'ANY_OF',
      approver_groups: each(groups, (group) => conditionGroup(group, 'approvers')),
    };
  }
  const group = identities(approvers, 'approvers', reader);
  if (group === undefined) return undefined;
  const isAll = membersOf(settings).require_all_approvers === true;
  return { approval_mode: 'ANY_OF', approver_groups: [{ ...group, ...(isAll && { logical_operator: 'AND' }) }] };
}

/** Who was meant before there were conditions: any of them. */
function identities(given: unknown, conditions: 'conditions' | 'approvers', reader: BodyReader): Members | undefined {
  if (isUnevaluated(given)) return given as unknown as Members;
  if (isEmpty(given)) return undefined;
  if ((given as Members[]).some(({ type }) => type === 'context_attribute')) {
    reader.note('A context_attribute says not of which type it is: write the type of the attribute in its place');
  }
  return { logical_operator: 'OR', [conditions]: each(given, ({ type, name }) => ({ type, values: [name] })) };
}

function integrationTargets(given: unknown): unknown[] {
  return listOf(given).map((target) => {
    if (isUnevaluated(target)) return target;
    const {
      name,
      resource_type,
      permissions,
      resource_include_filters: include,
      resource_exclude_filters: exclude,
    } = target as Members;
    const scopes = [...scopesOf(include, 'include_resources'), ...scopesOf(exclude, 'exclude_resources')];
    return {
      integration: defined({
        integration_name: name,
        resource_type,
        permissions,
        resources_scopes: scopes.length > 0 ? scopes : undefined,
      }),
    };
  });
}

function bundleTargets(given: unknown): unknown[] {
  return listOf(given).map((target) =>
    isUnevaluated(target) ? target : { bundle: { name: (target as Members).name } },
  );
}

/** Filters of one kind are the values of one scope. */
function scopesOf(filters: unknown, scope_mode: string): unknown[] {
  const scopes = new Map<string, { scope_mode: string; type: unknown; key?: unknown; values: unknown[] }>();
  for (const { type: filter, key, value } of listOf(filters) as Members[]) {
    const type = Object.keys(FILTERS).find((each) => FILTERS[each] === filter) ?? filter;
    const at = JSON.stringify([type, key]);
    const scope = scopes.get(at) ?? { scope_mode, type, ...(key !== undefined && key !== null && { key }), values: [] };
    scope.values.push(value);
    scopes.set(at, scope);
  }
  return [...scopes.values()];
}

function listOf(value: unknown): readonly unknown[] {
  if (isUnevaluated(value)) return [value];
  return Array.isArray(value) ? value : [];
}

function each(value: unknown, read: (one: Members) => unknown): unknown {
  return Array.isArray(value) ? value.map((one) => (isUnevaluated(one) ? one : read(one as Members))) : value;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !isUnevaluated(value) ? (value as Members) : {};
}

function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));
}
