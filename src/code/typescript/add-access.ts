import { type AponoMember, objectShapeOf } from '../../metadata';
import { type AccessMember, APONO_KINDS, type AponoDocument } from '../apono-kinds';
import type { ProjectDocument } from '../project-document';
import type { Members } from '../write-described';
import { flowProps } from './access-flow-props';
import { accessProps, grantedOn, targetsProp } from './access-targets';
import { describedProps } from './described-props';
import { plainTexts } from './plain-texts';
import { type Program, use } from './program';
import type { References } from './references';
import { call, members, quote, quotePlain, type Source } from './source';

/** The construct and the bare resource of each kind. */
const CLASSES = {
  access_scopes: ['AccessScope', 'AponopgAccessScope'],
  bundles: ['Bundle', 'AponopgBundle'],
  access_flows: ['AccessFlow', 'AponopgAccessFlow'],
} as const satisfies Record<AccessMember, readonly [string, string]>;

/** Access scopes, bundles and access flows; the bare resource of what the construct cannot say. */
export function addAccess(document: ProjectDocument, program: Program, references: References, imports: boolean): void {
  for (const member of Object.keys(CLASSES) as AccessMember[]) {
    for (const each of document[member] ?? []) addThing(member, each, program, references, imports);
  }
}

function addThing(
  member: AccessMember,
  thing: AponoDocument<AccessMember>,
  program: Program,
  references: References,
  imports: boolean,
): void {
  const { word } = APONO_KINDS[member];
  const name = typeof thing.name === 'string' ? thing.name : word;
  const constant = program.constant(name, word);
  const id = program.idFor(name, word);
  const on = member === 'access_flows' ? grantedOn(thing, references) : undefined;
  const props = program.attempt(() => propsOf(member, thing, id, on, program, references));
  const [construct, bare] = CLASSES[member];
  const source =
    props === undefined
      ? call(`new ${program.of(bare)}`, 'this', quote(id), members(bareProps(member, thing, id, references)))
      : on !== undefined
        ? call(`${on}.grantAccess`, quote(id), members(props))
        : call(`new ${program.of(construct)}`, 'this', quote(id), members(props));
  program.add(source, { constant, comments: thing.notes ?? [] });
  references.keepThing(member, thing, constant, props !== undefined);
  if (!imports || thing.id === undefined) return;
  const [method, its] =
    props === undefined ? ['importFrom', quotePlain(thing.id)] : ['importExisting', quote(thing.id)];
  program.add(call(`${use(constant)}.${method}`, its), { apart: false });
}

/** @param on the integration that the flow gives access to, and to nothing else */
function propsOf(
  member: AccessMember,
  thing: AponoDocument<AccessMember>,
  id: string,
  on: string | undefined,
  program: Program,
  references: References,
): Members<Source> | undefined {
  const special = member === 'access_flows' ? flowProps(thing, program, references) : {};
  const targets = on === undefined ? targetsProp(thing, program, references) : accessProps(thing, program, references);
  if (special === undefined || targets === undefined) return undefined;
  const { description, word } = APONO_KINDS[member];
  const { name, to, ...rest } = describedProps(
    objectShapeOf(description.schema),
    thing as Members<unknown>,
    references,
    {
      special: { ...special, access_targets: () => ({}) },
      secret: references.secretsOf(id, `the ${word} ${id}`),
    },
  );
  return Object.fromEntries(
    Object.entries({ name, to, ...targets, ...rest }).flatMap(([prop, source]) =>
      source === undefined ? [] : [[prop, source]],
    ),
  );
}

/** In bare resources, Terraform reads expressions in texts. */
function bareProps(member: AccessMember, thing: object, id: string, references: References): Members<Source> {
  const { description, word } = APONO_KINDS[member];
  const refer = (to: AponoMember, prop: string) => (given: unknown) =>
    given === undefined ? {} : { [prop]: references.nameOfThing(to, given) };
  return describedProps(objectShapeOf(description.schema), plainTexts(thing) as Members<unknown>, references, {
    special: {
      'access_targets.integration.integration_name': refer('integrations', 'integrationName'),
      'access_targets.bundle.name': refer('bundles', 'name'),
      'access_targets.access_scope.name': refer('access_scopes', 'name'),
    },
    secret: references.secretsOf(id, `the ${word} ${id}`),
  });
}
