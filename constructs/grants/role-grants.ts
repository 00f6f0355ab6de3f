import { Construct } from 'constructs';
import { refuseWrongCall } from '../checks/validation';
import type { Grant } from '../grant';
import type { IDatabaseRole } from '../role-reference';
import type { IPostgresqlServer } from '../server-reference';

/** A schema as presets refer to it: what `Database.schema` gives. */
export interface IDatabaseSchema {
  /** Its name. */
  readonly schemaName: string;
}

/** What a preset covers. */
export interface AccessOptions {
  /**
   * The schemas meant, by their names or as `Database.schema` gives them. At least one.
   * @example ['app']
   */
  readonly schemas: readonly (string | IDatabaseSchema)[];
  /**
   * The roles whose future objects are covered: those that migrations run as. At least one.
   * @example [migrator]
   */
  readonly owners: readonly IDatabaseRole[];
}

/** A database in which roles can be given something: a `Database`. */
export interface IGrantingDatabase {
  /** The server it is on. */
  readonly server: IPostgresqlServer;
  /** CONNECT. */
  grantConnect(role: IDatabaseRole): Grant;
  /** To read everything in the schemas, now and in future. */
  grantReadOnly(role: IDatabaseRole, options: AccessOptions): Grant;
  /** To read and write everything in the schemas, now and in future. */
  grantReadWrite(role: IDatabaseRole, options: AccessOptions): Grant;
  /** Everything that can be granted on the schemas and what is in them, now and in future. */
  grantOwner(role: IDatabaseRole, options: AccessOptions): Grant;
}

/** A role with the grants of a `Database` from the role's side: `team.grantReadOnly(database, ...)`. */
export abstract class RoleWithGrants extends Construct implements IDatabaseRole {
  /** Its name; of a role made in the same stack a reference, so that the role comes first. */
  abstract readonly roleName: string;
  /** The server that it is a role of; undefined where that is not known here. */
  abstract readonly server: IPostgresqlServer | undefined;

  /** Lets it connect to a database: CONNECT. */
  grantConnect(database: IGrantingDatabase): Grant {
    refuseWrongCall(this, 'RoleWithGrants.grantConnect()', { database });
    return database.grantConnect(this);
  }

  /**
   * Lets it read everything in the schemas, now and in future: CONNECT, USAGE, SELECT on tables and sequences.
   *
   * @example
   * team.grantReadOnly(database, { schemas: ['app'], owners: [migrator] });
   */
  grantReadOnly(database: IGrantingDatabase, options: AccessOptions): Grant {
    refuseWrongCall(this, 'RoleWithGrants.grantReadOnly()', { database, options });
    return database.grantReadOnly(this, options);
  }

  /**
   * Lets it read and write everything in the schemas, now and in future; not create or drop.
   *
   * @example
   * service.grantReadWrite(database, { schemas: ['app'], owners: [migrator] });
   */
  grantReadWrite(database: IGrantingDatabase, options: AccessOptions): Grant {
    refuseWrongCall(this, 'RoleWithGrants.grantReadWrite()', { database, options });
    return database.grantReadWrite(this, options);
  }

  /**
   * Gives it everything that can be granted on the schemas and what is in them, now and in future, CREATE included.
   *
   * @example
   * migrator.grantOwner(database, { schemas: ['app'], owners: [migrator] });
   */
  grantOwner(database: IGrantingDatabase, options: AccessOptions): Grant {
    refuseWrongCall(this, 'RoleWithGrants.grantOwner()', { database, options });
    return database.grantOwner(this, options);
  }
}
