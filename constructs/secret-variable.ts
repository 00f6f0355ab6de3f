import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';

export interface SecretVariableProps {
  /** What to enter, shown by Terraform when it asks for the value. */
  readonly description?: string;
}

/**
 * A Terraform variable for a secret: sensitive and ephemeral, so that its value stands in no state and no plan file.
 * Terraform >= 1.10. Its name is the construct's id; give the value by TF_VAR_name.
 */
export class SecretVariable extends Construct {
  /** A reference to the value, for write-only arguments and provider blocks. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: SecretVariableProps = {}) {
    super(scope, id);
    const variable = new TerraformVariable(this, 'Variable', {
      type: 'string',
      sensitive: true,
      nullable: false,
      ...(props.description !== undefined && { description: props.description }),
    });
    variable.overrideLogicalId(id);
    variable.addOverride('ephemeral', true);
    this.value = variable.stringValue;
  }
}
