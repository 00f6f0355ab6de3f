import type { ProviderFunction } from '../provider-function';
import type { Value } from '../value/value';
import { earlyContext, type Server } from './server';

/** CallFunction: wherever a configuration calls it, before the provider is configured as well. */
export async function callFunction(server: Server, called: ProviderFunction, args: readonly Value[]): Promise<Value> {
  return called.call(args, earlyContext(server));
}
