import type { CatalogDefaultKind } from './found';
import type { Place, Target } from './found-index';

/** What becomes of privileges; `revoke_grant_option` leaves the privilege itself. */
export type GrantAction = 'grant' | 'revoke' | 'revoke_grant_option';

/** What has to change on one target for one grantee, as one grantor. */
export interface AclChange {
  readonly action: GrantAction;
  readonly target: Target;
  readonly grantee: string;
  /** In whose name: the owner, or whoever gave what is revoked. */
  readonly grantor: string;
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** Of a grant: WITH GRANT OPTION. */
  readonly grantable: boolean;
  /** Of a revoke: the grantee passed the privilege on, and what depends on that goes too. */
  readonly cascade: boolean;
}

/** What goes with a revoke although it was given by somebody else: passed on, or on columns of the table. */
export interface Loss {
  readonly target: Target;
  readonly grantee: string;
  readonly grantor: string;
  readonly privileges: number;
  /** The grantee gets the same again from the owner, because nobody asked to take it away. */
  readonly restored: boolean;
}

/** What has to change in the default privileges of one owner. */
export interface DefaultChange {
  readonly action: GrantAction;
  readonly owner: string;
  /** Absent: wherever the owner makes objects. */
  readonly schema?: string;
  readonly on: CatalogDefaultKind;
  readonly grantee: string;
  readonly privileges: number;
  readonly grantable: boolean;
}

/** Everything that leads from what was found to what is wanted. */
export interface Changes {
  /** Revokes first, in the order in which they must run; grants after them. */
  readonly acl: readonly AclChange[];
  readonly defaults: readonly DefaultChange[];
  readonly losses: readonly Loss[];
  /** Those that may be written as ALL ... IN SCHEMA when every object of them changes alike. */
  readonly wholeSchemas: ReadonlySet<Place>;
}

/** Whether there is nothing to do. */
export function isEmpty(changes: Changes): boolean {
  return changes.acl.length === 0 && changes.defaults.length === 0;
}
