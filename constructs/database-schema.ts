import { refuseWrongCall } from './checks/validation';
import { Grant } from './grant';
import {
  type AllGrantOptions,
  type DatabaseGrants,
  FutureObjects,
  type GrantOptions,
  type GrantPlace,
  GrantTarget,
  type TableGrantOptions,
} from './grant-target';
import type { IDatabaseSchema } from './grants/role-grants';
import type {
  FunctionPrivilege,
  ProcedurePrivilege,
  SchemaPrivilege,
  SequencePrivilege,
  TablePrivilege,
  TypePrivilege,
} from './privileges';
import type { IDatabaseRole } from './role-reference';

/** A schema of a database, and what is in it. */
export class DatabaseSchema implements IDatabaseSchema {
  /** @internal */
  constructor(
    /** The database that it is in. */
    readonly database: DatabaseGrants,
    /** Its name. */
    readonly schemaName: string,
  ) {}

  /**
   * Gives a role privileges on the schema itself: USAGE, CREATE.
   *
   * @throws Error for another privilege
   * @example
   * database.schema('app').grant(migrator, ['USAGE', 'CREATE']);
   */
  grant(role: IDatabaseRole, privileges: readonly SchemaPrivilege[], options?: GrantOptions): Grant {
    const place: GrantPlace = { on: 'schema', objects: [this.schemaName] };
    return new GrantTarget<SchemaPrivilege>(this.database, place).grant(role, privileges, options);
  }

  /** Gives a role USAGE: to reach what is in the schema at all. */
  grantUsage(role: IDatabaseRole): Grant {
    return this.grant(role, ['USAGE']);
  }

  /** Gives a role USAGE on the schema and SELECT on all its tables and views. */
  grantSelectOnAllTables(role: IDatabaseRole): Grant {
    return Grant.of(this.grantUsage(role), this.allTables().grant(role, ['SELECT']));
  }

  /** One table, view, materialized view or foreign table. */
  table(name: string): GrantTarget<TablePrivilege, TableGrantOptions> {
    refuseWrongCall(this.database, 'DatabaseSchema.table()', { name });
    return this.some('table', [name]);
  }

  /** All tables, views, materialized views and foreign tables that are there when it is applied. */
  allTables(): GrantTarget<TablePrivilege, AllGrantOptions> {
    return this.some('table');
  }

  /** One sequence. */
  sequence(name: string): GrantTarget<SequencePrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.sequence()', { name });
    return this.some('sequence', [name]);
  }

  /** All sequences that are there when it is applied. */
  allSequences(): GrantTarget<SequencePrivilege, AllGrantOptions> {
    return this.some('sequence');
  }

  /**
   * A function by its signature.
   *
   * @example
   * database.schema('app').function('total(integer)').grant(reader, ['EXECUTE']);
   */
  function(signature: string): GrantTarget<FunctionPrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.function()', { signature });
    return this.some('function', [signature]);
  }

  /**
   * A procedure by its signature.
   *
   * @example
   * database.schema('app').procedure('close_day(date)').grant(clerk, ['EXECUTE']);
   */
  procedure(signature: string): GrantTarget<ProcedurePrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.procedure()', { signature });
    return this.some('procedure', [signature]);
  }

  /** All functions and procedures that are there when it is applied. */
  allRoutines(): GrantTarget<FunctionPrivilege, AllGrantOptions> {
    return this.some('routine');
  }

  /** One type or domain. */
  type(name: string): GrantTarget<TypePrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.type()', { name });
    return this.some('type', [name]);
  }

  /**
   * Tables and views that `owner` makes in this schema from now on.
   *
   * @param owner the role that makes them: the one that migrations run as
   */
  futureTables(owner: IDatabaseRole): FutureObjects<TablePrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.futureTables()', { owner });
    return new FutureObjects(this.database, { on: 'table', schema: this.schemaName }, owner);
  }

  /**
   * Sequences that `owner` makes in this schema from now on.
   *
   * @param owner the role that makes them: the one that migrations run as
   */
  futureSequences(owner: IDatabaseRole): FutureObjects<SequencePrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.futureSequences()', { owner });
    return new FutureObjects(this.database, { on: 'sequence', schema: this.schemaName }, owner);
  }

  /**
   * Functions and procedures that `owner` makes in this schema from now on.
   *
   * @param owner the role that makes them: the one that migrations run as
   */
  futureRoutines(owner: IDatabaseRole): FutureObjects<FunctionPrivilege> {
    refuseWrongCall(this.database, 'DatabaseSchema.futureRoutines()', { owner });
    return new FutureObjects(this.database, { on: 'routine', schema: this.schemaName }, owner);
  }

  private some<Privilege extends string, Options extends GrantOptions>(
    on: GrantPlace['on'],
    objects?: readonly string[],
  ): GrantTarget<Privilege, Options> {
    return new GrantTarget(this.database, { on, schema: this.schemaName, ...(objects && { objects }) });
  }
}
