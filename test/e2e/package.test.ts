import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';
import { openTerraform, type TerraformFolder } from '../support/terraform';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);

/** A program as a user writes it who has no TypeScript. */
const APP = `
const { App, TerraformStack } = require('cdktf');
const { AponopgRole, PostgresqlServer } = require('cdktf-apono-postgresql');
require('cdktf-apono-postgresql/handler');
const app = new App({ outdir: process.argv[2] });
const stack = new TerraformStack(app, 'one');
const server = new PostgresqlServer(stack, 'main', {
  host: process.env.PGHOST, port: Number(process.env.PGPORT), username: process.env.PGUSER, database: 'postgres', sslmode: 'prefer',
});
new AponopgRole(stack, 'role', { server: server.serverName, name: process.argv[3], passwordEnv: 'ROLE_PASSWORD', login: true });
app.synth();
`;

let folder: string;
let server: PostgresServer;
let terraform: TerraformFolder;

beforeAll(async () => {
  server = await sharedServer();
  folder = mkdtempSync(join(tmpdir(), 'aponopg-package-'));
  terraform = openTerraform({ env: { PGPASSWORD: server.password, ROLE_PASSWORD: 'pw-of-role' } });
});

afterAll(async () => {
  terraform?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('the packed package works when it is installed elsewhere', async () => {
  await run(process.execPath, ['scripts/build.js'], { cwd: ROOT });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  const [tarball] = readdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(join(folder, 'app.js'), APP);
  const { devDependencies } = require('../../package.json');
  const peers = ['cdktf', 'constructs'].map((name) => `${name}@${devDependencies[name]}`);
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...quiet, `./${tarball}`, ...peers], { cwd: folder });

  const name = freshName('packed');
  await run(process.execPath, ['app.js', join(folder, 'out'), name], {
    cwd: folder,
    env: { ...process.env, ...server.psqlEnv },
  });
  await run('cp', ['-R', `${join(folder, 'out/stacks/one')}/.`, terraform.path]);
  expect(await terraform.init('-lockfile=readonly')).toMatchObject({ code: 0 });
  expect(await terraform.apply()).toMatchObject({ code: 0 });
  expect(await server.tryAs(name, 'pw-of-role', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await terraform.destroy()).toMatchObject({ code: 0 });

  const aponopg = await run(process.execPath, ['node_modules/.bin/aponopg', '--version'], { cwd: folder });
  expect(aponopg.stdout).toContain(require('../../package.json').version);
});
