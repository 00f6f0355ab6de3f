import type { IConstruct } from 'constructs';
import { CONNECTOR_ROLES, kindsWhere } from '../src/metadata';
import { problem } from '../src/problem';
import { refuse, refuseWrongCall } from './checks/validation';
import type { ServerKind } from './server-kind';

/** How one signs in as a role: exactly one way. */
export class SignIn {
  /** Where it stands in the props, by the attributes of the resource. @internal */
  static readonly PROPS = {
    password_wo: 'signIn.password',
    password_wo_version: 'signIn.version',
    password_env: 'signIn.passwordEnv',
  };

  /**
   * With a password that Terraform is given. It leaves the provider only as a SCRAM verifier, and stands in no state and
   * no plan. Terraform >= 1.11.
   *
   * @param password a reference, for instance a `SecretVariable`; never a literal
   * @example
   * SignIn.password(new SecretVariable(this, 'connector_password').value)
   */
  static password(password: string, options: PasswordOptions = {}): SignIn {
    refuseWrongCall('SignIn.password', 'SignIn.password()', { password, options });
    return new SignIn('password', { password, version: options.version ?? 1 });
  }

  /**
   * With a password from an environment variable where Terraform runs; for Terraform below 1.11, and with
   * `Handler.nullResource()`.
   *
   * @param passwordEnv the name of the variable
   * @example
   * SignIn.passwordEnv('CONNECTOR_PASSWORD')
   */
  static passwordEnv(passwordEnv: string): SignIn {
    refuseWrongCall('SignIn.passwordEnv', 'SignIn.passwordEnv()', { passwordEnv });
    return new SignIn('password', { passwordEnv });
  }

  /** By the cloud's own identities in place of a password, where a role of the cloud makes it so: RDS. */
  static iam(): SignIn {
    return new SignIn('iam', {});
  }

  private constructor(
    /** By what. */
    readonly by: 'password' | 'iam',
    /** Where the password comes from. */
    readonly fields: {
      readonly password?: string;
      readonly version?: number;
      readonly passwordEnv?: string;
    },
  ) {}
}

/** What else there is to a password. */
export interface PasswordOptions {
  /**
   * Any whole number; a change of it sets the password anew.
   * @default 1
   */
  readonly version?: number | undefined;
}

/** Refuses a sign-in by identities where no role of the cloud makes it so. */
export function refuseIam(construct: IConstruct, kind: ServerKind): void {
  if (CONNECTOR_ROLES[kind.name].iam !== undefined) return;
  refuse(construct, [
    problem('CONFLICTING_VALUES', ['signIn'], `Signing in by iam is not made by a role of the kind ${kind.name}`, {
      value: 'iam',
      allowed: `a password; or iam on servers of the kind ${kindsWhere(({ iam }) => iam !== undefined).join(' or ')}`,
      next: "Create the identity's user with the cloud's own resource, and refer to it by ConnectorUser.fromConnectorUserAttributes, ConnectorUser.fromCloudSqlIam or DatabaseRole.fromRoleAttributes.",
    }),
  ]);
}
