// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_integration`. */
export interface DataAponopgIntegrationArguments {
  /**
   * Its id at Apono. Either this or `name`.
   * @default none
   */
  readonly id?: string | undefined;
  /**
   * The name that people see. Either this or `id`.
   * @example "Orders database"
   * @default none
   */
  readonly name?: string | undefined;
}
