import type { Diagnostic } from './diagnostic';
import type { Log } from './log';

/** What every verb is given besides its own arguments. `C` is what the provider's `configure` returned. */
export interface Context<C = unknown> {
  readonly configured: C;
  /** Aborted when the user stops Terraform: cancel, and report what was done. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** The context of verbs that may run before `configure`. */
export type EarlyContext = Omit<Context, 'configured'>;

/** What a check has to say: diagnostics, or nothing. */
export type Verdict = Promise<Warnings> | Warnings;

/** Diagnostics that stop nothing, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a verb that has nothing to say need not say it
export type Warnings = readonly Diagnostic[] | undefined | void;
