import { randomUUID } from 'node:crypto';
import { NO_CONTENT, ok } from './answer';
import { type Entry, nextPosition, type Placed, referred, refuseTakenName, replace, stored } from './entries';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import { refuseInUse } from './references';
import type { Body, Operation, Route, SandboxContext, SandboxRequest } from './request';
import type { InSpace, SandboxState } from './tenant';

/** What a thing has beside what was sent. */
interface Made extends Entry, Placed, InSpace {
  readonly creation_date: string;
  readonly update_date?: string | null;
}

/** A kind of things with names that are made, listed, changed as a whole and deleted. */
export interface Kind<Stored extends Made> {
  /** For messages: `Bundle`. */
  readonly what: string;
  readonly path: string;
  readonly entries: (state: SandboxState) => Stored[];
  /** Reads a body. @throws Refusal 400 */
  readonly read: (context: SandboxContext, body: Body) => Omit<Stored, Exclude<keyof Made, 'name'>>;
  readonly shown: (state: SandboxState, stored: Stored) => object;
  /** Whether its list can be narrowed by name. */
  readonly filtersByName: boolean;
}

/** Makes a thing of a body, in the space that the query names. @throws Refusal */
export function make<Stored extends Made>(kind: Kind<Stored>, request: SandboxRequest, body: Body): Stored {
  const all = kind.entries(request.state);
  const wanted = kind.read(request, body);
  refuseTakenName(all, kind.what, wanted.name);
  const now = new Date(request.now).toISOString();
  const space = request.query.get('space_reference');
  const made = {
    id: randomUUID(),
    ...wanted,
    creation_date: now,
    update_date: now,
    position: nextPosition(all),
    ...(space !== null && { space_id: referred(request.state.spaces, 'Space', space).id }),
  } as unknown as Stored;
  all.push(made);
  return made;
}

/** Makes another thing of the one with an id, by a body. @throws Refusal */
export function change<Stored extends Made>(
  kind: Kind<Stored>,
  context: SandboxContext,
  id: string,
  body: Body,
): Stored {
  const all = kind.entries(context.state);
  const before = stored(all, kind.what, id);
  const wanted = kind.read(context, body);
  refuseTakenName(all, kind.what, wanted.name, id);
  const { creation_date, position, space_id } = before;
  const now = new Date(context.now).toISOString();
  const kept = { id, creation_date, position, ...(space_id !== undefined && { space_id }) };
  const after = { ...wanted, ...kept, update_date: now } as unknown as Stored;
  replace(all, before, after);
  return after;
}

/** Takes a thing away. @throws Refusal 404, or 409 while something gives it */
export function remove<Stored extends Made>(kind: Kind<Stored>, state: SandboxState, id: string): void {
  const found = stored(kind.entries(state), kind.what, id);
  refuseInUse(state, kind.what, found);
  replace(kind.entries(state), found);
}

/** The five operations on a kind of things. */
export function routesOf<Stored extends Made>(kind: Kind<Stored>): readonly Route[] {
  const { what, path, entries, filtersByName } = kind;
  const show = (state: SandboxState, { position: _, space_id: id, ...each }: Stored) => ({
    ...kind.shown(state, each as unknown as Stored),
    // Only what is in a space tells of one: the public API knows none.
    ...(id !== undefined && {
      space: { space_id: id, space_name: state.spaces.find((space) => space.id === id)?.name },
    }),
  });
  const list: Operation = ({ state, query }) => {
    const name = filtersByName ? query.get('name') : null;
    const found = entries(state).filter((each) => name === null || matchesPattern(each.name, name));
    const page = pageOf(found, query, (each) => each.position);
    return ok({ ...page, items: page.items.map((each) => show(state, each)) });
  };
  return [
    ['GET', path, list],
    ['POST', path, (request) => ok(show(request.state, make(kind, request, request.body)))],
    ['GET', `${path}/{id}`, ({ state }, id) => ok(show(state, stored(entries(state), what, id)))],
    ['PUT', `${path}/{id}`, (request, id) => ok(show(request.state, change(kind, request, id, request.body)))],
    [
      'DELETE',
      `${path}/{id}`,
      ({ state }, id) => {
        remove(kind, state, id);
        return NO_CONTENT;
      },
    ],
  ];
}
