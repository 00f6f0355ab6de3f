import type { DefaultPrivilegesDocument, GrantDocument, GrantsDocument } from '../document';
import { grantsImportId } from '../print/import-id';
import { textOf } from '../print/value';
import { findPresets } from './presets';
import { type Program, use } from './program';
import type { References } from './references';
import { asText, call, members, quote, type Source } from './source';

/** `new Database` and what is granted in it: by presets where they say it, else target by target. */
export function addGrants(document: GrantsDocument, program: Program, references: References, imports: boolean): void {
  const name = textOf(document.database);
  const id = program.idFor(name, 'database');
  const constant = program.constant(`${name} database`, 'database');
  const props = members({
    server: references.server(document.server),
    ...(id === document.database ? {} : { name: references.text(document.database) }),
    ...((document.mode ?? 'authoritative') === 'authoritative' ? {} : { mode: program.value(document.mode) }),
  });
  const { calls, grants, defaults } = findPresets(document);
  const { server } = document;
  // The roles first, so that the grants stand together.
  for (const { grantee } of [...grants, ...defaults]) references.role(server, grantee);
  for (const { owner } of defaults) references.role(server, owner);
  for (const { grantee, owners } of calls) for (const each of [grantee, ...owners]) references.role(server, each);

  program.add(call(`new ${program.of('Database')}`, 'this', quote(id), props), { constant });
  const add = (source: Source) => program.add(source, { apart: false });
  for (const { method, grantee, schemas, owners } of calls) {
    const options = members({
      schemas: program.value(schemas),
      owners: { items: owners.map((each) => references.role(server, each)) },
    });
    add(call(`${use(constant)}.${method}`, references.role(server, grantee), options));
  }
  for (const each of grants) {
    const target = targetOf(use(constant), each, program);
    add(
      call(
        `${target}.grant`,
        references.role(server, each.grantee),
        program.value(each.privileges),
        ...optionsOf(each, program),
      ),
    );
  }
  for (const each of defaults) {
    const target = futureOf(use(constant), each, references.role(server, each.owner), program);
    add(
      call(
        `${target}.grant`,
        references.role(server, each.grantee),
        program.value(each.privileges),
        ...optionsOf(each, program),
      ),
    );
  }
  if (imports) add(call(`${use(constant)}.resource?.importFrom`, quote(grantsImportId(document))));
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

function targetOf(database: string, entry: GrantDocument, program: Program): string {
  const { on, schema, objects } = entry;
  const [only, ...more] = objects ?? [];
  if (on === 'database' && objects === undefined) return database;
  if (on === 'schema' && schema === undefined && only !== undefined && more.length === 0) {
    return `${database}.schema(${quote(only)})`;
  }
  const [one, all] = OF_SCHEMA[on] ?? [];
  if (schema !== undefined && objects === undefined && all) return `${database}.schema(${quote(schema)}).${all}()`;
  if (only !== undefined && more.length === 0) {
    if (schema !== undefined && one) return `${database}.schema(${quote(schema)}).${one}(${quote(only)})`;
    if (schema === undefined && OF_DATABASE[on]) return `${database}.${OF_DATABASE[on]}(${quote(only)})`;
  }
  return asText(call(`new ${program.of('GrantTarget')}`, database, program.value({ on, ...placeOf(entry) })));
}

function placeOf({ schema, objects }: GrantDocument) {
  return { ...(schema !== undefined && { schema }), ...(objects !== undefined && { objects }) };
}

const FUTURE: Readonly<Record<string, string>> = {
  table: 'futureTables',
  sequence: 'futureSequences',
  routine: 'futureRoutines',
};

function futureOf(database: string, entry: DefaultPrivilegesDocument, owner: Source, program: Program): string {
  const { on, schema } = entry;
  const method = FUTURE[on];
  if (schema !== undefined && method) return `${database}.schema(${quote(schema)}).${method}(${asText(owner)})`;
  const place = { on, ...(schema !== undefined && { schema }) };
  return asText(call(`new ${program.of('FutureObjects')}`, database, program.value(place), owner));
}

function optionsOf(entry: GrantDocument | DefaultPrivilegesDocument, program: Program): Source[] {
  const columns = 'columns' in entry ? entry.columns : undefined;
  const options = {
    ...(columns !== undefined && { columns }),
    ...(entry.with_grant_option === true && { withGrantOption: true }),
  };
  return Object.keys(options).length === 0 ? [] : [program.value(options)];
}
