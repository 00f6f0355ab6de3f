import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { objectShapeOf, password } from '../../src/metadata';
import { refuseLiteralSecret } from '../checks/secret-value';
import { AponopgProvider } from './aponopg-provider';
import { attributeValues } from './attributes';
import { configOf, refuseWrongConfig } from './check-config';
import type { EphemeralAponopgPasswordArguments } from './ephemeral-aponopg-password-arguments';
import { EphemeralResource } from './ephemeral-resource';

/** `ephemeral aponopg_password`. */
export class EphemeralAponopgPassword extends EphemeralResource {
  /** The type in Terraform. */
  static readonly tfResourceType = 'aponopg_password';

  constructor(
    scope: Construct,
    id: string,
    config: EphemeralAponopgPasswordArguments & { readonly provider?: TerraformProvider | undefined } = {},
  ) {
    const { provider, ...args } = configOf(scope, id, config);
    super(scope, id, {
      terraformResourceType: password.name,
      attributes: attributeValues(objectShapeOf(password.schema), args),
      provider,
    });
    refuseWrongConfig(this, password, args, []);
    refuseLiteralSecret(this, 'key', args.key, 'no `key`');
    if (!provider) AponopgProvider.of(this);
  }

  /** A reference to the password. */
  get result(): string {
    return this.getString('result');
  }
}
