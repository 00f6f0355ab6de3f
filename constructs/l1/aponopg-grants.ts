import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { grants } from '../../src/metadata';
import type { AponopgGrantsArguments } from './aponopg-grants-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_grants`. */
export class AponopgGrants extends AponopgResource<AponopgGrantsArguments> {
  static readonly tfResourceType = 'aponopg_grants';

  constructor(scope: Construct, id: string, config: AponopgGrantsArguments & TerraformMetaArguments) {
    super(scope, id, grants, config);
  }

  get statements(): string[] {
    return this.getListAttribute('statements');
  }

  get drift(): string[] {
    return this.getListAttribute('drift');
  }
}
