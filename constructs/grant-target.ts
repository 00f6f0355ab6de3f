import type { IConstruct } from 'constructs';
import type { IDatabaseRole } from './database-role';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';
import type { IPostgresqlServer } from './postgresql-server';
import { refuseOtherServer } from './refuse-other-server';
import { orderOf } from './role-order';
import { userData } from './user-text';

/** A database where grants are gathered. */
export interface DatabaseGrants extends IConstruct {
  readonly server: IPostgresqlServer;
  /** Takes a grant in. */
  addGrant(entry: AponopgGrantsArgumentsGrants, order: string): void;
  /** Takes in what an owner's future objects give. */
  addDefaultPrivilege(entry: AponopgGrantsArgumentsDefaultPrivileges, order: string): void;
}

export interface GrantOptions
  extends Pick<AponopgGrantsArgumentsGrants, 'columns' | 'except' | 'extensions' | 'withGrantOption'> {}

/** What can be granted on. */
export interface GrantPlace extends Pick<AponopgGrantsArgumentsGrants, 'on' | 'schema' | 'objects'> {}

/** What an owner can make in future. */
export interface FuturePlace extends Pick<AponopgGrantsArgumentsDefaultPrivileges, 'on' | 'schema'> {}

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
    refuseOtherServer(this.database, 'grantee', role, this.database.server);
    const entry = { ...userData({ ...this.place, ...options, privileges }), grantee: role.roleName };
    this.database.addGrant(entry, orderOf(role));
  }
}

/** What an owner's future objects of a kind give. */
export class FutureObjects {
  constructor(
    private readonly database: DatabaseGrants,
    private readonly place: FuturePlace,
    private readonly owner: IDatabaseRole,
  ) {}

  /** @param privileges as in SQL, or `ALL`; an empty list: the role must be given nothing */
  grant(role: IDatabaseRole, privileges: readonly string[], options: Pick<GrantOptions, 'withGrantOption'> = {}): void {
    refuseOtherServer(this.database, 'grantee', role, this.database.server);
    refuseOtherServer(this.database, 'owner', this.owner, this.database.server);
    this.database.addDefaultPrivilege(
      { ...userData({ ...this.place, ...options, privileges }), owner: this.owner.roleName, grantee: role.roleName },
      `${orderOf(role)}\n${orderOf(this.owner)}`,
    );
  }
}
