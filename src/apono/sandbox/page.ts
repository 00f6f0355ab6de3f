import type { Page } from '../api-shapes';
import { Refusal } from './answer';

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

/**
 * Cuts one page out of a list, by `limit` and `page_token`.
 *
 * A token names the last item of the page before by its position in the order of creation, so that items that come or go in between
 * make no item appear twice or be left out.
 *
 * @param items in the order of creation
 */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  positionOf: (item: Item) => number,
): Page<Item> {
  const limit = limitOf(query.get('limit'));
  const after = positionAfter(query.get('page_token'));
  const rest = items.filter((item) => positionOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return { items: page, pagination: { next_page_token: more ? tokenFor(positionOf(last)) : null } };
}

function limitOf(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new Refusal(400, 'limit must be a whole number of at least 1');
  return Math.min(limit, LARGEST_LIMIT);
}

function positionAfter(token: string | null): number {
  if (token === null || token === '') return -1;
  const position = /^after:(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw new Refusal(400, 'page_token is not one that this list gave');
  return Number(position);
}

function tokenFor(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}
