import { check, refreshIntegration as description, isUnknown } from '../../metadata';
import { problem } from '../../problem';
import type { HandlerAction } from '../handler-resource';
import { knownApono } from '../known-apono';

const DEFAULT_SECONDS = 300;

/** `action aponopg_refresh_integration`. */
export const refreshIntegration: HandlerAction = {
  description,

  validate: (config) => check(description, config),

  async plan({ id }, context) {
    const client = context.apono();
    if (isUnknown(client) || isUnknown(id)) return [];
    if (await client.integrations.get(String(id))) return [];
    return [
      problem('APONO_INTEGRATION_UNKNOWN', ['id'], 'Apono has no integration with this id', {
        value: id,
        next: 'Take it from the resource: `id = aponopg_integration.NAME.id`.',
      }),
    ];
  },

  async *invoke({ id, wait_for_active_seconds }, context) {
    const client = knownApono(context);
    await client.integrations.refresh(String(id));
    yield 'Apono looks again';
    const seconds = Number(wait_for_active_seconds ?? DEFAULT_SECONDS);
    if (seconds === 0) return [];
    const { waitUntilActive }: typeof import('../../apono') = require('../../apono');
    const { name, status } = await waitUntilActive(client, String(id), { seconds, signal: context.signal });
    yield `${name} is ${status}`;
    return [];
  },
};
