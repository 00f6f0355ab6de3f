import { useAppDatabase } from '../support/app-database';
import { databaseOn, type TestDatabase } from '../support/postgres';
import { openProject, useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
const app = useAppDatabase(server, project);
let database: TestDatabase;
let reader: string;
let other: string;

beforeEach(() => {
  ({ database, reader, other } = app);
});

const grants = (grantees: string[], privileges: string[], more: object = {}) => ({
  server: 'main',
  database: database.name,
  grants: {
    'nothing for PUBLIC': { grantees: ['public'], on: 'table', schemas: ['app'], privileges: [] },
    'the schema': { grantees, on: 'schema', objects: ['app'], privileges: ['USAGE'] },
    [`tables for ${privileges}`]: { grantees, on: 'table', schemas: ['app'], privileges },
  },
  ...more,
});

const declare = (aponopg_grants: object) => project.declare({ resource: { aponopg_grants } });

test('two authoritative resources that name one grantee are refused at plan, applied before or not', async () => {
  declare({ one: grants([reader], ['SELECT']) });
  await project.settle();
  declare({ one: grants([reader], ['SELECT']), two: grants([reader, other], ['INSERT']) });
  const said = await project.terraform.failing.plan();
  expect(said).toContain(`Two resources of main/${database.name} would undo each other's grants`);
  expect(said).toMatch(/with aponopg_grants\.(one|two)/);
  expect(said).toMatch(/"tables for (SELECT|INSERT)"/);
  expect(said).toContain(reader);
  expect(said).toContain(`Value: ["${reader}"]`);

  // One that only adds is no opponent, nor is one on another grantee. PUBLIC is nobody's alone.
  declare({
    one: grants([reader], ['SELECT'], { mode: 'additive' }),
    two: grants([reader], ['INSERT'], { mode: 'additive' }),
    three: grants([other], ['SELECT']),
  });
  await project.settle();
});

test('one resource that is made anew before the old one goes is no opponent of itself', async () => {
  const next = await databaseOn(server);
  try {
    await next.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)');
    const lifecycle = { create_before_destroy: true };
    declare({ one: grants([reader], ['SELECT'], { lifecycle }) });
    await project.settle();
    declare({ one: { ...grants([reader], ['SELECT'], { lifecycle }), database: next.name } });
    await project.settle();
    project.declare({});
    await project.settle();
  } finally {
    await next.drop();
  }
});

test('what another configuration undoes again and again is told', async () => {
  const theirs = await openProject({ server });
  const resource = (privileges: string[]) => ({
    resource: { aponopg_grants: { it: grants([reader], privileges, { take_over: true }) } },
  });
  project.declare(resource(['SELECT']));
  theirs.declare(resource(['INSERT']));
  const warning = 'What an apply had put right is again as it was before';
  const said: boolean[] = [];
  for (const each of [project, theirs, project, theirs, project]) {
    said.push((await each.terraform.apply()).stdout.includes(warning));
  }
  // The first time it is drift, as anybody may cause it.
  expect(said).toEqual([false, false, false, false, true]);
  theirs.declare({});
  await theirs.terraform.apply();
});
