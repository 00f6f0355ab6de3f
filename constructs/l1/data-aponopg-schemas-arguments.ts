// Generated from the descriptions in src/metadata by `npm run generate`.
/** Arguments of `aponopg_schemas`. */
export interface DataAponopgSchemasArguments {
  /**
   * The server: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The database.
   * @example "orders"
   */
  readonly database: string;
  /**
   * Only schemas called so; `*` stands for any characters.
   * @example "app_*"
   * @default all
   */
  readonly pattern?: string | undefined;
  /**
   * Only schemas of this owner.
   * @example "app_owner"
   * @default none
   */
  readonly owner?: string | undefined;
}
