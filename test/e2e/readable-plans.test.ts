import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { opened } from '../support/clean-up';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useServer } from '../support/project';
import { falseLines, planLines, type ReadOnlyRoles, readOnlyRoles } from '../support/read-only-roles';

const server = useServer();
const folder = opened(() =>
  openAttachedFolder({ env: (sandbox) => ({ ...aponoEnvironment(sandbox), ADMIN_PASSWORD: server.password }) }),
);
const SCHEMAS = ['app', 'billing'];
const TEAMS = 'bdfhjlnprtvxz'.split('').flatMap((letter) => [`${letter}_ro`, `${letter}_rx`]);
const roles = TEAMS.slice(0, 20).map((team) => freshName(team));
const owner = freshName('owner');
let database: TestDatabase;

/** The program with what differs in it. */
const program = (more: Partial<ReadOnlyRoles> = {}) => {
  const { host, port, superuser: username } = server;
  const usual = { server: { host, port, username }, database: database.name, roles, schemas: SCHEMAS, owner };
  folder.terraform.write('cdk.tf.json', readOnlyRoles({ ...usual, ...more }));
};

beforeAll(async () => {
  database = await databaseOn(server);
  await server.query(`CREATE ROLE "${owner}"`);
  await database.query(
    [...SCHEMAS, 'crm'].map((each) => `CREATE SCHEMA ${each}; CREATE TABLE ${each}.t (id int)`).join(';'),
  );
  program();
  await folder.terraform.init();
  await folder.terraform.apply();
});

afterAll(async () => {
  await database.drop();
  await server.query([owner, ...roles].map((each) => `DROP ROLE "${each}"`).join(';'));
});

/** What a plan shows of a change, and the SQL in it. */
async function planned(more: Partial<ReadOnlyRoles>): Promise<{ lines: readonly string[]; all: string }> {
  program(more);
  const { stdout } = await folder.terraform.plan('-no-color');
  const { changed: lines } = planLines(stdout);
  expect(falseLines(lines)).toEqual([]);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(60);
  return { lines, all: stdout };
}

const signed = (lines: readonly string[], sign: string) =>
  lines.map((line) => line.trim()).filter((line) => line.startsWith(`${sign} "`));

test('nothing changed is nothing to do', async () => {
  program();
  await folder.terraform.expectNoChanges();
});

test('one role more among others is one line in each entry', async () => {
  const more = freshName('crm_ro');
  const { lines, all } = await planned({ roles: [...roles, more] });
  // database, schemas, tables, sequences, and those two of the future.
  expect(signed(lines, '+')).toEqual(Array(6).fill(`+ "${more}",`));
  expect(signed(lines, '-')).toEqual([]);
  expect(all).toContain(`GRANT CONNECT ON DATABASE \\"${database.name}\\" TO \\"${more}\\"`);
});

test('one role less is one line in each entry', async () => {
  const [gone] = roles.slice(7, 8);
  const { lines } = await planned({ roles: roles.filter((each) => each !== gone) });
  expect(signed(lines, '-')).toEqual(Array(6).fill(`- "${gone}",`));
  expect(signed(lines, '+')).toEqual([]);
});

test('a privilege more for everybody is one line, for one role one entry more', async () => {
  const everybody = await planned({ inserting: roles });
  expect(signed(everybody.lines, '+')).toEqual(['+ "INSERT",']);
  expect(signed(everybody.lines, '-')).toEqual([]);
  const [one = ''] = roles.slice(3, 4);
  const { lines } = await planned({ inserting: [one] });
  expect(signed(lines, '-')).toEqual([`- "${one}",`]);
  expect(lines.join('\n')).toContain('+ "all tables (write)"');
});

test('a schema more is one line in each entry of schemas', async () => {
  const { lines } = await planned({ schemas: [...SCHEMAS, 'crm'] });
  expect(signed(lines, '+')).toEqual(Array(5).fill('+ "crm",'));
  expect(signed(lines, '-')).toEqual([]);
});
