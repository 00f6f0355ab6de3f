import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { identity } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgIdentityArguments } from './data-aponopg-identity-arguments';

/** `data aponopg_identity`. */
export class DataAponopgIdentity extends AponopgDataSource<DataAponopgIdentityArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_identity';

  constructor(scope: Construct, id: string, config: DataAponopgIdentityArguments & TerraformMetaArguments) {
    super(scope, id, identity, config);
  }

  /** Apono's id of the user or group; of anything else its source id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  /** What names it in the values of a condition, and of an owner. */
  get value(): string {
    return this.getStringAttribute('value');
  }

  /** The identity provider integration that knows it. */
  get sourceIntegrationName(): string {
    return this.getStringAttribute('source_integration_name');
  }
}
