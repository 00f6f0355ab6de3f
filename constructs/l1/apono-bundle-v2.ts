import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { bundle } from '../../src/metadata';
import type { AponoBundleV2Arguments } from './apono-bundle-v2-arguments';
import { AponoResource } from './apono-resource';
import { refuseWrongValues } from './check-config';

/**
 * `apono_bundle_v2` of the official provider `apono-io/apono`.
 *
 * @see https://registry.terraform.io/providers/apono-io/apono/latest/docs/resources/bundle_v2
 */
export class AponoBundleV2 extends AponoResource<AponoBundleV2Arguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'apono_bundle_v2';

  constructor(scope: Construct, id: string, config: AponoBundleV2Arguments & TerraformMetaArguments) {
    super(scope, id, 'apono_bundle_v2', config);
    refuseWrongValues(this, bundle, this.arguments);
  }
}
