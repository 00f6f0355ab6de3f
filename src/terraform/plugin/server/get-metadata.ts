import type { Server } from './server';

/** GetMetadata: the names alone. */
export async function getMetadata(server: Server): Promise<{ resources: string[]; dataSources: string[] }> {
  const { resources, dataSources = {} } = await server.provider();
  return { resources: Object.keys(resources), dataSources: Object.keys(dataSources) };
}
