import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { accessFlow } from '../../src/metadata';
import type { AponoAccessFlowV2Arguments } from './apono-access-flow-v2-arguments';
import { AponoResource } from './apono-resource';
import { refuseWrongValues } from './check-config';

/**
 * `apono_access_flow_v2` of the official provider `apono-io/apono`.
 *
 * @see https://registry.terraform.io/providers/apono-io/apono/latest/docs/resources/access_flow_v2
 */
export class AponoAccessFlowV2 extends AponoResource<AponoAccessFlowV2Arguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'apono_access_flow_v2';

  constructor(scope: Construct, id: string, config: AponoAccessFlowV2Arguments & TerraformMetaArguments) {
    super(scope, id, 'apono_access_flow_v2', config);
    refuseWrongValues(this, accessFlow, this.arguments);
  }
}
