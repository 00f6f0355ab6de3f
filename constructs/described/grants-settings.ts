// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** How the grants of a database are kept. */
export interface GrantsSettings {
  /**
   * What tells two resources of one database apart.
   * @example "reporting"
   * @default "main"
   */
  readonly name?: string | undefined;
  /**
   * `authoritative`: what is declared is all that the grantees named hold in this database; whatever else they hold is revoked. `additive`: gives what is missing, and takes back only what it gave. Of `public` only what is named is looked at.
   * @default "authoritative"
   */
  readonly mode?: 'authoritative' | 'additive' | IResolvable | undefined;
  /**
   * Whether what a grantee holds beyond the declaration may be taken away when it is declared for the first time: by a create, or by a grantee that joins. Otherwise that is an error, which lists it.
   * @default false
   */
  readonly takeOver?: boolean | IResolvable | undefined;
}
