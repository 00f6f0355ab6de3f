import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

/** PostgreSQL's own defaults, written out: what the states of 0.4 have of every role. */
const DEFAULTS = {
  login: false,
  superuser: false,
  createdb: false,
  createrole: false,
  inherit: true,
  replication: false,
  bypassrls: false,
  connection_limit: -1,
};

let name: string;
beforeEach(() => {
  name = freshName('plain');
});
afterEach(async () => {
  await project.terraform.destroy();
});

const declare = (attributes: object, blocks: object = {}) =>
  project.declare({ resource: { aponopg_role: { it: { server: 'main', name, ...attributes } }, ...blocks } });
/** What the check for drift says: 0, or 2 where there is some. */
const drift = async () =>
  (await project.terraform.run('plan', '-refresh-only', '-detailed-exitcode', '-input=false')).code;

test('what is left out stands in no plan, of a create as of a destroy', async () => {
  declare({ createdb: true });
  const { stdout } = await project.terraform.plan('-no-color');
  expect(stdout).toMatch(/\+ createdb +=/);
  expect(stdout).not.toMatch(/superuser|connection_limit|inherit/);
  await project.settle();
  expect(await drift()).toBe(0);
  const destroy = await project.terraform.run('plan', '-destroy', '-no-color', '-input=false');
  expect(destroy.stdout).toMatch(/- createdb +=/);
  expect(destroy.stdout).not.toMatch(/superuser|connection_limit|inherit/);
});

test('what somebody sets that is left out is found and undone', async () => {
  declare({});
  await project.settle();
  await server.query(`ALTER ROLE "${name}" SUPERUSER NOINHERIT CONNECTION LIMIT 3`);
  expect(await drift()).toBe(2);
  const { 'aponopg_role.it': change } = await project.changes();
  expect(change?.before).toMatchObject({ superuser: true, inherit: false, connection_limit: 3, createdb: null });
  expect(change?.after).toMatchObject({
    ...{ superuser: false, inherit: true, connection_limit: -1, createdb: null },
    statements: [`ALTER ROLE "${name}" WITH NOSUPERUSER INHERIT CONNECTION LIMIT -1`],
  });
  await project.settle();
  expect(await drift()).toBe(0);
});

test('a state that has the defaults plans to nothing, whether or not they are written', async () => {
  declare(DEFAULTS);
  await project.settle();
  declare({});
  await project.terraform.expectNoChanges();
  expect(await drift()).toBe(0);
  declare({ superuser: false });
  await project.terraform.expectNoChanges();
});

test('a default that is written down, or no longer, runs no statement', async () => {
  declare({});
  await project.settle();
  declare(DEFAULTS);
  expect((await project.changes())['aponopg_role.it']?.after).toMatchObject({ ...DEFAULTS, statements: [] });
  await project.settle();
  declare({});
  await project.terraform.expectNoChanges();
});

test('an attribute that is no longer given goes back to the default', async () => {
  declare({ login: true, connection_limit: 3 });
  await project.settle();
  declare({});
  expect((await project.changes())['aponopg_role.it']?.after).toMatchObject({
    ...{ login: false, connection_limit: -1 },
    statements: [`ALTER ROLE "${name}" WITH NOLOGIN CONNECTION LIMIT -1`],
  });
  await project.settle();
});

test.each([{}, DEFAULTS])('an import plans to nothing beside a configuration with %j', async (attributes) => {
  await server.query(`CREATE ROLE "${name}"`);
  declare(attributes);
  await project.terraform.run('import', '-input=false', 'aponopg_role.it', `main/${name}`);
  await project.terraform.expectNoChanges();
  expect(await drift()).toBe(0);
});

test('what turns out to be left out while applying is left out', async () => {
  const late = { terraform_data: { late: { input: 'nothing' } } };
  const unless = (value: string) => `\${terraform_data.late.output == "nothing" ? null : ${value}}`;
  declare({ login: unless('true'), connection_limit: unless('3') }, late);
  await project.settle();
  const [made] = (await project.terraform.state()).values?.root_module?.resources ?? [];
  expect(made?.values).toMatchObject({ login: null, connection_limit: null });
  // Of one that has a value, too.
  declare({ login: true, connection_limit: 3 }, late);
  await project.settle();
  const again = { terraform_data: { late: { input: 'nothing', triggers_replace: 'again' } } };
  declare({ login: unless('true'), connection_limit: unless('3') }, again);
  await project.settle();
  expect(
    await server.query('SELECT rolcanlogin, rolconnlimit FROM pg_roles WHERE rolname = $1', { values: [name] }),
  ).toEqual([{ rolcanlogin: false, rolconnlimit: -1 }]);
});
