import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { resourceTypes } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgResourceTypesArguments } from './data-aponopg-resource-types-arguments';

/** `data aponopg_resource_types`. */
export class DataAponopgResourceTypes extends AponopgDataSource<DataAponopgResourceTypesArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_resource_types';

  constructor(scope: Construct, id: string, config: DataAponopgResourceTypesArguments & TerraformMetaArguments) {
    super(scope, id, resourceTypes, config);
  }

  /** The types of resource that the integration offers. */
  get names(): string[] {
    return this.getListAttribute('names');
  }
}
