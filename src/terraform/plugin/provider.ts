import type { Action } from './action';
import type { DataSource } from './data-source';
import type { EphemeralResource } from './ephemeral-resource';
import type { ListResource } from './list-resource';
import type { Resource } from './managed-resource';
import type { ProviderFunction } from './provider-function';
import type { Schema } from './schema';
import type { Values } from './typed-values';
import type { EarlyContext, Verdict } from './verb';

/** A provider. `C` is what `configure` makes of its configuration; every verb is given it. */
export interface Provider<C = unknown, S extends Schema = Schema> {
  /** Of the `provider` block. */
  readonly schema: S;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Called before anything is planned or applied, once for each configuration of the provider. May be given unknowns: connect when it is needed, not here. */
  configure(request: { config: Values<S> }, context: EarlyContext): Promise<C> | C;
  /** By full name, such as `toy_box`; functions are called when the resource is first needed. */
  readonly resources: Readonly<Record<string, Lazy<Resource<C, AnySchema>>>>;
  readonly dataSources?: Readonly<Record<string, Lazy<DataSource<C, AnySchema>>>>;
  readonly ephemeralResources?: Readonly<Record<string, Lazy<EphemeralResource<C, AnySchema>>>>;
  readonly actions?: Readonly<Record<string, Lazy<Action<C, AnySchema>>>>;
  /** By the full name of the resource that they find. */
  readonly listResources?: Readonly<Record<string, Lazy<ListResource<C, AnySchema>>>>;
  /** By name alone, such as `shout`. */
  readonly functions?: Readonly<Record<string, Lazy<ProviderFunction>>>;
  /** Called when Terraform needs what `configure` returned no more: close what is open. Has about a second. */
  close?(configured: C): Promise<void> | void;
}

/** A provider has resources of whatever schemas; what holds of the values of one holds of no other's. */
// biome-ignore lint/suspicious/noExplicitAny: no type but this is every schema's
export type AnySchema = any;

/** A provider, whatever its configuration's schema. */
export type AnyProvider = Provider<unknown, AnySchema>;

/** The thing, or how to load it. */
export type Lazy<T extends object> = T | (() => T);
