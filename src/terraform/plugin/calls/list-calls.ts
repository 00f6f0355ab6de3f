import { failure } from '../server/failure';
import { identitySchema } from '../server/identify';
import { listObjects } from '../server/list-objects';
import { listResourceOf, resourceOf } from '../server/server';
import { validateList } from '../server/validate-list';
import { withoutWriteOnly } from '../server/write-only';
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
  async function* (
    server,
    { typeName, config: given, includeResourceObject: includeObject = false, limit = 0 },
    streaming,
  ) {
    const list = await listResourceOf(server, typeName);
    streaming.useSchema(list.schema);
    const resource = await resourceOf(server, typeName);
    if (!identitySchema(resource)) throw failure(`${typeName} has no identity`, 'Upgrade the provider.');
    const config = readConfig(list.schema, given, 'configuration');
    for await (const each of listObjects(server, list, { config, includeObject, limit })) {
      const diagnostic = streaming.tell(each.diagnostics ?? []);
      if (!('identity' in each)) yield { diagnostic };
      else {
        const { identity, displayName, object } = each;
        const { schema } = resource;
        yield {
          identity: writeIdentity(resource, identity),
          displayName: server.told(displayName),
          ...(includeObject &&
            object && {
              resourceObject: writeObject(schema, withoutWriteOnly(schema.attributes, object), 'object that is listed'),
            }),
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
