import type { IDatabaseRole } from './database-role';
import { type DatabaseGrants, FutureObjects, GrantTarget } from './grant-target';

/** A schema of a database, and what is in it. */
export class DatabaseSchema {
  constructor(
    private readonly database: DatabaseGrants,
    readonly schemaName: string,
  ) {}

  /** Privileges on the schema itself: USAGE, CREATE. */
  grant(role: IDatabaseRole, privileges: readonly string[], options?: { readonly withGrantOption?: boolean }): void {
    new GrantTarget(this.database, { on: 'schema', objects: [this.schemaName] }).grant(role, privileges, options);
  }

  /** USAGE: to reach what is in the schema at all. */
  grantUsage(role: IDatabaseRole): void {
    this.grant(role, ['USAGE']);
  }

  /** USAGE on the schema and SELECT on all its tables and views. */
  grantSelectOnAllTables(role: IDatabaseRole): void {
    this.grantUsage(role);
    this.allTables().grant(role, ['SELECT']);
  }

  /** One table, view, materialized view or foreign table. */
  table(name: string): GrantTarget {
    return this.some('table', [name]);
  }

  /** All that are there when it is applied. */
  allTables(): GrantTarget {
    return this.some('table');
  }

  sequence(name: string): GrantTarget {
    return this.some('sequence', [name]);
  }

  allSequences(): GrantTarget {
    return this.some('sequence');
  }

  /** A function by its signature: `total(integer)`. */
  function(signature: string): GrantTarget {
    return this.some('function', [signature]);
  }

  /** A procedure by its signature. */
  procedure(signature: string): GrantTarget {
    return this.some('procedure', [signature]);
  }

  /** All functions and procedures. */
  allRoutines(): GrantTarget {
    return this.some('routine');
  }

  type(name: string): GrantTarget {
    return this.some('type', [name]);
  }

  /** Tables and views that `owner` makes in this schema from now on. */
  futureTables(owner: IDatabaseRole): FutureObjects {
    return new FutureObjects(this.database, { on: 'table', schema: this.schemaName }, owner);
  }

  futureSequences(owner: IDatabaseRole): FutureObjects {
    return new FutureObjects(this.database, { on: 'sequence', schema: this.schemaName }, owner);
  }

  /** Functions and procedures that `owner` makes in this schema from now on. */
  futureRoutines(owner: IDatabaseRole): FutureObjects {
    return new FutureObjects(this.database, { on: 'routine', schema: this.schemaName }, owner);
  }

  private some(on: string, objects?: readonly string[]): GrantTarget {
    return new GrantTarget(this.database, { on, schema: this.schemaName, ...(objects && { objects }) });
  }
}
