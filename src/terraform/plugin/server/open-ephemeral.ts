import type { Deferred, EphemeralResource, Opened } from '../ephemeral-resource';
import type { ObjectValue } from '../value/value';
import { failure } from './failure';
import { context, type Server } from './server';

/** OpenEphemeralResource: in each plan and each apply that needs it, once its configuration is known. */
export async function openEphemeral(
  server: Server,
  ephemeral: EphemeralResource,
  request: { config: ObjectValue },
): Promise<Opened | Deferred> {
  const opened = await ephemeral.open(request, context(server));
  if ('deferred' in opened && !server.clientCapabilities.deferral) {
    throw failure(
      'It cannot be opened yet',
      `It has to wait (${opened.deferred}), and this Terraform cannot. Apply what it depends on first (\`-target\`), then everything.`,
    );
  }
  return opened;
}
