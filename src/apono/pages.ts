import { ProblemError, problem } from '../problem';
import type { Page } from './api-shapes';

/** What one list may come to: far more than any tenant has. */
const MOST_PAGES = 1_000;
const MOST_ITEMS = 100_000;
const MOST_CHARACTERS = 256 * 1_048_576;
const MOST_SECONDS = 600;
const LONGEST_TOKEN = 4_096;

/** A page, and the characters of the answer that it came in. */
export interface FetchedPage<Item> extends Page<Item> {
  readonly characters: number;
}

/**
 * Goes through a list page by page, asking for each only when it is needed.
 *
 * @param filter arrays become a repeated parameter, as the API wants it; undefined is left out
 * @throws ProblemError `APONO_BAD_ANSWER` for a list without end
 */
export async function* allPages<Item>(
  filter: object,
  fetchPage: (query: URLSearchParams) => Promise<FetchedPage<Item>>,
): AsyncGenerator<Item> {
  const query = queryOf(filter);
  const seen = new Set<string>();
  const began = Date.now();
  let [items, characters] = [0, 0];
  for (;;) {
    const page = await fetchPage(query);
    items += page.items.length;
    characters += page.characters;
    if (items > MOST_ITEMS || characters > MOST_CHARACTERS) throw endless('has more items than any tenant');
    yield* page.items;
    const next = page.pagination.next_page_token;
    if (typeof next !== 'string' || next === '') return;
    if (seen.has(next)) throw endless('leads from page to page in a circle');
    if (next.length > LONGEST_TOKEN) throw endless(`names its next page by ${next.length} characters`);
    seen.add(next);
    if (seen.size >= MOST_PAGES) throw endless(`has more than ${MOST_PAGES} pages`);
    if (Date.now() - began > MOST_SECONDS * 1000) throw endless(`takes more than ${MOST_SECONDS} seconds`);
    query.set('page_token', next);
  }
}

function queryOf(filter: object): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    for (const each of [value].flat()) {
      if (each !== undefined) query.append(key, String(each));
    }
  }
  return query;
}

function endless(does: string): ProblemError {
  return new ProblemError(
    problem('APONO_BAD_ANSWER', ['apono', 'endpoint'], `A list from Apono ${does}`, {
      allowed: `at most ${MOST_PAGES} pages, ${MOST_ITEMS} items and ${MOST_SECONDS} seconds`,
      next: 'See that the endpoint is that of Apono, and try again later',
    }),
  );
}
