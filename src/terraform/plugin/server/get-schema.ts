import type { Diagnostic } from '../diagnostic';
import type { Resource } from '../managed-resource';
import type { Lazy } from '../provider';
import type { ProviderFunction } from '../provider-function';
import type { Schema } from '../schema';
import { checkProvider } from './check-provider';
import { loaded } from './named';
import type { Server } from './server';

/** Every schema of a provider. */
export interface Schemas {
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
  readonly ephemeralResources: Readonly<Record<string, Schema>>;
  readonly listResources: Readonly<Record<string, Schema>>;
  readonly actions: Readonly<Record<string, Schema>>;
  readonly functions: Readonly<Record<string, ProviderFunction>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** GetProviderSchema: loads every resource, and says what is wrong with it: Terraform asks before anything else. */
export async function getSchema(server: Server): Promise<Schemas> {
  const provider = await server.provider();
  const { schema, resources, dataSources = {}, ephemeralResources = {}, listResources = {}, actions = {} } = provider;
  return {
    provider: schema,
    resources: schemasOf(resources),
    dataSources: schemasOf(dataSources),
    ephemeralResources: schemasOf(ephemeralResources),
    listResources: schemasOf(listResources),
    actions: schemasOf(actions),
    functions: await getFunctions(server),
    diagnostics: checkProvider(provider).map((detail) => ({
      severity: 'error',
      summary: 'The provider describes itself wrongly',
      detail: `${detail} The provider is at fault, not your configuration: please report it.`,
    })),
  };
}

/** GetFunctions: what each takes and returns. */
export async function getFunctions(server: Server): Promise<Schemas['functions']> {
  const { functions = {} } = await server.provider();
  return Object.fromEntries(Object.entries(functions).map(([name, lazy]) => [name, loaded(lazy)]));
}

/** GetResourceIdentitySchemas: the resources that have an identity, by their types' names. */
export async function getIdentified(server: Server): Promise<Readonly<Record<string, Resource>>> {
  const { resources } = await server.provider();
  const all = Object.entries(resources).map(([name, lazy]) => [name, loaded(lazy)] as const);
  return Object.fromEntries(all.filter(([, { identity }]) => identity !== undefined));
}

function schemasOf<T extends { readonly schema: Schema }>(all: Readonly<Record<string, Lazy<T>>>) {
  return Object.fromEntries(Object.entries(all).map(([name, lazy]) => [name, loaded(lazy).schema]));
}
