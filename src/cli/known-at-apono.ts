import { type AponoDocument, type ReadResource, renameSources, sourcesIn } from '../code';
import { type KnownAtApono, lookUpAtApono } from '../export';
import type { HandlerContext } from '../handler';
import { APONO_MEMBERS } from '../metadata';

/**
 * What a file describes, with what only Apono knows of it: ids, and names of identity sources in the place of their ids.
 *
 * @param withIds whether ids are wanted, for import blocks
 */
export async function knownAtApono(
  read: readonly ReadResource[],
  context: HandlerContext,
  env: NodeJS.ProcessEnv,
  withIds: boolean,
): Promise<Pick<ReadResource, 'member' | 'thing'>[]> {
  const missing = withIds ? read.filter(({ thing }) => thing.id === undefined) : [];
  const sources = sourcesIn(read.map(({ thing }) => thing));
  // Without a token there is nobody to ask; what a file says by itself is used as it is.
  const asks = missing.length > 0 || (sources.length > 0 && (env.APONO_PERSONAL_TOKEN ?? '') !== '' && withIds);
  const names = APONO_MEMBERS.map((member) => [member, missing.filter((each) => each.member === member).map(nameOf)]);
  const found: KnownAtApono = asks
    ? await lookUpAtApono(context, { names: Object.fromEntries(names), ids: sources })
    : { ids: {}, names: new Map() };
  return read.map((each) => ({ member: each.member, thing: withWhatIsKnown(each, found) }));
}

function withWhatIsKnown(read: ReadResource, { ids, names }: KnownAtApono): AponoDocument {
  const { member, thing } = read;
  const id = thing.id ?? ids[member]?.get(nameOf(read));
  const notes = read.notes.filter(
    (note) => ![...names.keys()].some((source) => note.includes(`holds the id ${source};`)),
  );
  return { ...renameSources(thing, names), ...(id !== undefined && { id }), ...(notes.length > 0 && { notes }) };
}

function nameOf({ thing }: ReadResource): string {
  return typeof thing.name === 'string' ? thing.name : '';
}
