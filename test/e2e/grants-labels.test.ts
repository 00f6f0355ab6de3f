import { aponopg, declaredServer } from '../support/cli';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

/** Labels that a program stumbles over: members of every object, none at all, marks of HCL and of Terraform's paths. */
const LABELS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  ' ',
  'a"b\\c',
  'x.y[0]',
  'ünï 日本',
  '$' + '{x}',
];
const KINDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const server = useServer();
const project = useProject();
const reader = freshName('reader');
let database: TestDatabase;

beforeAll(async () => {
  database = await databaseOn(server);
  await server.query(`CREATE ROLE "${reader}" LOGIN PASSWORD 'p'`);
  await database.query(LABELS.map((_, index) => `CREATE TABLE t${index} (id int)`).join(';'));
});

afterAll(async () => {
  await database.drop();
  await server.query(`DROP ROLE "${reader}"`);
});

/** One entry under each label, each for a table of its own. */
const entries = (privilege: string) =>
  Object.fromEntries(
    LABELS.map((label, index) => [
      label,
      { grantees: [reader], on: 'table', schemas: ['public'], objects: [`t${index}`], privileges: [privilege] },
    ]),
  );

const held = async () => {
  const [row] = await database.query(
    `SELECT array_agg(DISTINCT privilege_type || ' ' || relname ORDER BY privilege_type || ' ' || relname) AS held
       FROM pg_class, aclexplode(relacl) WHERE grantee = '"${reader}"'::regrole`,
  );
  return (row?.held ?? []) as string[];
};
const all = (privilege: string) => LABELS.map((_, index) => `${privilege} t${index}`);

/** Terraform's own escape of what would be a template. */
const escaped = (text: string) => text.replaceAll('$' + '{', () => '$' + '$' + '{');

test('any label is one through Terraform: made, changed, planned to nothing, taken back', async () => {
  const declare = (privilege: string) =>
    project.declare({
      resource: {
        aponopg_grants: {
          it: {
            server: 'main',
            database: database.name,
            grants: Object.fromEntries(
              Object.entries(entries(privilege)).map(([label, entry]) => [escaped(label), entry]),
            ),
          },
        },
      },
    });
  for (const privilege of KINDS.slice(0, 2)) {
    declare(privilege);
    await project.settle();
    expect(await held()).toEqual(all(privilege));
  }
  project.declare({});
  await project.settle();
  expect(await held()).toEqual([]);
});

test('any label is one in a document', async () => {
  const env = { ADMIN_PASSWORD: server.password };
  for (const privilege of KINDS.slice(2)) {
    const grants = [{ server: 'main', database: database.name, grants: entries(privilege) }];
    const input = JSON.stringify({ servers: { main: declaredServer(server) }, grants });
    expect(await aponopg(['apply', '-', '--yes'], { env, input })).toMatchObject({ code: 0 });
    expect(await held()).toEqual(all(privilege));
    expect(await aponopg(['plan', '-', '--detailed-exitcode'], { env, input })).toMatchObject({ code: 0 });
  }
});

test('what is wrong in an entry is told under its label', async () => {
  const grants = [{ server: 'main', database: database.name, grants: entries('CONNECT') }];
  const input = JSON.stringify({ servers: { main: declaredServer(server) }, grants });
  const { code, stderr } = await aponopg(['validate', '-'], { input });
  expect(code).toBe(1);
  for (const label of ['__proto__', 'constructor', 'toString'])
    expect(stderr).toContain(`grants[0].grants.${label}.privileges`);
});
