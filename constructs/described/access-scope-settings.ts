// Generated from the descriptions in src/metadata by `npm run generate`.
/** What an access scope holds, and says of itself. */
export interface AccessScopeSettings {
  /**
   * The name that people see, unique among the access scopes of the tenant.
   * @example "Production databases"
   */
  readonly name: string;
  /**
   * What it is for.
   * @default none
   */
  readonly description?: string | undefined;
  /**
   * Which resources and permissions it holds, in the Apono Query Language.
   * @example "resource_type = \"postgresql-database\" and resource_tag[\"env\"] = \"prod\""
   */
  readonly query: string;
  /**
   * The space that it belongs to, by name. Needs `apono.preview`.
   * @example "Payments"
   * @default none
   */
  readonly spaceReference?: string | undefined;
}
