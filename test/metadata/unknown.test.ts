import {
  holdsUnknown,
  isGiven,
  isMissing,
  known,
  knownNames,
  UNKNOWN,
  unknownPaths,
  withUnknownAt,
} from '../../src/metadata/unknown';

test('what is not known yet is neither given nor missing', () => {
  const told = (value: unknown) => [isGiven(value), isMissing(value)];
  expect([undefined, null, UNKNOWN, '', 0, false].map(told)).toEqual([
    [false, true],
    [false, true],
    [false, false],
    [true, false],
    [true, false],
    [true, false],
  ]);
  expect([known(UNKNOWN), known(null), known(0)]).toEqual([undefined, undefined, 0]);
});

test('it is found at any depth, and put back where it was', () => {
  const value = { a: [1, { b: UNKNOWN }, UNKNOWN], c: { d: null } };
  const paths = [
    ['a', 1, 'b'],
    ['a', 2],
  ];
  expect(holdsUnknown(value)).toBe(true);
  expect(unknownPaths(value)).toEqual(paths);
  expect(withUnknownAt({ a: [1, { b: 5 }, 6], c: { d: null } }, paths)).toEqual(value);
  for (const all of [null, 'text', [], {}, { a: [{ b: null }] }]) {
    expect([holdsUnknown(all), unknownPaths(all)]).toEqual([false, []]);
  }
  expect(unknownPaths(UNKNOWN)).toEqual([[]]);
});

test('what leads nowhere is left aside', () => {
  expect(withUnknownAt('text', [['a', 'b']])).toBe('text');
  expect(withUnknownAt(null, [['a']])).toBe(null);
  expect(withUnknownAt([1, 2], [[1]])).toEqual([1, UNKNOWN]);
  expect(withUnknownAt({ a: 1 }, [[]])).toBe(UNKNOWN);
});

test('of a list of names those are taken that are known', () => {
  expect(knownNames(['a', UNKNOWN, 5, 'b'])).toEqual(['a', 'b']);
  for (const all of [UNKNOWN, null, undefined, 'text']) expect(knownNames(all)).toEqual([]);
});
