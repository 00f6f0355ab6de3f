import { ACCESS_PRESETS, type AccessPreset, type AccessPresetName } from '../src/metadata';
import { problem } from '../src/problem';
import type { IDatabaseRole } from './database-role';
import { DatabaseSchema } from './database-schema';
import { type DatabaseGrants, type FutureObjects, GrantTarget } from './grant-target';
import { refuse } from './validation';

export interface AccessOptions {
  /** The schemas meant. At least one. */
  readonly schemas: readonly string[];
  /** The roles whose future objects are covered: those that migrations run as. At least one. */
  readonly owners: readonly IDatabaseRole[];
}

/**
 * Grants what a preset says, on what is there and on what the owners make later.
 *
 * @throws Error where no schema or no owner is named
 */
export function grantAccess(
  database: DatabaseGrants,
  name: AccessPresetName,
  role: IDatabaseRole,
  options: AccessOptions,
): void {
  refuseNone(database, name, 'schemas', options.schemas, 'Name the schemas that are meant.');
  refuseNone(database, name, 'owners', options.owners, 'Name the roles whose future objects are to be covered.');
  const preset: AccessPreset = ACCESS_PRESETS[name];
  new GrantTarget(database, { on: 'database' }).grant(role, preset.database);
  for (const schemaName of options.schemas) {
    const schema = new DatabaseSchema(database, schemaName);
    schema.grant(role, preset.schema);
    for (const [kind, privileges] of Object.entries(preset.objects)) {
      const { all, future } = PLACES[kind as keyof AccessPreset['objects']];
      all(schema).grant(role, privileges);
      for (const owner of options.owners) future(schema, owner).grant(role, privileges);
    }
  }
}

/** The objects of a kind, those that are there and those to come. */
const PLACES: Record<
  keyof AccessPreset['objects'],
  {
    readonly all: (schema: DatabaseSchema) => GrantTarget;
    readonly future: (schema: DatabaseSchema, owner: IDatabaseRole) => FutureObjects;
  }
> = {
  table: { all: (schema) => schema.allTables(), future: (schema, owner) => schema.futureTables(owner) },
  sequence: { all: (schema) => schema.allSequences(), future: (schema, owner) => schema.futureSequences(owner) },
  routine: { all: (schema) => schema.allRoutines(), future: (schema, owner) => schema.futureRoutines(owner) },
};

function refuseNone(
  database: DatabaseGrants,
  method: AccessPresetName,
  name: keyof AccessOptions,
  list: readonly unknown[],
  next: string,
): void {
  if (list.length > 0) return;
  refuse(database, [
    problem('INVALID_VALUE', [name], `\`${method}\` was given no ${name}`, {
      value: list,
      allowed: 'at least one',
      next,
    }),
  ]);
}
