import { ref, TerraformElement, type TerraformProvider, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { problem } from '../../src/problem';
import { inScope } from '../checks/in-scope';
import { needsEphemeralValues } from '../checks/needs-ephemeral-values';
import { refuse, refuseWrongCall, refuseWrongProps } from '../checks/validation';
import { asItIs } from './attributes';
import { configOf } from './check-config';

/** What an ephemeral resource is told. */
export interface EphemeralResourceConfig {
  /**
   * Its type in Terraform.
   * @example "aws_secretsmanager_secret_version"
   */
  readonly terraformResourceType: string;
  /** Its arguments, under Terraform's own names. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /**
   * The provider block that opens it.
   * @default the one that goes with the type
   */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * An ephemeral resource of any provider, for which CDKTF has no class: opened in each plan and apply, its values stand in
 * no plan and no state. They may be given to write-only arguments, provider blocks and other ephemeral resources only.
 * Terraform >= 1.11, which the stack then asks for.
 *
 * @example
 * const stored = new EphemeralResource(this, 'stored', {
 *   terraformResourceType: 'aws_secretsmanager_secret_version',
 *   attributes: { secret_id: 'prod/orders/apono' },
 * });
 * SignIn.password(stored.getString('secret_string'));
 */
export class EphemeralResource extends TerraformElement {
  /** Its type in Terraform. */
  readonly terraformResourceType: string;
  private readonly attributes: Readonly<Record<string, unknown>>;
  private readonly provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, config: EphemeralResourceConfig) {
    const { terraformResourceType, attributes, provider } = configOf(scope, id, config);
    super(inScope(scope, id), id, `ephemeral.${terraformResourceType}`);
    refuseWrongProps(this, 'EphemeralResourceConfig', config);
    this.terraformResourceType = terraformResourceType;
    this.attributes = attributes;
    this.provider = provider;
    needsEphemeralValues(this);
  }

  /** A reference to an attribute that is a text. */
  getString(attribute: string): string {
    refuseWrongCall(this, 'EphemeralResource.getString()', { attribute });
    return Token.asString(this.getAny(attribute));
  }

  /** A reference to an attribute that is a number. */
  getNumber(attribute: string): number {
    refuseWrongCall(this, 'EphemeralResource.getNumber()', { attribute });
    return Token.asNumber(this.getAny(attribute));
  }

  /** @internal */
  override toTerraform(): unknown {
    const body = {
      ...Object.fromEntries(Object.entries(this.attributes).map(([name, each]) => [name, asItIs(each)])),
      ...(this.provider && { provider: this.provider.fqn }),
      '//': { metadata: { path: this.node.path, uniqueId: this.friendlyUniqueId } },
    };
    return { ephemeral: { [this.terraformResourceType]: { [this.friendlyUniqueId]: body } } };
  }

  /** @internal */
  override toHclTerraform(): never {
    refuse(this, [
      problem('INVALID_VALUE', [], 'The core cannot write ephemeral resources as HCL: it would leave them out', {
        allowed: 'synth without --hcl',
        next: 'Synthesize as JSON, which Terraform reads as well; for HCL of it: npx aponopg hcl cdktf.out/stacks/NAME.',
      }),
    ]);
  }

  private getAny(attribute: string) {
    const { terraformResourceType, friendlyUniqueId } = this;
    return ref(`ephemeral.${terraformResourceType}.${friendlyUniqueId}.${attribute}`, TerraformStack.of(this));
  }
}
