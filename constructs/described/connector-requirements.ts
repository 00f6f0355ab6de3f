// Generated from the descriptions in src/metadata by `npm run generate`.
/** What a connector has to be. */
export interface ConnectorRequirements {
  /**
   * The oldest version accepted.
   * @example "1.3.0"
   * @default none
   */
  readonly minimumVersion?: string | undefined;
  /**
   * How long to wait for a connector that is unknown, disconnected or too old: one that is being deployed registers when it starts.
   * Unit: seconds.
   * Allowed: a whole number from 0 to 3600.
   * @example 300
   * @default 0: it has to be there
   */
  readonly waitSeconds?: number | undefined;
}
