import type { IConstruct } from 'constructs';
import type { DefaultPrivilegeKind, GrantKind } from '../src/metadata';
import { refuseOtherServer } from './checks/refuse-other-server';
import { userData } from './checks/user-text';
import { refuseWrongCall, refuseWrongProps } from './checks/validation';
import type { Grant } from './grant';
import type { IDatabaseRole } from './role-reference';
import type { IPostgresqlServer } from './server-reference';

/** A database where grants are gathered. */
export interface DatabaseGrants extends IConstruct {
  /** The server it is on. */
  readonly server: IPostgresqlServer;
  /**
   * Takes a grant to a role in.
   *
   * @internal
   */
  addGrant(role: IDatabaseRole, grant: PlacedGrant): Grant;
  /**
   * Takes in what a role is given on an owner's future objects.
   *
   * @internal
   */
  addDefaultPrivilege(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): Grant;
}

/** How a privilege is given. */
export interface GrantOptions {
  /**
   * Whether the privileges may be given on.
   * @default false
   */
  readonly withGrantOption?: boolean | undefined;
}

/** How a privilege on a table is given. */
export interface TableGrantOptions extends GrantOptions {
  /**
   * The columns, instead of the whole table; they have SELECT, INSERT, UPDATE and REFERENCES.
   * @example ['id', 'note']
   * @default the whole table
   */
  readonly columns?: readonly string[] | undefined;
}

/** How a privilege on all objects of a kind is given. */
export interface AllGrantOptions extends GrantOptions {
  /**
   * Objects that are left out; functions and procedures with their signature.
   * @example ['audit_log']
   * @default none
   */
  readonly except?: readonly string[] | undefined;
  /**
   * Whether members of extensions count. What the admin cannot reach is left as it is, with a warning.
   * @default include
   */
  readonly extensions?: 'include' | 'skip' | undefined;
}

/** What can be granted on. */
export interface GrantPlace {
  /** The kind of object. */
  readonly on: GrantKind;
  /**
   * The objects.
   * @default all of the kind in the schema
   */
  readonly objects?: readonly string[] | undefined;
  /**
   * The schema of the objects, for kinds that live in one.
   * @default none
   */
  readonly schema?: string | undefined;
}

/** A grant without whom it is to. */
export interface PlacedGrant extends GrantPlace, TableGrantOptions, AllGrantOptions {
  /** As in SQL, or `ALL`. */
  readonly privileges: readonly string[];
}

/** What an owner can make in future. */
export interface FuturePlace {
  /** The kind of object. */
  readonly on: DefaultPrivilegeKind;
  /**
   * Where the owner makes them.
   * @default anywhere
   */
  readonly schema?: string | undefined;
}

/** What is given on future objects, without whose they are and whom it is to. */
export interface FutureGrant extends FuturePlace, GrantOptions {
  /** As in SQL, or `ALL`. */
  readonly privileges: readonly string[];
}

/** Something that privileges can be granted on: one object, or all of a kind in a schema. */
export class GrantTarget<Privilege extends string, Options extends GrantOptions = GrantOptions> {
  /** @internal */
  constructor(
    private readonly database: DatabaseGrants,
    private readonly place: GrantPlace,
  ) {}

  /**
   * Gives a role privileges.
   *
   * @param role who is given them; `DatabaseRole.PUBLIC` for everybody
   * @param privileges as in SQL, or `ALL`; an empty list: the role must hold nothing here
   * @throws Error for a privilege that the kind does not have
   * @example
   * database.schema('app').table('orders').grant(reader, ['SELECT'], { columns: ['id'] });
   */
  grant(role: IDatabaseRole, privileges: readonly Privilege[], options?: Options): Grant {
    refuseWrongCall(this.database, 'GrantTarget.grant()', { role, privileges });
    refuseWrongProps(this.database, optionsOf(this.place), options, ['options']);
    refuseOtherServer(this.database, 'role', role, this.database.server);
    return this.database.addGrant(role, userData({ ...this.place, ...options, privileges }));
  }
}

/** Which options there are at a place. */
function optionsOf({ on, objects, schema }: GrantPlace): 'GrantOptions' | 'TableGrantOptions' | 'AllGrantOptions' {
  if (objects === undefined && schema !== undefined) return 'AllGrantOptions';
  return on === 'table' ? 'TableGrantOptions' : 'GrantOptions';
}

/** What an owner's future objects of a kind give. */
export class FutureObjects<Privilege extends string> {
  /** @internal */
  constructor(
    private readonly database: DatabaseGrants,
    private readonly place: FuturePlace,
    private readonly owner: IDatabaseRole,
  ) {}

  /**
   * Gives a role privileges on what the owner makes from now on.
   *
   * @param role who is given them; `DatabaseRole.PUBLIC` for everybody
   * @param privileges as in SQL, or `ALL`; an empty list: the role must be given nothing
   * @throws Error for a privilege that the kind does not have
   * @example
   * database.schema('app').futureTables(migrator).grant(reader, ['SELECT']);
   */
  grant(role: IDatabaseRole, privileges: readonly Privilege[], options?: GrantOptions): Grant {
    refuseWrongCall(this.database, 'FutureObjects.grant()', { role, privileges, options });
    refuseOtherServer(this.database, 'role', role, this.database.server);
    refuseOtherServer(this.database, 'owner', this.owner, this.database.server);
    return this.database.addDefaultPrivilege(role, this.owner, userData({ ...this.place, ...options, privileges }));
  }
}
