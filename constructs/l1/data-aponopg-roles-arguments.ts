// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** Arguments of `aponopg_roles`. */
export interface DataAponopgRolesArguments {
  /**
   * The server: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * Only roles called so; `*` stands for any characters.
   * @example "app_*"
   * @default all
   */
  readonly pattern?: string | undefined;
  /**
   * Only roles that may sign in (`true`), or that may not (`false`).
   * @default both
   */
  readonly login?: boolean | IResolvable | undefined;
  /**
   * Only members of this role, through others as well.
   * @example "team"
   * @default none
   */
  readonly memberOf?: string | undefined;
}
