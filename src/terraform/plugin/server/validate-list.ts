import type { Diagnostic } from '../diagnostic';
import type { ListResource } from '../list-resource';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';

/** ValidateListResourceConfig: `terraform validate -query` and every query; values from elsewhere are unknown. */
export async function validateList(
  server: Server,
  list: ListResource,
  config: ObjectValue,
): Promise<readonly Diagnostic[]> {
  const found = checkConfig(membersOf(list.schema), config);
  return [...found, ...((await list.validate?.({ config }, earlyContext(server))) ?? [])];
}
