import { TerraformDataSource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { type Description, type ObjectShape, objectShapeOf } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { AponopgProvider } from './aponopg-provider';
import { hclAttributes, terraformAttributes } from './attributes';
import { configOf, metaArguments, refuseWrongConfig } from './check-config';

/** What every bare data source of the provider shares: its arguments go through the one description. */
export abstract class AponopgDataSource<Arguments extends object> extends TerraformDataSource {
  /** What it was given. */
  readonly arguments: Arguments;
  private readonly shape: ObjectShape;

  /** @internal */
  protected constructor(
    scope: Construct,
    id: string,
    description: Description,
    config: Arguments & TerraformMetaArguments,
  ) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: description.name,
      terraformGeneratorMetadata: { providerName: 'aponopg', providerVersionConstraint: PROVIDER_VERSION },
    });
    this.shape = objectShapeOf(description.schema);
    this.arguments = { ...config };
    refuseWrongConfig(this, description, config);
    if (!config.provider) AponopgProvider.of(this);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(this.shape, this.arguments);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
