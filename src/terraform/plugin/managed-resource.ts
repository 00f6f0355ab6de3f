import type { Diagnostic } from './diagnostic';
import type { Identity } from './identity';
import type { Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { Path } from './value/path';
import type { ObjectValue } from './value/value';
import type { Context, EarlyContext, Verdict, Warnings } from './verb';

/** Anything JSON can hold. Terraform keeps it beside the state, unseen by the user, in clear. */
export type Private = null | string | number | boolean | Private[] | { [key: string]: Private };

/** What came of create, read, update or import. */
export interface Outcome<K = ObjectValue> {
  readonly state: K;
  /** Default: what there was before. */
  readonly private?: Private;
  readonly diagnostics?: readonly Diagnostic[];
}

/** What Terraform asks when it plans a create (`prior` is null) or an update. */
export interface PlanRequest<V = ObjectValue, K = ObjectValue> {
  /** As written; the only place that holds write-only values. */
  readonly config: V;
  readonly prior: K | null;
  /** The configuration, with the prior values of computed attributes it leaves out. */
  readonly proposed: V;
  readonly private: Private;
  /** In the second plan, while applying: what the first one returned as `private`. Only where the client stores it. */
  readonly planned?: Private;
}

/**
 * The answer to a {@link PlanRequest}. Whatever `planned` holds that is not {@link UNKNOWN} must be so after apply; what
 * the configuration sets must stay as it is.
 */
export interface Plan<V = ObjectValue> {
  readonly planned: V;
  /** Attributes whose change needs the object to be destroyed and made anew. Ignored on create. */
  readonly replace?: readonly Path[];
  /** Default: what there was before. */
  readonly private?: Private;
  readonly diagnostics?: readonly Diagnostic[];
}

/** What is to be imported: by the id that a person typed, or by what {@link Resource.identity} names. */
export type ImportRequest =
  | { readonly id: string; readonly identity?: undefined }
  | { readonly id?: undefined; readonly identity: ObjectValue };

/** What the state has of an object of another type, most often another provider's, that is to become one of this. */
export interface MoveRequest {
  /** The other provider's address, such as `registry.terraform.io/hashicorp/null`. */
  readonly provider: string;
  readonly type: string;
  /** Of the schema that it was written by. */
  readonly version: number;
  /** Plain JSON, as the other provider wrote it: it may hold its secrets. */
  readonly state: ObjectValue;
}

/**
 * A kind of object that Terraform manages. Verbs throw {@link DiagnosticsError} to fail; anything else thrown is
 * reported as a fault of the provider. Write-only attributes are taken out of every plan and state for them.
 */
export interface Resource<C = unknown, S extends Schema = Schema> {
  readonly schema: S;
  /** What tells one object of it from all others. Default: nothing but what Terraform calls it. */
  readonly identity?: Identity;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Default: {@link defaultPlan}. Must not change anything. */
  plan?(
    request: PlanRequest<Values<S>, KnownValues<S>>,
    context: Context<C>,
  ): Promise<Plan<Values<S>>> | Plan<Values<S>>;
  /** Called when a destroy is planned. Returns warnings, or errors that stop it. */
  planDestroy?(request: { prior: KnownValues<S>; private: Private }, context: Context<C>): Verdict;
  create(
    request: { config: KnownValues<S>; planned: Values<S>; private: Private },
    context: Context<C>,
  ): Promise<Outcome<KnownValues<S>>> | Outcome<KnownValues<S>>;
  /** Called before every plan. Null: the object is gone. */
  read(
    request: { state: KnownValues<S>; private: Private },
    context: Context<C>,
  ): Promise<Outcome<KnownValues<S>> | null> | Outcome<KnownValues<S>> | null;
  update(
    request: { config: KnownValues<S>; prior: KnownValues<S>; planned: Values<S>; private: Private },
    context: Context<C>,
  ): Promise<Outcome<KnownValues<S>>> | Outcome<KnownValues<S>>;
  /** Succeeds, too, where the object is gone already. May return warnings. */
  delete(request: { prior: KnownValues<S>; private: Private }, context: Context<C>): Promise<Warnings> | Warnings;
  /** What an import knows of the object; `read` then fills in the rest. Null: there is no such object. */
  import?(request: ImportRequest, context: Context<C>): Promise<Outcome | null> | Outcome | null;
  /**
   * The values of a state as a person would write them, for generated configuration. What only the provider sets, what is
   * write-only, sensitive or deprecated is taken out for it. Default: all the others.
   */
  generateConfig?(request: { state: KnownValues<S> }): ObjectValue;
  /**
   * Makes a state that a version of the schema wrote one of the present version. Terraform asks before every refresh, of
   * states of the present version too, and takes the answer for what there was before. The states are plain JSON, except
   * that numbers JavaScript cannot hold exactly are strings; what the schema does not have is dropped. Undefined: that
   * version is too old.
   */
  upgrade?(version: number, state: ObjectValue): Promise<ObjectValue | undefined> | ObjectValue | undefined;
  /**
   * Makes an object of another type one of this, for a `moved` block: from its state alone, before the provider is
   * configured; `read` then fills in the rest. Numbers and unknown attributes are as with `upgrade`. Undefined: that type
   * cannot become one. Needs Terraform 1.8 or OpenTofu 1.10.
   */
  move?(request: MoveRequest, context: EarlyContext): Promise<Outcome | undefined> | Outcome | undefined;
}
