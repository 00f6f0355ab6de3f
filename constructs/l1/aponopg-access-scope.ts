import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { accessScope } from '../../src/metadata';
import type { AponopgAccessScopeArguments } from './aponopg-access-scope-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_access_scope`. */
export class AponopgAccessScope extends AponopgResource<AponopgAccessScopeArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_access_scope';

  constructor(scope: Construct, id: string, config: AponopgAccessScopeArguments & TerraformMetaArguments) {
    super(scope, id, accessScope, config);
  }

  /** Its name at Apono, known once it is made: referring to it orders what comes after. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  /** What it gives to whom, in sentences. */
  get summary(): string[] {
    return this.getListAttribute('summary');
  }
}
