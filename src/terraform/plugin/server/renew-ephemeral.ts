import type { EphemeralResource, Renewed } from '../ephemeral-resource';
import type { Private } from '../managed-resource';
import { context, type Server } from './server';

/** RenewEphemeralResource: at the time that it named itself. */
export async function renewEphemeral(
  server: Server,
  ephemeral: EphemeralResource,
  request: { private: Private },
): Promise<Renewed> {
  const renewed = (await ephemeral.renew?.(request, context(server))) ?? {};
  return { ...renewed, private: renewed.private === undefined ? request.private : renewed.private };
}
