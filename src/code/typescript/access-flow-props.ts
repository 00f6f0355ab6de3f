import { accessFlow, type CollectionShape, type ObjectShape, objectShapeOf } from '../../metadata';
import { isUnevaluated, type Known } from '../project-document';
import { inSetOrder, type ValueWriter } from '../write-described';
import { only } from './only';
import type { Program } from './program';
import type { References } from './references';
import { call, members, type Source } from './source';

type Values = Readonly<Record<string, unknown>>;

/**
 * What `AccessFlow` has props of its own for; undefined where they cannot say what the flow does.
 */
export function flowProps(
  flow: object,
  program: Program,
  references: References,
): ValueWriter<Source>['special'] | undefined {
  const given = flow as Values;
  const { trigger, settings, grant_duration_in_min: minutes } = given;
  const people = new People(program, references);
  const props = {
    to: people.group(given.requestors, 'conditions'),
    approvers: absent(given.approver_policy) ? NONE : approversOf(given.approver_policy, people, program),
    escalation: absent(given.escalation_policy)
      ? NONE
      : escalationOf(given.escalation_policy, people, program, references),
    requestFor: absent(given.request_for) ? NONE : requestForOf(given.request_for, people, references),
  };
  if (Object.values(props).some((each) => each === undefined) || isUnevaluated(trigger) || isUnevaluated(settings)) {
    return undefined;
  }
  const prop = (name: keyof typeof props) => () => {
    const source = props[name];
    return source === undefined || source === NONE ? {} : { [name]: source };
  };
  return {
    trigger: () => (trigger === 'SELF_SERVE' ? {} : { trigger: references.text(trigger as string) }),
    grant_duration_in_min: () => (absent(minutes) ? {} : { duration: durationOf(minutes, program, references) }),
    requestors: prop('to'),
    approver_policy: prop('approvers'),
    escalation_policy: prop('escalation'),
    request_for: prop('requestFor'),
    ...(only(settings, []) && { settings: () => ({}) }),
  };
}

/** In the place of what is not there. */
const NONE = '';

function absent(value: unknown): boolean {
  return value === undefined || value === null;
}

function durationOf(minutes: unknown, program: Program, references: References): Source {
  const by = program.of('Duration');
  if (typeof minutes !== 'number') return call(`${by}.minutes`, references.number(minutes as Known<number>));
  const [unit, size] = UNITS.find(([, size]) => minutes % size === 0) ?? ['minutes', 1];
  return call(`${by}.${unit}`, String(minutes / size));
}

const UNITS = [
  ['days', 24 * 60],
  ['hours', 60],
] as const;

function approversOf(policy: unknown, people: People, program: Program): Source | undefined {
  if (!only(policy, ['approval_mode', 'approver_groups']) || !Array.isArray(policy.approver_groups)) return undefined;
  const method = policy.approval_mode === 'ANY_OF' ? 'anyOf' : policy.approval_mode === 'ALL_OF' ? 'allOf' : undefined;
  const groups = people.groups(inSetOrder(policy.approver_groups, GROUPS));
  return method === undefined || groups === undefined
    ? undefined
    : call(`${program.of('Approvers')}.${method}`, ...groups);
}

/** A set of groups. */
const GROUPS = (objectShapeOf(accessFlow.schema).attributes.approver_policy as ObjectShape).attributes
  .approver_groups as CollectionShape;

function escalationOf(policy: unknown, people: People, program: Program, references: References): Source | undefined {
  if (!only(policy, ['interval_in_min', 'approver_groups'])) return undefined;
  const tiers = people.groups(policy.approver_groups);
  const { interval_in_min: minutes } = policy;
  if (tiers === undefined) return undefined;
  const interval = absent(minutes) ? undefined : durationOf(minutes, program, references);
  return members({ tiers: { items: tiers }, interval });
}

function requestForOf(given: unknown, people: People, references: References): Source | undefined {
  if (!only(given, ['request_scopes', 'grantees'])) return undefined;
  const { request_scopes: scopes, grantees } = given;
  if (!absent(scopes) && !(Array.isArray(scopes) && scopes.every((each) => typeof each === 'string'))) return undefined;
  const others = absent(grantees) ? undefined : people.group(grantees, 'conditions');
  if (!absent(grantees) && others === undefined) return undefined;
  return members({
    scopes: absent(scopes) ? undefined : references.list([...(scopes as string[])].sort()),
    others,
  });
}

/** Who is meant, as `Identity` and `Identities` say it; undefined where they cannot. */
class People {
  constructor(
    private readonly program: Program,
    private readonly references: References,
  ) {}

  groups(groups: unknown): Source[] | undefined {
    if (!Array.isArray(groups)) return undefined;
    return everyOne(groups.map((each) => this.group(each, 'approvers')));
  }

  /** One alone stands for itself. */
  group(group: unknown, conditions: 'conditions' | 'approvers'): Source | undefined {
    if (!only(group, ['logical_operator', conditions])) return undefined;
    const { logical_operator: operator, [conditions]: all } = group;
    const method = operator === 'OR' ? 'anyOf' : operator === 'AND' ? 'allOf' : undefined;
    if (method === undefined || !Array.isArray(all)) return undefined;
    const identities = everyOne(all.map((each) => this.identity(each)));
    if (identities === undefined) return undefined;
    const [first] = identities;
    const isAlone = method === 'anyOf' && identities.length === 1;
    return isAlone ? first : call(`${this.program.of('Identities')}.${method}`, ...identities);
  }

  private identity(condition: unknown): Source | undefined {
    if (!only(condition, ['type', 'match_operator', 'values', 'source_integration_name'])) return undefined;
    const { type, match_operator: match, values, source_integration_name: source } = condition;
    if (!absent(match) && typeof match !== 'string') return undefined;
    const { references } = this;
    const by = this.program.of('Identity');
    const options = members({
      source: absent(source) ? undefined : references.text(source as Known<string>),
      match: absent(match) ? undefined : references.text(match as string),
    });
    const isPlain = absent(source) && absent(match);
    const last = isPlain ? [] : [options];
    if (absent(values)) {
      const method = isPlain && typeof type === 'string' ? BARE[type] : undefined;
      if (method !== undefined) return call(`${by}.${method}`);
      return call(
        `${by}.attribute`,
        references.text(type as Known<string>),
        ...(isPlain ? [] : ['undefined']),
        ...last,
      );
    }
    const list = references.list(values as Known<readonly string[]>);
    if (type === 'user') return call(`${by}.users`, list, ...last);
    if (type !== 'group') return call(`${by}.attribute`, references.text(type as Known<string>), list, ...last);
    const [one] = Array.isArray(values) && values.length === 1 ? values : [];
    return one === undefined
      ? call(`${by}.groups`, list, ...last)
      : call(`${by}.group`, references.text(one as Known<string>), ...last);
  }
}

const BARE: Readonly<Record<string, string>> = { manager: 'manager', Owner: 'owner' };

function everyOne<T>(all: readonly (T | undefined)[]): T[] | undefined {
  const there = all.filter((each) => each !== undefined);
  return there.length < all.length ? undefined : (there as T[]);
}
