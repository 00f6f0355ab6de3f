import type * as z from 'zod';
import type { Problem } from '../problem';

/**
 * Looks at several attributes at once and says what does not go together. The value may hold `UNKNOWN` anywhere and
 * may lack or have wrong whatever the schema itself complains of: a rule only judges what is known and well-formed.
 */
export type Rule = (value: Readonly<Record<string, unknown>>) => Problem[];

/** The one description of a resource, a data source or a configuration block: every projection is made from it. */
export interface Description<S extends z.ZodObject = z.ZodObject> {
  /** The name in Terraform, for instance `aponopg_role`. */
  readonly name: string;
  /** What it is, in a paragraph. */
  readonly summary: string;
  readonly schema: S;
  /** Of the shape that states have; goes up with a change that older ones have to be brought into. Default: 0. */
  readonly version?: number;
  readonly rules: readonly Rule[];
}
