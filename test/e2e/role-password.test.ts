import { readFileSync } from 'node:fs';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let name: string;

beforeEach(() => {
  name = freshName('secretive');
});

afterEach(async () => {
  await project.terraform.destroy('-var', 'password=gone');
});

const declare = (attributes: object) =>
  project.declare({
    variable: { password: { type: 'string', sensitive: true, ephemeral: true, default: 'unset' } },
    resource: { aponopg_role: { it: { server: 'main', name, login: true, ...attributes } } },
  });
const signIn = (password: string) => server.tryAs(name, password, 'postgres', 'SELECT 1');
const REFUSED = 'password authentication failed';

test('a write-only password is set, again with a new version, and stands nowhere', async () => {
  declare({ password_wo: '${var.password}', password_wo_version: 1 });
  await project.settle('-var', 'password=canary-wo-1');
  expect(await signIn('canary-wo-1')).toBe('ok');
  // Another value under the same version is not looked at.
  expect(await project.changes('-var', 'password=canary-wo-2')).toEqual({});

  declare({ password_wo: '${var.password}', password_wo_version: 2 });
  const { 'aponopg_role.it': change } = await project.changes('-var', 'password=canary-wo-2');
  expect(change?.after?.statements).toEqual([`ALTER ROLE "${name}" WITH PASSWORD '********'`]);
  await project.settle('-var', 'password=canary-wo-2');
  expect(await signIn('canary-wo-2')).toBe('ok');
  expect(await signIn('canary-wo-1')).toContain(REFUSED);
  const [row] = await server.query(`SELECT rolpassword FROM pg_authid WHERE rolname = '${name}'`);
  expect(row?.rolpassword).toMatch(/^SCRAM-SHA-256\$/);

  const kept = project.terraform.read('terraform.tfstate') + project.terraform.read('tfplan');
  for (const secret of ['canary-wo', row?.rolpassword, row?.rolpassword.split('$')[2]])
    expect(kept).not.toContain(secret);
  expect(readFileSync(server.logFile(), 'utf8')).not.toContain('canary-wo');
});

test('a password from a variable is followed when the variable, or the role, changes', async () => {
  project.env.CONNECTOR_PASSWORD = 'canary-env-1';
  declare({ password_env: 'CONNECTOR_PASSWORD' });
  await project.settle();
  expect(await signIn('canary-env-1')).toBe('ok');

  project.env.CONNECTOR_PASSWORD = 'canary-env-2';
  const { 'aponopg_role.it': change } = await project.changes();
  expect(change?.after?.statements).toEqual([`ALTER ROLE "${name}" WITH PASSWORD '********'`]);
  await project.settle();
  expect(await signIn('canary-env-2')).toBe('ok');

  await server.query(`ALTER ROLE "${name}" PASSWORD 'by hand'`);
  expect(Object.keys(await project.changes())).toEqual(['aponopg_role.it']);
  await project.settle();
  expect(await signIn('canary-env-2')).toBe('ok');

  // The same password set by hand, with another salt: no drift.
  await server.query(`ALTER ROLE "${name}" PASSWORD 'canary-env-2'`);
  expect(await project.changes()).toEqual({});

  project.env.CONNECTOR_PASSWORD = 'canary-env-2';
  await server.query(`ALTER ROLE "${name}" PASSWORD NULL`);
  expect(Object.keys(await project.changes())).toEqual(['aponopg_role.it']);
  await project.settle();
  expect(await signIn('canary-env-2')).toBe('ok');
  expect(project.terraform.read('terraform.tfstate')).not.toContain('canary-env');
});

test('a password that leaves the configuration is taken away', async () => {
  project.env.CONNECTOR_PASSWORD = 'canary-env-3';
  declare({ password_env: 'CONNECTOR_PASSWORD' });
  await project.settle();
  declare({});
  expect((await project.changes())['aponopg_role.it']?.after?.statements).toEqual([
    `ALTER ROLE "${name}" WITH PASSWORD NULL`,
  ]);
  await project.settle();
  expect(await signIn('canary-env-3')).toContain(REFUSED);
  // From then on a password is nobody's business here.
  await server.query(`ALTER ROLE "${name}" PASSWORD 'by hand'`);
  expect(await project.changes()).toEqual({});
  expect(await signIn('by hand')).toBe('ok');
});

test('a change of the password only, drifted and wanted otherwise at once', async () => {
  declare({ password_wo: '${var.password}', password_wo_version: 1 });
  await project.settle('-var', 'password=canary-both');
  await server.query(`ALTER ROLE "${name}" PASSWORD 'by hand' CREATEDB`);
  // A refresh alone changes nothing in the database, and the next plan still sees the drift.
  await project.terraform.apply('-refresh-only', '-var', 'password=canary-both');
  expect(await signIn('by hand')).toBe('ok');
  expect((await project.changes('-var', 'password=canary-both'))['aponopg_role.it']?.after?.statements).toEqual([
    `ALTER ROLE "${name}" WITH NOCREATEDB PASSWORD '********'`,
  ]);
  await project.settle('-var', 'password=canary-both');
  expect(await signIn('canary-both')).toBe('ok');
});

test('a variable that is missing is named at plan, and nothing is made', async () => {
  delete project.env.NO_SUCH_PASSWORD;
  declare({ password_env: 'NO_SUCH_PASSWORD' });
  const said = await project.terraform.failing.plan();
  expect(said).toMatch(/The environment variable NO_SUCH_PASSWORD is not set, or empty .* Where: password_env/);
  expect(said).toContain(`Set NO_SUCH_PASSWORD to the password of ${name}`);
  expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
  // A role that is there already can be planned and destroyed without the variable, as long as it need not be set.
  project.env.NO_SUCH_PASSWORD = 'x';
  await project.settle();
  delete project.env.NO_SUCH_PASSWORD;
  expect(await project.changes()).toEqual({});
});

test('a failing statement prints neither the password nor its verifier', async () => {
  const group = freshName('nogroup');
  declare({ password_wo: '${var.password}', password_wo_version: 1, member_of: [{ role: group }] });
  const said = await project.terraform.failing.apply('-var', 'password=canary-fail');
  expect(said).toContain(`role "${group}" does not exist`);
  expect(said).not.toMatch(/canary-fail|SCRAM/);
  expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${name}'`)).toEqual([]);
  expect(readFileSync(server.logFile(), 'utf8')).not.toContain('canary-fail');
});
