// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_resource_types`. */
export interface DataAponopgResourceTypesArguments {
  /**
   * The integration, by name or id.
   * @example "Orders database"
   */
  readonly integrationName: string;
}
