import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeIn } from '../../src/start/code-in';
import { builtCli } from '../support/build';
import { freshFolder } from '../support/folder';

let cli: string;
beforeAll(async () => {
  cli = await builtCli();
});

function run(cache: string, file = cli, ...args: string[]): string {
  const env = { PATH: process.env.PATH, XDG_CACHE_HOME: cache };
  return execFileSync(process.execPath, [file, ...(args.length > 0 ? args : ['--version'])], { env, encoding: 'utf8' });
}

const keptIn = (cache: string) => readdirSync(join(cache, 'aponopg')).map((name) => join(cache, 'aponopg', name));

test('the file holds a program that runs by itself', () => {
  const program = join(freshFolder('program'), 'program.js');
  writeFileSync(program, codeIn(readFileSync(cli, 'latin1')));
  expect(run(freshFolder('cache'), program)).toBe(run(freshFolder('cache')));
});

test('a run leaves behind what the next one begins with', () => {
  const cache = freshFolder('cache');
  const first = run(cache);
  const [kept, ...more] = keptIn(cache);
  expect(more).toEqual([]);
  const before = readFileSync(String(kept));
  expect(run(cache)).toBe(first);
  // It had nothing to add.
  expect(readFileSync(String(kept))).toEqual(before);
});

test('a run that does more adds to it', () => {
  const cache = freshFolder('cache');
  run(cache);
  const [kept] = keptIn(cache);
  const before = readFileSync(String(kept)).length;
  const file = join(freshFolder('document'), 'document.json');
  writeFileSync(file, '{ "servers": {} }');
  run(cache, cli, 'validate', file);
  expect(readFileSync(String(kept)).length).toBeGreaterThan(before);
});

test('what is damaged is made again', () => {
  const cache = freshFolder('cache');
  const said = run(cache);
  const [kept] = keptIn(cache);
  const bytes = readFileSync(String(kept));
  bytes.fill(0, bytes.length / 2);
  writeFileSync(String(kept), bytes);
  expect(run(cache)).toBe(said);
  expect(readFileSync(String(kept))).not.toEqual(bytes);
});
