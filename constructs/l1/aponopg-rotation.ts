import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { objectShapeOf, rotation } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { AponopgProvider } from './aponopg-provider';
import type { AponopgRotationArguments } from './aponopg-rotation-arguments';
import { hclAttributes, terraformAttributes } from './attributes';
import { configOf, metaArguments, refuseWrongConfig } from './check-config';

/** `aponopg_rotation`. */
export class AponopgRotation extends TerraformResource {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_rotation';

  /** What it was given. */
  readonly arguments: AponopgRotationArguments;

  constructor(scope: Construct, id: string, config: AponopgRotationArguments & TerraformMetaArguments) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: 'aponopg_rotation',
      terraformGeneratorMetadata: { providerName: 'aponopg', providerVersionConstraint: PROVIDER_VERSION },
    });
    this.arguments = { ...config };
    refuseWrongConfig(this, rotation, config);
    if (!config.provider) AponopgProvider.of(this);
  }

  /** The version: raised when it is due. */
  get version(): number {
    return this.getNumberAttribute('version');
  }

  /** When it was raised, ISO 8601. */
  get rotatedAt(): string {
    return this.getStringAttribute('rotated_at');
  }

  /** When it is due, ISO 8601. */
  get dueAt(): string {
    return this.getStringAttribute('due_at');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(objectShapeOf(rotation.schema), this.arguments);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
