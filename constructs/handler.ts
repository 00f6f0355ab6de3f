import { providerSourceProblems } from '../src/metadata';
import { refuse, refuseWrongCall } from './checks/validation';

/** How `null_resource` runs the handler. */
export interface NullResourceOptions {
  /**
   * Put before the stack's name in the id under which the handler remembers on the server what it made. Give one where
   * two projects that have a stack of the same name work on the same server.
   * @default none
   */
  readonly project?: string | undefined;
  /**
   * The command that runs the handler. It is given APONOPG_REQUEST and APONOPG_EVENT, and runs where Terraform runs.
   * @default the copy of `aponopg` that synth lays beside the stack, by the `node` on PATH
   */
  readonly command?: string | undefined;
}

/** Where Terraform gets the provider. */
export interface ProviderOptions {
  /**
   * The address that the stack asks for it by: that of a private registry or of a mirror.
   * @default apono.internal/community/aponopg
   */
  readonly source?: string | undefined;
  /**
   * Whether synth lays the provider and its lock entry beside the stack. `false` where a registry or a mirror serves it:
   * Terraform would not ask there for what lies beside the stack.
   * @default true
   */
  readonly delivered?: boolean | undefined;
}

/** What applies the roles, grants and integrations of a stack. */
export class Handler {
  /**
   * This package's Terraform provider: the plan shows the SQL and finds drift.
   *
   * @example
   * new PostgresqlServer(this, 'orders', {
   *   handler: Handler.provider({ source: 'app.terraform.io/acme/aponopg', delivered: false }),
   * })
   */
  static provider(options: ProviderOptions = {}): Handler {
    refuseWrongCall('Handler.provider', 'Handler.provider()', { options });
    const wrong = options.source === undefined ? [] : providerSourceProblems(options.source, 'source');
    if (wrong.length > 0) refuse('Handler.provider', wrong);
    return new Handler('provider', {}, options);
  }

  /**
   * `null_resource` with local-exec, where no provider but HashiCorp's own may run. Secrets come from environment
   * variables only. See the guide for what is different.
   *
   * @example
   * new PostgresqlServer(this, 'orders', { handler: Handler.nullResource({ project: 'shop' }) })
   */
  static nullResource(options: NullResourceOptions = {}): Handler {
    refuseWrongCall('Handler.nullResource', 'Handler.nullResource()', { options });
    return new Handler('null_resource', options, {});
  }

  private constructor(
    /** Which of them. */
    readonly kind: 'provider' | 'null_resource',
    /** What `Handler.nullResource` was given. */
    readonly options: NullResourceOptions,
    /** What `Handler.provider` was given. */
    readonly provided: ProviderOptions,
  ) {}
}
