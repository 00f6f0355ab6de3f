import { APONO_MEMBERS, type AponoMember, flowWithoutDefaults, objectShapeOf, withoutDefaults } from '../../metadata';
import type { Problem } from '../../problem';
import { type AccessMember, APONO_KINDS, type AponoDocument } from '../apono-kinds';
import { checkWritten } from '../check-written';
import { isUnevaluated, type ProjectDocument } from '../project-document';
import { readAccess, readOlderBundle, readOlderFlow } from './access-bodies';
import { readAponopg, readOfficial, readOlder } from './integration-bodies';
import type { ReadBody } from './reader';

/** How each kind of resource is read, and the member of a document that it belongs to. */
interface ResourceReader {
  readonly member: AponoMember;
  readonly read: ReadBody;
}

const READERS: Readonly<Record<AponoMember, Readonly<Record<string, ReadBody>>>> = {
  integrations: {
    apono_resource_integration: readOfficial,
    apono_integration: readOlder,
    aponopg_integration: readAponopg,
  },
  access_scopes: readersOf('access_scopes'),
  bundles: { ...readersOf('bundles'), apono_access_bundle: readOlderBundle },
  access_flows: { ...readersOf('access_flows'), apono_access_flow: readOlderFlow },
};

/** By type of resource. */
export const RESOURCE_READERS: Readonly<Record<string, ResourceReader>> = Object.fromEntries(
  APONO_MEMBERS.flatMap((member) => Object.entries(READERS[member]).map(([type, read]) => [type, { member, read }])),
);

/** Ours and the official provider's newer one have the same attributes. */
function readersOf(member: AccessMember): Record<string, ReadBody> {
  const { description, official } = APONO_KINDS[member];
  const read = readAccess(member);
  return { [official]: read, [description.name]: read };
}

/** What the body of a resource says, what could not be taken over exactly, and what is wrong with it. */
export interface ReadBodyResult {
  readonly member: AponoMember;
  readonly thing: AponoDocument;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the body of a resource at `type.name`, one of `RESOURCE_READERS`.
 *
 * @param body with values evaluated
 */
export function readResourceBody(address: string, body: Readonly<Record<string, unknown>>): ReadBodyResult {
  const notes: string[] = [];
  const problems: Problem[] = [];
  const { member, read } = RESOURCE_READERS[address.split('.').at(-2) ?? ''] ?? AS_OURS;
  const thing = read(body, {
    address,
    note: (text) => notes.push(text),
    refuse: (found) => problems.push(found),
  });
  const shape = objectShapeOf(APONO_KINDS[member].description.schema);
  // What an integration needs to be registered is for a person to fill in; what is there has to be of its kind.
  const needed = member === 'integrations' ? ['name', 'type'] : undefined;
  if (problems.length === 0) problems.push(...checkWritten(shape, thing, [address], needed));
  return { member, thing: thing as AponoDocument, notes, problems };
}

const AS_OURS: ResourceReader = { member: 'integrations', read: readAponopg };

/** Without defaults: states have every one of them, and some people write them out. */
export function asWritten<M extends AponoMember>(member: M, thing: AponoDocument<M>): AponoDocument<M> {
  const { description } = APONO_KINDS[member];
  const written =
    member === 'access_flows' ? flowWithoutDefaults(thing) : withoutDefaults(objectShapeOf(description.schema), thing);
  return written as AponoDocument<M>;
}

/** Those of one member, as a document has them. */
export function documentsOf(
  found: readonly { readonly member: AponoMember; readonly thing: AponoDocument }[],
): Pick<ProjectDocument, AponoMember> {
  const members = APONO_MEMBERS.map((member) => [
    member,
    found.filter((each) => each.member === member).map(({ thing }) => thing),
  ]);
  return Object.fromEntries(members.filter(([, things]) => things?.length));
}

/** The expressions that are left in a thing, a sentence for each. */
export function notesOnExpressions(thing: object): { template: string; note: string }[] {
  return expressionsIn(thing, []).map(({ path, template }) => ({
    template,
    note: `${path} is an expression and was kept as it is: ${template}`,
  }));
}

function expressionsIn(value: unknown, path: readonly string[]): { path: string; template: string }[] {
  if (isUnevaluated(value)) return [{ path: path.join('.'), template: value.$template }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => expressionsIn(inner, [...path, key]));
}
