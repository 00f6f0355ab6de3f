import type { Type } from './value/type';
import type { Value } from './value/value';
import type { EarlyContext } from './verb';

/**
 * A function that configurations call as `provider::name::function(...)`. Needs Terraform 1.8 or OpenTofu 1.7. It is pure: of
 * the same arguments it makes the same result, whether or not the provider is configured.
 */
export interface ProviderFunction {
  /** One sentence. */
  readonly summary: string;
  /** The rest, in Markdown. Default: none. */
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  /** What any number of further arguments are. Default: there are none. */
  readonly variadic?: Parameter;
  readonly returns: Type;
  /** Says what to use instead; who calls it is warned with it. */
  readonly deprecated?: string;
  /** Throws {@link FunctionFailure} to fail. The arguments are those of the parameters, then those of `variadic`. */
  call(args: readonly Value[], context: EarlyContext): Promise<Value> | Value;
}

/** One parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** In Markdown. */
  readonly description?: string;
  /** Whether null may be given; Terraform refuses it otherwise. */
  readonly takesNull?: boolean;
  /** Whether it is called with unknowns; otherwise the result is unknown as well. */
  readonly takesUnknown?: boolean;
}

/** Thrown by a function that fails: Terraform shows the text, at the argument where there is one. */
export class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';

  constructor(
    text: string,
    /** The argument at fault, counted from 0. */
    readonly argument?: number,
  ) {
    super(text);
  }
}
