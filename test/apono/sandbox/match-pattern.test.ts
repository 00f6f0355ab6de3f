import { matchesPattern } from '../../../src/apono/sandbox/match-pattern';
import { integrationBody, sandboxWithClient } from '../fixture';

test('it agrees with a regular expression on every short text and pattern', () => {
  const words = (letters: string, longest: number): string[] =>
    longest === 0
      ? ['']
      : ['', ...[...letters].flatMap((each) => words(letters, longest - 1).map((rest) => each + rest))];
  for (const pattern of new Set(words('ab*', 4))) {
    const expected = new RegExp(`^${pattern.replaceAll('*', '[ab]*')}$`);
    for (const text of new Set(words('ab', 4))) {
      expect([pattern, text, matchesPattern(text, pattern)]).toEqual([pattern, text, expected.test(text)]);
    }
  }
});

test('characters of regular expressions mean themselves', () => {
  expect(matchesPattern('a.b\nc', 'a.b*')).toBe(true);
  expect(matchesPattern('axb', 'a.b')).toBe(false);
  expect(matchesPattern('(a|b)+', '(a|b)+')).toBe(true);
});

test('upper and lower case are the same', () => {
  expect(matchesPattern('Orders', 'ORD*')).toBe(true);
  expect(matchesPattern('orders', 'Orders')).toBe(true);
});

test('a pattern of many * takes no time', async () => {
  const { client } = await sandboxWithClient();
  await client.integrations.create(integrationBody('a'.repeat(200)));
  const began = Date.now();
  expect(await client.integrations.findByName(`${'*a'.repeat(100)}*b`)).toBeNull();
  expect(matchesPattern('a'.repeat(100_000), `${'*a'.repeat(5_000)}*b`)).toBe(false);
  expect(Date.now() - began).toBeLessThan(1000);
});
