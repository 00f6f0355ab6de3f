import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { grants } from '../../src/metadata';
import type { AponopgGrantsArguments } from './aponopg-grants-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_grants`. */
export class AponopgGrants extends AponopgResource<AponopgGrantsArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_grants';

  constructor(scope: Construct, id: string, config: AponopgGrantsArguments & TerraformMetaArguments) {
    super(scope, id, grants, config);
  }

  /** The SQL of the last change, in order; in a plan, of the change to come. */
  get statements(): string[] {
    return this.getListAttribute('statements');
  }

  /** What differed from the declaration when it was last read: who, what, on what. */
  get drift(): string[] {
    return this.getListAttribute('drift');
  }
}
