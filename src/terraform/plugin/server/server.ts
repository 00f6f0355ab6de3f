import { setMaxListeners } from 'node:events';
import type { DataSource } from '../data-source';
import type { EphemeralResource } from '../ephemeral-resource';
import type { Log } from '../log';
import type { Resource } from '../managed-resource';
import type { Lazy, Provider } from '../provider';
import type { ProviderFunction } from '../provider-function';
import type { Context, EarlyContext } from '../verb';
import { failure } from './failure';

/** One provider being served: what lasts between calls. */
export interface Server {
  readonly log: Log;
  /** What may be said to people of a text. */
  told(text: string): string;
  /** Loads the provider with the first call. */
  provider(): Promise<Provider>;
  /** The provider, if it was loaded. */
  readonly loaded: Provider | undefined;
  /** What `configure` returned; undefined before. */
  configured: unknown;
  /** Aborted by StopProvider. */
  stopping: AbortController;
}

/** A server that has not loaded its provider yet. */
export function createServer(
  load: () => Provider | Promise<Provider>,
  log: Log,
  told: (text: string) => string = (text) => text,
): Server {
  let loading: Promise<Provider> | undefined;
  let loadedProvider: Provider | undefined;
  return {
    log,
    told,
    provider: () => {
      loading ??= Promise.resolve()
        .then(load)
        .then((provider) => {
          loadedProvider = provider;
          return provider;
        });
      return loading;
    },
    get loaded() {
      return loadedProvider;
    },
    configured: undefined,
    stopping: stopSwitch(),
  };
}

/** What StopProvider pulls. Any number of calls may listen to it at once. */
export function stopSwitch(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

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

/** The function of this name; fails with a diagnostic where there is none. */
export async function functionOf(server: Server, name: string | undefined): Promise<ProviderFunction> {
  return named((await server.provider()).functions ?? {}, 'function', name);
}

/** What verbs that may run before `configure` are given. `givenUp` is aborted when nobody waits for them any more. */
export function earlyContext({ stopping, log }: Server, givenUp?: AbortSignal): EarlyContext {
  return { signal: givenUp ? AbortSignal.any([stopping.signal, givenUp]) : stopping.signal, log };
}

/** What the other verbs are given. */
export function context(server: Server, givenUp?: AbortSignal): Context {
  return { ...earlyContext(server, givenUp), configured: server.configured };
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
