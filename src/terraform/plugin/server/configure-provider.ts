import type { ObjectValue } from '../value/value';
import { earlyContext, type Server } from './server';

/** ConfigureProvider: once, before anything is read, planned or applied. */
export async function configureProvider(
  server: Server,
  { config, terraformVersion }: { config: ObjectValue; terraformVersion: string },
): Promise<void> {
  const { session, clientCapabilities } = server;
  Object.assign(session, { terraformVersion, clientCapabilities });
  session.configured = await (await server.provider()).configure({ config }, earlyContext(server));
}
