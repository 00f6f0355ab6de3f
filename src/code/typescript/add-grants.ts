import {
  grants as description,
  type GrantKind,
  type ObjectShape,
  objectShapeOf,
  privilegesOf,
  targetKind,
} from '../../metadata';
import { grantsImportId } from '../print/import-id';
import { textOf } from '../print/value';
import { type GrantsDocument, isUnevaluated, type Known } from '../project-document';
import type { Members, ValueWriter } from '../write-described';
import { describedProps } from './described-props';
import { findPresets, type PresetCall } from './find-presets';
import { callsFor, type FutureCall, type GrantCall } from './grant-pieces';
import { DEFAULT_PRIVILEGE, futureOf, GRANT, targetOf } from './grant-targets';
import { ignoreGrantorsProp } from './ignored-grantors';
import { plainTexts } from './plain-texts';
import { type Program, use } from './program';
import type { References } from './references';
import { asText, call, members, quote, quotePlain, type Source } from './source';

const SHAPE = objectShapeOf(description.schema);

/** `new Database` and what is granted in it: by presets where they say it, else target by target. */
export function addGrants(document: GrantsDocument, program: Program, references: References, imports: boolean): void {
  const name = textOf(document.database);
  const id = program.idFor(name, 'database');
  const constant = program.constant(`${name} database`, 'database');
  const given = callsFor(document);
  if (given === undefined) {
    // No call can say what only an expression knows, nor labels of somebody's own.
    const bare = members(bareProps(document, references));
    program.add(call(`new ${program.of('AponopgGrants')}`, 'this', quote(id), bare), { constant });
    if (imports)
      program.add(call(`${use(constant)}.importFrom`, quotePlain(grantsImportId(document))), { apart: false });
    return;
  }
  const props = members(databaseProps(document, id, references));
  const { calls, grants, defaults } = findPresets(given.grants, given.defaults);
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
    add(grantCall(target, each, server, GRANT, program, references));
  }
  for (const each of defaults) {
    const target = futureOf(use(constant), each, references.role(server, each.owner), program, references);
    add(grantCall(target, each, server, DEFAULT_PRIVILEGE, program, references));
  }
  if (!imports) return;
  // Of what the construct imports it knows the roles, not that of PUBLIC only what it was deprived of is meant.
  if (document.closed) add(call(`${use(constant)}.resource?.importFrom`, quotePlain(grantsImportId(document))));
  else add(call(`${use(constant)}.importExisting`));
}

function bareProps(document: GrantsDocument, references: References): Members<Source> {
  const server = () => ({ server: `${asText(references.server(document.server))}.serverName` });
  const roles = (name: string) => (who: unknown) => ({ [name]: roleNames(who, document.server, references) });
  return describedProps(SHAPE, plainTexts(document), references, {
    special: {
      server,
      'grants.*.grantees': roles('grantees'),
      'default_privileges.*.owners': roles('owners'),
      'default_privileges.*.grantees': roles('grantees'),
    },
    secret: secretsOf(document, references),
  });
}

/** Names of roles; of one that the program makes a reference, so that it comes first. */
function roleNames(who: unknown, server: GrantsDocument['server'], references: References): Source {
  if (!Array.isArray(who)) return references.list(who as Known<readonly string[]>);
  const items = who.map((each: Known<string>) => {
    const role = isUnevaluated(each) ? undefined : references.managedRole(server, each);
    return role === undefined ? references.text(each) : `${role}.roleName`;
  });
  return { items };
}

function databaseProps(document: GrantsDocument, id: string, references: References): Members<Source> {
  return describedProps(SHAPE, document, references, {
    special: {
      server: () => ({ server: references.server(document.server) }),
      database: () => (id === document.database ? {} : { name: references.text(document.database) }),
      mode: (mode) => ((mode ?? 'authoritative') === 'authoritative' ? {} : { mode: references.any(mode) }),
      ignore_grantors: (given) => ignoreGrantorsProp(given, document.server, references),
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
  entry: GrantCall | FutureCall,
  server: GrantsDocument['server'],
  shape: ObjectShape,
  program: Program,
  references: References,
): Source {
  const options = optionsOf(entry, shape, references);
  return call(
    `${target}.grant`,
    references.role(server, entry.grantee),
    privilegesOfCall(entry, program, references),
    ...(Object.keys(options).length === 0 ? [] : [members(options)]),
  );
}

/** Privileges that the types of the constructs list stand as they are. */
function privilegesOfCall(entry: GrantCall | FutureCall, program: Program, references: References): Source {
  const list = references.list(entry.privileges);
  const given: unknown = entry.privileges;
  const names: readonly string[] = [...privilegesOf(targetKind(entry.on as GrantKind, false)), 'ALL'];
  const listed = Array.isArray(given) && given.every((each) => names.includes(each));
  return listed ? list : call(program.of('anyPrivileges'), list);
}

/** What an entry says besides whom, on what and which privileges. */
function optionsOf(entry: GrantCall | FutureCall, shape: ObjectShape, references: References): Members<Source> {
  const said = Object.fromEntries(CALL.map((name) => [name, () => ({})]));
  const withGrantOption = (value: unknown) =>
    (value ?? false) === false ? {} : { withGrantOption: references.any(value) };
  return describedProps(shape, entry, references, {
    special: { ...said, with_grant_option: withGrantOption },
    secret: references.secretsOf('grant', `the grant to ${textOf(entry.grantee)}`),
  });
}

/** What the call and its target say. */
const CALL = ['on', 'objects', 'privileges'];
