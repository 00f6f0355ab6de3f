import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { accessScope } from '../../src/metadata';
import type { AponoAccessScopeArguments } from './apono-access-scope-arguments';
import { AponoResource } from './apono-resource';
import { refuseWrongValues } from './check-config';

/**
 * `apono_access_scope` of the official provider `apono-io/apono`.
 *
 * @see https://registry.terraform.io/providers/apono-io/apono/latest/docs/resources/access_scope
 */
export class AponoAccessScope extends AponoResource<AponoAccessScopeArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'apono_access_scope';

  constructor(scope: Construct, id: string, config: AponoAccessScopeArguments & TerraformMetaArguments) {
    super(scope, id, 'apono_access_scope', config);
    refuseWrongValues(this, accessScope, this.arguments);
  }
}
