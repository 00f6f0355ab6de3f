import type { IConstruct } from 'constructs';
import type { IDatabaseRole } from './database-role';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';
import { refuseOtherServer } from './refuse-other-server';
import type { IPostgresqlServer } from './server-reference';
import { userData } from './user-text';

/** A database where grants are gathered. */
export interface DatabaseGrants extends IConstruct {
  readonly server: IPostgresqlServer;
  /** Takes a grant to a role in. */
  addGrant(role: IDatabaseRole, grant: PlacedGrant): void;
  /** Takes in what a role is given on an owner's future objects. */
  addDefaultPrivilege(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): void;
}

export interface GrantOptions
  extends Pick<AponopgGrantsArgumentsGrants, 'columns' | 'except' | 'extensions' | 'withGrantOption'> {}

/** What can be granted on. */
export interface GrantPlace extends Pick<AponopgGrantsArgumentsGrants, 'on' | 'objects'> {
  /** The schema of the objects, for kinds that live in one. */
  readonly schema?: string | undefined;
}

/** A grant without whom it is to. */
export interface PlacedGrant extends GrantPlace, GrantOptions, Pick<AponopgGrantsArgumentsGrants, 'privileges'> {}

/** What an owner can make in future. */
export interface FuturePlace extends Pick<AponopgGrantsArgumentsDefaultPrivileges, 'on'> {
  /** Where the owner makes them. Default: anywhere. */
  readonly schema?: string | undefined;
}

/** What is given on future objects, without whose they are and whom it is to. */
export interface FutureGrant
  extends FuturePlace,
    Pick<AponopgGrantsArgumentsDefaultPrivileges, 'privileges' | 'withGrantOption'> {}

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
    this.database.addGrant(role, userData({ ...this.place, ...options, privileges }));
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
    this.database.addDefaultPrivilege(role, this.owner, userData({ ...this.place, ...options, privileges }));
  }
}
