import { type CollectionShape, grants as description, type ObjectShape, objectShapeOf } from '../../metadata';
import { isUnevaluated, type Known } from '../project-document';
import { describedProps } from './described-props';
import type { FutureCall, GrantCall } from './grant-pieces';
import type { Program } from './program';
import type { References } from './references';
import { asText, call, members, type Source } from './source';

/** What an entry of grants says. */
export const GRANT = entryShape('grants');
/** What an entry of default privileges says. */
export const DEFAULT_PRIVILEGE = entryShape('default_privileges');

function entryShape(name: string): ObjectShape {
  return (objectShapeOf(description.schema).attributes[name] as CollectionShape).element as ObjectShape;
}

/** Methods of the database for one object of a kind. */
const OF_DATABASE: Readonly<Record<string, string>> = {
  language: 'language',
  foreign_data_wrapper: 'foreignDataWrapper',
  foreign_server: 'foreignServer',
  tablespace: 'tablespace',
  parameter: 'parameter',
};

/** Methods of the schema: for one object, for all. */
const OF_SCHEMA: Readonly<Record<string, readonly [one: string | undefined, all: string | undefined]>> = {
  table: ['table', 'allTables'],
  sequence: ['sequence', 'allSequences'],
  function: ['function', undefined],
  procedure: ['procedure', undefined],
  routine: [undefined, 'allRoutines'],
  type: ['type', undefined],
};

/** What an entry is on: `database.schema('app').allTables()`. */
export function targetOf(database: string, entry: GrantCall, program: Program, references: References): string {
  const { on, schema, objects } = entry;
  const text = (value: Known<string>) => asText(references.text(value));
  const only = objects?.length !== 1 ? undefined : objects[0];
  const kind = isUnevaluated(on) ? '' : on;
  if (kind === 'database' && objects === undefined) return database;
  if (kind === 'schema' && schema === undefined && only !== undefined) return `${database}.schema(${text(only)})`;
  const [one, all] = OF_SCHEMA[kind] ?? [];
  if (schema !== undefined && objects === undefined && all) return `${database}.schema(${text(schema)}).${all}()`;
  if (only !== undefined) {
    if (schema !== undefined && one) return `${database}.schema(${text(schema)}).${one}(${text(only)})`;
    if (schema === undefined && OF_DATABASE[kind]) return `${database}.${OF_DATABASE[kind]}(${text(only)})`;
  }
  const { on: onWhat, ...rest } = describedProps(GRANT, { on, objects }, references, NO_SECRETS);
  const place = { on: onWhat, schema: schema === undefined ? undefined : references.text(schema), ...rest };
  return asText(call(`new ${program.of('GrantTarget')}`, database, members(place)));
}

/** A place is none. */
const NO_SECRETS = { secret: () => undefined };

const FUTURE: Readonly<Record<string, string>> = {
  table: 'futureTables',
  sequence: 'futureSequences',
  routine: 'futureRoutines',
};

/** The future objects that an entry is on: `database.schema('app').futureTables(owner)`. */
export function futureOf(
  database: string,
  { on, schema }: FutureCall,
  owner: Source,
  program: Program,
  references: References,
): string {
  const method = isUnevaluated(on) ? undefined : FUTURE[on];
  if (schema !== undefined && method) {
    return `${database}.schema(${asText(references.text(schema))}).${method}(${asText(owner)})`;
  }
  const place = members({
    ...describedProps(DEFAULT_PRIVILEGE, { on }, references, NO_SECRETS),
    schema: schema === undefined ? undefined : references.text(schema),
  });
  return asText(call(`new ${program.of('FutureObjects')}`, database, place, owner));
}
