import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import { grants as description } from '../src/metadata';
import { problem } from '../src/problem';
import { type AccessOptions, grantAccess } from './access-presets';
import type { IDatabaseRole } from './database-role';
import { DatabaseSchema } from './database-schema';
import type { GrantsSettings } from './described/grants-settings';
import { GrantEntries } from './grant-entries';
import {
  type DatabaseGrants,
  type FutureGrant,
  type GrantOptions,
  GrantTarget,
  type PlacedGrant,
} from './grant-target';
import { givenOrNone } from './ignored-grantors';
import { importGrants } from './import-existing';
import { AponopgGrants } from './l1/aponopg-grants';
import type { AponopgGrantsArguments } from './l1/aponopg-grants-arguments';
import { plainNameOf, plainNamesOf } from './memberships';
import { PostgresqlIntegration } from './postgresql-integration';
import type { PostgresqlIntegrationOptions } from './postgresql-integration-props';
import type { IDatabase, IPostgresqlServer } from './server-reference';
import { userData } from './user-text';
import { validateGrantEntries } from './validate-grant-entries';
import { refuse, refuseGiven, refuseUnknownProps, validate } from './validation';

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
 * const orders = server.addDatabase('orders');
 * orders.grantReadOnly(team, { schemas: ['app'], owners: [migrator] });
 */
export class Database extends Construct implements DatabaseGrants, IDatabase {
  readonly databaseName: string;
  readonly server: IPostgresqlServer;
  private args: AponopgGrantsArguments;
  private readonly entries = new GrantEntries((reference) => {
    const resolver = new DefaultTokenResolver(new StringConcat());
    return String(Tokenization.resolve(reference, { scope: this, resolver, preparing: false }));
  });
  private made: AponopgGrants | undefined;
  private readonly grantees = new Set<string>();
  private readonly integrations: PostgresqlIntegration[] = [];

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    refuseUnknownProps(this, 'DatabaseProps', props);
    const { server, name = id, ...rest } = props;
    this.databaseName = name;
    this.server = server;
    const ignoreGrantors = givenOrNone(plainNamesOf(props.ignoreGrantors));
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

  /** The one resource of the grants; undefined until something is granted. */
  get resource(): AponopgGrants | undefined {
    return this.made;
  }

  /**
   * Registers the database with Apono. Type, host, port, `dbname`, and that it comes after the database's grants, follow.
   *
   * @param id the construct's id, within this database
   */
  addIntegration(id: string, options: PostgresqlIntegrationOptions): PostgresqlIntegration {
    refuseGiven(this, options, ['server', 'dbname'], 'is said already');
    const given = { ...options, server: this.server, dbname: this.databaseName };
    const integration = new PostgresqlIntegration(this, id, given);
    this.integrations.push(integration);
    if (this.made) integration.applyAfter(this.made);
    return integration;
  }

  /**
   * Has Terraform take over what the roles named here hold in the database already, by an import block.
   * Terraform >= 1.5.
   *
   * @throws Error where nothing is granted yet
   */
  importExisting(): void {
    if (this.made === undefined) {
      refuse(this, [
        problem('MISSING_VALUE', [], 'Nothing is granted in this database yet, so that there is nothing to import', {
          next: 'Call importExisting after the grants.',
        }),
      ]);
    }
    importGrants(this, this.made, () => ({
      grantees: [...this.grantees],
      ignoreGrantors: this.args.ignoreGrantors ?? [],
    }));
  }

  /** Privileges on the database itself: CONNECT, CREATE, TEMPORARY. */
  grant(role: IDatabaseRole, privileges: readonly string[], options?: Pick<GrantOptions, 'withGrantOption'>): void {
    new GrantTarget(this, { on: 'database' }).grant(role, privileges, options);
  }

  /** CONNECT. */
  grantConnect(role: IDatabaseRole): void {
    this.grant(role, ['CONNECT']);
  }

  /** A schema that is there. */
  schema(name: string): DatabaseSchema {
    return new DatabaseSchema(this, name);
  }

  /** To read everything in the schemas, now and in future: CONNECT, USAGE, SELECT on tables and sequences. */
  grantReadOnly(role: IDatabaseRole, options: AccessOptions): void {
    grantAccess(this, 'grantReadOnly', role, options);
  }

  /** To read and write everything in the schemas, now and in future; not to create or drop. */
  grantReadWrite(role: IDatabaseRole, options: AccessOptions): void {
    grantAccess(this, 'grantReadWrite', role, options);
  }

  /** Everything that can be granted on the schemas and what is in them, now and in future, CREATE included. */
  grantOwner(role: IDatabaseRole, options: AccessOptions): void {
    grantAccess(this, 'grantOwner', role, options);
  }

  language(name: string): GrantTarget {
    return new GrantTarget(this, { on: 'language', objects: [name] });
  }

  foreignDataWrapper(name: string): GrantTarget {
    return new GrantTarget(this, { on: 'foreign_data_wrapper', objects: [name] });
  }

  foreignServer(name: string): GrantTarget {
    return new GrantTarget(this, { on: 'foreign_server', objects: [name] });
  }

  tablespace(name: string): GrantTarget {
    return new GrantTarget(this, { on: 'tablespace', objects: [name] });
  }

  /** A configuration parameter. PostgreSQL 15 and up. */
  parameter(name: string): GrantTarget {
    return new GrantTarget(this, { on: 'parameter', objects: [name] });
  }

  /** A large object by its oid. */
  largeObject(oid: number): GrantTarget {
    return new GrantTarget(this, { on: 'large_object', objects: [String(oid)] });
  }

  /** Adds a grant. Used by the objects that `schema` and its like give. */
  addGrant(role: IDatabaseRole, grant: PlacedGrant): void {
    const alone = new GrantEntries();
    alone.add(role, grant);
    validateGrantEntries(this, alone);
    this.entries.add(role, grant);
    this.grantees.add(plainNameOf(role));
    this.gather();
  }

  /** Adds default privileges: what an owner's future objects give. */
  addDefaultPrivilege(role: IDatabaseRole, owner: IDatabaseRole, grant: FutureGrant): void {
    const alone = new GrantEntries();
    alone.addFuture(role, owner, grant);
    validateGrantEntries(this, alone);
    this.entries.addFuture(role, owner, grant);
    this.grantees.add(plainNameOf(role));
    this.gather();
  }

  /** What is granted later counts as well, and which connectors there are: it is asked for at synth. */
  private gather(): void {
    if (this.made) return;
    const { entries } = this;
    const ignored = () => userData(this.args.ignoreGrantors);
    this.made = new AponopgGrants(this, 'Grants', { ...userData(this.args), provider: this.server.provider });
    this.node.defaultChild = this.made;
    for (const each of this.integrations) each.applyAfter(this.made);
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
