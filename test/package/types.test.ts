import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { downloadPackage } from '../../scripts/npm-download';
import { installedPackage } from '../support/packed';

const ROOT = resolve(__dirname, '../..');

/** Every declaration that a program draws in is checked, those of the packages included. */
const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: ['node'] };

/** What `cdktf init --template typescript` leaves: up to TypeScript 5, this resolves packages without their `exports`. */
const OF_CDKTF_INIT = {
  ...STRICT,
  lib: ['es2018'],
  module: 'CommonJS',
  target: 'ES2018',
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  resolveJsonModule: true,
  stripInternal: true,
};

const SETTINGS = {
  'as cdktf init leaves it': OF_CDKTF_INIT,
  nodenext: { ...STRICT, module: 'nodenext', target: 'es2022' },
  bundler: { ...STRICT, module: 'esnext', moduleResolution: 'bundler', target: 'es2022' },
};

/** One for each core. */
const EXAMPLES = ['quickstart', 'quickstart-cdktn'];

type Setting = keyof typeof SETTINGS;

const ALL = Object.keys(SETTINGS) as Setting[];

/** Older compilers take seven times as long: of them all but one wait for `npm run test:matrix`. */
const COMPILERS: { version: string; settings: Setting[] }[] =
  process.env.TEST_TYPESCRIPT_VERSIONS === 'all'
    ? ['5.4', '5.9', '6.0', '7.0'].map((version) => ({ version, settings: ALL }))
    : [
        { version: '5.4', settings: ['as cdktf init leaves it'] },
        { version: '7.0', settings: ALL },
      ];

beforeAll(async () => void (await installedPackage()), 300_000);

describe.each(COMPILERS)('TypeScript $version', ({ version, settings }) => {
  test.each(settings)(
    'compiles the quickstarts against the installed package: %s',
    async (setting) => {
      const folder = await installedPackage();
      for (const name of EXAMPLES) copyFileSync(join(ROOT, 'examples', name, 'main.ts'), join(folder, `${name}.ts`));
      const project = `tsconfig-${version}-${ALL.indexOf(setting)}.json`;
      writeFileSync(
        join(folder, project),
        JSON.stringify({ compilerOptions: SETTINGS[setting], files: EXAMPLES.map((name) => `${name}.ts`) }, null, 2),
      );
      expect(await compile(await compilerOf(version), folder, project)).toBe('');
    },
    120_000,
  );
});

test.each([
  ['constructs', 'cdktf'],
  ['cdktn', 'cdktn'],
])('the public types in %s name nothing but the core and its constructs', async (door, core) => {
  const folder = await installedPackage();
  const types = readFileSync(join(folder, `node_modules/cdktf-apono-postgresql/dist/${door}/index.d.ts`), 'utf8');
  const modules = [...types.matchAll(/(?:from |import\()'([^']+)'/g)].map(([, name]) => name);
  expect(new Set(modules)).toEqual(new Set([core, 'constructs']));
  expect(types).not.toContain('declare module');
});

/** What the compiler complains of, from the installed package's own folder. */
async function compile(compiler: string, folder: string, project: string): Promise<string> {
  const args = [compiler, '-p', project, '--pretty', 'false'];
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    () => '',
    (error) => (error.stdout || error.message) as string,
  );
}

/** A compiler of this project where one of them is of that version, else npm's. */
async function compilerOf(version: string): Promise<string> {
  const own = ['typescript', 'typescript-7'].map((name) => require.resolve(`${name}/package.json`));
  const fitting = own.find((file) => require(file).version.startsWith(`${version}.`));
  const folder = fitting ? dirname(fitting) : await downloadPackage('aponopg-typescript', 'typescript', version);
  return join(folder, 'bin/tsc');
}
