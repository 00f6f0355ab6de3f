import type { Diagnostic } from './diagnostic';
import type { Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { ObjectValue } from './value/value';
import type { Context, EarlyContext, Verdict } from './verb';

/**
 * Finds objects that are there, whoever made them: `terraform query`, from Terraform 1.14 on. It has the name of a managed
 * resource, and that has an identity: what is found can be imported by it.
 */
export interface ListResource<C = unknown, S extends Schema = Schema> {
  /** Of the `config` block, which narrows the list. */
  readonly schema: S;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Gives one after the other; the next one is asked for when there is room for it, and none beyond Terraform's limit. */
  list(
    request: { config: KnownValues<S>; includeObject: boolean },
    context: Context<C>,
  ): AsyncIterable<Listed> | Iterable<Listed>;
}

/** One object, or what is to be said of the list as such. */
export type Listed = ListedObject | { readonly diagnostics: readonly Diagnostic[] };

/** One object that is there. */
export interface ListedObject {
  /** The attributes of the resource's identity. */
  readonly identity: ObjectValue;
  /** What people call it. */
  readonly displayName: string;
  /** As an import and a read of it would give it; wanted where the request includes it. */
  readonly object?: ObjectValue;
  readonly diagnostics?: readonly Diagnostic[];
}
