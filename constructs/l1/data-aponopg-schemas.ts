import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { schemasLookup } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgSchemasArguments } from './data-aponopg-schemas-arguments';

/** `data aponopg_schemas`. */
export class DataAponopgSchemas extends AponopgDataSource<DataAponopgSchemasArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_schemas';

  constructor(scope: Construct, id: string, config: DataAponopgSchemasArguments & TerraformMetaArguments) {
    super(scope, id, schemasLookup, config);
  }

  /** The names of the schemas found. */
  get names(): string[] {
    return this.getListAttribute('names');
  }
}
