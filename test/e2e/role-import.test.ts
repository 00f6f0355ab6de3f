import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let name: string;
let group: string;

beforeEach(async () => {
  [name, group] = [`${freshName('there')}/a b`, freshName('group')];
  await server.query(`CREATE ROLE "${group}"`);
});

afterEach(async () => {
  project.terraform.forget();
  await server.query(`DROP ROLE IF EXISTS "${name}"; DROP ROLE "${group}"`);
});

const declare = (attributes: object = {}) =>
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name, ...attributes } } } });

test('an imported role that the configuration describes leaves nothing to plan', async () => {
  await server.query(`
    CREATE ROLE "${name}" LOGIN NOINHERIT CONNECTION LIMIT 5 VALID UNTIL '2099-01-01 00:00:00+02' PASSWORD 'x';
    ALTER ROLE "${name}" SET search_path TO app, "x-y"; COMMENT ON ROLE "${name}" IS 'by hand';
    GRANT "${group}" TO "${name}" WITH ADMIN OPTION`);
  declare({
    login: true,
    inherit: false,
    connection_limit: 5,
    valid_until: '2098-12-31T22:00:00Z',
    settings: { search_path: 'app, "x-y"' },
    comment: 'by hand',
    member_of: [{ role: group, admin: true }],
  });
  await project.terraform.import('aponopg_role.it', `main/${name}`);
  expect(await project.changes()).toEqual({});
  // The password that it has is not touched.
  expect(await server.tryAs(name, 'x', 'postgres', 'SELECT 1')).toBe('ok');
  declare({ login: true });
  expect((await project.changes())['aponopg_role.it']?.actions).toEqual(['update']);
  await project.settle();
});

test('an import block brings in a role, and says what will be changed', async () => {
  await server.query(`CREATE ROLE "${name}" CREATEDB`);
  project.declare({
    import: [{ to: 'aponopg_role.it', id: `main/${name}` }],
    resource: { aponopg_role: { it: { server: 'main', name } } },
  });
  expect((await project.changes())['aponopg_role.it']?.after?.statements).toEqual([
    `ALTER ROLE "${name}" WITH NOCREATEDB`,
  ]);
  await project.settle();
});

test('import ids that are wrong are explained', async () => {
  declare();
  const tried = (id: string) => project.terraform.failing.import('aponopg_role.it', id);
  expect(await tried('main')).toMatch(/import id of a role is not well-formed.*server\/role/);
  expect(await tried('main/')).toMatch(/not well-formed/);
  expect(await tried(`main/${name}`)).toMatch(/There is no aponopg_role/);
  expect(await tried(`other/${name}`)).toMatch(/No server is called "other".*Allowed: main/);
});

test('a role that exists already is not taken over, and the error says how to import it', async () => {
  await server.query(`CREATE ROLE "${name}" LOGIN`);
  declare({ login: true });
  const said = await project.terraform.failing.apply();
  expect(said).toContain('exists already and is not managed here');
  expect(said).toContain(`'main/${name}'`);
  // Also where the plan was made before the role was.
  await server.query(`DROP ROLE "${name}"`);
  await project.terraform.plan();
  await server.query(`CREATE ROLE "${name}" CREATEDB`);
  expect(await project.terraform.failing.apply('tfplan')).toContain('ROLE_EXISTS');
  const [kept] = await server.query('SELECT rolcreatedb FROM pg_roles WHERE rolname = $1', { values: [name] });
  expect(kept?.rolcreatedb).toBe(true);
});

test('a managed role can be replaced, read again or not', async () => {
  declare();
  await project.settle();
  const oid = async () =>
    (await server.query('SELECT oid FROM pg_roles WHERE rolname = $1', { values: [name] }))[0]?.oid;
  const before = await oid();
  await project.terraform.apply('-replace=aponopg_role.it');
  const between = await oid();
  expect(between).not.toBe(before);
  await project.terraform.apply('-replace=aponopg_role.it', '-refresh=false');
  expect(await oid()).not.toBe(between);
});
