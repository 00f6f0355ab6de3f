import type { Listed, ListResource } from '../list-resource';
import type { Resource } from '../managed-resource';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { jsonTexts } from './json-text';
import { context, type Server } from './server';
import { withoutWriteOnly } from './write-only';

/** What a query asks for. */
export interface Query {
  readonly config: ObjectValue;
  readonly includeObject: boolean;
  /** 0: all there are. */
  readonly limit: number;
}

/** ListResource: objects up to the limit, as a query asks for them. @param resource what is listed */
export async function* listObjects(
  server: Server,
  list: ListResource,
  resource: Resource,
  { config, includeObject, limit }: Query,
): AsyncGenerator<Listed> {
  let objects = 0;
  for await (const each of list.list({ config, includeObject }, context(server))) {
    if (!('identity' in each)) yield each;
    else {
      yield withObject(each, resource, includeObject);
      objects += 1;
      if (objects === limit) return;
    }
  }
}

function withObject(
  { object, ...listed }: Extract<Listed, { identity: unknown }>,
  { schema }: Resource,
  includeObject: boolean,
): Listed {
  if (!includeObject || object === undefined) return listed;
  const members = membersOf(schema);
  const diagnostics = [...(listed.diagnostics ?? []), ...jsonTexts(members, object)];
  return { ...listed, object: withoutWriteOnly(members, object), diagnostics };
}
