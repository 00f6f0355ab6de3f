import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { disagreements } from '../../scripts/version';
import { freshFolder } from '../support/folder';

const ROOT = resolve(__dirname, '../..');
const SCRIPT = join(ROOT, 'scripts/version.js');

/** A small repository with every place that has the version, and this project's life-cycle scripts. */
function repository(): string {
  const root = freshFolder('version');
  const { scripts } = require('../../package.json');
  const ours = (name: string) => scripts[name].replace('scripts/version.js', SCRIPT).replace(/ && .*/, '');
  const names = ['preversion', 'version', 'prepack'];
  const manifest = {
    name: 'small',
    version: '1.0.0',
    scripts: Object.fromEntries(names.map((name) => [name, ours(name)])),
  };
  const files = {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ name: 'small', version: '1.0.0', packages: { '': { version: '1.0.0' } } }),
    'provider-bytes.json': '{ "1.0.0": "" }',
    'CHANGELOG.md': '# Changelog\n\n## 1.1.0\n\n- More.\n\n## 1.0.0\n',
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{}',
    'constructs/index.ts': '',
    'src/version.ts': "export const VERSION = '1.0.0';\n",
    'src/terraform/provider/main.ts': "import { VERSION } from '../../version';\nconsole.log(VERSION);",
    'src/report/page/main.tsx': '',
    'src/report/page/page.css': '',
    'src/report/page/page.html': '',
    'src/cli/main.ts': '',
    'examples/checked-in-hcl/hcl/main.tf':
      'source  = "apono.internal/community/aponopg"\n      version = "1.0.0"\nversion = "9"\n',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  writeFileSync(join(root, '.gitignore'), 'dist\n');
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'begin');
  return root;
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...AUTHOR } });
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 't',
  GIT_AUTHOR_EMAIL: 't@t',
  GIT_COMMITTER_NAME: 't',
  GIT_COMMITTER_EMAIL: 't@t',
};

function npm(root: string, ...args: string[]) {
  return spawnSync('npm', args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...AUTHOR } });
}

test('the version is the same wherever this project has it', () => {
  expect(disagreements(ROOT)).toEqual([]);
});

test('`npm version` brings every place to the new version, the provider included, in one commit with a tag', () => {
  const root = repository();
  expect(npm(root, 'version', '1.1.0').status).toBe(0);
  expect(git(root, 'status', '--porcelain')).toBe('');
  expect(git(root, 'tag')).toBe('v1.1.0\n');
  expect(disagreements(root)).toEqual([]);
  const provider = join(root, 'dist/provider/terraform-provider-aponopg');
  expect(execFileSync(provider, { encoding: 'utf8' })).toBe('1.1.0\n');
  expect(readFileSync(join(root, 'examples/checked-in-hcl/hcl/main.tf'), 'utf8')).toContain('version = "9"');
});

test('a version that the changelog does not speak of is refused before anything is written', () => {
  const root = repository();
  expect(npm(root, 'version', '1.2.0').stderr).toContain('CHANGELOG.md has no heading `## 1.2.0`');
  expect(git(root, 'status', '--porcelain')).toBe('');
});

test('a version edited by hand is not packed', () => {
  const root = repository();
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  writeFileSync(join(root, 'package.json'), manifest.replace('1.0.0', '1.1.0'));
  const { status, stderr } = npm(root, 'pack');
  expect(status).not.toBe(0);
  expect(stderr).toContain('src/version.ts: 1.0.0 in the place of 1.1.0');
  expect(stderr).toContain('provider-bytes.json: nothing recorded for 1.1.0');
});
