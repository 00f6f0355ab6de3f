import { Refusal } from './answer';

/** Something that the tenant has several of. */
export interface Entry {
  readonly id: string;
  readonly name: string;
}

/** An entry with its place in the order of creation. */
export interface Placed {
  readonly position: number;
}

/** The entry with an id. @throws Refusal 404 */
export function stored<Each extends { readonly id: string }>(entries: readonly Each[], what: string, id: string): Each {
  const found = entries.find((each) => each.id === id);
  if (found === undefined) throw new Refusal(404, `${what} ${id} not found`);
  return found;
}

/** The entry that an id or a name refers to. @throws Refusal 400 */
export function referred<Each extends Entry>(entries: readonly Each[], what: string, reference: string): Each {
  const found = entries.find(({ id }) => id === reference) ?? entries.find(({ name }) => name === reference);
  if (found === undefined) throw new Refusal(400, `${what} ${reference} not found`);
  return found;
}

/** @throws Refusal 409 where another entry has the name */
export function refuseTakenName(entries: readonly Entry[], what: string, name: string, ownId?: string): void {
  if (entries.some((each) => each.name === name && each.id !== ownId)) {
    throw new Refusal(409, `${what} with name ${name} already exists`);
  }
}

/** The place of the next entry. */
export function nextPosition(entries: readonly Placed[]): number {
  return (entries.at(-1)?.position ?? -1) + 1;
}

/** Puts another version of an entry in its place, or takes it away. */
export function replace<Each>(entries: Each[], before: Each, ...after: readonly Each[]): void {
  entries.splice(entries.indexOf(before), 1, ...after);
}
