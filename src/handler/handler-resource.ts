import type { Description } from '../metadata';
import type { Path, Problem } from '../problem';
import type { HandlerContext } from './context';

/**
 * A resource's values under the names of its description: plain data; null or absent where there is none; in a
 * configuration or a plan also `UNKNOWN`.
 */
export type Values = Record<string, unknown>;

/** What Terraform keeps beside the values, unseen by the user: plain JSON, never a secret. */
export type PrivateData = Readonly<Record<string, unknown>>;

/** A resource as the state has it. */
export interface ResourceState {
  readonly values: Values;
  readonly private: PrivateData;
}

/** The state after a verb. */
export interface Outcome extends ResourceState {
  /** Warnings; for create and update also errors of what failed after something had been made. */
  readonly problems?: readonly Problem[];
}

/** A thing as the state has it that was managed by another type so far, most often another provider's. */
export interface MoveSource {
  /** For instance `postgresql_role`. */
  readonly type: string;
  /** As that type wrote them. */
  readonly values: Values;
}

/** What would be done: the state that an apply is to reach, which may hold `UNKNOWN`. */
export interface Planned extends ResourceState {
  /** Attributes whose change needs the object to be made anew. */
  readonly replaces?: readonly Path[];
  readonly problems?: readonly Problem[];
}

/** What a plan begins with. */
export interface PlanRequest {
  /** As written, write-only values included. */
  readonly config: Values;
  /** Null for a create. */
  readonly prior: ResourceState | null;
  /** Of a create that takes the place of something: what the plan of its end kept. */
  readonly replaced?: PrivateData;
  /** In Terraform's second plan, what the first one kept; only from Terraform 1.16 on. */
  readonly first?: PrivateData;
}

/**
 * One kind of resource. Every door drives the same verbs: the Terraform provider, the command line, `null_resource`.
 * A verb that can give no result throws a ProblemError.
 */
export interface HandlerResource {
  readonly description: Description;
  /** What tells one from all others for as long as it is there: attributes by name, and which of them an import may leave out. */
  readonly identity?: Readonly<Record<string, { readonly optionalForImport?: boolean }>>;
  /** Values as an older version of the description has them, in the shape of now. */
  upgrade?(version: number, values: Values): Values;
  /** Looks at the configuration alone, without I/O. */
  validate(config: Values): Problem[];
  /** Says what would be done. Changes nothing. */
  plan(request: PlanRequest, context: HandlerContext): Promise<Planned>;
  /** What a delete would lose or be stopped by, as warnings or errors. */
  planDelete(prior: ResourceState, context: HandlerContext): Promise<Problem[]>;
  create(request: { config: Values; planned: ResourceState }, context: HandlerContext): Promise<Outcome>;
  /** Null: it is gone. */
  read(state: ResourceState, context: HandlerContext): Promise<Outcome | null>;
  /** `read` for several in few queries, in their order; where it is left out, they are read one by one. */
  readMany?(states: readonly ResourceState[], context: HandlerContext): Promise<(Outcome | null)[]>;
  update(
    request: { config: Values; prior: ResourceState; planned: ResourceState },
    context: HandlerContext,
  ): Promise<Outcome>;
  /** Succeeds, too, where it is gone already. Returns warnings. */
  delete(prior: ResourceState, context: HandlerContext): Promise<Problem[]>;
  /**
   * What an import begins with; null: there is no such thing.
   *
   * @param which the id that a person typed, or the values of the identity
   */
  import(which: string | Values, context: HandlerContext): Promise<Outcome | null>;
  /** Values of a state as a person would write them. Default: without what is the default, and what only the provider sets. */
  written?(values: Values): Values;
  /**
   * What the state has of another type, as one of this: pure, and before anything is configured. `read` fills in the rest.
   *
   * @throws ProblemError CANNOT_MOVE
   */
  move?(source: MoveSource): Outcome;
}

/** Something that exists for the length of one plan or one apply. */
export interface HandlerEphemeral {
  readonly description: Description;
  validate(config: Values): Problem[];
  open(config: Values, context: HandlerContext): Promise<Omit<Outcome, 'private'>>;
}

/** Something to do that no state tells of. */
export interface HandlerAction {
  readonly description: Description;
  validate(config: Values): Problem[];
  /** What stands in the way, as far as it can be told; the configuration may hold UNKNOWN. Changes nothing. */
  plan(config: Values, context: HandlerContext): Promise<Problem[]>;
  /** Does it: yields what is told meanwhile, never a secret, and returns warnings. @throws ProblemError */
  invoke(config: Values, context: HandlerContext): AsyncGenerator<string, Problem[]>;
}

/** Something that is only read. */
export interface HandlerDataSource {
  readonly description: Description;
  validate(config: Values): Problem[];
  read(config: Values, context: HandlerContext): Promise<Omit<Outcome, 'private'>>;
}

/** Things of one kind that are there, whoever made them: what an import by identity would take over. */
export interface HandlerList {
  /** Of what narrows the list; its name is that of the resource. */
  readonly description: Description;
  validate(config: Values): Problem[];
  /** One after the other, each when it is asked for: who has enough stops. */
  list(config: Values, context: HandlerContext): AsyncIterable<Listed>;
}

/** One thing that is there, or warnings about what is not listed. */
export type Listed = ListedThing | { readonly problems: readonly Problem[] };

/** One thing that is there. */
export interface ListedThing {
  /** The values of the resource's identity. */
  readonly identity: Values;
  /** What people call it. */
  readonly displayName: string;
  /** As an import gives them. */
  readonly values: Values;
  readonly problems?: readonly Problem[];
}
