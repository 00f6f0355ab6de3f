import { useAppDatabase } from '../support/app-database';
import { cleanUp } from '../support/clean-up';
import { freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';

const server = useServer();
const project = useProject();
let names: [string, string];

beforeEach(() => {
  names = [freshName('one'), freshName('two')];
  cleanUp(() => server.query(names.map((each) => `DROP ROLE IF EXISTS ${each}`).join(';')));
});

const app = useAppDatabase(server, project);
let database: TestDatabase;

beforeEach(() => {
  ({ database } = app);
  project.env.THEIR_PASSWORD = 'p';
});

const role = (name: string, more: object = {}) => ({
  server: 'main',
  name,
  login: true,
  password_env: 'THEIR_PASSWORD',
  ...more,
});
const grants = (more: object = {}, grantee = '${aponopg_role.r.name}', entries: object[] = []) => ({
  server: 'main',
  database: database.name,
  grants: Object.fromEntries(
    [
      { on: 'schema', objects: ['app'], privileges: ['USAGE'] },
      { on: 'table', schemas: ['app'], privileges: ['SELECT'] },
      ...entries,
    ].map((each, index) => [`entry ${index}`, { grantees: [grantee], ...each }]),
  ),
  ...more,
});
const declare = (r: object, it: object) =>
  project.declare({ resource: { aponopg_role: { r }, aponopg_grants: { it } } });
const reads = (name: string) => database.tryAs(name, 'p', 'SELECT * FROM app.orders');

describe.each(['authoritative', 'additive'])('%s', (mode) => {
  test('a role is renamed, and its grants with it: one apply', async () => {
    const [one, two] = names;
    declare(role(one), grants({ mode }));
    await project.settle();
    declare(role(two), grants({ mode }));
    const planned = inOneLine((await project.terraform.plan()).stdout);
    expect(planned).toContain('STATEMENTS_OPEN');
    expect(planned).toContain(`renames ${one}`);
    await project.settle();
    expect(await reads(two)).toBe('ok');
    await project.terraform.destroy();
    expect(await database.query(`SELECT 1 FROM pg_class WHERE relacl::text LIKE '%${two}%'`)).toEqual([]);
  });

  test('a role is renamed, and an entry for it removed: it goes, as what was its own', async () => {
    const [one, two] = names;
    declare(role(one), grants({ mode }, '${aponopg_role.r.name}', [{ on: 'database', privileges: ['CREATE'] }]));
    await project.settle();
    declare(role(two), grants({ mode }));
    await project.settle();
    expect(await reads(two)).toBe('ok');
    expect(await database.tryAs(two, 'p', 'CREATE SCHEMA mine')).toContain('permission denied');
  });

  test('a role is renamed by a saved plan, and given more in the same run', async () => {
    const [one, two] = names;
    declare(role(one), grants({ mode }));
    await project.settle();
    declare(role(two), grants({ mode }, '${aponopg_role.r.name}', [{ on: 'database', privileges: ['CREATE'] }]));
    await project.terraform.plan();
    await project.terraform.apply('tfplan');
    await project.terraform.expectNoChanges();
    expect(await database.tryAs(two, 'p', 'SELECT * FROM app.orders; CREATE SCHEMA mine')).toBe('ok');
    await database.query('DROP SCHEMA mine');
  });

  test('a role is made anew: what is declared for it is given again in the same apply', async () => {
    const [one] = names;
    declare(role(one), grants({ mode }));
    await project.settle();
    const planned = inOneLine((await project.terraform.plan('-replace=aponopg_role.r')).stdout);
    expect(planned).toContain(`this run makes anew the role ${one}`);
    await project.terraform.apply('-replace=aponopg_role.r');
    expect(await reads(one)).toBe('ok');
    await project.terraform.expectNoChanges();
    await project.terraform.run('taint', 'aponopg_role.r');
    await project.settle();
    expect(await reads(one)).toBe('ok');
  });

  test('grants are replaced, tainted, triggered, made before the old ones are destroyed: they are there afterwards', async () => {
    const [one] = names;
    declare(role(one), grants({ mode }));
    await project.settle();
    await project.terraform.apply('-replace=aponopg_grants.it');
    expect(await reads(one)).toBe('ok');
    await project.terraform.expectNoChanges();
    await project.terraform.run('taint', 'aponopg_grants.it');
    await project.settle();
    expect(await reads(one)).toBe('ok');
    declare(role(one), grants({ mode, lifecycle: { create_before_destroy: true } }));
    await project.terraform.apply('-replace=aponopg_grants.it');
    expect(await reads(one)).toBe('ok');
    await project.terraform.expectNoChanges();
    const trigger = (input: number) =>
      project.declare({
        resource: {
          terraform_data: { t: { input } },
          aponopg_role: { r: role(one) },
          aponopg_grants: { it: grants({ mode, lifecycle: { replace_triggered_by: ['terraform_data.t'] } }) },
        },
      });
    trigger(1);
    await project.settle();
    trigger(2);
    await project.settle();
    expect(await reads(one)).toBe('ok');
  });
});

test.each([
  ['authoritative', 'authoritative'],
  ['authoritative', 'additive'],
  ['additive', 'authoritative'],
])('a role passes from %s grants to %s ones in one run, renamed or not', async (from, to) => {
  const [one, two] = names;
  const create = { on: 'database', privileges: ['CREATE'] };
  const old = grants({ mode: from }, undefined, [create]);
  const less = grants({ mode: to });
  const others = grants({ mode: from }, app.other);
  const run = (name: string, aponopg_grants: object) =>
    project.declare({ resource: { aponopg_role: { r: role(name) }, aponopg_grants } });
  const settled = async (name: string) => {
    await project.settle();
    expect(await reads(name)).toBe('ok');
    expect(await database.tryAs(name, 'p', 'CREATE SCHEMA mine')).toBe('permission denied');
  };
  run(one, { old });
  await project.settle();
  // To one that is made for it, to one that is there, and back with the same privileges.
  run(two, { old: others, new: less });
  await settled(two);
  run(two, { old: { ...old, mode: to }, new: grants({ mode: from }, app.other) });
  await project.settle();
  run(one, { old: others, new: less });
  await settled(one);
  run(one, { old: less, new: others });
  await settled(one);
  await project.terraform.destroy();
  expect(
    await database.query(`SELECT FROM pg_class WHERE relacl::text LIKE ANY (ARRAY['%${one}%', '%${app.other}%'])`),
  ).toEqual([]);
});

test('tainted grants of which an entry is removed: it goes with the tainted ones', async () => {
  const [one] = names;
  declare(role(one), grants({}, undefined, [{ on: 'database', privileges: ['CREATE'] }]));
  await project.settle();
  await project.terraform.run('taint', 'aponopg_grants.it');
  declare(role(one), grants());
  await project.settle();
  expect(await reads(one)).toBe('ok');
  expect(await database.tryAs(one, 'p', 'CREATE SCHEMA mine')).toBe('permission denied');
  // What another one gave is held beyond the declaration as before.
  await project.terraform.run('taint', 'aponopg_grants.it');
  await database.query(`GRANT INSERT ON app.orders TO ${one}`);
  expect(await project.terraform.failing.plan()).toContain(`${one} holds INSERT on table app.orders`);
});

test('grants move to another address without a moved block', async () => {
  const [one] = names;
  declare(role(one), grants());
  await project.settle();
  for (const address of ['other', 'third', 'it']) {
    project.declare({ resource: { aponopg_role: { r: role(one) }, aponopg_grants: { [address]: grants() } } });
    await project.settle();
    expect(await reads(one)).toBe('ok');
  }
});

test('a name that is written twice instead of being referred to', async () => {
  const [one, two] = names;
  declare(role(one), grants({ depends_on: ['aponopg_role.r'] }, one));
  await project.settle();
  declare(role(two), grants({ depends_on: ['aponopg_role.r'] }, two));
  await project.settle();
  expect(await reads(two)).toBe('ok');
  // Without any order between them, it ends in success or in our own words.
  declare(role(one), grants({}, one));
  const said = await project.terraform.apply().then(
    ({ stdout }) => stdout,
    (error: Error) => error.message,
  );
  expect(said).not.toMatch(/inconsistent|bug in the provider/);
  await project.settle();
  expect(await reads(one)).toBe('ok');
});
