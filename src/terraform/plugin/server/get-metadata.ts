import type { Server } from './server';

/** GetMetadata: the names alone. */
export async function getMetadata(server: Server): Promise<Names> {
  const {
    resources,
    dataSources = {},
    ephemeralResources = {},
    listResources = {},
    actions = {},
    functions = {},
  } = await server.provider();
  return {
    resources: Object.keys(resources),
    dataSources: Object.keys(dataSources),
    ephemeralResources: Object.keys(ephemeralResources),
    listResources: Object.keys(listResources),
    actions: Object.keys(actions),
    functions: Object.keys(functions),
  };
}

/** The names of all that a provider has. */
export type Names = Readonly<
  Record<'resources' | 'dataSources' | 'ephemeralResources' | 'listResources' | 'actions' | 'functions', string[]>
>;
