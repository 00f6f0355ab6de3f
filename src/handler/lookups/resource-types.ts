import { check, resourceTypes } from '../../metadata';
import { type Problem, problem } from '../../problem';
import type { HandlerDataSource } from '../handler-resource';
import { knownApono } from '../known-apono';
import { foundIntegration } from './found-integration';

/** `data aponopg_resource_types`. */
export const resourceTypesDataSource: HandlerDataSource = {
  description: resourceTypes,

  validate: (config) => check(resourceTypes, config),

  async read({ integration_name }, context) {
    const lookups = context.run.lookups(knownApono(context));
    const { id, name, connected_resource_types } = await foundIntegration(
      String(integration_name),
      ['integration_name'],
      lookups,
    );
    const { items, isWhole } = await lookups.permissions(id);
    const names = [
      ...new Set([...items.map((each) => each.resource_type), ...(connected_resource_types ?? [])]),
    ].sort();
    const permissions = names.map((type) => [
      type,
      items.filter((each) => each.resource_type === type).map((each) => each.name),
    ]);
    return {
      values: { integration_name, id, names, permissions: Object.fromEntries(permissions) },
      problems: items.length === 0 || !isWhole ? [notWhole(name)] : [],
    };
  },
};

function notWhole(name: string): Problem {
  return problem('NOT_CHECKED', ['integration_name'], `Apono does not tell yet all that ${name} offers`, {
    severity: 'warning',
    value: name,
    next: 'Where the integration is new, plan again once it is Active.',
  });
}
