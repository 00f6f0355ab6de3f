import type { Diagnostic } from './diagnostic';
import type { Log } from './log';

/** What every verb is given besides its own arguments. `C` is what the provider's `configure` returned. */
export interface Context<C = unknown> {
  readonly configured: C;
  /** Aborted when the user stops Terraform: cancel, and report what was done. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Of the Terraform, or OpenTofu, that configured the provider; empty before it did. */
  readonly terraformVersion: string;
  readonly clientCapabilities: ClientCapabilities;
}

/** What this Terraform is able to do; what it does not say it is not. */
export interface ClientCapabilities {
  /** Whether it keeps write-only attributes out of its plans and states. */
  readonly writeOnlyAttributes: boolean;
  /** Whether something may answer that it has to wait. */
  readonly deferral: boolean;
  /** Whether the private data of a plan come back in the second plan, while applying. */
  readonly plannedPrivate: boolean;
  /** Whether a provider may fill in blocks that the configuration leaves out. */
  readonly computedBlocks: boolean;
}

/** The context of verbs that may run before `configure`. */
export type EarlyContext = Omit<Context, 'configured'>;

/** What a check has to say: diagnostics, or nothing. */
export type Verdict = Promise<Warnings> | Warnings;

/** Diagnostics that stop nothing, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a verb that has nothing to say need not say it
export type Warnings = readonly Diagnostic[] | undefined | void;
