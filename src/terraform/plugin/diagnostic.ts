import type { Path } from './value/path';
import type { ObjectValue } from './value/value';

/** Something Terraform tells its user. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** What is wrong, in one line. */
  readonly summary: string;
  /** The value, what is allowed, what to do. */
  readonly detail?: string;
  /**
   * Where it is wrong: Terraform then shows the line of the configuration. Terraform cannot point into sets or dynamic
   * values; such a path counts as far as the set.
   */
  readonly path?: Path;
}

/** Thrown by a verb that fails: Terraform shows the diagnostics. */
export class DiagnosticsError extends Error {
  override readonly name = 'DiagnosticsError';
  readonly diagnostics: readonly Diagnostic[];
  /** What create or update really made before it failed; Terraform keeps it. Default: nothing was made or changed. */
  readonly state: ObjectValue | undefined;

  constructor(diagnostics: readonly Diagnostic[], state?: ObjectValue) {
    super(diagnostics.map(({ summary }) => summary).join('; '));
    this.diagnostics = diagnostics;
    this.state = state;
  }
}
