import type { Action } from '../action';
import type { Diagnostic } from '../diagnostic';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';

/** ValidateActionConfig: `terraform validate` and every plan; values from elsewhere are unknown. */
export async function validateAction(
  server: Server,
  action: Action,
  config: ObjectValue,
): Promise<readonly Diagnostic[]> {
  const found = checkConfig(action.schema.attributes, config);
  return [...found, ...((await action.validate?.({ config }, earlyContext(server))) ?? [])];
}
