import type { Condition, ConditionGroup } from './conditions';
import type { FlowTarget } from './targets';

/** Who is meant by conditions: `group is RND (Okta) or the owner of the resource`. */
export function tellGroup({ logical_operator, conditions }: ConditionGroup): string {
  return tellConditions(logical_operator, conditions);
}

/** The same of conditions that stand by themselves. */
export function tellConditions(operator: 'AND' | 'OR', conditions: readonly Condition[]): string {
  return conditions.map(tellCondition).join(operator === 'AND' ? ' and ' : ' or ');
}

/** What a target gives, as a sentence. */
export function tellTarget({ integration, bundle, access_scope, query_target }: FlowTarget): string {
  if (bundle) return `Gives the bundle ${bundle.name}.`;
  if (access_scope) return `Gives the access scope ${access_scope.name}.`;
  if (query_target) return `Gives what is found by: ${query_target.query}`;
  if (!integration) return 'Gives nothing.';
  const { integration_name, resource_type, permissions, resources_scopes } = integration;
  const what = `${[...permissions].sort().join(', ')} on`;
  const scopes = resources_scopes ?? [];
  const meant = scopes.filter(({ scope_mode }) => scope_mode === 'include_resources').map(tellScope);
  const left = scopes.filter(({ scope_mode }) => scope_mode === 'exclude_resources').map(tellScope);
  const which =
    meant.length > 0
      ? `each ${resource_type} of ${integration_name} ${meant.join(' or ')}`
      : `every ${resource_type} of ${integration_name}`;
  return `Gives ${what} ${which}${left.length > 0 ? `, except those ${left.join(' or ')}` : ''}.`;
}

/** `4 hours`, `90 minutes`. */
export function tellMinutes(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  does_not_contain: 'does not contain',
  starts_with: 'starts with',
};

function tellCondition({ type, match_operator, values, source_integration_name }: Condition): string {
  const source = source_integration_name ? ` (${source_integration_name})` : '';
  if (type === 'Owner' && !values) return `the owner of the resource${source}`;
  if (!values) return `${type}${source}`;
  return `${type} ${OPERATORS[match_operator ?? 'is']} ${values.join(' or ')}${source}`;
}

type Scope = NonNullable<NonNullable<FlowTarget['integration']>['resources_scopes']>[number];

function tellScope({ type, key, values }: Scope): string {
  const list = values.join(' or ');
  if (type === 'TAG') return `tagged ${key} = ${list}`;
  return type === 'NAME' ? `named ${list}` : `with the id ${list}`;
}
