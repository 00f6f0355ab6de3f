import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
const [reader, auditor] = ['reader', 'auditor'].map((each) => freshName(each)) as [string, string];
let database: TestDatabase;

beforeAll(async () => {
  database = await databaseOn(server);
  await server.query(`CREATE ROLE "${reader}"; CREATE ROLE "${auditor}"`);
});

afterAll(async () => {
  await database.drop();
  await server.query(`DROP ROLE "${reader}"; DROP ROLE "${auditor}"`);
});

/** Connecting, for two roles in two resources. */
const declared = (name: string | undefined = undefined) => ({
  resource: {
    aponopg_grants: {
      read: { server: 'main', database: database.name, grants: { database: connectFor(reader) } },
      audit: {
        ...{ server: 'main', database: database.name, grants: { database: connectFor(auditor) } },
        ...(name !== undefined && { name }),
      },
    },
  },
});
const connectFor = (role: string) => ({ grantees: [role], on: 'database', privileges: ['CONNECT'] });

const granted = async (role: string): Promise<number> => {
  const [{ count }] = (await database.query(
    `SELECT count(*)::int FROM pg_database, aclexplode(datacl) a WHERE datname = current_database() AND a.grantee = '${role}'::regrole`,
  )) as [{ count: number }];
  return count;
};

const ids = async () => {
  const { values } = await project.terraform.state();
  return Object.fromEntries(
    (values?.root_module?.resources ?? []).map(({ name, values: { id, name: called } }) => [name, [id, called]]),
  );
};

test('a name is a part of the id, and tells two resources of one database apart', async () => {
  project.declare(declared('audit'));
  await project.settle();
  expect(await ids()).toEqual({
    read: [`main/${database.name}`, 'main'],
    audit: [`main/${database.name}#audit`, 'audit'],
  });
});

test('another name replaces, and nothing is lost by it', async () => {
  project.declare(declared('reports'));
  const { stdout } = await project.terraform.plan('-no-color');
  expect(stdout).toMatch(/name\s+= "audit" -> "reports" # forces replacement/);
  await project.settle();
  expect([await granted(reader), await granted(auditor)]).toEqual([1, 1]);
});

test('an import by the id has the name', async () => {
  await project.terraform.run('state', 'rm', 'aponopg_grants.audit');
  await project.terraform.import('aponopg_grants.audit', `main/${database.name}#reports/${auditor}`);
  await project.terraform.expectNoChanges();
});

test('a state of before 0.5, where there were no names, plans to nothing', async () => {
  project.declare(declared());
  await project.settle();
  const state = JSON.parse(project.terraform.read('terraform.tfstate'));
  for (const { instances } of state.resources) {
    for (const each of instances) {
      each.schema_version = 1;
      delete each.attributes.name;
      delete each.identity;
      delete each.identity_schema_version;
    }
  }
  project.terraform.write('terraform.tfstate', { ...state, serial: state.serial + 1 });
  await project.terraform.expectNoChanges();
  await project.terraform.run('plan', '-refresh-only', '-detailed-exitcode', '-input=false');
});

test.each(['', ' a', 'a/b', 'a#b', 'a"b', 'a,b'])('the name %j is refused', async (name) => {
  project.declare(declared(name));
  expect(await project.terraform.failing.plan()).toMatch(/name/);
});
