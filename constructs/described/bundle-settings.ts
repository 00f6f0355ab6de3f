// Generated from the descriptions in src/metadata by `npm run generate`.
/** What a bundle says of itself. */
export interface BundleSettings {
  /**
   * The name that people see, unique among the bundles of the tenant.
   * @example "Support kit"
   */
  readonly name: string;
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly spaceReference?: string | undefined;
}
