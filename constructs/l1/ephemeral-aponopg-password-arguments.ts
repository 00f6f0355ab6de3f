// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_password`. */
export interface EphemeralAponopgPasswordArguments {
  /**
   * How many characters the password has.
   * Unit: characters.
   * Allowed: a whole number from 8 to 256.
   * @default 32
   */
  readonly length?: number | undefined;
  /**
   * The characters that it is drawn from, each as likely as the others. By default those that need quoting nowhere.
   * @default "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
   */
  readonly alphabet?: string | undefined;
  /**
   * The version that the password is drawn for. Where it is given, a role takes the password only under the same `password_wo_version`.
   * Allowed: a whole number of at least 0.
   * @example 1
   * @default none
   */
  readonly version?: number | undefined;
  /**
   * A secret to derive the password from: the same `key`, `name` and `version` give the same password in every run, for stores that nobody can read back. Random where it is left out.
   * @default none
   */
  readonly key?: string | undefined;
  /**
   * What the password is for, where it is derived: another name, another password.
   * @example "orders/apono_connector"
   * @default none
   */
  readonly name?: string | undefined;
}
