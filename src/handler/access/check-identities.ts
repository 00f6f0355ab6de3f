import { giveOneOf, isUnknown, known, knownNames } from '../../metadata';
import { type Path, type Problem, problem } from '../../problem';
import type { Values } from '../handler-resource';
import type { TenantLookups } from './tenant-lookups';

/** What the tenant says of everybody whom a flow names: whether it knows the attribute, its source, and the values. */
export async function identityProblems(values: Values, lookups: TenantLookups): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [condition, at] of conditionsOf(values)) problems.push(...(await problemsOf(condition, at, lookups)));
  return problems;
}

type Condition = Readonly<Record<string, unknown>>;

/** Every condition of a flow, and where it stands. */
function conditionsOf(values: Values): [Condition, Path][] {
  const groups = (policy: string) =>
    listOf(memberOf(values[policy], 'approver_groups')).flatMap((group, index) =>
      inList(memberOf(group, 'approvers'), [policy, 'approver_groups', index, 'approvers']),
    );
  return [
    ...inList(memberOf(values.requestors, 'conditions'), ['requestors', 'conditions']),
    ...inList(memberOf(memberOf(values.request_for, 'grantees'), 'conditions'), [
      'request_for',
      'grantees',
      'conditions',
    ]),
    ...groups('approver_policy'),
    ...groups('escalation_policy'),
  ];
}

async function problemsOf(condition: Condition, at: Path, lookups: TenantLookups): Promise<Problem[]> {
  const { type, source_integration_name } = condition;
  if (typeof type !== 'string' || isUnknown(source_integration_name)) return [];
  const source = typeof source_integration_name === 'string' ? source_integration_name : undefined;
  if (source !== undefined) {
    const sources = await lookups.sources();
    if (!sources.some(({ id, name }) => source === id || source === name)) {
      const names = sources.map(({ name }) => name).sort();
      return [
        unknownIdentity('Apono has no identity provider integration of this name or id', source, names, [
          ...at,
          'source_integration_name',
        ]),
      ];
    }
  }
  if (type === 'user' || type === 'group') return valueProblems(type, condition, source, at, lookups);
  if (BY_THEMSELVES.has(type)) return [];
  const attributes = await lookups.attributes(type, source);
  if (attributes.length > 0) return valueProblems(type, condition, source, at, lookups);
  const types = await lookups.attributeTypes();
  const all = [...new Set([...BUILT_IN, ...types])];
  if (!all.includes(type)) {
    return [unknownIdentity('Apono knows no such attribute', type, all, [...at, 'type'])];
  }
  return [unknownIdentity(`${source ?? 'Apono'} has no value of the attribute ${type}`, type, all, [...at, 'type'])];
}

/** Attributes that tell who is meant without a value, and so are in no list. */
const BY_THEMSELVES = new Set(['Owner', 'manager']);
const BUILT_IN = ['user', 'group', 'manager', 'Owner'];

/** A value that nobody has is no error: who has it may come later. */
async function valueProblems(
  type: string,
  { values, match_operator }: Condition,
  source: string | undefined,
  at: Path,
  lookups: TenantLookups,
): Promise<Problem[]> {
  const wanted = knownNames(values);
  const operator = known(match_operator) ?? 'is';
  if (wanted.length === 0 || isUnknown(match_operator)) return [];
  const exact = operator === 'is' || operator === 'is_not';
  const there = await (exact ? spellingsOf(type, source, lookups) : namesOf(type, source, lookups));
  const matches = (value: string) =>
    there.some((each) =>
      exact ? each === value : operator === 'starts_with' ? each.startsWith(value) : each.includes(value),
    );
  const list = Array.isArray(values) ? values : [];
  const names = exact ? await namesOf(type, source, lookups) : there;
  return wanted
    .filter((value) => !matches(value))
    .map((value) => ({
      ...unknownIdentity(`Nobody at Apono has this ${type}`, value, names, [...at, 'values', list.indexOf(value)]),
      severity: 'warning',
    }));
}

/** What the values of an attribute are called. */
async function namesOf(type: string, source: string | undefined, lookups: TenantLookups): Promise<string[]> {
  if (type === 'user') return (await usersOf(source, lookups)).map(({ email }) => email);
  if (type === 'group') return (await groupsOf(source, lookups)).map(({ name }) => name);
  return (await lookups.attributes(type, source)).map(({ value }) => value);
}

/** Everything by which one value is told: ids, names, e-mails. */
async function spellingsOf(type: string, source: string | undefined, lookups: TenantLookups): Promise<string[]> {
  if (type === 'user') {
    return (await usersOf(source, lookups)).flatMap(({ id, email, email_aliases = [] }) => [
      id,
      email,
      ...email_aliases,
    ]);
  }
  if (type === 'group') {
    return (await groupsOf(source, lookups)).flatMap(({ id, name, source_id }) => [
      id,
      name,
      ...(source_id ? [source_id] : []),
    ]);
  }
  return (await lookups.attributes(type, source)).flatMap(({ value, source_id }) => [
    value,
    ...(source_id ? [source_id] : []),
  ]);
}

async function usersOf(source: string | undefined, lookups: TenantLookups) {
  return (await lookups.users()).filter((each) => isOf(each, source));
}

async function groupsOf(source: string | undefined, lookups: TenantLookups) {
  return (await lookups.groups()).filter((each) => isOf(each, source));
}

function isOf(
  each: { readonly source_integration_id?: string | null; readonly source_integration_name?: string | null },
  source: string | undefined,
): boolean {
  return source === undefined || [each.source_integration_id, each.source_integration_name].includes(source);
}

function unknownIdentity(what: string, value: string, names: readonly string[], path: Path): Problem {
  const all = [...new Set(names)].sort();
  const shown = all.length > SHOWN ? `${all.slice(0, SHOWN).join(', ')}, and more` : all.join(', ');
  return problem('APONO_IDENTITY_UNKNOWN', path, what, {
    value,
    allowed: all.length === 0 ? 'none: Apono lists none' : shown,
    next: giveOneOf(value, all),
  });
}

const SHOWN = 10;

function inList(given: unknown, at: Path): [Condition, Path][] {
  return listOf(given).flatMap((each, index) => {
    const condition = known(each) as Condition | undefined;
    return condition === undefined ? [] : [[condition, [...at, index]] as [Condition, Path]];
  });
}

function listOf(value: unknown): unknown[] {
  const list = known(value);
  return Array.isArray(list) ? list : [];
}

function memberOf(value: unknown, name: string): unknown {
  return (known(value) as Condition | undefined)?.[name];
}
