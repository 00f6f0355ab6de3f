import type { Diagnostic } from '../diagnostic';
import type { EphemeralResource } from '../ephemeral-resource';
import type { Private } from '../managed-resource';
import { context, type Server } from './server';

/** CloseEphemeralResource: nothing needs it any more. */
export async function closeEphemeral(
  server: Server,
  ephemeral: EphemeralResource,
  request: { private: Private },
): Promise<readonly Diagnostic[]> {
  return (await ephemeral.close?.(request, context(server))) ?? [];
}
