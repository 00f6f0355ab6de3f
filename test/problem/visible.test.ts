import { isVisible, problem, renderProblem, visible, visibleJson, visibleLines } from '../../src/problem';

const HIDDEN = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 33 }, (_, code) => String.fromCharCode(0x7f + code)),
  ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
  ...['\u2066', '\u2067', '\u2068', '\u2069', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u2028', '\u2029'],
  ...['\ud800', '\udc00', '\u{e0041}'],
];

test.each(HIDDEN.map((each) => [JSON.stringify(each), each]))('%s is made visible', (_, character) => {
  for (const text of [visible(`a${character}b`), visibleJson(`a${character}b`)]) {
    expect(isVisible(text)).toBe(true);
    expect(text).toMatch(/a\\/);
  }
  expect(visibleLines(`a${character}b`)).toBe(
    character === '\n' || character === '\t' ? `a${character}b` : visibleLines(`a${character}b`),
  );
});

test('JSON means exactly what it meant', () => {
  const value = { [HIDDEN.join('')]: HIDDEN };
  expect(JSON.parse(visibleJson(value))).toEqual(value);
});

test('what people write is left alone', () => {
  for (const text of ['Tür', '日本', '👨‍👩‍👧 and 👍🏽', 'naïve — “quoted”', 'e\u0301'])
    expect(visible(text)).toBe(text);
});

test('a problem keeps its lines, whatever it names', () => {
  const forged = 'x\nCode: NONE\u001b[2J\u202e';
  const text = renderProblem(problem('INTERNAL', [forged], forged, { value: forged, allowed: forged, next: forged }));
  expect(text.split('\n').map((line) => line.replace(/:.*/, ''))).toEqual([
    expect.stringContaining('x\\nCode'),
    'Where',
    'Value',
    'Allowed',
    'What to do',
    'Code',
  ]);
});
