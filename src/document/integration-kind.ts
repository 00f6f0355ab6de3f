import type { HandlerContext } from '../handler/context';
import type { Outcome, Values } from '../handler/handler-resource';
import { integrationResource } from '../handler/integration';
import { CONFIG_KEYS, integration, isUnknown, objectShapeOf, withDefaults } from '../metadata';
import { isSameAtApono, mismatchAtApono, takenAtApono } from './at-apono';
import type { DocumentKind } from './document-kind';

/** Integrations in a document: Apono keeps their names unique. */
export const integrationKind: DocumentKind = {
  is: 'thing',
  member: 'integrations',
  word: 'integration',
  resource: integrationResource,
  key: (config) => String(config.name),
  serversOf: () => [],
  find: (configs, context) => Promise.all(configs.map((config) => findByName(config, context))),
  remembered: ({ name, type }, { values, private: { serverKeys } }) => ({
    values: { name, type, ...(typeof values.id === 'string' && { id: values.id }) },
    private: serverKeys === undefined ? {} : { serverKeys },
  }),
  // One that was to be made when a run was killed has no id yet.
  recalled: ({ values: { id }, private: kept }, config) =>
    id === undefined ? undefined : { values: { ...filled(config), id }, private: kept },
  checkRemembered: () => [],
  mismatch: (...given) => mismatchAtApono('integrations', 'integration', ...given),
  isSame: isSameAtApono,
  takenProblem: (config) => takenAtApono('integration', config),
};

async function findByName(config: Values, context: HandlerContext): Promise<Outcome | null> {
  const client = context.apono();
  if (isUnknown(client)) return null;
  for await (const each of client.integrations.list({ name: String(config.name) })) {
    if (each.name !== config.name) continue;
    // What Apono adds to the config by itself cannot be told from what somebody else did: it is left alone.
    const declared = { ...(config.extra_config as object | null | undefined) };
    const typed: readonly string[] = Object.values(CONFIG_KEYS);
    const serverKeys = Object.keys(each.integration_config).filter((key) => !typed.includes(key) && !(key in declared));
    const values = { ...filled(config), id: each.id };
    return integrationResource.read({ values, private: { serverKeys } }, context);
  }
  return null;
}

function filled(config: Values): Values {
  return withDefaults(objectShapeOf(integration.schema), config);
}
