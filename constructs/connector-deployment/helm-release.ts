import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { asItIs, hclAttributes } from '../l1/attributes';

/** `helm_release` of the provider `hashicorp/helm`, as far as the chart of the connector needs it. */
export class HelmRelease extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly release: Readonly<Record<string, unknown>>,
    meta: TerraformMetaArguments,
  ) {
    super(scope, id, {
      ...meta,
      terraformResourceType: 'helm_release',
      terraformGeneratorMetadata: { providerName: 'helm' },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.release).map(([name, value]) => [name, asItIs(value)]));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
