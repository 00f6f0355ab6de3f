import type { IConstruct } from 'constructs';
import type { IDatabaseRole } from './database-role';
import type { AponopgGrantsArgumentsDefaultPrivileges, AponopgGrantsArgumentsGrants } from './l1/arguments';
import { orderOf } from './role-order';
import { userData } from './user-text';

/** A database where grants are gathered. */
export interface DatabaseGrants extends IConstruct {
  /** Takes a grant in. */
  addGrant(entry: AponopgGrantsArgumentsGrants, order: string): void;
  /** Takes in what an owner's future objects give. */
  addDefaultPrivilege(entry: AponopgGrantsArgumentsDefaultPrivileges, order: string): void;
}

export interface GrantOptions {
  /** Only on tables: the columns, instead of the whole table. */
  readonly columns?: readonly string[];
  /**
   * Whether the privileges may be given on.
   * @default false
   */
  readonly withGrantOption?: boolean;
}

/** What can be granted on. */
export interface GrantPlace {
  readonly on: string;
  readonly schema?: string;
  readonly objects?: readonly string[];
}

/** One object, or all of a kind in a schema, that privileges can be granted on. */
export class GrantTarget {
  constructor(
    private readonly database: DatabaseGrants,
    private readonly place: GrantPlace,
  ) {}

  /**
   * @param privileges as in SQL, or `ALL`; an empty list: the role must hold nothing here
   * @throws Error for a privilege that the kind does not have
   */
  grant(role: IDatabaseRole, privileges: readonly string[], options: GrantOptions = {}): void {
    const entry = { ...userData({ ...this.place, ...options, privileges }), grantee: role.roleName };
    this.database.addGrant(entry, orderOf(role));
  }
}

/** What an owner's future objects of a kind give. */
export class FutureObjects {
  constructor(
    private readonly database: DatabaseGrants,
    private readonly place: { readonly on: string; readonly schema?: string },
    private readonly owner: IDatabaseRole,
  ) {}

  /** @param privileges as in SQL, or `ALL`; an empty list: the role must be given nothing */
  grant(role: IDatabaseRole, privileges: readonly string[], options: Pick<GrantOptions, 'withGrantOption'> = {}): void {
    this.database.addDefaultPrivilege(
      { ...userData({ ...this.place, ...options, privileges }), owner: this.owner.roleName, grantee: role.roleName },
      `${orderOf(role)}\n${orderOf(this.owner)}`,
    );
  }
}
