import type { Outcome } from './managed-resource';
import type { Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { Context, EarlyContext, Verdict } from './verb';

/** Something that Terraform only reads. */
export interface DataSource<C = unknown, S extends Schema = Schema> {
  readonly schema: S;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Returns every attribute: those configured as they are, and the computed ones. */
  read(
    request: { config: KnownValues<S> },
    context: Context<C>,
  ): Promise<Omit<Outcome<KnownValues<S>>, 'private'>> | Omit<Outcome<KnownValues<S>>, 'private'>;
}
