import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builtCli } from '../support/build';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';

const run = promisify(execFile);
let folder: string;
let source: string;

beforeEach(() => {
  folder = freshFolder('out');
  source = join(folder, 'given.tf');
  writeFileSync(source, 'resource "apono_integration" "x" {\n  name = "Orders"\n  type = "postgresql"\n}\n');
});

const exportTo = (file: string, ...more: string[]) =>
  aponopg(['export', '--from', source, '--format', 'json', '--out', file, ...more]);

/** What the shell makes of a command line that begins with the export's own. */
async function shell(rest: string): Promise<string> {
  const command = `'${process.execPath}' '${await builtCli()}' export --from '${source}' --format json ${rest}`;
  const { stdout } = await run('bash', ['-c', `cd '${folder}' && ${command}`]);
  return stdout;
}

const isExport = (text: string) => (JSON.parse(text) as { integrations: unknown[] }).integrations.length === 1;

test('a plain file is replaced as a whole and keeps its mode', async () => {
  const file = join(folder, 'out.json');
  writeFileSync(file, 'before');
  chmodSync(file, 0o640);
  const done = await exportTo(file);
  expect(done).toMatchObject({ code: 0, stdout: `Wrote ${file}\n` });
  expect(isExport(readFileSync(file, 'utf8'))).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(['given.tf', 'out.json']);
});

test('/dev/stdout, piped or redirected, and a named pipe are written to', async () => {
  expect(isExport(await shell('--out /dev/stdout | cat'))).toBe(true);
  await shell('--out /dev/stdout > redirected.json');
  expect(isExport(readFileSync(join(folder, 'redirected.json'), 'utf8'))).toBe(true);
  const piped = await run('bash', [
    '-c',
    `cd '${folder}' && mkfifo pipe && (cat pipe > through.json & '${process.execPath}' '${await builtCli()}' export --from given.tf --format json --out pipe; wait)`,
  ]);
  expect(piped.stdout).toBe('');
  expect(isExport(readFileSync(join(folder, 'through.json'), 'utf8'))).toBe(true);
  expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
});

test('a link stays, and what it leads to is written', async () => {
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'out.json'), 'before');
  symlinkSync('real/out.json', join(folder, 'link.json'));
  expect((await exportTo(join(folder, 'link.json'))).code).toBe(0);
  expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  expect(isExport(readFileSync(join(folder, 'real', 'out.json'), 'utf8'))).toBe(true);
});

test('a link that leads nowhere is refused', async () => {
  symlinkSync('nowhere.json', join(folder, 'link.json'));
  const refused = await exportTo(join(folder, 'link.json'));
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('a link that leads nowhere');
  expect(existsSync(join(folder, 'nowhere.json'))).toBe(false);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;
asRoot('a link that another user made is refused', async () => {
  const file = join(folder, 'mine');
  writeFileSync(file, 'precious');
  symlinkSync(file, join(folder, 'link.json'));
  lchownSync(join(folder, 'link.json'), 4711, 4711);
  const refused = await exportTo(join(folder, 'link.json'));
  expect(refused.stderr).toContain('a link that another user made');
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

test('a folder, and a folder that is not there, are told', async () => {
  expect((await exportTo(folder)).stderr).toContain('it is a folder');
  expect((await exportTo(join(folder, 'none', 'out.json'))).stderr).toContain('there is no such folder');
});
