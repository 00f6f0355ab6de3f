import type { Database } from './database';
import type { IDatabaseRole } from './database-role';

export interface AccessOptions {
  /** The schemas meant. At least one. */
  readonly schemas: readonly string[];
  /** The roles whose future objects are covered: those that migrations run as. At least one. */
  readonly owners: readonly IDatabaseRole[];
}

interface Preset {
  readonly database: readonly string[];
  readonly schema: readonly string[];
  readonly table: readonly string[];
  readonly sequence: readonly string[];
  readonly routine: readonly string[];
}

const READ_ONLY: Preset = {
  database: ['CONNECT'],
  schema: ['USAGE'],
  table: ['SELECT'],
  sequence: ['SELECT'],
  routine: [],
};

const READ_WRITE: Preset = {
  database: ['CONNECT'],
  schema: ['USAGE'],
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  sequence: ['USAGE', 'SELECT', 'UPDATE'],
  routine: ['EXECUTE'],
};

const OWNER: Preset = {
  database: ['CONNECT', 'CREATE', 'TEMPORARY'],
  schema: ['USAGE', 'CREATE'],
  table: ['ALL'],
  sequence: ['ALL'],
  routine: ['EXECUTE'],
};

export const readOnlyAccess = apply(READ_ONLY, 'grantReadOnly');
export const readWriteAccess = apply(READ_WRITE, 'grantReadWrite');
export const ownerAccess = apply(OWNER, 'grantOwner');

function apply(preset: Preset, method: string) {
  return (database: Database, role: IDatabaseRole, { schemas, owners }: AccessOptions): void => {
    for (const [name, list] of Object.entries({ schemas, owners })) {
      if (list.length > 0) continue;
      throw new Error(
        `${database.node.path}: \`${method}\` was given no ${name}\nAllowed: at least one\nWhat to do: name the ${name === 'owners' ? 'roles whose future objects are to be covered' : 'schemas that are meant'}.`,
      );
    }
    database.grant(role, preset.database);
    for (const name of schemas) {
      const schema = database.schema(name);
      schema.grant(role, preset.schema);
      schema.allTables().grant(role, preset.table);
      schema.allSequences().grant(role, preset.sequence);
      if (preset.routine.length > 0) schema.allRoutines().grant(role, preset.routine);
      for (const owner of owners) {
        schema.futureTables(owner).grant(role, preset.table);
        schema.futureSequences(owner).grant(role, preset.sequence);
        if (preset.routine.length > 0) schema.futureRoutines(owner).grant(role, preset.routine);
      }
    }
  };
}
