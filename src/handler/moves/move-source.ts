import type { Outcome, Values } from '../handler-resource';

/** A thing as the state has it that was managed by another type so far, most often another provider's. */
export interface MoveSource {
  /** For instance `postgresql_role`. */
  readonly type: string;
  /** As that type wrote them. */
  readonly values: Values;
}

/** What becomes of the values of another type: pure. What is not in them is read later. */
export type Mapping = (values: Values) => Outcome;
