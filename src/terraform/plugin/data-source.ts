import type { Outcome } from './managed-resource';
import type { Schema } from './schema';
import type { ObjectValue } from './value/value';
import type { Context, EarlyContext, Verdict } from './verb';

/** Something that Terraform only reads. */
export interface DataSource<C = unknown> {
  readonly schema: Schema;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: ObjectValue }, context: EarlyContext): Verdict;
  /** Returns every attribute: those configured as they are, and the computed ones. */
  read(
    request: { config: ObjectValue },
    context: Context<C>,
  ): Promise<Omit<Outcome, 'private'>> | Omit<Outcome, 'private'>;
}
