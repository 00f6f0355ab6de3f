import type { Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { Context, EarlyContext, Verdict, Warnings } from './verb';

/**
 * Something to do that no state tells of: by `terraform apply -invoke`, or before or after a resource changes
 * (`action_trigger`). Needs Terraform 1.14. No attribute is computed, since an action gives nothing back.
 */
export interface Action<C = unknown, S extends Schema = Schema> {
  readonly schema: S;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Called when it is planned, with unknowns where something is known later. Must not change anything. Default: nothing. */
  plan?(request: { config: Values<S> }, context: Context<C>): Verdict;
  /**
   * Does it. What it yields is shown as progress, a line each: never a secret. Returns warnings, or nothing, and throws what
   * is an error.
   */
  invoke(request: { config: KnownValues<S> }, context: Context<C>): AsyncGenerator<string, Warnings>;
}
