import { Construct } from 'constructs';
import { grants as description } from '../src/metadata';
import { inScope } from './checks/in-scope';
import { resolved } from './checks/resolved';
import { userData } from './checks/user-text';
import { validateGrantEntries } from './checks/validate-grant-entries';
import { refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import { DatabaseSchema } from './database-schema';
import type { GrantsSettings } from './described/grants-settings';
import { Grant } from './grant';
import {
  type DatabaseGrants,
  type FutureGrant,
  type GrantOptions,
  GrantTarget,
  type PlacedGrant,
} from './grant-target';
import { grantAccess } from './grants/access-presets';
import { adoptGrants } from './grants/adopt-grants';
import { GrantEntries } from './grants/grant-entries';
import { grantorNames } from './grants/grantor-names';
import type { AccessOptions, IGrantingDatabase } from './grants/role-grants';
import { AponopgGrants } from './l1/aponopg-grants';
import type { AponopgGrantsArguments } from './l1/aponopg-grants-arguments';
import { PostgresqlIntegration } from './postgresql-integration';
import type { PostgresqlIntegrationOptions } from './postgresql-integration-props';
import type {
  DatabasePrivilege,
  ForeignDataWrapperPrivilege,
  ForeignServerPrivilege,
  LanguagePrivilege,
  LargeObjectPrivilege,
  ParameterPrivilege,
  TablespacePrivilege,
} from './privileges';
import type { IDatabaseRole } from './role-reference';
import type { IDatabase, IPostgresqlServer } from './server-reference';

/** How the grants of a database are kept, and whose are left alone. */
export interface DatabaseOptions extends GrantsSettings {
  /**
   * Roles whose giving is not looked at, as constructs or names; an empty list for none.
   * @default the server's `ConnectorUser`, where that is no superuser
   */
  readonly ignoreGrantors?: readonly (IDatabaseRole | string)[] | undefined;
}

/** Props of a database. */
export interface DatabaseProps extends DatabaseOptions {
  /** The server that it is on. */
  readonly server: IPostgresqlServer;
  /**
   * Its name.
   * @default the construct's id
   */
  readonly name?: string | undefined;
}

/**
 * A database that is there, and the grants in it: whatever is granted through this object, in whatever order, becomes
 * one `aponopg_grants`.
 *
 * @example
 * const database = server.addDatabase('orders');
 * database.grantReadOnly(team, { schemas: ['app'], owners: [migrator] });
 */
export class Database extends Construct implements DatabaseGrants, IGrantingDatabase, IDatabase {
  /** Its name. */
  readonly databaseName: string;
  /** The server that it is on. */
  readonly server: IPostgresqlServer;
  private args: AponopgGrantsArguments;
  private readonly entries = new GrantEntries((reference) => String(resolved(this, reference)));
  private made: AponopgGrants | undefined;
  private readonly integrations: PostgresqlIntegration[] = [];

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'DatabaseProps', props);
    const { server, name = id, ...rest } = props;
    this.databaseName = name;
    this.server = server;
    const ignoreGrantors = grantorNames(this, props.ignoreGrantors, server);
    this.args = { ...rest, ignoreGrantors, server: server.serverName, database: name };
    validate(this, description, this.args);
    server.provider.addDatabase(server.serverName, name, this);
    if (props.ignoreGrantors === undefined) {
      server.provider.ignoredGrantors.follow(server.serverName, (ignoreGrantors) => {
        this.args = { ...this.args, ignoreGrantors };
      });
    }
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * The one resource of the grants, which is `node.defaultChild` as well; undefined until something is granted.
   *
   * @example
   * database.grant(reader, ['CONNECT']);
   * (database.node.defaultChild as AponopgGrants).addOverride('take_over', true);
   */
  get resource(): AponopgGrants | undefined {
    return this.made;
  }

  /**
   * Registers the database with Apono. Type, host, port, `dbname`, and that it comes after the database's grants, follow.
   *
   * @param id the construct's id, within this database
   */
  addIntegration(id: string, options: PostgresqlIntegrationOptions): PostgresqlIntegration {
    refuseWrongCall(this, 'Database.addIntegration()', { id, options });
    const given = { ...options, server: this.server, dbname: this.databaseName };
    const integration = new PostgresqlIntegration(this, id, given);
    this.integrations.push(integration);
    if (this.made) new Grant(this.made, []).applyBefore(integration);
    return integration;
  }

  /**
   * Takes over what the grantees hold already, by an import block: what is granted here stays as it is, and the plan shows
   * what they hold beyond it and lose. Of PUBLIC, where it is granted something, only what it was deprived of is imported.
   * Terraform >= 1.5. Once it is applied, the call can go.
   *
   * @throws Error with `Handler.nullResource()`, where there is nothing to import into
   * @example
   * database.grantReadOnly(team, { schemas: ['app'], owners: [migrator] });
   * database.importExisting();
   */
  importExisting(): void {
    adoptGrants(this.gather(), () => ({ ...this.args, grantees: this.entries.grantees }));
  }

  /**
   * Gives a role privileges on the database itself: CONNECT, CREATE, TEMPORARY.
   *
   * @param role who is given them; `DatabaseRole.PUBLIC` for everybody
   * @param privileges as in SQL, or `ALL`; an empty list: the role must hold nothing here
   * @throws Error for another privilege
   * @example
   * database.grant(DatabaseRole.PUBLIC, []);
   */
  grant(role: IDatabaseRole, privileges: readonly DatabasePrivilege[], options?: GrantOptions): Grant {
    return new GrantTarget<DatabasePrivilege>(this, { on: 'database' }).grant(role, privileges, options);
  }

  /** Lets a role connect: CONNECT. */
  grantConnect(role: IDatabaseRole): Grant {
    return this.grant(role, ['CONNECT']);
  }

  /** A schema that is there, and what is in it. */
  schema(name: string): DatabaseSchema {
    refuseWrongCall(this, 'Database.schema()', { name });
    return new DatabaseSchema(this, name);
  }

  /**
   * Lets a role read everything in the schemas, now and in future: CONNECT, USAGE, SELECT on tables and sequences.
   *
   * @example
   * database.grantReadOnly(team, { schemas: ['app'], owners: [migrator] });
   */
  grantReadOnly(role: IDatabaseRole, options: AccessOptions): Grant {
    refuseWrongCall(this, 'Database.grantReadOnly()', { role, options });
    return grantAccess(this, 'grantReadOnly', role, options);
  }

  /**
   * Lets a role read and write everything in the schemas, now and in future; not create or drop.
   *
   * @example
   * database.grantReadWrite(service, { schemas: ['app'], owners: [migrator] });
   */
  grantReadWrite(role: IDatabaseRole, options: AccessOptions): Grant {
    refuseWrongCall(this, 'Database.grantReadWrite()', { role, options });
    return grantAccess(this, 'grantReadWrite', role, options);
  }

  /**
   * Gives a role everything that can be granted on the schemas and what is in them, now and in future, CREATE included.
   *
   * @example
   * database.grantOwner(migrator, { schemas: ['app'], owners: [migrator] });
   */
  grantOwner(role: IDatabaseRole, options: AccessOptions): Grant {
    refuseWrongCall(this, 'Database.grantOwner()', { role, options });
    return grantAccess(this, 'grantOwner', role, options);
  }

  /** A procedural language. */
  language(name: string): GrantTarget<LanguagePrivilege> {
    refuseWrongCall(this, 'Database.language()', { name });
    return new GrantTarget(this, { on: 'language', objects: [name] });
  }

  /** A foreign-data wrapper. */
  foreignDataWrapper(name: string): GrantTarget<ForeignDataWrapperPrivilege> {
    refuseWrongCall(this, 'Database.foreignDataWrapper()', { name });
    return new GrantTarget(this, { on: 'foreign_data_wrapper', objects: [name] });
  }

  /** A foreign server. */
  foreignServer(name: string): GrantTarget<ForeignServerPrivilege> {
    refuseWrongCall(this, 'Database.foreignServer()', { name });
    return new GrantTarget(this, { on: 'foreign_server', objects: [name] });
  }

  /** A tablespace, which all databases of the server share. */
  tablespace(name: string): GrantTarget<TablespacePrivilege> {
    refuseWrongCall(this, 'Database.tablespace()', { name });
    return new GrantTarget(this, { on: 'tablespace', objects: [name] });
  }

  /** A configuration parameter, which all databases of the server share. PostgreSQL 15 and up. */
  parameter(name: string): GrantTarget<ParameterPrivilege> {
    refuseWrongCall(this, 'Database.parameter()', { name });
    return new GrantTarget(this, { on: 'parameter', objects: [name] });
  }

  /** A large object by its oid. */
  largeObject(oid: number): GrantTarget<LargeObjectPrivilege> {
    refuseWrongCall(this, 'Database.largeObject()', { oid });
    return new GrantTarget(this, { on: 'large_object', objects: [String(oid)] });
  }

  /**
   * Adds a grant. Used by the objects that `schema` and its like give.
   *
   * @internal
   */
  addGrant(role: IDatabaseRole, grant: PlacedGrant): Grant {
    const alone = new GrantEntries();
    alone.add(role, grant);
    validateGrantEntries(this, alone);
    this.entries.add(role, grant);
    return new Grant(this.gather(), [{ ...grant, grantee: role.roleName }]);
  }

  /**
   * Adds default privileges: what an owner's future objects give.
   *
   * @internal
   */
  addDefaultPrivilege(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): Grant {
    const alone = new GrantEntries();
    alone.addFuture(role, owner, grant);
    validateGrantEntries(this, alone);
    this.entries.addFuture(role, owner, grant);
    return new Grant(this.gather(), [{ ...grant, grantee: role.roleName, owner: owner.roleName }]);
  }

  /** What is granted later counts as well, and which connectors there are: it is asked for at synth. */
  private gather(): AponopgGrants {
    if (this.made) return this.made;
    const { entries } = this;
    const ignored = () => userData(this.args.ignoreGrantors);
    this.made = new AponopgGrants(this, 'Grants', { ...userData(this.args), provider: this.server.provider });
    this.made.arguments = {
      ...this.made.arguments,
      get ignoreGrantors() {
        return ignored();
      },
      get grants() {
        return entries.grants;
      },
      get defaultPrivileges() {
        return entries.defaultPrivileges;
      },
    };
    this.node.defaultChild = this.made;
    new Grant(this.made, []).applyBefore(...this.integrations);
    return this.made;
  }

  private problems(): string[] {
    try {
      validateGrantEntries(this, this.entries);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  }
}
