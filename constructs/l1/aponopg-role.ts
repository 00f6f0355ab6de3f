import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { role } from '../../src/metadata';
import { refuseLiteralSecret } from '../checks/secret-value';
import { AponopgResource } from './aponopg-resource';
import type { AponopgRoleArguments } from './aponopg-role-arguments';

/** `aponopg_role`. */
export class AponopgRole extends AponopgResource<AponopgRoleArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_role';

  constructor(scope: Construct, id: string, config: AponopgRoleArguments & TerraformMetaArguments) {
    super(scope, id, role, config);
    refuseLiteralSecret(this, 'passwordWo', config.passwordWo, '`passwordEnv`');
  }

  /** The role's name, known once the role is made: referring to it orders what comes after. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  /** The SQL of the last change, in order; in a plan, of the change to come. */
  get statements(): string[] {
    return this.getListAttribute('statements');
  }
}
