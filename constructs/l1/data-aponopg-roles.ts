import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { rolesLookup } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgRolesArguments } from './data-aponopg-roles-arguments';

/** `data aponopg_roles`. */
export class DataAponopgRoles extends AponopgDataSource<DataAponopgRolesArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_roles';

  constructor(scope: Construct, id: string, config: DataAponopgRolesArguments & TerraformMetaArguments) {
    super(scope, id, rolesLookup, config);
  }

  /** The names of the roles found. */
  get names(): string[] {
    return this.getListAttribute('names');
  }
}
