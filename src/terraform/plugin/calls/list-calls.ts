import { listObjects } from '../server/list-objects';
import { listResourceOf, resourceOf } from '../server/named';
import { validateList } from '../server/validate-list';
import { type Call, call } from './call';
import { readConfig, writeObject } from './dynamic-value';
import { writeIdentity } from './identity-data';
import { streamCall } from './stream-call';

const validate = call('ValidateListResourceConfig', 'validate', async (server, request, useSchema) => {
  const list = await listResourceOf(server, request.typeName);
  useSchema(list.schema);
  return { diagnostics: await validateList(server, list, readConfig(list.schema, request.config, 'configuration')) };
});

const list = streamCall(
  'ListResource',
  'list',
  async function* (server, request, { useSchema, tell }) {
    const list = await listResourceOf(server, request.typeName);
    useSchema(list.schema);
    const resource = await resourceOf(server, request.typeName);
    const query = {
      config: readConfig(list.schema, request.config, 'configuration'),
      includeObject: request.includeResourceObject === true,
      limit: request.limit ?? 0,
    };
    for await (const each of listObjects(server, list, resource, query)) {
      const diagnostic = tell(each.diagnostics ?? []);
      if (!('identity' in each)) yield { diagnostic };
      else {
        yield {
          identity: writeIdentity(resource, each.identity),
          displayName: server.told(each.displayName),
          resourceObject: each.object && writeObject(resource.schema, each.object, 'object that is listed'),
          diagnostic,
        };
      }
    }
  },
  (diagnostic) => ({ diagnostic }),
);

/** The methods that concern lists. */
export const LIST_CALLS = { ValidateListResourceConfig: validate, ListResource: list } satisfies Readonly<
  Record<string, Call>
>;
