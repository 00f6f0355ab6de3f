import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { objectsLookup } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgObjectsArguments } from './data-aponopg-objects-arguments';

/** `data aponopg_objects`. */
export class DataAponopgObjects extends AponopgDataSource<DataAponopgObjectsArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_objects';

  constructor(scope: Construct, id: string, config: DataAponopgObjectsArguments & TerraformMetaArguments) {
    super(scope, id, objectsLookup, config);
  }

  /** The names of the objects found. */
  get names(): string[] {
    return this.getListAttribute('names');
  }
}
