import { check, integrationList as description, knownNames } from '../../metadata';
import type { HandlerList } from '../handler-resource';
import { knownApono } from '../known-apono';
import { isOfAny, isWanted } from '../listing/wanted-names';
import { isOfPostgresql } from './of-postgresql';
import { importedValues } from './values';

/** `list aponopg_integration`. */
export const integrationList: HandlerList = {
  description,
  validate: (config) => check(description, config),
  async *list(config, context) {
    const { types, connector_id } = config;
    for await (const found of knownApono(context).integrations.list()) {
      const isOfType = knownNames(types).length === 0 || isOfAny(found.type, types);
      const isReached = typeof connector_id !== 'string' || found.connector_id === connector_id;
      if (!isOfPostgresql(found) || !isOfType || !isReached || !isWanted(found.name, config)) continue;
      yield { identity: { id: found.id }, displayName: found.name, values: importedValues(found) };
    }
  },
};
