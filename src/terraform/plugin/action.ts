import type { Schema } from './schema';
import type { ObjectValue } from './value/value';
import type { Context, EarlyContext, Verdict, Warnings } from './verb';

/**
 * Something to do that no state tells of: by `terraform apply -invoke`, or before or after a resource changes
 * (`action_trigger`). Needs Terraform 1.14. No attribute is computed, since an action gives nothing back.
 */
export interface Action<C = unknown> {
  readonly schema: Schema;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: ObjectValue }, context: EarlyContext): Verdict;
  /** Called when it is planned, with unknowns where something is known later. Must not change anything. Default: nothing. */
  plan?(request: { config: ObjectValue }, context: Context<C>): Verdict;
  /**
   * Does it. What it yields is shown as progress, a line each: never a secret. Returns warnings, or nothing, and throws what
   * is an error.
   */
  invoke(request: { config: ObjectValue }, context: Context<C>): AsyncGenerator<string, Warnings>;
}
