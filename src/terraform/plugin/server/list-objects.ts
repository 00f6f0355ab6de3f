import type { Listed, ListResource } from '../list-resource';
import type { ObjectValue } from '../value/value';
import { context, type Server } from './server';

/** ListResource: what a query asks for, up to its limit; 0 is without one. */
export async function* listObjects(
  server: Server,
  list: ListResource,
  { config, includeObject, limit }: { config: ObjectValue; includeObject: boolean; limit: number },
): AsyncGenerator<Listed> {
  let objects = 0;
  for await (const each of list.list({ config, includeObject }, context(server))) {
    yield each;
    if ('identity' in each) objects += 1;
    if (objects === limit) return;
  }
}
