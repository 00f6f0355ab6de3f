import { canonicalInstant, sameInstant } from '../../../src/postgres/roles/valid-until';

test.each([
  ['infinity', 'infinity'],
  ['Infinity', 'infinity'],
  ['2030-01-31', '2030-01-31T00:00:00Z'],
  [' 2030-01-31 ', '2030-01-31T00:00:00Z'],
  ['2030-01-31T12:30', '2030-01-31T12:30:00Z'],
  ['2030-01-31 12:30:15', '2030-01-31T12:30:15Z'],
  ['2030-01-31t12:30:15z', '2030-01-31T12:30:15Z'],
  ['2030-01-31 12:30:15 Z', '2030-01-31T12:30:15Z'],
  ['2030-01-31 12:30:15.250', '2030-01-31T12:30:15.25Z'],
  ['2030-01-31 12:30:15.000', '2030-01-31T12:30:15Z'],
  ['2030-01-31 12:30:15.100200', '2030-01-31T12:30:15.1002Z'],
  ['2030-01-31 12:30+05', '2030-01-31T07:30:00Z'],
  ['2030-01-31 12:30+0530', '2030-01-31T07:00:00Z'],
  ['2030-01-31 12:30+05:30', '2030-01-31T07:00:00Z'],
  ['2030-01-31 12:30-05:30', '2030-01-31T18:00:00Z'],
  ['2030-12-31 23:30-01', '2031-01-01T00:30:00Z'],
  ['2028-02-29', '2028-02-29T00:00:00Z'],
  ['0099-03-04 05:06:07', '0099-03-04T05:06:07Z'],
  ['12030-01-01', '12030-01-01T00:00:00Z'],
])('%s is %s', (text, canonical) => {
  expect(canonicalInstant(text)).toBe(canonical);
});

test.each([
  'tomorrow',
  '',
  '2030-1-1',
  '2030-00-01',
  '2030-13-01',
  '2030-02-30',
  '2029-02-29',
  '2030-01-01 24:00',
  '2030-01-01 12:60',
  '2030-01-01 12:30:60',
  '2030-01-01 12',
  '2030-01-01 12:30:15.1234567',
  '2030-01-01 12:30 UTC',
  'x2030-01-01',
  '2030-01-01x',
  '1234567-01-01',
])('%j is no point in time', (text) => {
  expect(canonicalInstant(text)).toBeUndefined();
});

test('none at all is the same as infinity, and what cannot be read only as itself', () => {
  expect(sameInstant(null, null)).toBe(true);
  expect(sameInstant(null, 'infinity')).toBe(true);
  expect(sameInstant(null, '2030-01-01')).toBe(false);
  expect(sameInstant('2030-01-01 12:00+02', '2030-01-01T10:00Z')).toBe(true);
  expect(sameInstant('2030-01-01', '2030-01-02')).toBe(false);
  expect(sameInstant('tomorrow', 'tomorrow')).toBe(true);
  expect(sameInstant('tomorrow', 'yesterday')).toBe(false);
});
