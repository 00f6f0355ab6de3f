import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

afterEach(async () => {
  project.declare({});
  await project.terraform.apply();
});

const roles = (given: Record<string, object>) =>
  project.declare({
    resource: {
      aponopg_role: Object.fromEntries(
        Object.entries(given).map(([label, each]) => [label, { server: 'main', ...each }]),
      ),
    },
  });

test('one name for two roles is told at plan, whether they are new or not; names that change hands are free', async () => {
  const [a, b, c] = [freshName('a'), freshName('b'), freshName('c')];
  roles({ one: { name: a }, two: { name: a, login: true } });
  expect(await project.terraform.failing.plan()).toMatch(/Another role of the server main.*DUPLICATE_NAME/);
  roles({ one: { name: a }, two: { name: b } });
  await project.settle();
  roles({ one: { name: a }, two: { name: b }, three: { name: b, login: true } });
  expect(await project.terraform.failing.plan()).toMatch(/DUPLICATE_NAME/);
  roles({ one: { name: c }, two: { name: a } });
  expect((await project.changes())['aponopg_role.two']?.actions).toEqual(['update']);
  // Replacing is planned twice, and is one role all the same.
  roles({ one: { name: a }, two: { name: b } });
  await project.terraform.apply('-replace=aponopg_role.one');
  await project.terraform.expectNoChanges();
});

test('a role that stands in the way of its own replacement stays in the state', async () => {
  const name = freshName('kept');
  roles({ it: { name, lifecycle: { create_before_destroy: true } } });
  await project.settle();
  expect(await project.terraform.failing.apply('-replace=aponopg_role.it')).toMatch(/ROLE_EXISTS/);
  await project.terraform.expectNoChanges();
  expect(await server.query(`SELECT 1 AS there FROM pg_roles WHERE rolname = '${name}'`)).toHaveLength(1);
});

test('a role that is there already stops the plan as soon as that is surely the first, and is told of before', async () => {
  const [mine, theirs] = [freshName('mine'), freshName('theirs')];
  await server.query(`CREATE ROLE "${theirs}"`);
  roles({ it: { name: theirs } });
  expect((await project.terraform.plan()).stdout).toContain('ROLE_EXISTS');
  expect(await project.terraform.failing.apply()).toMatch(/Error: .*ROLE_EXISTS/);
  roles({ mine: { name: mine } });
  await project.settle();
  roles({ mine: { name: mine }, it: { name: theirs, depends_on: ['aponopg_role.mine'] } });
  expect(await project.terraform.failing.plan()).toMatch(/Error: .*ROLE_EXISTS/);
  await server.query(`DROP ROLE "${theirs}"`);
});

test('a group that does not exist, and a server that is misspelt, are told at plan', async () => {
  const name = freshName('lonely');
  roles({ it: { name, member_of: [{ role: 'no_such_group' }] } });
  expect((await project.terraform.plan()).stdout).toContain('ROLE_MISSING');
  project.declare({ resource: { aponopg_role: { it: { server: 'mian', name } } } });
  expect(await project.terraform.failing.plan()).toMatch(/No server is called "mian".*Allowed: main/);
});
