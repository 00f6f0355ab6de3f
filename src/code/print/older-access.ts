import { type AponoMember, DEFAULT_MATCH, flowWithoutDefaults } from '../../metadata';
import type { AponoDocument } from '../apono-kinds';
import { compareText, type Expression, list, literal, object } from '../hcl';
import { isUnevaluated } from '../project-document';
import type { Draft } from './draft';
import { expressionOf, optional } from './value';

type Values = Readonly<Record<string, unknown>>;
type Expressions = Readonly<Record<string, Expression | undefined>>;

/** What the official provider's older resource has no place for, by attribute. */
export function beyondOlder(member: AponoMember, thing: AponoDocument): string[] {
  if (member === 'bundles') return [...beyondTargets(thing, ['integration']), ...expressionsAt(thing, [])];
  if (member !== 'access_flows') return [];
  const { settings = {}, ...flow } = flowWithoutDefaults(thing);
  const { labels: _, requester_cannot_approve_self: __, require_mfa: ___, ...rest } = settings as Values;
  return [
    ...NEWER.filter((name) => flow[name] !== undefined && !isOneself(flow[name])),
    ...Object.keys(rest).map((name) => `settings.${name}`),
    ...beyondTargets(thing, ['integration', 'bundle']),
    ...expressionsAt(flow, []),
  ];
}

const NEWER = ['description', 'requestor_identity_type', 'escalation_policy', 'request_for', 'space_reference'];

/** That one may ask for oneself goes without saying. */
function isOneself(value: unknown): boolean {
  const { request_scopes: scopes = ['self'], ...others } = value as Values;
  return Object.keys(others).length === 0 && JSON.stringify(scopes) === '["self"]';
}

function beyondTargets(thing: object, kinds: readonly string[]): string[] {
  const { access_targets: targets } = thing as { access_targets?: unknown };
  if (!Array.isArray(targets)) return ['access_targets'];
  const given = targets.flatMap((each: object) => (isUnevaluated(each) ? [] : Object.keys(each)));
  const beyond = given.filter((kind) => !kinds.includes(kind)).map((kind) => `access_targets.${kind}`);
  return [...new Set(beyond)];
}

