import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const text = read('SECURITY.md');
const named = [...new Set(text.match(/\btest\/[\w./-]+/g))];

test('SECURITY.md names tests for what it says holds', () => {
  expect(named.length).toBeGreaterThan(40);
  // A row of a table without a test would be a mere claim.
  const rows = text.split('\n').filter((line) => /^\| (?!what holds|version|---|the newest|all others)/.test(line));
  expect(rows.filter((line) => !line.includes('.test.ts`'))).toEqual([]);
});

test.each(named)('%s exists, and tests something', (path) => {
  expect(existsSync(join(ROOT, path))).toBe(true);
  expect(read(path)).toMatch(/^\s*test(\.each)?\(/m);
});

test('it is part of the package, and README leads to it', () => {
  expect(require('../../package.json').files).toContain('SECURITY.md');
  expect(read('README.md')).toContain('](SECURITY.md)');
});
