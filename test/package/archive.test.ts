import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { linksOf } from '../support/markdown';
import { installedPackage, packedArchive } from '../support/packed';

const BIN = resolve(__dirname, '../../node_modules/.bin');
const run = promisify(execFile);

/** What a checker says of the archive: it ends with an error where it has a complaint. */
async function complaints(program: string, ...args: string[]): Promise<string> {
  return run(join(BIN, program), [...args, await packedArchive()]).then(
    () => '',
    (error) => (error.stdout || error.message) as string,
  );
}

beforeAll(async () => void (await installedPackage()), 300_000);

test('publint has nothing to say of the archive', async () => {
  expect(await complaints('publint', '--strict')).toBe('');
});

test('the types are what is loaded, whichever way a program resolves it', async () => {
  expect(await complaints('attw', '--format', 'ascii', '--no-color')).toBe('');
});

test('every link of the pages in the archive leads to a file in it, or out into the world', async () => {
  const folder = await installed();
  const pages = filesOf(folder).filter((file) => file.endsWith('.md'));
  const broken = pages.flatMap((page) =>
    linksOf(readFileSync(join(folder, page), 'utf8'))
      .filter(({ target }) => !/^(https?:|#)/.test(target))
      .filter(({ target }) => !existsSync(join(folder, dirname(page), target.replace(/#.*/, ''))))
      .map(({ line, target }) => `${page}:${line} leads to ${target}, which is not in the archive`),
  );
  expect(pages).toContain('README.md');
  expect(broken).toEqual([]);
});

test('the archive holds what is needed and what is owed, and nothing of the development', async () => {
  const files = filesOf(await installed());
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'package.json']));
  const folders = files.map((file) => file.split('/')[0]);
  expect(new Set(folders.filter((each) => !each?.includes('.') && each !== 'LICENSE'))).toEqual(
    new Set(['bin', 'dist', 'docs', 'examples', 'schemas']),
  );
  expect(files.filter((file) => /\/\.|\.map$|\.test\.|cdktf\.out/.test(file))).toEqual([]);
});

test('the notices pass on the licence of every package in the bundles', async () => {
  const notices = readFileSync(join(await installed(), 'dist/THIRD-PARTY-NOTICES'), 'utf8');
  for (const name of ['commander', 'jsonc-parser', 'pg', 'pg-types', 'protobufjs', 'zod']) {
    const { version } = require(`../../node_modules/${name}/package.json`);
    expect(notices).toMatch(new RegExp(`^${name} ${version} \\([^)]+\\)\\n\\n[\\s\\S]*?[Cc]opyright`, 'm'));
  }
});

test('the bill of materials names every package in the bundles, and what is installed along', async () => {
  const bill = JSON.parse(readFileSync(join(await installed(), 'dist/sbom.cdx.json'), 'utf8'));
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'cdktf-apono-postgresql' } } });
  const listed = new Map(bill.components.map((each: { name: string }) => [each.name, each]));
  for (const name of ['commander', 'pg', 'protobufjs', 'zod', '@cdktf/hcl2json']) {
    const { version } = require(`../../node_modules/${name}/package.json`);
    expect(listed.get(name)).toMatchObject({
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    });
  }
  const notices = readFileSync(join(await installed(), 'dist/THIRD-PARTY-NOTICES'), 'utf8');
  const noticed = [...notices.matchAll(/^-{80}\n\n(\S+) \d/gm)].map(([, name]) => name);
  expect(noticed.length).toBeGreaterThan(10);
  expect([...listed.keys()]).toEqual(expect.arrayContaining(noticed));
});

async function installed(): Promise<string> {
  return join(await installedPackage(), 'node_modules/cdktf-apono-postgresql');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}
