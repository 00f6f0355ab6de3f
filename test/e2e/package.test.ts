import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { installedPackage } from '../support/packed';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { openTerraform } from '../support/terraform';

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

const out = freshFolder('package');
const server = useServer();

beforeAll(async () => void (await installedPackage()), 300_000);

test('the packed package works when it is installed elsewhere', async () => {
  const folder = await installedPackage();
  writeFileSync(join(folder, 'app.js'), APP);
  const name = freshName('packed');
  const env = { PGPASSWORD: server.password, ROLE_PASSWORD: 'pw-of-role' };
  const terraform = closedAfterwards(openTerraform({ env }));
  await run(process.execPath, ['app.js', out, name], { cwd: folder, env: { ...process.env, ...server.psqlEnv } });
  await run('cp', ['-R', `${join(out, 'stacks/one')}/.`, terraform.path]);
  await terraform.init('-lockfile=readonly');
  await terraform.apply();
  expect(await server.tryAs(name, 'pw-of-role', 'postgres', 'SELECT 1')).toBe('ok');
  await terraform.destroy();
});

test('the command installed elsewhere runs, and is of the version that the package is', async () => {
  const folder = await installedPackage();
  const { version } = JSON.parse(
    readFileSync(join(folder, 'node_modules/cdktf-apono-postgresql/package.json'), 'utf8'),
  );
  const aponopg = await run(process.execPath, ['node_modules/.bin/aponopg', '--version'], { cwd: folder });
  expect(aponopg.stdout.trim()).toBe(version);
});
