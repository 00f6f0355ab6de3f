import type { Outcome, ResourceState, Values } from '../handler/handler-resource';
import type { AponoMember, Document } from '../metadata';
import { type Problem, problem } from '../problem';
import type { Recalled } from './remembered';

/*
 * What every kind of thing at Apono has in common: a name that no other of its kind has, and an id that stays. Of
 * integrations the type is compared, too; nothing else has one.
 */

/** What is remembered is only believed where Apono says the same, and a memory that others may have written only with the document. */
export function mismatchAtApono(
  member: AponoMember,
  word: string,
  { remembered, shared }: Recalled,
  { values: found }: Outcome,
  config: Values | undefined,
  document: Document,
): Problem | undefined {
  const { name, type, id } = remembered.values;
  // The name that the document says: a run was killed after it had renamed it, or somebody else did it by hand.
  const isIt = found.type === type && (found.name === name || found.name === config?.name);
  if (!isIt) {
    return problem('MEMORY_MISMATCH', ['name'], `The ${word} that was registered as ${name} is now ${found.name}`, {
      value: id,
      allowed: `${withArticle(word)}${type === undefined ? '' : ` of type ${type}`} called ${name}`,
      next: 'Rename it back in Apono, or delete it there; then run again. Nothing was changed.',
    });
  }
  const named = (document[member] ?? []).some((each) => each.name === found.name && each.type === found.type);
  if (!shared || named) return undefined;
  const [act, again] = config ? ['rename', 'Rename'] : ['delete', 'Delete'];
  return problem('MEMORY_NO_PROOF', ['name'], `The server's memory alone is not enough to ${act} ${found.name}`, {
    value: id,
    next: `${again} it in Apono by hand, and run again. Up to PostgreSQL 15 whoever has CREATEROLE can act as this admin, and could have written that it was registered here.`,
  });
}

/** Whether two that are remembered are one. */
export function isSameAtApono(one: ResourceState, other: ResourceState): boolean {
  return one.values.id !== undefined && one.values.id === other.values.id;
}

/** The problem of one that is there already and was made by somebody else. */
export function takenAtApono(word: string, config: Values): Problem {
  const what = `Apono has ${withArticle(word)} of this name, and it was not registered here`;
  return problem('APONO_NAME_TAKEN', ['name'], what, {
    value: config.name,
    next: 'Choose another name; or, if it is to be managed here from now on, run `aponopg import` with the same document.',
  });
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}
