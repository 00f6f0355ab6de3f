import type { CatalogDefaultKind } from './found/found';
import type { Place, Target } from './found/found-index';

/** What becomes of privileges; `revoke_grant_option` leaves the privilege itself. */
export type GrantAction = 'grant' | 'revoke' | 'revoke_grant_option';

/** What has to change on one target for one grantee, as one grantor. */
export interface AclChange {
  readonly action: GrantAction;
  readonly target: Target;
  readonly grantee: string;
  /** In whose name: the owner, whoever gave what is revoked, or a role of the admin's that holds the grant option. */
  readonly grantor: string;
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** Of a grant: WITH GRANT OPTION. */
  readonly grantable: boolean;
  /** Of a revoke: the grantee passed the privilege on, and what depends on that goes too. */
  readonly cascade: boolean;
  /** Nobody asked for it: it is on the way to what is asked for, and another change undoes it. */
  readonly detour?: true;
  /** It cannot be made, and why. */
  readonly barred?: Barred;
}

/** Why the admin cannot make a change. */
export interface Barred {
  /** As whom it would have to act. */
  readonly role: string;
  /** What stands after a colon: `it is a superuser`. */
  readonly why: string;
  /** What to do instead, a sentence. */
  readonly next: string;
  /** It is about what the role gave to each grantee. */
  readonly asGrantor?: true;
}

/** What goes with a revoke although it was given by somebody else: passed on, or on columns of the table. */
export interface Loss {
  readonly target: Target;
  readonly grantee: string;
  readonly grantor: string;
  readonly privileges: number;
  /** Only the grant option goes. */
  readonly optionOnly: boolean;
  /** It was to go anyway. */
  readonly asked: boolean;
  /** The very same line is given again, by the same grantor, because nobody asked to take it away. */
  readonly restored: boolean;
}

/** Changes of one target, or of a table and its columns, that must run in this order; those of one stage in any. */
export type Chain = readonly (readonly AclChange[])[];

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
  /** What was asked for, what is in a chain too; revokes first. */
  readonly acl: readonly AclChange[];
  /** Those whose order matters; all the others may run in any order, grants after revokes. */
  readonly chains: readonly Chain[];
  readonly defaults: readonly DefaultChange[];
  readonly losses: readonly Loss[];
  /** What differs and is left as it is: the admin cannot change it, and no entry speaks of it by name. */
  readonly outOfReach: readonly (AclChange | (DefaultChange & { readonly barred: Barred }))[];
  /** Those that may be written as ALL ... IN SCHEMA when every object of them changes alike. */
  readonly wholeSchemas: ReadonlySet<Place>;
}

/** Whether there is nothing to do. */
export function isEmpty(changes: Changes): boolean {
  return changes.acl.length === 0 && changes.chains.length === 0 && changes.defaults.length === 0;
}

/** Everything that happens to access lists, what only leads there among it. */
export function everyAclChange({ acl, chains }: Changes): readonly AclChange[] {
  return chains.length === 0 ? acl : [...new Set([...acl, ...chains.flat(2)])];
}
