import type { Action } from './action';
import type { DataSource } from './data-source';
import type { EphemeralResource } from './ephemeral-resource';
import type { Resource } from './managed-resource';
import type { ProviderFunction } from './provider-function';
import type { Schema } from './schema';
import type { ObjectValue } from './value/value';
import type { EarlyContext, Verdict } from './verb';

/** A provider. `C` is what `configure` makes of its configuration; every verb is given it. */
export interface Provider<C = unknown> {
  /** Of the `provider` block. */
  readonly schema: Schema;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: ObjectValue }, context: EarlyContext): Verdict;
  /** Called before anything is planned or applied, once for each configuration of the provider. May be given unknowns: connect when it is needed, not here. */
  configure(request: { config: ObjectValue }, context: EarlyContext): Promise<C> | C;
  /** By full name, such as `toy_box`; functions are called when the resource is first needed. */
  readonly resources: Readonly<Record<string, Lazy<Resource<C>>>>;
  readonly dataSources?: Readonly<Record<string, Lazy<DataSource<C>>>>;
  readonly ephemeralResources?: Readonly<Record<string, Lazy<EphemeralResource<C>>>>;
  readonly actions?: Readonly<Record<string, Lazy<Action<C>>>>;
  /** By name alone, such as `shout`. */
  readonly functions?: Readonly<Record<string, Lazy<ProviderFunction>>>;
  /** Called when Terraform needs what `configure` returned no more: close what is open. Has about a second. */
  close?(configured: C): Promise<void> | void;
}

/** The thing, or how to load it. */
export type Lazy<T extends object> = T | (() => T);
