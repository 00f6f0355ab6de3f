import type { Schema } from '../schema';
import { loaded, type Server } from './server';

/** Every schema of a provider. */
export interface Schemas {
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
}

/** GetProviderSchema: loads every resource. */
export async function getSchema(server: Server): Promise<Schemas> {
  const { schema, resources, dataSources = {} } = await server.provider();
  return { provider: schema, resources: schemasOf(resources), dataSources: schemasOf(dataSources) };
}

function schemasOf<T extends { readonly schema: Schema }>(all: Readonly<Record<string, T | (() => T)>>) {
  return Object.fromEntries(Object.entries(all).map(([name, lazy]) => [name, loaded(lazy).schema]));
}
