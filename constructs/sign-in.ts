import type { IConstruct } from 'constructs';
import { CONNECTOR_ROLES, kindsWhere } from '../src/metadata';
import { problem } from '../src/problem';
import { refuseLiteralSecret } from './checks/secret-value';
import { refuse, refuseWrongCall } from './checks/validation';
import type { ConnectorSecret } from './connector-secret/connector-secret';
import type { ServerKind } from './server-kind';

/** How one signs in as a role: exactly one way. */
export class SignIn {
  /** Where it stands in the props, by the attributes of the resource. @internal */
  static readonly PROPS = {
    password_wo: 'signIn.password',
    password_wo_version: 'signIn.version',
    password_verifier_wo: 'signIn.verifier',
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

  /**
   * With the password that a secret holds, and under its name: the user is made after the secret, and changed when the
   * version of the secret's password is. Terraform >= 1.11.
   *
   * @example
   * SignIn.secret(secret)
   */
  static secret(secret: ConnectorSecret): SignIn {
    refuseWrongCall('SignIn.secret', 'SignIn.secret()', { secret });
    const { password, version, username } = secret;
    return new SignIn('password', { password, version, username });
  }

  /**
   * With a password that Terraform never sees: its verifier, as PostgreSQL stores it. Terraform >= 1.11.
   *
   * @param verifier a reference to a SCRAM-SHA-256 verifier
   * @example
   * SignIn.passwordVerifier(new SecretVariable(this, 'connector_verifier').value)
   */
  static passwordVerifier(verifier: string, options: PasswordOptions = {}): SignIn {
    refuseWrongCall('SignIn.passwordVerifier', 'SignIn.passwordVerifier()', { verifier, options });
    return new SignIn('password', { verifier, version: options.version ?? 1 });
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
      readonly verifier?: string;
      /** Whose it is, where it comes with the password. */
      readonly username?: string;
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

/** Refuses a secret that is written into the program, and the secret of somebody else. */
export function refuseMisusedSignIn(construct: IConstruct, { fields }: SignIn, name: string | undefined): void {
  refuseLiteralSecret(construct, 'signIn.password', fields.password, 'SignIn.passwordEnv');
  refuseLiteralSecret(construct, 'signIn.verifier', fields.verifier, 'SignIn.passwordEnv');
  if (fields.username === undefined || name === undefined || name === fields.username) return;
  refuse(construct, [
    problem('CONFLICTING_VALUES', ['name'], `The secret is the one of ${fields.username}`, {
      value: name,
      allowed: fields.username,
      next: 'Give the secret the `username` of the role, or leave the name of the role out.',
    }),
  ]);
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
