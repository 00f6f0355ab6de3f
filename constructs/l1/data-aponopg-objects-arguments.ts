// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** Arguments of `aponopg_objects`. */
export interface DataAponopgObjectsArguments {
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
   * The schema that they are in.
   * @example "app"
   */
  readonly schema: string;
  /**
   * Their kind, as `on` of a grant has it: a table is also a view, a partitioned or a foreign table.
   * @example "table"
   */
  readonly on: 'table' | 'sequence' | 'function' | 'procedure' | 'routine' | 'type' | IResolvable;
  /**
   * Only objects called so; `*` stands for any characters.
   * @example "app_*"
   * @default all
   */
  readonly pattern?: string | undefined;
  /**
   * Only objects of this owner.
   * @example "app_owner"
   * @default none
   */
  readonly owner?: string | undefined;
}
