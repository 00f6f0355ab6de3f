import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { bundle } from '../../src/metadata';
import type { AponopgBundleArguments } from './aponopg-bundle-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_bundle`. */
export class AponopgBundle extends AponopgResource<AponopgBundleArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_bundle';

  constructor(scope: Construct, id: string, config: AponopgBundleArguments & TerraformMetaArguments) {
    super(scope, id, bundle, config);
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
