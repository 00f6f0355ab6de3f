import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildBundles } from '../../scripts/build';
import { main as providerBytes } from '../../scripts/provider-bytes';
import { isStale } from '../../scripts/set-up';
import { freshFolder } from '../support/folder';

/** A small tree with everything that the build reads. */
function tree(word = 'hello'): string {
  const root = freshFolder('tree');
  const files = {
    'package.json': '{ "name": "small", "version": "1.0.0" }',
    'package-lock.json': '{ "packages": {} }',
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{}',
    'constructs/index.ts': '',
    'src/word.ts': `export const word: string = '${word}';`,
    'src/terraform/provider/main.ts':
      "import { word } from '../../word';\nconsole.log(word, require('node:path').basename(__filename));",
    'src/report/page/main.tsx': "document.title = 'a page';",
    'src/report/page/page.css': 'a { color: red }',
    'src/report/page/page.html': '<style>%STYLE%</style><title>%TITLE%</title><script>%SCRIPT%</script>',
    'src/cli/main.ts': "try { require('pg-native') } catch { console.log('alone'); }",
  };
  for (const [name, text] of Object.entries(files)) write(root, name, text);
  return root;
}

function write(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

const PROVIDER = 'dist/provider/terraform-provider-aponopg';

test('the provider is one program, the same bytes wherever it is built', () => {
  const [one, two] = [tree(), tree()];
  buildBundles(one);
  buildBundles(two);
  expect(readFileSync(join(one, PROVIDER))).toEqual(readFileSync(join(two, PROVIDER)));
  expect(execFileSync(join(one, PROVIDER), { encoding: 'utf8' })).toBe('hello terraform-provider-aponopg\n');
  expect(execFileSync(process.execPath, [join(one, 'dist/cli/aponopg.js')], { encoding: 'utf8' })).toBe('alone\n');
});

test('nothing is built again until something changes', () => {
  const root = tree();
  const made = () => statSync(join(root, PROVIDER), { bigint: true }).mtimeNs;
  buildBundles(root);
  const first = made();
  buildBundles(root);
  expect(made()).toBe(first);
  write(root, 'src/word.ts', "export const word = 'changed';");
  buildBundles(root);
  expect(readFileSync(join(root, PROVIDER), 'utf8')).toContain('changed');
});

test('a version keeps its bytes once it is released', () => {
  const root = tree();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: root });
  buildBundles(root);
  expect(() => providerBytes('check', root)).toThrow('npm run record');
  expect(providerBytes('record', root)).toBe('1.0.0 recorded');
  expect(providerBytes('check', root)).toContain('with these bytes');

  write(root, 'src/word.ts', "export const word = 'before the release';");
  buildBundles(root);
  expect(() => providerBytes('check', root)).toThrow('raise the version');
  expect(providerBytes('record', root)).toBe('1.0.0 recorded');

  git('init', '-q');
  git('add', 'provider-bytes.json');
  git('commit', '-qm', 'release');
  git('tag', 'v1.0.0');
  write(root, 'src/word.ts', "export const word = 'after the release';");
  buildBundles(root);
  expect(() => providerBytes('record', root)).toThrow('1.0.0 is released');
  write(root, 'package.json', '{ "version": "1.0.1" }');
  expect(providerBytes('record', root)).toBe('1.0.1 recorded');
});

test('dependencies are installed when they are missing or others than the lock file asks for', () => {
  const root = tree();
  const lock = (packages: object) => write(root, 'package-lock.json', JSON.stringify({ packages }));
  const installed = (packages: object) => write(root, 'node_modules/.package-lock.json', JSON.stringify({ packages }));
  const a = { version: '1.0.0', integrity: 'x' };
  lock({ '': {}, 'node_modules/a': a, 'node_modules/other-platform': { version: '1.0.0', optional: true } });
  expect(isStale(root)).toBe(true);
  installed({ 'node_modules/a': a });
  expect(isStale(root)).toBe(false);
  installed({ 'node_modules/a': { ...a, version: '0.9.0' } });
  expect(isStale(root)).toBe(true);
  installed({});
  expect(isStale(root)).toBe(true);
});

test("nothing is needed before the set-up: the README's commands begin where no package is installed", () => {
  const root = freshFolder('clone');
  cpSync(join(__dirname, '../../scripts'), join(root, 'scripts'), { recursive: true });
  const load = (name: string) => `require(${JSON.stringify(join(root, 'scripts', name))})`;
  execFileSync(process.execPath, ['-e', load('build.js')], { cwd: root, stdio: 'pipe' });
  const help = execFileSync(process.execPath, [join(root, 'scripts/demo.js'), '--help'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(help).toContain('npm run demo');
});
