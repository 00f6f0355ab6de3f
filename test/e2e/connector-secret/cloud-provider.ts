import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

/** A cloud's provider block without arguments. */
export class CloudProvider extends TerraformProvider {
  constructor(scope: Construct, name: string) {
    super(scope, name, {
      terraformResourceType: name,
      terraformProviderSource: `hashicorp/${name}`,
      terraformGeneratorMetadata: { providerName: name },
    });
  }
}
