import type { Diagnostic } from '../diagnostic';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';

/** ValidateProviderConfig: `terraform validate` and every plan, before the provider is configured. */
export async function validateProvider(server: Server, config: ObjectValue): Promise<readonly Diagnostic[]> {
  const provider = await server.provider();
  const found = checkConfig(membersOf(provider.schema), config);
  return [...found, ...((await provider.validate?.({ config }, earlyContext(server))) ?? [])];
}
