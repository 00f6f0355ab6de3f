import type { HandlerContext } from '../handler/context';
import type { Outcome, Values } from '../handler/handler-resource';
import { integrationResource } from '../handler/integration';
import { CONFIG_KEYS, type Document, integration, isUnknown, objectShapeOf, withDefaults } from '../metadata';
import { type Problem, problem } from '../problem';
import type { DocumentKind } from './document-kind';
import type { Recalled } from './remembered';

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
  mismatch,
  isSame: (one, other) => one.values.id !== undefined && one.values.id === other.values.id,
  takenProblem: (config) =>
    problem('APONO_NAME_TAKEN', ['name'], `Apono has an integration of this name, and it was not registered here`, {
      value: config.name,
      next: 'Choose another name; or, if it is to be managed here from now on, run `aponopg import` with the same document.',
    }),
};

/** What is remembered is only believed where Apono says the same, and a memory that others may have written only with the document. */
function mismatch(
  { remembered, shared }: Recalled,
  { values: found }: Outcome,
  config: Values | undefined,
  document: Document,
): Problem | undefined {
  const { name, type, id } = remembered.values;
  // The name that the document says: a run was killed after it had renamed it, or somebody else did it by hand.
  const isIt = found.type === type && (found.name === name || found.name === config?.name);
  if (!isIt) {
    return problem('MEMORY_MISMATCH', ['name'], `The integration that was registered as ${name} is now ${found.name}`, {
      value: id,
      allowed: `an integration of type ${type} called ${name}`,
      next: 'Rename it back in Apono, or delete it there; then run again. Nothing was changed.',
    });
  }
  const named = (document.integrations ?? []).some((each) => each.name === found.name && each.type === found.type);
  if (!shared || named) return undefined;
  const [act, again] = config ? ['rename', 'Rename'] : ['delete', 'Delete'];
  return problem('MEMORY_NO_PROOF', ['name'], `The server's memory alone is not enough to ${act} ${found.name}`, {
    value: id,
    next: `${again} it in Apono by hand, and run again. Up to PostgreSQL 15 whoever has CREATEROLE can act as this admin, and could have written that it was registered here.`,
  });
}

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
