import type { GrantKind, Privilege } from '../../../metadata';
import type { MembershipStatement } from '../../membership';
import type { GrantAction } from '../changes';
import type { ArgumentType } from '../found/argument-types';
import type { CatalogDefaultKind } from '../found/found';

/**
 * What one statement of a plan does, as plain data that outlives it: SQL is rendered from it. The
 * statements on memberships and roles get the admin into the position to make the changes, and out of it again.
 */
export type GrantStatement = PrivilegeStatement | DefaultPrivilegeStatement | MembershipStatement | SetRoleStatement;

/** Gives privileges on objects, or takes them away. */
export interface PrivilegeStatement {
  readonly do: 'change privileges';
  readonly action: GrantAction;
  /** The kind of the objects; for columns it is their tables'. */
  readonly on: GrantKind;
  /** The schemas of which every object of the kind is meant; null where the objects are named. */
  readonly schemas: readonly string[] | null;
  /** Null: all of the schemas. */
  readonly objects: readonly NamedObject[] | null;
  /** Of all of the schemas: what is left out all the same. Only of statements written by a declaration alone. */
  readonly except?: LeftOut;
  readonly privileges: readonly PrivilegesOn[];
  /** Role names, and `public`. */
  readonly grantees: readonly string[];
  /** In whose name it is revoked; null: the objects' owner's, as is every grant. */
  readonly grantor: string | null;
  readonly withGrantOption: boolean;
  /** What the grantees passed on goes too. */
  readonly cascade: boolean;
}

/** Privileges on the whole object, or on columns of it. */
export interface PrivilegesOn {
  readonly names: readonly (Privilege | 'ALL')[];
  readonly columns?: readonly string[];
}

/** An object by name. */
export interface NamedObject {
  /** Only of kinds that live in a schema. */
  readonly schema?: string;
  readonly name: string;
  /** Of a function or procedure: the types of its input arguments. */
  readonly args?: readonly ArgumentType[];
  /** Of a function or procedure: `add(integer, text)`, for people. */
  readonly signature?: string;
  /** Of a function or procedure as a declaration names it: the arguments as written; null where it has the name alone. */
  readonly written?: readonly string[] | null;
}

/** What an entry for all of a schema leaves out. */
export interface LeftOut {
  readonly objects: readonly NamedObject[];
  /** Whether members of extensions are left out. */
  readonly extensions: boolean;
}

/** Changes what grantees are given on objects that owners make from now on. */
export interface DefaultPrivilegeStatement {
  readonly do: 'change default privileges';
  readonly action: GrantAction;
  readonly owners: readonly string[];
  /** Null: wherever the owners make objects. */
  readonly schemas: readonly string[] | null;
  readonly on: CatalogDefaultKind;
  readonly privileges: readonly (Privilege | 'ALL')[];
  readonly grantees: readonly string[];
  readonly withGrantOption: boolean;
}

/** Acts as a role for the statements that follow: that of a grantor or owner, or the admin's own again. */
export interface SetRoleStatement {
  readonly do: 'set role';
  readonly role: string;
}
