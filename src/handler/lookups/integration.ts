import { check, integrationLookup } from '../../metadata';
import type { HandlerDataSource } from '../handler-resource';
import { knownApono } from '../known-apono';
import { foundIntegration } from './found-integration';

/** `data aponopg_integration`. */
export const integrationDataSource: HandlerDataSource = {
  description: integrationLookup,

  validate: (config) => check(integrationLookup, config),

  async read({ id, name }, context) {
    const lookups = context.run.lookups(knownApono(context));
    const found = await foundIntegration(String(id ?? name), [(id ?? null) === null ? 'name' : 'id'], lookups);
    return {
      values: {
        id: found.id,
        name: found.name,
        type: found.type,
        category: found.category,
        status: found.status,
        connector_id: found.connector_id ?? null,
        connected_resource_types: found.connected_resource_types ?? null,
        last_sync_time: found.last_sync_time ?? null,
      },
    };
  },
};
