import type { Action } from '../action';
import type { DataSource } from '../data-source';
import type { EphemeralResource } from '../ephemeral-resource';
import type { ListResource } from '../list-resource';
import type { Resource } from '../managed-resource';
import type { Lazy } from '../provider';
import type { ProviderFunction } from '../provider-function';
import { failure } from './failure';
import type { Server } from './server';

/** The resource of this type; fails with a diagnostic where there is none. */
export async function resourceOf(server: Server, typeName: string | undefined): Promise<Resource> {
  return named((await server.provider()).resources, 'resource', typeName);
}

/** The data source of this type; fails with a diagnostic where there is none. */
export async function dataSourceOf(server: Server, typeName: string | undefined): Promise<DataSource> {
  return named((await server.provider()).dataSources ?? {}, 'data source', typeName);
}

/** The ephemeral resource of this type; fails with a diagnostic where there is none. */
export async function ephemeralResourceOf(server: Server, typeName: string | undefined): Promise<EphemeralResource> {
  return named((await server.provider()).ephemeralResources ?? {}, 'ephemeral resource', typeName);
}

/** The list of this type; fails with a diagnostic where there is none. */
export async function listResourceOf(server: Server, typeName: string | undefined): Promise<ListResource> {
  return named((await server.provider()).listResources ?? {}, 'list resource', typeName);
}

/** The action of this type; fails with a diagnostic where there is none. */
export async function actionOf(server: Server, typeName: string | undefined): Promise<Action> {
  return named((await server.provider()).actions ?? {}, 'action', typeName);
}

/** The function of this name; fails with a diagnostic where there is none. */
export async function functionOf(server: Server, name: string | undefined): Promise<ProviderFunction> {
  return named((await server.provider()).functions ?? {}, 'function', name);
}

// Loading is a pure matter of the function that is given: remembered by it, and by nothing of a run.
const made = new WeakMap<object, object>();

/** Loads what is lazy, once. */
export function loaded<T extends object>(lazy: Lazy<T>): T {
  if (typeof lazy !== 'function') return lazy;
  const thing = (made.get(lazy) as T | undefined) ?? lazy();
  made.set(lazy, thing);
  return thing;
}

function named<T extends object>(all: Readonly<Record<string, Lazy<T>>>, kind: string, name = ''): T {
  const lazy = Object.hasOwn(all, name) ? all[name] : undefined;
  if (lazy) return loaded(lazy);
  throw failure(
    `There is no ${kind} ${JSON.stringify(name)}`,
    `This version of the provider has: ${Object.keys(all).sort().join(', ') || 'none'}.`,
  );
}
