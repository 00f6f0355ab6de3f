import type { Diagnostic } from './diagnostic';
import type { Private } from './managed-resource';
import type { Schema } from './schema';
import type { KnownValues, Values } from './typed-values';
import type { ObjectValue } from './value/value';
import type { Context, EarlyContext, Verdict } from './verb';

/**
 * Something that exists for the length of one plan or one apply, such as a secret that was read: its values stand in no
 * plan and no state. Needs Terraform 1.10 or OpenTofu 1.11. Terraform opens it with each plan and each apply anew, once
 * its configuration is known, and closes it when nothing needs it any more.
 */
export interface EphemeralResource<C = unknown, S extends Schema = Schema> {
  readonly schema: S;
  /** Looks at the configuration alone, which may hold unknowns. Returns what is wrong with it. */
  validate?(request: { config: Values<S> }, context: EarlyContext): Verdict;
  /** Returns every attribute: those configured as they are, and the computed ones; or that it has to wait. */
  open(
    request: { config: KnownValues<S> },
    context: Context<C>,
  ): Promise<Opened<KnownValues<S>> | Deferred> | Opened<KnownValues<S>> | Deferred;
  /** Called when the time came that `open`, or the last renewal, named. Default: nothing is to be done. */
  renew?(request: { private: Private }, context: Context<C>): Promise<Renewed> | Renewed;
  /** Called once nothing needs it any more. Default: nothing is to be done. */
  close?(request: { private: Private }, context: Context<C>): Verdict;
}

/** What was opened. */
export interface Opened<K = ObjectValue> {
  readonly result: K;
  /** Given to `renew` and `close`; kept in memory only, and in clear. Default: none. */
  readonly private?: Private;
  /** When it has to be renewed. Default: never. */
  readonly renewAt?: Date;
  readonly diagnostics?: readonly Diagnostic[];
}

/** What came of a renewal; without `renewAt` it was the last one. */
export type Renewed = Omit<Opened, 'result'>;

/** It cannot be opened before something else is there: its values stay unknown. Only where the client can wait. */
export interface Deferred {
  readonly deferred: DeferralReason;
}

/** Why something has to wait. */
export type DeferralReason = 'config unknown' | 'provider config unknown' | 'prerequisite absent';
