import { TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { inScope } from '../checks/in-scope';
import { refuseLiteralSecret } from '../checks/secret-value';
import { refuseWrongCall, refuseWrongProps } from '../checks/validation';
import { refuseOtherCore } from '../core/refuse-other-core';
import { hclAttributes } from './attributes';
import { configOf } from './check-config';

const APONO_PROVIDER = Symbol.for('cdktf-apono-postgresql/AponoProvider');

/** What the official provider is told. */
export interface AponoProviderConfig {
  /**
   * Scheme and host of the API.
   * @default APONO_ENDPOINT, else Apono's own
   */
  readonly endpoint?: string | undefined;
  /**
   * The personal token: a reference.
   * @default APONO_PERSONAL_TOKEN
   */
  readonly personalToken?: string | undefined;
  /**
   * The version to be used, as a constraint.
   * @default the newest that `terraform init` finds
   */
  readonly version?: string | undefined;
}

/** `provider "apono"`: Apono's official provider. */
export class AponoProvider extends TerraformProvider {
  /** The provider's type in Terraform. */
  static readonly tfResourceType = 'apono';

  private readonly config: AponoProviderConfig;

  constructor(scope: Construct, id: string, config: AponoProviderConfig = {}) {
    super(inScope(scope, id), id, {
      terraformResourceType: 'apono',
      terraformProviderSource: 'apono-io/apono',
      terraformGeneratorMetadata: {
        providerName: 'apono',
        ...constraintOf(configOf(scope, id, config)),
      },
    });
    refuseOtherCore(this);
    Object.defineProperty(this, APONO_PROVIDER, { value: true });
    this.config = config;
    refuseWrongProps(this, 'AponoProviderConfig', config);
    refuseLiteralSecret(this, 'personalToken', config.personalToken, 'the environment variable APONO_PERSONAL_TOKEN');
  }

  /** Where Apono is and who asks; undefined leaves it to APONO_ENDPOINT and APONO_PERSONAL_TOKEN. */
  get apono(): { readonly endpoint?: string | undefined; readonly token?: string | undefined } {
    return { endpoint: this.config.endpoint, token: this.config.personalToken };
  }

  /** The stack's provider; made when there is none. */
  static of(scope: Construct): AponoProvider {
    refuseWrongCall('AponoProvider.of', 'AponoProvider.of()', { scope });
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

function constraintOf({ version }: AponoProviderConfig): { providerVersionConstraint?: string } {
  return version === undefined ? {} : { providerVersionConstraint: version };
}
