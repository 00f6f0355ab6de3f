import { databaseOn, freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

/** The lines within `statements` of a plan. */
const shownStatements = (plan: string) =>
  [...plan.matchAll(/statements += \[\n([\s\S]*?)\n +\]/g)].flatMap(([, inside = '']) =>
    inside.split('\n').map((line) => line.trim()),
  );

test('the plan of a role shows the SQL to come and no SQL of before', async () => {
  const name = freshName('reader');
  const declare = (comment: string) =>
    project.declare({ resource: { aponopg_role: { it: { server: 'main', name, comment } } } });
  declare('one');
  await project.settle();
  declare('two');
  const { stdout } = await project.terraform.plan('-no-color');
  expect(shownStatements(stdout)).toEqual([`+ "COMMENT ON ROLE \\"${name}\\" IS 'two'",`]);
  await project.settle();
  await project.terraform.expectNoChanges('-refresh-only');
  project.declare({});
  await project.settle();
});

test('an output of statements is what ran, and is emptied by the next run', async () => {
  const database = await databaseOn(server);
  const reader = freshName('reader');
  await server.query(`CREATE ROLE "${reader}"`);
  const grants = { connect: { grantees: [reader], on: 'database', privileges: ['CONNECT'] } };
  project.declare({
    resource: { aponopg_grants: { it: { server: 'main', database: database.name, grants } } },
    output: { sql: { value: '$' + '{aponopg_grants.it.statements}' } },
  });
  const output = async () => JSON.parse((await project.terraform.run('output', '-json', 'sql')).stdout);
  await project.terraform.apply();
  expect(await output()).toEqual([`GRANT CONNECT ON DATABASE "${database.name}" TO "${reader}"`]);
  const { stdout, code } = await project.terraform.plan('-no-color', '-detailed-exitcode');
  expect(code).toBe(2);
  expect(stdout).toContain('Changes to Outputs:');
  expect(stdout).not.toContain('aponopg_grants.it will be');
  await project.terraform.apply();
  expect(await output()).toEqual([]);
  await project.terraform.expectNoChanges();
  project.declare({});
  await project.terraform.apply();
  await database.drop();
  await server.query(`DROP ROLE "${reader}"`);
});
