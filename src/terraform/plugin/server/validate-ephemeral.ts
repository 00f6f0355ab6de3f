import type { Diagnostic } from '../diagnostic';
import type { EphemeralResource } from '../ephemeral-resource';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';

/** ValidateEphemeralResourceConfig: `terraform validate` and every plan; values from elsewhere are unknown. */
export async function validateEphemeral(
  server: Server,
  ephemeral: EphemeralResource,
  config: ObjectValue,
): Promise<readonly Diagnostic[]> {
  const found = checkConfig(membersOf(ephemeral.schema), config);
  return [...found, ...((await ephemeral.validate?.({ config }, earlyContext(server))) ?? [])];
}
