import type { Page } from '../api-shapes';
import { Refusal } from './answer';

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

/** How the query of a later page says where it begins. */
const AFTER = '_after';

/**
 * The query that a list began with. A `page_token` carries it: who asks for a further page need not say once more what the list
 * is narrowed to, and the official provider does not.
 *
 * @throws Refusal 400 for a token that no list gave
 */
export function firstQuery(query: URLSearchParams): URLSearchParams {
  const token = query.get('page_token') ?? '';
  const given = new URLSearchParams(query);
  given.delete('page_token');
  given.delete(AFTER);
  if (token === '') return given;
  const first = new URLSearchParams(Buffer.from(token, 'base64url').toString());
  if (!/^\d{1,15}$/.test(first.get(AFTER) ?? '')) throw new Refusal(400, 'page_token is not one that a list gave');
  for (const key of new Set(given.keys())) first.delete(key);
  for (const [key, value] of given) first.append(key, value);
  return first;
}

/**
 * Cuts one page out of a list.
 *
 * A token names the last item of the page before by its position in the order of creation, so that items that come or go in between
 * make no item appear twice or be left out.
 *
 * @param items in the order of creation
 * @param query as `firstQuery` gives it
 */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  positionOf: (item: Item) => number,
): Page<Item> {
  const limit = limitOf(query.get('limit'));
  const after = Number(query.get(AFTER) ?? -1);
  const rest = items.filter((item) => positionOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return { items: page, pagination: { next_page_token: more ? tokenFor(query, positionOf(last)) : null } };
}

function limitOf(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new Refusal(400, 'limit must be a whole number of at least 1');
  return Math.min(limit, LARGEST_LIMIT);
}

function tokenFor(query: URLSearchParams, position: number): string {
  const next = new URLSearchParams(query);
  next.set(AFTER, String(position));
  return Buffer.from(next.toString()).toString('base64url');
}
