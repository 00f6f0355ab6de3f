import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { keptAt, readKept, writeKept } from '../../src/start/kept-code';
import { freshFolder } from '../support/folder';

const code = { data: Buffer.from('what V8 made of it'), size: 1000, times: 1 };

function place(key = 'k'): string {
  return String(keptAt(key, { XDG_CACHE_HOME: freshFolder('cache') }));
}

test('code is kept in the folder for caches of the user, by what it was made of and by what made it', () => {
  const file = `k-${process.versions.v8}-${process.arch}`;
  expect(keptAt('k', { XDG_CACHE_HOME: '/c' })).toBe(`/c/aponopg/${file}`);
  expect(keptAt('k', { HOME: '/home/me' })).toBe(`/home/me/.cache/aponopg/${file}`);
  expect(keptAt('k', { LOCALAPPDATA: 'L', USERPROFILE: 'U' })).toBe(join('L', 'aponopg', file));
  expect(keptAt('other', { HOME: '/home/me' })).not.toContain(file);
});

test('where there is no such folder, or nothing is to be kept, there is no place for it', () => {
  expect(keptAt('k', {})).toBeUndefined();
  expect(keptAt('k', { HOME: '/home/me', APONOPG_CODE_CACHE: 'off' })).toBeUndefined();
  expect(keptAt('k', { HOME: '/home/me', NODE_DISABLE_COMPILE_CACHE: '1' })).toBeUndefined();
});

test('what is written is read again, and nobody else may read it', () => {
  const path = place();
  expect(readKept(path)).toBeUndefined();
  writeKept(path, code);
  expect(readKept(path)).toEqual(code);
  expect(readdirSync(join(path, '..'))).toHaveLength(1);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(statSync(join(path, '..')).mode & 0o077).toBe(0);
});

test.each(Array.from({ length: 58 }, (_, at) => at))('a file with byte %i changed is taken for none', (at) => {
  const path = place();
  writeKept(path, code);
  const bytes = readFileSync(path);
  expect(bytes).toHaveLength(58);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
  expect(readKept(path)).toBeUndefined();
});

test.each([0, 10, 40, 57])('a file cut off after %i bytes is taken for none', (length) => {
  const path = place();
  writeKept(path, code);
  writeFileSync(path, readFileSync(path).subarray(0, length));
  expect(readKept(path)).toBeUndefined();
});

test('what others may have written is neither read nor written over', () => {
  const open = place();
  writeKept(open, code);
  chmodSync(open, 0o666);
  expect(readKept(open)).toBeUndefined();

  const folder = place();
  mkdirSync(join(folder, '..'), { recursive: true });
  chmodSync(join(folder, '..'), 0o777);
  writeKept(folder, code);
  expect(readdirSync(join(folder, '..'))).toEqual([]);

  const link = place();
  writeKept(link, code);
  const other = place();
  mkdirSync(join(other, '..'), { recursive: true, mode: 0o700 });
  symlinkSync(link, other);
  expect(readKept(other)).toBeUndefined();
});

test('that it cannot be written is no trouble', () => {
  const file = join(freshFolder('cache'), 'a-file');
  writeFileSync(file, '');
  const path = String(keptAt('k', { XDG_CACHE_HOME: file }));
  expect(() => writeKept(path, code)).not.toThrow();
  expect(readKept(path)).toBeUndefined();
});

test('what nobody has written for a month goes once something new is kept', () => {
  const path = place();
  writeKept(path, code);
  const old = join(path, '..', 'of-an-older-version');
  writeFileSync(old, '');
  utimesSync(old, new Date(), new Date(Date.now() - 40 * 24 * 3600 * 1000));
  writeKept(path, { ...code, times: 2 });
  expect(readdirSync(join(path, '..'))).toHaveLength(2);
  writeKept(path, code);
  expect(readdirSync(join(path, '..'))).toHaveLength(1);
});
