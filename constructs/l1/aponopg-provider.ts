import { TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { PROVIDER_SOURCE, PROVIDER_VERSION } from '../../src/delivery';
import { objectShapeOf, provider } from '../../src/metadata';
import { deliverWithStack } from '../deliver-with-stack';
import type {
  AponopgProviderArguments,
  AponopgProviderArgumentsApono,
  AponopgProviderArgumentsServers,
} from './arguments';
import { hclAttributes, terraformAttributes } from './attributes';

const APONOPG_PROVIDER = Symbol.for('cdktf-apono-postgresql/AponopgProvider');

export interface AponopgProviderConfig extends AponopgProviderArguments {
  /**
   * Needed from the second provider of a stack on.
   * @default none
   */
  readonly alias?: string | undefined;
}

/**
 * `provider "aponopg"`. Synth lays the provider itself beside the stack, so that `terraform init` finds it with
 * nothing to set up.
 */
export class AponopgProvider extends TerraformProvider {
  static readonly tfResourceType = 'aponopg';

  /** Where Apono is and who asks; null leaves it to APONO_ENDPOINT and APONO_PERSONAL_TOKEN. */
  apono: AponopgProviderArgumentsApono | undefined;
  private readonly servers: Record<string, AponopgProviderArgumentsServers>;
  private aliasName: string | undefined;

  constructor(scope: Construct, id: string, config: AponopgProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'aponopg',
      terraformProviderSource: PROVIDER_SOURCE,
      terraformGeneratorMetadata: {
        providerName: 'aponopg',
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
    });
    Object.defineProperty(this, APONOPG_PROVIDER, { value: true });
    this.apono = config.apono;
    this.servers = { ...config.servers };
    this.aliasName = config.alias;
    deliverWithStack(TerraformStack.of(this));
  }

  /** The stack's provider without an alias; made when there is none. */
  static of(scope: Construct): AponopgProvider {
    const stack = TerraformStack.of(scope);
    const found = stack.node
      .findAll()
      .find((each) => AponopgProvider.isAponopgProvider(each) && each.alias === undefined);
    return (found as AponopgProvider | undefined) ?? new AponopgProvider(stack, 'aponopg');
  }

  static isAponopgProvider(construct: IConstruct): construct is AponopgProvider {
    return APONOPG_PROVIDER in construct;
  }

  /**
   * Declares a server under a name.
   *
   * @throws when the name is taken
   */
  addServer(name: string, server: AponopgProviderArgumentsServers): void {
    if (Object.hasOwn(this.servers, name)) {
      throw new Error(
        `A server called ${JSON.stringify(name)} is declared twice in the provider ${this.node.path}.\nWhat to do: give one of them another \`name\`.`,
      );
    }
    this.servers[name] = server;
  }

  override get alias(): string | undefined {
    return this.aliasName;
  }

  override set alias(name: string | undefined) {
    this.aliasName = name;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(objectShapeOf(provider.schema), this.arguments());
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(objectShapeOf(provider.schema), this.arguments());
  }

  private arguments(): AponopgProviderArguments {
    return { apono: this.apono, ...(Object.keys(this.servers).length > 0 && { servers: this.servers }) };
  }
}
