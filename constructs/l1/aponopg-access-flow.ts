import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { accessFlow } from '../../src/metadata';
import type { AponopgAccessFlowArguments } from './aponopg-access-flow-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_access_flow`. */
export class AponopgAccessFlow extends AponopgResource<AponopgAccessFlowArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_access_flow';

  constructor(scope: Construct, id: string, config: AponopgAccessFlowArguments & TerraformMetaArguments) {
    super(scope, id, accessFlow, config);
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
