import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** `provider "null"`, as `@cdktf/provider-null` 11 declares it. */
export class NullProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: 'null',
      terraformGeneratorMetadata: {
        providerName: 'null',
        providerVersion: '3.2.4',
        providerVersionConstraint: '~> 3.0',
      },
      terraformProviderSource: 'null',
    });
  }
}
