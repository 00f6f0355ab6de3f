import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from '@swc/core';
import { forCdktn } from '../../scripts/for-cdktn';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { packedArchive } from '../support/packed';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { openTerraform } from '../support/terraform';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);
const TYPESCRIPT = require.resolve('typescript/bin/tsc');
const { version, devDependencies } = require('../../package.json');

/** A program as a user of cdktn writes it who has no TypeScript. */
const APP = `
const { App, TerraformStack } = require('cdktn');
const { Admin, AponopgRole, PostgresqlServer } = require('cdktf-apono-postgresql/cdktn');
const app = new App({ outdir: process.argv[2] });
const stack = new TerraformStack(app, 'one');
const server = new PostgresqlServer(stack, 'main', {
  host: process.env.PGHOST, port: Number(process.env.PGPORT), database: 'postgres', sslmode: 'prefer',
  admin: Admin.environment({ username: process.env.PGUSER }),
});
new AponopgRole(stack, 'role', { server: server.serverName, name: process.argv[3], passwordEnv: 'ROLE_PASSWORD', login: true });
app.synth();
`;

/** Runs every example of a folder, each into a folder of its own. */
const EXAMPLES = `
const { readdirSync } = require('node:fs');
const [, , programs, out] = process.argv;
for (const name of readdirSync(programs)) {
  process.env.CDKTF_OUTDIR = out + '/' + name;
  require(programs + '/' + name);
}
`;

// Much of it where nothing is built.
const LIMIT = 180_000;

const folder = freshFolder('package');
const server = useServer();

/** Installs packages beside those that are there, as a user does. */
async function install(...packages: string[]): Promise<void> {
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...quiet, ...packages], { cwd: folder });
}

const installed = (name: string) => existsSync(join(folder, 'node_modules', name));
const asDeveloped = (...names: string[]) => names.map((name) => `${name}@${devDependencies[name]}`);
const node = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } });

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  await install(await packedArchive(), ...asDeveloped('cdktn'));
}, LIMIT);

test(
  'the packed package works beside cdktn alone',
  async () => {
    expect(installed('constructs')).toBe(true);
    expect(['cdktf', '@cdktf/provider-null'].filter(installed)).toEqual([]);
    writeFileSync(join(folder, 'app.js'), APP);
    const name = freshName('packed');
    const env = { PGPASSWORD: server.password, ROLE_PASSWORD: 'pw-of-role' };
    const terraform = closedAfterwards(openTerraform({ env }));
    await node(['app.js', join(folder, 'out'), name], server.psqlEnv);
    await run('cp', ['-R', `${join(folder, 'out/stacks/one')}/.`, terraform.path]);
    await terraform.init('-lockfile=readonly');
    await terraform.apply();
    expect(await server.tryAs(name, 'pw-of-role', 'postgres', 'SELECT 1')).toBe('ok');
    await terraform.destroy();

    const aponopg = await node(['node_modules/.bin/aponopg', '--version']);
    expect(aponopg.stdout).toContain(version);
  },
  LIMIT,
);

test('a program of cdktn compiles with the resolution that knows no exports, as `cdktf init` leaves it', async () => {
  cpSync(join(ROOT, 'examples/quickstart-cdktn/main.ts'), join(folder, 'main.ts'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'commonjs'];
  await node([TYPESCRIPT, ...options, '--moduleResolution', 'node10', 'main.ts']);
});

test('without CDKTF, what is made for it says what to install, and what to import', async () => {
  const refused = await node(['-p', "try { require('cdktf-apono-postgresql') } catch ({ message }) { message }"]);
  expect(refused.stdout).toContain('cdktf is not installed');
  expect(refused.stdout).toContain('npm install cdktf constructs');
  expect(refused.stdout).toContain('one of cdktn from cdktf-apono-postgresql/cdktn');
});

test(
  'the stacks of every example are the same to the byte with either core, but for its version and how it prints what is empty',
  async () => {
    await install(...asDeveloped('cdktf', '@cdktf/provider-null'));
    const byCdktf = await examplesOn('cdktf', (text) => text);
    expect(Object.keys(byCdktf)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^null-resource\.js.*cdk\.tf\.json$/)]),
    );
    expect(await examplesOn('cdktn', forCdktn)).toEqual(byCdktf);
  },
  LIMIT,
);

test('without the package of the provider null, only Handler.nullResource() is refused, with what to install', async () => {
  rmSync(join(folder, 'node_modules/@cdktf/provider-null'), { recursive: true });
  const refused = await node(['-p', "try { require('./cdktf/null-resource.js') } catch ({ message }) { message }"]);
  expect(refused.stdout).toContain('@cdktf/provider-null is not installed');
  expect(refused.stdout).toContain('npm install @cdktf/provider-null@11');
  await node(['cdktf/quickstart.js']);
});

/** What the examples synthesize with a core: the files by their names, without the version that the core writes. */
async function examplesOn(core: string, rewrite: (text: string) => string): Promise<Record<string, string>> {
  mkdirSync(join(folder, core));
  const names = readdirSync(join(ROOT, 'examples')).filter((name) => name !== 'quickstart-cdktn');
  for (const name of names) {
    const main = join(ROOT, 'examples', name, 'main.ts');
    if (existsSync(main)) {
      writeFileSync(join(folder, core, `${name}.js`), compiled(rewrite(readFileSync(main, 'utf8'))));
    }
  }
  writeFileSync(join(folder, 'examples.js'), EXAMPLES);
  const out = join(folder, 'examples');
  mkdirSync(out);
  await node(['examples.js', join(folder, core), out]);
  const written = `"version": "${JSON.parse(readFileSync(join(folder, 'node_modules', core, 'package.json'), 'utf8')).version}"`;
  const stacks = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('/stacks/') && statSync(join(out, name)).isFile())
    .sort();
  const texts = stacks.map((name) => {
    const text = readFileSync(join(out, name), 'latin1');
    return [name, text.replace(written, '').replace(/([[{])\s+([\]}])/g, '$1$2')];
  });
  rmSync(out, { recursive: true });
  return Object.fromEntries(texts);
}

function compiled(program: string): string {
  return transformSync(program, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }).code;
}
