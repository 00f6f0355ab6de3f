import type { Fact, Found } from '../fact';
import type { RawAnswer } from '../read-tenant';

/** How Apono answers. */
export const ANSWERS: readonly Fact[] = [
  {
    fact: 'Everything that is listed can be read with this token, in the shapes of the API description.',
    restsOn: 'src/apono/answer-shape.ts',
    look: ({ unread }) => ({ holds: unread.length === 0, saw: unread.join('; ') || 'ten lists' }),
  },
  {
    fact: 'A wrong token gets 401 with `{"status":"401","code":"Unauthorized"}`.',
    restsOn: 'src/apono/sandbox/server.ts',
    look: ({ refused: { status, body } }) => {
      const { status: told, code } = (body ?? {}) as { status?: unknown; code?: unknown };
      return {
        holds: status === 401 && told === '401' && code === 'Unauthorized',
        saw: `${status}, ${body === undefined ? 'no JSON' : `members ${Object.keys(body as object).join(', ')}`}`,
      };
    },
  },
  {
    fact: 'What is not there is answered with 404 and JSON.',
    restsOn: 'src/apono/failure.ts',
    look: ({ absent }) => {
      const wrong = Object.entries(absent).filter(([, { status, body }]) => status !== 404 || body === undefined);
      const told = wrong.map(
        ([path, { status, body }]) => `${path}: ${status}${body === undefined ? ', no JSON' : ''}`,
      );
      return { holds: wrong.length === 0, saw: told.join('; ') || Object.keys(absent).join(', ') };
    },
  },
  {
    fact: 'A list asked for with `limit=1` gives one item and a token; the token alone gives another.',
    restsOn: 'src/apono/pages.ts',
    look: ({ pages }) => {
      const [first, second] = pages.map(idsIn);
      if (second === undefined) return { holds: undefined, saw: `one page of ${first?.length ?? 0}` };
      const isNext = first?.length === 1 && second.length > 0 && !second.includes(first[0] as string);
      return { holds: isNext, saw: `pages of ${first?.length} and ${second.length}` };
    },
  },
  {
    fact: 'A page asked for by its token alone keeps the limit of the first.',
    restsOn: 'src/apono/sandbox/page.ts',
    look: ({ pages: [, second] }) =>
      second === undefined
        ? { holds: undefined, saw: 'one page' }
        : { holds: idsIn(second).length === 1, saw: `${idsIn(second).length}` },
  },
  {
    fact: 'Integrations are found by their whole name.',
    restsOn: 'src/apono/collection.ts',
    look: ({ byName }) => foundIn(byName[0]),
  },
  {
    fact: 'Integrations are found by the beginning of their name and `*`, in either case.',
    restsOn: 'src/apono/client.ts',
    look: ({ byName }) => foundIn(byName[1]),
  },
];

function foundIn(answer: RawAnswer | undefined): Found {
  if (answer === undefined) return { holds: undefined, saw: 'no integration to look for' };
  return { holds: idsIn(answer).length > 0, saw: `${answer.status}, ${idsIn(answer).length}` };
}

function idsIn({ body }: RawAnswer): readonly string[] {
  const { items } = (body ?? {}) as { items?: readonly { id: string }[] };
  return (items ?? []).map(({ id }) => id);
}
