// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { freshDatabase, freshName, type TestDatabase } from '../support/postgres';
import { useProject } from '../support/project';

const project = useProject();
let database: TestDatabase;
const [owner, reader, team, member, outer] = ['owner', 'reader', 'team', 'member', 'outer'].map((each) =>
  freshName(each),
) as [string, string, string, string, string];

beforeAll(async () => {
  database = await freshDatabase();
  await database.query(`
    CREATE ROLE ${owner}; CREATE ROLE ${reader} LOGIN; CREATE ROLE ${team}; CREATE ROLE ${member} LOGIN IN ROLE ${team};
    CREATE ROLE ${outer} IN ROLE ${member};
    CREATE SCHEMA app; CREATE SCHEMA app_x AUTHORIZATION ${owner}; CREATE SCHEMA "app%"; CREATE SCHEMA other;
    CREATE TABLE app.orders (id int); CREATE TABLE app."Odd.Name" (id int); CREATE VIEW app.orders_seen AS SELECT 1 AS one;
    ALTER TABLE app."Odd.Name" OWNER TO ${owner};
    CREATE SEQUENCE app.ids; CREATE TYPE app.mood AS ENUM ('well');
    CREATE FUNCTION app.f(integer, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE PROCEDURE app.p() LANGUAGE sql AS 'SELECT 1';`);
});

/** What data sources of one type read, by their names. */
async function read(type: string, configs: Record<string, object>): Promise<Record<string, string[]>> {
  const outputs = Object.keys(configs).map((name) => [name, { value: `\${data.${type}.${name}.names}` }]);
  project.declare({ data: { [type]: configs }, output: Object.fromEntries(outputs) });
  await project.settle();
  const found = (await project.terraform.state()).values?.outputs ?? {};
  return Object.fromEntries(Object.keys(configs).map((name) => [name, found[name]?.value]));
}

const refused = async (type: string, config: object) => {
  project.declare({ data: { [type]: { it: config } } });
  return project.terraform.failing.plan();
};

const of = (config: object = {}) => ({ server: 'main', database: database.name, ...config });

test('schemas are found by pattern and owner, without those of PostgreSQL', async () => {
  const found = await read('aponopg_schemas', {
    all: of(),
    some: of({ pattern: 'app*' }),
    escaped: of({ pattern: 'app%' }),
    underscore: of({ pattern: 'app_' }),
    owned: of({ owner }),
  });
  expect(found).toEqual({
    all: ['app', 'app%', 'app_x', 'other', 'public'],
    some: ['app', 'app%', 'app_x'],
    escaped: ['app%'],
    underscore: [],
    owned: ['app_x'],
  });
});

test('objects of each kind are found, and named as grants name them', async () => {
  const on = (kind: string, more: object = {}) => of({ schema: 'app', on: kind, ...more });
  const found = await read('aponopg_objects', {
    table: on('table'),
    owned: on('table', { owner }),
    pattern: on('table', { pattern: '*seen' }),
    sequence: on('sequence'),
    function: on('function'),
    procedure: on('procedure'),
    routine: on('routine', { pattern: 'f(*' }),
    type: on('type'),
  });
  expect(found).toEqual({
    table: ['Odd.Name', 'orders', 'orders_seen'],
    owned: ['Odd.Name'],
    pattern: ['orders_seen'],
    sequence: ['ids'],
    function: ['f()', 'f(integer, text)'],
    procedure: ['p()'],
    routine: ['f()', 'f(integer, text)'],
    type: ['mood'],
  });
});

test('roles are found by pattern, sign-in and membership', async () => {
  const found = await read('aponopg_roles', {
    members: { server: 'main', member_of: team },
    who: { server: 'main', member_of: team, login: true },
    one: { server: 'main', pattern: reader },
    all: { server: 'main' },
  });
  expect(found.members).toEqual([member, outer].sort());
  expect(found.who).toEqual([member]);
  expect(found.one).toEqual([reader]);
  expect(found.all).toEqual(expect.arrayContaining([owner, reader, team, member, outer]));
  expect(found.all?.filter((name) => name.startsWith('pg_'))).toEqual([]);
});

test('grants take what was found, and what is misspelt is told', async () => {
  project.declare({
    data: { aponopg_schemas: { app: of({ pattern: 'app*' }) } },
    resource: {
      aponopg_grants: {
        it: of({
          grants: {
            use: {
              grantees: [reader],
              on: 'schema',
              objects: '${data.aponopg_schemas.app.names}',
              privileges: ['USAGE'],
            },
          },
        }),
      },
    },
  });
  await project.settle();
  const [{ count }] = (await database.query(
    `SELECT count(*)::int FROM pg_namespace WHERE has_schema_privilege('${reader}', oid, 'USAGE') AND nspname LIKE 'app%'`,
  )) as [{ count: number }];
  expect(count).toBe(3);
  expect(await refused('aponopg_objects', of({ schema: 'ap', on: 'table' }))).toContain('has no schema "ap"');
  expect(await refused('aponopg_roles', { server: 'main', member_of: 'nobody_here' })).toContain('ROLE_MISSING');
  expect(await refused('aponopg_schemas', { server: 'main', database: 'not_there' })).toContain('PG_NO_SUCH_DATABASE');
  expect(await refused('aponopg_objects', of({ schema: 'app', on: 'language' }))).toContain('table, sequence');
});
