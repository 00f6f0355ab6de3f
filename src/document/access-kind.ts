import type { HandlerContext } from '../handler/context';
import type { HandlerResource, Outcome, Values } from '../handler/handler-resource';
import { isUnknown } from '../metadata';
import { isSameAtApono, mismatchAtApono, takenAtApono } from './at-apono';
import type { DocumentKind } from './document-kind';

/**
 * A kind of thing that gives access: all of them have a name that no other of the kind has.
 *
 * @param things where Apono's API has them
 */
export function accessKind(
  member: 'access_scopes' | 'bundles' | 'access_flows',
  word: string,
  resource: HandlerResource,
  things: 'accessScopes' | 'bundles' | 'accessFlows',
): DocumentKind {
  const findByName = async (config: Values, context: HandlerContext): Promise<Outcome | null> => {
    const client = context.apono();
    if (isUnknown(client)) return null;
    const found = await client[things].findByName(String(config.name));
    return found && resource.read({ values: { ...config, id: found.id }, private: {} }, context);
  };
  return {
    is: 'thing',
    member,
    word,
    resource,
    key: (config) => String(config.name),
    serversOf: () => [],
    find: (configs, context) => Promise.all(configs.map((config) => findByName(config, context))),
    remembered: ({ name }, { values: { id } }) => ({
      values: { name, ...(typeof id === 'string' && { id }) },
      private: {},
    }),
    // One that was to be made when a run was killed has no id yet.
    recalled: ({ values: { id } }, config) =>
      id === undefined ? undefined : { values: { ...config, id }, private: {} },
    checkRemembered: () => [],
    mismatch: (...given) => mismatchAtApono(member, word, ...given),
    isSame: isSameAtApono,
    takenProblem: (config) => takenAtApono(word, config),
  };
}
