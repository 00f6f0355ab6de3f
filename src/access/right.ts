import type { GrantKind, Privilege } from '../metadata';

/** Why a role has a right. */
export interface Reason {
  /**
   * `superuser`; `owner`: of the object; `grant`; `public`: granted to PUBLIC; `default`: PUBLIC's built-in right;
   * `predefined`: a role of PostgreSQL's own that gives it everywhere.
   */
  readonly kind: 'superuser' | 'owner' | 'grant' | 'public' | 'default' | 'predefined';
  /** Of a grant, also to PUBLIC: who gave it; else null. */
  readonly grantor: string | null;
  /** The memberships from the role to who holds the right; empty where that is the role itself, or everybody. */
  readonly through: readonly string[];
  /** Only where it was asked for, of a grant: `declared` by the code, given by the `connector`, or by `nobody` that is known. */
  readonly origin?: 'declared' | 'connector' | 'nobody' | undefined;
}

/** Rights that one role has in effect on objects of a kind, all for the same reasons. */
export interface RightGroup {
  /** Null for objects of the server. */
  readonly database: string | null;
  readonly role: string;
  readonly on: Exclude<GrantKind, 'routine'>;
  /** Of one schema, or of none. */
  readonly schema: string | null;
  readonly objects: readonly string[];
  /** Only of tables, where the right is on the column alone: one object then. */
  readonly column: string | null;
  readonly privileges: readonly Privilege[];
  readonly with_grant_option: boolean;
  readonly reasons: readonly Reason[];
}

/** One right that a role has in effect, as PostgreSQL's own `has_*_privilege` answers it. */
export interface Right extends Omit<RightGroup, 'objects' | 'privileges'> {
  readonly object: string;
  readonly privilege: Privilege;
}

/** Takes groups apart, one after the other: there may be millions of rights. */
export function* rightsIn(groups: Iterable<RightGroup>): Generator<Right> {
  for (const { database, role, on, schema, objects, column, privileges, with_grant_option, reasons } of groups) {
    for (const object of objects) {
      for (const privilege of privileges) {
        yield { database, role, on, schema, object, column, privilege, with_grant_option, reasons };
      }
    }
  }
}
