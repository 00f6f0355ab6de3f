import { ProblemError, problem } from '../problem';
import type { Page } from './api-shapes';

/**
 * Goes through a list page by page, asking for each only when it is needed.
 *
 * @param filter arrays become a repeated parameter, as the API wants it; undefined is left out
 */
export async function* allPages<Item>(
  filter: object,
  fetchPage: (query: URLSearchParams) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  const query = queryOf(filter);
  const seen = new Set<string>();
  for (;;) {
    const page = await fetchPage(query);
    yield* page.items;
    const next = page.pagination.next_page_token;
    if (typeof next !== 'string' || next === '') return;
    if (seen.has(next)) throw endless();
    seen.add(next);
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

function endless(): ProblemError {
  const what = 'A list from Apono leads from page to page in a circle';
  return new ProblemError(problem('APONO_BAD_ANSWER', ['apono', 'endpoint'], what, { next: 'Try again later' }));
}
