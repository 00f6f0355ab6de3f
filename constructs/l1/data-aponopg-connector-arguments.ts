// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_connector`. */
export interface DataAponopgConnectorArguments {
  /**
   * The connector's id.
   * @example "AwsConnector-Prod"
   */
  readonly id: string;
  /**
   * The oldest version accepted.
   * @example "1.3.0"
   * @default none
   */
  readonly minimumVersion?: string | undefined;
}
