import fc from 'fast-check';
import { quoteIdentifier, quoteLiteral } from '../../src/postgres/quote';
import { isVisible } from '../../src/problem';
import { useServer } from '../support/project';

const server = useServer();

/** Texts in which every sort of character stands beside every other. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001b[2J',
        '\n',
        '\r',
        '\t',
        '\u007f',
        '\u0085',
        '\u009b',
        '\u202e',
        '\u2066',
        '\u200f',
        '\u061c',
      ),
      fc.constantFrom(
        '\u200b',
        '\u200d',
        '\u2028',
        '\u2029',
        '\ufeff',
        '"',
        "'",
        '\\',
        '\\000A',
        '\\+01F600',
        '$',
        'U&"',
      ),
      fc.constantFrom('e\u0301', '\u00e9', '\u{1f600}', '\u{e0041}', '\u{1f468}\u200d\u{1f469}', 'a', ' ', '%'),
      fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0')),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join('').toWellFormed?.() ?? parts.join(''));

test('whatever a name or a text holds, the server reads exactly that, and the SQL shows all of it on one line', async () => {
  const samples = fc.sample(text, { numRuns: 300, seed: 11 });
  for (const each of samples) {
    expect(isVisible(quoteLiteral(each))).toBe(true);
    expect(isVisible(quoteIdentifier(each))).toBe(true);
    expect(quoteLiteral(each).normalize('NFC')).toBe(quoteLiteral(each));
    expect(quoteIdentifier(each).normalize('NFC')).toBe(quoteIdentifier(each));
  }
  for (const standard of ['on', 'off']) {
    const columns = samples.map((each, index) => `(${index}, ${quoteLiteral(each)})`).join(', ');
    const rows = await server.query<{ text: string }>(
      `SET standard_conforming_strings = ${standard}; SELECT text FROM (VALUES ${columns}) AS t (n, text) ORDER BY n`,
    );
    expect(rows.map((row) => row.text)).toEqual(samples);
    const names = [...new Set(samples.filter((name) => Buffer.byteLength(name) <= 63))];
    const [row] = await server.query(
      `SET standard_conforming_strings = ${standard}; SELECT ${names.map((each) => `1 AS ${quoteIdentifier(each)}`).join(', ')}`,
    );
    expect(new Set(Object.keys(row ?? {}))).toEqual(new Set(names));
  }
});

test('a plain name is quoted as everybody would', () => {
  expect(quoteIdentifier('Tür "1"')).toBe('"Tür ""1"""');
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteIdentifier('a\nb')).toBe('U&"a\\000Ab"');
  expect(quoteLiteral('a\nb\u202e')).toBe(" E'a\\nb\\u202E'");
});
