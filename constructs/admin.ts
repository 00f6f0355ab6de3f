import type { TokenSignIn } from '../src/metadata';
import { refuseWrongCall } from './checks/validation';

/** Who the admin is. */
export interface AdminName {
  /**
   * The admin's role.
   * @example "postgres"
   * @default PGUSER, else the operating system's user
   */
  readonly username?: string | undefined;
}

/** An admin who signs in with a password. */
export interface AdminPassword extends AdminName {
  /** The password: a reference, for instance a `SecretVariable`; never a literal. */
  readonly password: string;
}

/** An admin whose password stands in an environment variable where Terraform runs. */
export interface AdminPasswordEnv extends AdminName {
  /**
   * The name of the variable.
   * @example "ORDERS_ADMIN_PASSWORD"
   */
  readonly passwordEnv: string;
}

/** All that a provider is told of an admin. */
export interface AdminProps extends AdminName, Partial<Omit<AdminPassword & AdminPasswordEnv, 'username'>> {
  /**
   * The cloud whose token it signs in by.
   * @default none: by a password
   */
  readonly auth?: TokenSignIn | undefined;
}

/** The admin of a server, who makes roles and grants there, and how it signs in: exactly one way. */
export class Admin {
  /**
   * With a password that Terraform is given.
   *
   * @example
   * Admin.password({ username: 'postgres', password: new SecretVariable(this, 'admin_password').value })
   */
  static password(given: AdminPassword): Admin {
    refuseWrongCall('Admin.password', 'Admin.password()', { given });
    return new Admin({ ...given });
  }

  /**
   * With a password from an environment variable where Terraform runs; the only way for a password with
   * `Handler.nullResource()`.
   *
   * @example
   * Admin.passwordEnv({ username: 'postgres', passwordEnv: 'ORDERS_ADMIN_PASSWORD' })
   */
  static passwordEnv(given: AdminPasswordEnv): Admin {
    refuseWrongCall('Admin.passwordEnv', 'Admin.passwordEnv()', { given });
    return new Admin({ ...given });
  }

  /** By IAM, on Amazon RDS: a token in place of a password. Needs the package `@aws-sdk/rds-signer`. */
  static rdsIam(given: AdminName = {}): Admin {
    refuseWrongCall('Admin.rdsIam', 'Admin.rdsIam()', { given });
    return Admin.token('aws-rds-iam', given);
  }

  /** By Microsoft Entra, on Azure: a token in place of a password. Needs the package `@azure/identity`. */
  static azureEntra(given: AdminName = {}): Admin {
    refuseWrongCall('Admin.azureEntra', 'Admin.azureEntra()', { given });
    return Admin.token('azure-entra', given);
  }

  /** By IAM, on Google Cloud SQL: a token in place of a password. Needs the package `google-auth-library`. */
  static cloudSqlIam(given: AdminName = {}): Admin {
    refuseWrongCall('Admin.cloudSqlIam', 'Admin.cloudSqlIam()', { given });
    return Admin.token('gcp-cloudsql-iam', given);
  }

  /** By a cloud's token, where the program itself does not know which cloud's: a reference. */
  static token(auth: TokenSignIn, given: AdminName = {}): Admin {
    refuseWrongCall('Admin.token', 'Admin.token()', { auth, given });
    return new Admin({ ...given, auth });
  }

  /**
   * As libpq finds it: PGPASSWORD, else the password file, else without a password, for instance with the client's
   * certificate (`sslcert`) or by the local socket.
   */
  static environment(given: AdminName = {}): Admin {
    refuseWrongCall('Admin.environment', 'Admin.environment()', { given });
    return new Admin({ ...given });
  }

  private constructor(
    /** What the provider is told: `username`, and one of `password`, `passwordEnv` and `auth`, or none. */
    readonly fields: AdminProps,
  ) {}
}
