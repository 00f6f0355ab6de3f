import { randomUUID } from 'node:crypto';
import { NO_CONTENT, ok } from './answer';
import { type Entry, nextPosition, type Placed, refuseTakenName, replace, stored } from './entries';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import { refuseInUse } from './references';
import type { Body, Operation, Route, SandboxContext } from './request';
import type { SandboxState } from './tenant';

/** What a thing has beside what was sent. */
interface Made extends Entry, Placed {
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

/** The five operations on a kind of things. */
export function routesOf<Stored extends Made>(kind: Kind<Stored>): readonly Route[] {
  const { what, path, entries, read, filtersByName } = kind;
  const show = (state: SandboxState, { position: _, ...each }: Stored) => kind.shown(state, each as Stored);
  const list: Operation = ({ state, query }) => {
    const name = filtersByName ? query.get('name')?.toLowerCase() : undefined;
    const found = entries(state).filter((each) => name === undefined || matchesPattern(each.name.toLowerCase(), name));
    const page = pageOf(found, query, (each) => each.position);
    return ok({ ...page, items: page.items.map((each) => show(state, each)) });
  };
  const get: Operation = ({ state }, id) => ok(show(state, stored(entries(state), what, id)));
  const create: Operation = (request) => {
    const all = entries(request.state);
    const wanted = read(request, request.body);
    refuseTakenName(all, what, wanted.name);
    const now = new Date(request.now).toISOString();
    const position = nextPosition(all);
    const made = { id: randomUUID(), ...wanted, creation_date: now, update_date: now, position } as unknown as Stored;
    all.push(made);
    return ok(show(request.state, made));
  };
  const update: Operation = (request, id) => {
    const all = entries(request.state);
    const before = stored(all, what, id);
    const wanted = read(request, request.body);
    refuseTakenName(all, what, wanted.name, id);
    const { creation_date, position } = before;
    const now = new Date(request.now).toISOString();
    const after = { id, ...wanted, creation_date, update_date: now, position } as unknown as Stored;
    replace(all, before, after);
    return ok(show(request.state, after));
  };
  const remove: Operation = ({ state }, id) => {
    const found = stored(entries(state), what, id);
    refuseInUse(state, what, found);
    replace(entries(state), found);
    return NO_CONTENT;
  };
  return [
    ['GET', path, list],
    ['POST', path, create],
    ['GET', `${path}/{id}`, get],
    ['PUT', `${path}/{id}`, update],
    ['DELETE', `${path}/{id}`, remove],
  ];
}
