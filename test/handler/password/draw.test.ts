import { derivePassword, drawPassword } from '../../../src/handler/password/draw';
import { check, password, passwordRecipe } from '../../../src/metadata';

const KEY = 'a key that is longer than thirty-two characters';

test('a drawn password has its length, of every character of the alphabet alike', () => {
  expect(drawPassword(passwordRecipe({}))).toMatch(/^[A-Za-z0-9]{32}$/);
  const alphabet = 'abcdefghijklmnopqrstu';
  for (const text of [
    drawPassword({ length: 42_000, alphabet }),
    derivePassword({ length: 42_000, alphabet }, { key: KEY, name: 'n', version: 1 }),
  ]) {
    const counts = new Map<string, number>();
    for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1);
    expect([...counts.keys()].sort().join('')).toBe(alphabet);
    // 2,000 are expected of each; six standard deviations are 263.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(300);
  }
  expect(drawPassword(passwordRecipe({}))).not.toBe(drawPassword(passwordRecipe({})));
});

test('a derived password is the same in every run, and another one for each thing that it is derived from', () => {
  const recipe = passwordRecipe({});
  const derive = (more: object = {}, alphabet = recipe.alphabet) =>
    derivePassword({ ...recipe, alphabet }, { key: KEY, name: 'orders', version: 1, ...more });
  expect(derive()).toBe(derive());
  const all = [derive(), derive({ version: 2 }), derive({ name: 'stock' }), derive({ key: `${KEY}!` })];
  expect(new Set([...all, derive({}, recipe.alphabet.toLowerCase().slice(26))]).size).toBe(5);
});

test('what would be guessed, or drawn unevenly, or derived from half of it, is refused', () => {
  const said = (config: object) => check(password, config).map(({ what }) => what);
  expect(said({})).toEqual([]);
  expect(said({ length: 12 })).toEqual(['12 characters out of 62 are 71 bits: too few']);
  expect(said({ length: 14 })).toEqual([]);
  expect(said({ alphabet: 'a' })).toEqual(['32 characters out of 1 are 0 bits: too few']);
  expect(said({ alphabet: 'ab', length: 80 })).toEqual([]);
  expect(said({ alphabet: 'aab', length: 80 })).toEqual(['`alphabet` has "a" twice']);
  expect(said({ alphabet: 'a b' })).toHaveLength(1);
  expect(said({ name: 'x' })).toEqual(['`name` is given without `key`']);
  expect(said({ key: KEY })).toEqual(['`name` is required with `key`', '`version` is required with `key`']);
  expect(said({ key: 'short', name: 'x', version: 1 })).toEqual(['`key` is too short to derive a password from']);
});
