// Generated from the descriptions in src/metadata by `npm run generate`.
/** What a connector has to be. */
export interface ConnectorRequirements {
  /**
   * The oldest version accepted.
   * @example "1.3.0"
   * @default none
   */
  readonly minimumVersion?: string | undefined;
}
