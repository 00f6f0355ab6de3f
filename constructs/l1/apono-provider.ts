import { TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { refuseOtherCore } from '../core/refuse-other-core';
import { refuseLiteralSecret } from '../secret-value';
import { hclAttributes } from './attributes';

const APONO_PROVIDER = Symbol.for('cdktf-apono-postgresql/AponoProvider');

export interface AponoProviderConfig {
  /** Scheme and host of the API. Default: APONO_ENDPOINT, else Apono's own. */
  readonly endpoint?: string | undefined;
  /** The personal token: a reference. Default: APONO_PERSONAL_TOKEN. */
  readonly personalToken?: string | undefined;
  /** Default: the newest that `terraform init` finds. */
  readonly version?: string | undefined;
}

/** `provider "apono"`: Apono's official provider. */
export class AponoProvider extends TerraformProvider {
  static readonly tfResourceType = 'apono';

  private readonly config: AponoProviderConfig;

  constructor(scope: Construct, id: string, config: AponoProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'apono',
      terraformProviderSource: 'apono-io/apono',
      terraformGeneratorMetadata: {
        providerName: 'apono',
        ...(config.version !== undefined && { providerVersionConstraint: config.version }),
      },
    });
    refuseOtherCore(this);
    Object.defineProperty(this, APONO_PROVIDER, { value: true });
    this.config = config;
    refuseLiteralSecret(this, 'personalToken', config.personalToken, 'the environment variable APONO_PERSONAL_TOKEN');
  }

  /** The stack's provider; made when there is none. */
  static of(scope: Construct): AponoProvider {
    const stack = TerraformStack.of(scope);
    const found = stack.node.findAll().find((each: IConstruct) => APONO_PROVIDER in each);
    return (found as AponoProvider | undefined) ?? new AponoProvider(stack, 'apono');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { endpoint: this.config.endpoint, personal_token: this.config.personalToken };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
