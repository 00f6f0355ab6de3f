import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { inScope } from './checks/in-scope';
import { needsEphemeralValues } from './checks/needs-ephemeral-values';
import { refuseWrongProps } from './checks/validation';

/** Props of a variable for a secret. */
export interface SecretVariableProps {
  /**
   * What to enter, shown by Terraform when it asks for the value.
   * @default none
   */
  readonly description?: string | undefined;
}

/**
 * A Terraform variable for a secret: sensitive and ephemeral, so that its value stands in no state and no plan file.
 * Terraform >= 1.11, which the stack then asks for: an older one says so at once. Its name is the construct's id; give the value by TF_VAR_name.
 *
 * @example
 * Admin.password({ username: 'postgres', password: new SecretVariable(this, 'admin_password').value })
 */
export class SecretVariable extends Construct {
  /** A reference to the value, for write-only arguments and provider blocks. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: SecretVariableProps = {}) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'SecretVariableProps', props);
    const variable = new TerraformVariable(this, 'Variable', {
      type: 'string',
      sensitive: true,
      nullable: false,
      ...(props.description !== undefined && { description: props.description }),
    });
    variable.overrideLogicalId(id);
    variable.addOverride('ephemeral', true);
    needsEphemeralValues(variable);
    this.value = variable.stringValue;
    this.node.defaultChild = variable;
  }
}