/** Where expressions stand in the place of what has to be put in another form. */
function expressionsAt(value: unknown, way: readonly string[]): string[] {
  if (isUnevaluated(value)) return staysAsItIs(way) ? [] : [way.filter((name) => name !== ANY).join('.')];
  if (Array.isArray(value)) return value.flatMap((each) => expressionsAt(each, [...way, ANY]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => expressionsAt(each, [...way, name]));
}

const ANY = '*';

function staysAsItIs(way: readonly string[]): boolean {
  const [outer, name = outer] = way.filter((each) => each !== ANY).slice(-2);
  if (outer === 'resources_scopes') return name === 'key' || (name === 'values' && way.at(-1) === ANY);
  return SAME.includes(name ?? '');
}

/** What only changes its name. */
const SAME = [
  ...[
    'name',
    'active',
    'time_zone',
    'days_of_week',
    'integration_name',
    'resource_type',
    'permissions',
    'approval_mode',
  ],
  ...['logical_operator', 'type', 'match_operator', 'values', 'labels', 'requester_cannot_approve_self', 'require_mfa'],
];

/** `apono_access_bundle`. */
export function olderBundle(bundle: object, draft: Draft): Expressions {
  const { name, access_targets: targets } = bundle as Values;
  return { name: expressionOf(name), integration_targets: integrationTargets(targets, draft) };
}

/** `apono_access_flow`. */
export function olderFlow(flow: object, draft: Draft): Expressions {
  const { name, active, grant_duration_in_min, trigger, requestors, approver_policy, access_targets, settings } =
    flow as Readonly<Record<string, Values | undefined>>;
  const { labels, requester_cannot_approve_self, require_mfa } = settings ?? {};
  const given = {
    approver_cannot_self_approve: optional(requester_cannot_approve_self),
    require_mfa: optional(require_mfa),
  };
  const { timeframe } = flow as { timeframe?: Values };
  return {
    name: expressionOf(name),
    active: optional(active) ?? literal(true),
    revoke_after_in_sec: literal(grant_duration_in_min === undefined ? -1 : Number(grant_duration_in_min) * 60),
    trigger: object({
      type: literal(String(trigger) === 'AUTOMATIC' ? 'automatic' : 'user_request'),
      timeframe: timeframe && olderTimeframe(timeframe),
    }),
    grantees_conditions_group: requestors && conditionGroup(requestors.logical_operator, requestors.conditions, draft),
    approver_policy:
      approver_policy &&
      object({
        approver_groups_relationship: optional(approver_policy.approval_mode),
        approver_groups: sorted((approver_policy.approver_groups as Values[]) ?? [], (group) =>
          conditionGroup(group.logical_operator, group.approvers, draft),
        ),
      }),
    integration_targets: integrationTargets(access_targets, draft),
    bundle_targets: bundleTargets(access_targets, draft),
    settings: Object.values(given).some((each) => each !== undefined) ? object(given) : undefined,
    labels: isEmpty(labels) ? undefined : optional(labels),
  };
}

function olderTimeframe({ start_time, end_time, days_of_week, time_zone }: Values): Expression {
  return object({
    start_time: literal(withSeconds(start_time)),
    end_time: literal(withSeconds(end_time)),
    days_in_week: Array.isArray(days_of_week)
      ? list([...days_of_week].sort().map(expressionOf))
      : optional(days_of_week),
    time_zone: optional(time_zone),
  });
}

function withSeconds(time: unknown): string {
  return /^\d\d:\d\d$/.test(String(time)) ? `${time}:00` : String(time);
}

function conditionGroup(operator: unknown, conditions: unknown, draft: Draft): Expression {
  return object({
    conditions_logical_operator: optional(operator),
    attribute_conditions: sorted(conditions as Values[], (each) => olderCondition(each, draft)),
  });
}

function olderCondition(
  { type, match_operator, values, source_integration_name: source }: Values,
  draft: Draft,
): Expression {
  return object({
    attribute_type: optional(type),
    operator: isEmpty(values) ? undefined : (optional(match_operator) ?? literal(DEFAULT_MATCH)),
    attribute_names: Array.isArray(values) ? sorted(values, expressionOf) : optional(values),
    integration_id: source === undefined ? undefined : draft.sourceId(source as string),
  });
}

function integrationTargets(targets: unknown, draft: Draft): Expression | undefined {
  const found = targetsOf(targets, 'integration');
  if (found.length === 0) return undefined;
  return sorted(found, ({ integration_name, resource_type, permissions, resources_scopes: scopes }) =>
    object({
      name: draft.nameOf('integrations', integration_name as string),
      resource_type: optional(resource_type),
      resource_include_filters: filters(scopes, 'include_resources'),
      resource_exclude_filters: filters(scopes, 'exclude_resources'),
      permissions: Array.isArray(permissions) ? sorted(permissions, expressionOf) : optional(permissions),
    }),
  );
}

function bundleTargets(targets: unknown, draft: Draft): Expression | undefined {
  const found = targetsOf(targets, 'bundle');
  return found.length === 0
    ? undefined
    : sorted(found, ({ name }) => object({ name: draft.nameOf('bundles', name as string) }));
}

function targetsOf(targets: unknown, kind: string): Values[] {
  return (targets as Values[]).flatMap((each) => (each[kind] === undefined ? [] : [each[kind] as Values]));
}

/** The older resource has one filter a value. */
function filters(scopes: unknown, mode: string): Expression | undefined {
  const meant = ((scopes ?? []) as Values[]).filter(({ scope_mode }) => scope_mode === mode);
  const each = meant.flatMap(({ type, key, values }) =>
    (values as unknown[]).map((value) => ({ type: FILTERS[String(type)], ...(key !== undefined && { key }), value })),
  );
  return each.length === 0 ? undefined : sorted(each, expressionOf);
}

/** What the older resources call what resources are told by. */
export const FILTERS: Readonly<Record<string, string>> = { NAME: 'name', APONO_ID: 'id', TAG: 'tag' };

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The members of a set, in one order. */
function sorted<T>(items: readonly T[], write: (item: T) => Expression): Expression {
  const keyed = items.map((item) => ({ item, key: typeof item === 'string' ? item : JSON.stringify(item) }));
  return list(keyed.sort((a, b) => compareText(a.key, b.key)).map(({ item }) => write(item)));
}
