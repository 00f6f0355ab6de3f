import type { ObjectValue } from '../value/value';
import { earlyContext, type Server, stopSwitch } from './server';

/** ConfigureProvider: once, before anything is read, planned or applied. */
export async function configureProvider(
  server: Server,
  request: { config: ObjectValue; terraformVersion: string },
): Promise<void> {
  // A process that stays attached over several Terraform runs was stopped by an earlier one at most.
  if (server.stopping.signal.aborted) server.stopping = stopSwitch();
  server.configured = await (await server.provider()).configure(request, earlyContext(server));
}
