import { Fn, propertyAccess, type TerraformProvider, Token } from 'cdktf';
import type { IVersionedPassword } from '../generated-password';

/** What every secret of a connector is told, wherever it is kept. */
export interface ConnectorSecretProps {
  /**
   * The password: a `GeneratedPassword`, or `{ value, version }` of a `SecretVariable`.
   */
  readonly password: IVersionedPassword;
  /**
   * The name of the user that the connector signs in as.
   * @default apono_connector
   */
  readonly username?: string | undefined;
  /**
   * The cloud's provider block.
   * @default the stack's own
   */
  readonly provider?: TerraformProvider | undefined;
}

/** A secret that was declared. */
export interface StoredSecret {
  /** What Apono has to know to find it, in camelCase. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** A reference to the password as it is stored: it is there once the secret is written. */
  readonly password: string;
}

/** The payload that the connector reads, as JSON. */
export function payload({ username, password }: { username: string; password: IVersionedPassword }): string {
  return Fn.jsonencode({ username, password: password.value });
}

/** The password in a payload that was read back. */
export function passwordIn(read: string): string {
  return Token.asString(propertyAccess(Fn.jsondecode(read), ['password']));
}
