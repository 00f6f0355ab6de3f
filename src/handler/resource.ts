import type { Description } from '../metadata';
import type { Path, Problem } from '../problem';
import type { HandlerContext } from './context';

/**
 * A resource's values under the names of its description: plain data; null or absent where there is none; in a
 * configuration or a plan also `UNKNOWN`.
 */
export type Values = Record<string, unknown>;

/** What is remembered beside the state, unseen by the user: plain JSON, never a secret. */
export type Marks = Readonly<Record<string, unknown>>;

/** What stands after a verb. */
export interface Standing {
  readonly values: Values;
  readonly marks: Marks;
  /** Warnings; for create and update also errors of what failed after something had been made. */
  readonly problems?: readonly Problem[];
}

/** What would be done. */
export interface Planned {
  readonly values: Values;
  readonly marks: Marks;
  /** Attributes whose change needs the object to be made anew. */
  readonly replaces?: readonly Path[];
  readonly problems?: readonly Problem[];
}

/** How much is there already: nothing for a create. */
export interface PlanRequest {
  /** As written, write-only values included. */
  readonly config: Values;
  readonly prior: Standing | null;
}

/**
 * One kind of resource. Every door drives the same verbs: the Terraform provider, the command line, `null_resource`.
 * A verb that can give no result throws a ProblemError.
 */
export interface HandlerResource {
  readonly description: Description;
  /** Looks at the configuration alone, without I/O. */
  validate(config: Values): Problem[];
  /** Says what would be done. Changes nothing. */
  plan(request: PlanRequest, context: HandlerContext): Promise<Planned>;
  /** What a delete would lose or be stopped by, as warnings or errors. */
  planDelete(prior: Standing, context: HandlerContext): Promise<Problem[]>;
  create(request: { config: Values; planned: Standing }, context: HandlerContext): Promise<Standing>;
  /** Null: it is gone. */
  read(state: Standing, context: HandlerContext): Promise<Standing | null>;
  /** `read` for several in few queries, in their order; where it is left out, they are read one by one. */
  readMany?(states: readonly Standing[], context: HandlerContext): Promise<(Standing | null)[]>;
  update(request: { config: Values; prior: Standing; planned: Standing }, context: HandlerContext): Promise<Standing>;
  /** Succeeds, too, where it is gone already. Returns warnings. */
  delete(prior: Standing, context: HandlerContext): Promise<Problem[]>;
  /** Null: there is no such thing. */
  import(id: string, context: HandlerContext): Promise<Standing | null>;
}

/** Something that is only read. */
export interface HandlerDataSource {
  readonly description: Description;
  validate(config: Values): Problem[];
  read(config: Values, context: HandlerContext): Promise<Standing>;
}
