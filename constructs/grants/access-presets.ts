import { ACCESS_PRESETS, type AccessPreset, type AccessPresetName } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import { DatabaseSchema } from '../database-schema';
import { Grant } from '../grant';
import { type DatabaseGrants, type FutureObjects, GrantTarget } from '../grant-target';
import type { IDatabaseRole } from '../role-reference';
import type { AccessOptions, IDatabaseSchema } from './role-grants';

/**
 * Grants what a preset says, on what is there and on what the owners make later.
 *
 * @throws Error where no schema or no owner is named, or a schema of another database
 */
export function grantAccess(
  database: DatabaseGrants,
  name: AccessPresetName,
  role: IDatabaseRole,
  options: AccessOptions,
): Grant {
  refuseNone(database, name, 'schemas', options.schemas, 'Name the schemas that are meant.');
  refuseNone(database, name, 'owners', options.owners, 'Name the roles whose future objects are to be covered.');
  const preset: AccessPreset = ACCESS_PRESETS[name];
  const grants = [new GrantTarget(database, { on: 'database' }).grant(role, preset.database)];
  options.schemas.forEach((given, index) => {
    const schema = schemaOf(database, given, index);
    grants.push(new GrantTarget(database, { on: 'schema', objects: [schema.schemaName] }).grant(role, preset.schema));
    for (const [kind, privileges] of Object.entries(preset.objects)) {
      const { all, future } = PLACES[kind as keyof AccessPreset['objects']];
      grants.push(all(schema).grant(role, privileges));
      for (const owner of options.owners) grants.push(future(schema, owner).grant(role, privileges));
    }
  });
  return Grant.of(...grants);
}

/** The objects of a kind, those that are there and those to come. */
const PLACES: Record<
  keyof AccessPreset['objects'],
  {
    readonly all: (schema: DatabaseSchema) => GrantTarget<string>;
    readonly future: (schema: DatabaseSchema, owner: IDatabaseRole) => FutureObjects<string>;
  }
> = {
  table: { all: (schema) => schema.allTables(), future: (schema, owner) => schema.futureTables(owner) },
  sequence: { all: (schema) => schema.allSequences(), future: (schema, owner) => schema.futureSequences(owner) },
  routine: { all: (schema) => schema.allRoutines(), future: (schema, owner) => schema.futureRoutines(owner) },
};

function schemaOf(database: DatabaseGrants, given: string | IDatabaseSchema, index: number): DatabaseSchema {
  if (typeof given === 'string') return new DatabaseSchema(database, given);
  if (given instanceof DatabaseSchema && given.database !== database) {
    refuse(database, [
      problem('CONFLICTING_VALUES', ['schemas', index], 'The schema belongs to another database', {
        value: `${given.schemaName} of ${given.database.node.path}`,
        allowed: `schemas of ${database.node.path}`,
        next: 'Name it by its name, or by `schema` of this database.',
      }),
    ]);
  }
  return new DatabaseSchema(database, given.schemaName);
}

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
