import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { openTerraform } from '../support/terraform';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);

/** A program as a user writes it who has no TypeScript. */
const APP = `
const { App, TerraformStack } = require('cdktf');
const { AponopgRole, PostgresqlServer } = require('cdktf-apono-postgresql');
const app = new App({ outdir: process.argv[2] });
const stack = new TerraformStack(app, 'one');
const server = new PostgresqlServer(stack, 'main', {
  host: process.env.PGHOST, port: Number(process.env.PGPORT), username: process.env.PGUSER, database: 'postgres', sslmode: 'prefer',
});
new AponopgRole(stack, 'role', { server: server.serverName, name: process.argv[3], passwordEnv: 'ROLE_PASSWORD', login: true });
app.synth();
`;

const folder = freshFolder('package');
const server = useServer();

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
  const env = { PGPASSWORD: server.password, ROLE_PASSWORD: 'pw-of-role' };
  const terraform = closedAfterwards(openTerraform({ env }));
  await run(process.execPath, ['app.js', join(folder, 'out'), name], {
    cwd: folder,
    env: { ...process.env, ...server.psqlEnv },
  });
  await run('cp', ['-R', `${join(folder, 'out/stacks/one')}/.`, terraform.path]);
  await terraform.init('-lockfile=readonly');
  await terraform.apply();
  expect(await server.tryAs(name, 'pw-of-role', 'postgres', 'SELECT 1')).toBe('ok');
  await terraform.destroy();

  const aponopg = await run(process.execPath, ['node_modules/.bin/aponopg', '--version'], { cwd: folder });
  expect(aponopg.stdout).toContain(require('../../package.json').version);
});
