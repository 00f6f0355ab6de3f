import { type CollectionShape, grants as description, type ObjectShape, objectShapeOf } from '../../metadata';
import { grantsImportId } from '../print/import-id';
import { textOf } from '../print/value';
import {
  type DefaultPrivilegesDocument,
  type GrantDocument,
  type GrantsDocument,
  isUnevaluated,
  type Known,
} from '../project-document';
import type { Members, ValueWriter } from '../write-described';
import { describedProps } from './described-props';
import { findPresets, type PresetCall } from './find-presets';
import { type Program, use } from './program';
import type { References } from './references';
import { asText, call, members, quote, type Source } from './source';

const SHAPE = objectShapeOf(description.schema);

/** `new Database` and what is granted in it: by presets where they say it, else target by target. */
export function addGrants(document: GrantsDocument, program: Program, references: References, imports: boolean): void {
  const name = textOf(document.database);
  const id = program.idFor(name, 'database');
  const constant = program.constant(`${name} database`, 'database');
  const [given, givenDefaults] = [spelt(document.grants), spelt(document.default_privileges)];
  if (given === undefined || givenDefaults === undefined) {
    // No call can say what only an expression knows.
    program.add(
      call(`new ${program.of('AponopgGrants')}`, 'this', quote(id), members(bareProps(document, references))),
    );
    return;
  }
  const props = members(databaseProps(document, id, references));
  const { calls, grants, defaults } = findPresets(given, givenDefaults);
  const { server } = document;
  // The roles first, so that the grants stand together.
  for (const { grantee } of [...grants, ...defaults]) references.role(server, grantee);
  for (const { owner } of defaults) references.role(server, owner);
  for (const { grantee, owners } of calls) for (const each of [grantee, ...owners]) references.role(server, each);

  program.add(call(`new ${program.of('Database')}`, 'this', quote(id), props), { constant });
  const add = (source: Source) => program.add(source, { apart: false });
  for (const each of calls) add(presetCall(use(constant), each, server, program, references));
  for (const each of grants) {
    const target = targetOf(use(constant), each, program, references);
    add(grantCall(target, each, server, GRANT, references));
  }
  for (const each of defaults) {
    const target = futureOf(use(constant), each, references.role(server, each.owner), program, references);
    add(grantCall(target, each, server, DEFAULT_PRIVILEGE, references));
  }
  if (imports) add(call(`${use(constant)}.resource?.importFrom`, quote(grantsImportId(document))));
}

const GRANT = entryShape('grants');
const DEFAULT_PRIVILEGE = entryShape('default_privileges');

function entryShape(name: string): ObjectShape {
  return (SHAPE.attributes[name] as CollectionShape).element as ObjectShape;
}

/** The entries of a list; undefined where it, or one of them, is an expression. */
function spelt<E>(entries: Known<readonly Known<E>[]> | undefined): readonly E[] | undefined {
  if (entries === undefined) return [];
  return isUnevaluated(entries) || entries.some(isUnevaluated) ? undefined : (entries as readonly E[]);
}

function bareProps(document: GrantsDocument, references: References): Members<Source> {
  const server = () => ({ server: `${asText(references.server(document.server))}.serverName` });
  return describedProps(SHAPE, document, references, { special: { server }, secret: secretsOf(document, references) });
}

function databaseProps(document: GrantsDocument, id: string, references: References): Members<Source> {
  return describedProps(SHAPE, document, references, {
    special: {
      server: () => ({ server: references.server(document.server) }),
      database: () => (id === document.database ? {} : { name: references.text(document.database) }),
      mode: (mode) => ((mode ?? 'authoritative') === 'authoritative' ? {} : { mode: references.any(mode) }),
      grants: () => ({}),
      default_privileges: () => ({}),
    },
    secret: secretsOf(document, references),
  });
}

function secretsOf(
  { database }: Pick<GrantsDocument, 'database'>,
  references: References,
): ValueWriter<Source>['secret'] {
  return references.secretsOf(textOf(database), `the grants in ${textOf(database)}`);
}

function presetCall(
  database: string,
  { method, grantee, schemas, owners }: PresetCall,
  server: GrantsDocument['server'],
  program: Program,
  references: References,
): Source {
  const options = members({
    schemas: program.value(schemas),
    owners: { items: owners.map((each) => references.role(server, each)) },
  });
  return call(`${database}.${method}`, references.role(server, grantee), options);
}

function grantCall(
  target: string,
  entry: GrantDocument | DefaultPrivilegesDocument,
  server: GrantsDocument['server'],
  shape: ObjectShape,
  references: References,
): Source {
  const options = optionsOf(entry, shape, references);
  return call(
    `${target}.grant`,
    references.role(server, entry.grantee),
    references.list(entry.privileges),
    ...(Object.keys(options).length === 0 ? [] : [members(options)]),
  );
}

/** What an entry says besides whom, on what and which privileges. */
function optionsOf(
  entry: GrantDocument | DefaultPrivilegesDocument,
  shape: ObjectShape,
  references: References,
): Members<Source> {
  const said = Object.fromEntries(CALL.map((name) => [name, () => ({})]));
  const withGrantOption = (value: unknown) =>
    (value ?? false) === false ? {} : { withGrantOption: references.any(value) };
  return describedProps(shape, entry, references, {
    special: { ...said, with_grant_option: withGrantOption },
    secret: references.secretsOf('grant', `the grant to ${textOf(entry.grantee)}`),
  });
}

/** What the call and its target say. */
const CALL = ['owner', 'grantee', 'on', 'schema', 'objects', 'privileges'];

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

function targetOf(database: string, entry: GrantDocument, program: Program, references: References): string {
  const { on, schema, objects } = entry;
  const text = (value: Known<string>) => asText(references.text(value));
  const only = isUnevaluated(objects) || objects?.length !== 1 ? undefined : objects[0];
  const kind = isUnevaluated(on) ? '' : on;
  if (kind === 'database' && objects === undefined) return database;
  if (kind === 'schema' && schema === undefined && only !== undefined) return `${database}.schema(${text(only)})`;
  const [one, all] = OF_SCHEMA[kind] ?? [];
  if (schema !== undefined && objects === undefined && all) return `${database}.schema(${text(schema)}).${all}()`;
  if (only !== undefined) {
    if (schema !== undefined && one) return `${database}.schema(${text(schema)}).${one}(${text(only)})`;
    if (schema === undefined && OF_DATABASE[kind]) return `${database}.${OF_DATABASE[kind]}(${text(only)})`;
  }
  const place = describedProps(GRANT, { on, schema, objects }, references, NO_SECRETS);
  return asText(call(`new ${program.of('GrantTarget')}`, database, members(place)));
}

/** A place is none. */
const NO_SECRETS = { secret: () => undefined };

const FUTURE: Readonly<Record<string, string>> = {
  table: 'futureTables',
  sequence: 'futureSequences',
  routine: 'futureRoutines',
};

function futureOf(
  database: string,
  { on, schema }: DefaultPrivilegesDocument,
  owner: Source,
  program: Program,
  references: References,
): string {
  const method = isUnevaluated(on) ? undefined : FUTURE[on];
  if (schema !== undefined && method) {
    return `${database}.schema(${asText(references.text(schema))}).${method}(${asText(owner)})`;
  }
  const place = members(describedProps(DEFAULT_PRIVILEGE, { on, schema }, references, NO_SECRETS));
  return asText(call(`new ${program.of('FutureObjects')}`, database, place, owner));
}
