import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import { useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
const [reader, clerk, owner] = ['reader', 'clerk', 'owner'].map((each) => freshName(each)) as [string, string, string];
let database: TestDatabase;

beforeAll(async () => {
  database = await databaseOn(server);
  await server.query(`CREATE ROLE "${reader}" LOGIN; CREATE ROLE "${clerk}"; CREATE ROLE "${owner}"`);
  await database.query(`
    CREATE SCHEMA app; CREATE SCHEMA billing; CREATE TABLE app.orders (id int, note text);
    GRANT CONNECT ON DATABASE "${database.name}" TO "${reader}";
    GRANT USAGE ON SCHEMA app TO "${reader}", "${clerk}";
    GRANT USAGE ON SCHEMA billing TO "${reader}";
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO "${reader}";
    GRANT UPDATE (note) ON app.orders TO "${clerk}" WITH GRANT OPTION;
    ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA app GRANT SELECT ON TABLES TO "${reader}";
    ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" IN SCHEMA billing GRANT SELECT ON TABLES TO "${reader}"`);
});

afterAll(async () => {
  await database.drop();
  await server.query(`DROP ROLE "${reader}"; DROP ROLE "${clerk}"; DROP ROLE "${owner}"`);
});

/** The grants of the state that 0.2.0 wrote, as constructs and exports label them. */
const grants = (privileges = '["SELECT"]') => `
resource "aponopg_grants" "orders" {
  server   = "main"
  database = "${database.name}"
  mode     = "additive"
  grants = {
    "database"                = { grantees = ["${reader}"], on = "database", privileges = ["CONNECT"] }
    "schemas"                 = { grantees = ["${clerk}"], on = "schema", objects = ["app"], privileges = ["USAGE"] }
    "schemas app, billing"    = { grantees = ["${reader}"], on = "schema", objects = ["app", "billing"], privileges = ["USAGE"] }
    "all tables"              = { grantees = ["${reader}"], on = "table", schemas = ["app", "billing"], privileges = ${privileges} }
    "columns note of orders"  = { grantees = ["${clerk}"], on = "table", schemas = ["app"], objects = ["orders"], columns = ["note"], privileges = ["UPDATE"], with_grant_option = true }
  }
  default_privileges = {
    "future tables" = { owners = ["${owner}"], schemas = ["app", "billing"], on = "table", grantees = ["${reader}"], privileges = ["SELECT"] }
  }
}`;

/** What 0.2.0 wrote, but for what is private: that names the cluster it was written for. */
function oldState(): string {
  return readFileSync(join(__dirname, 'states/grants-0.2.json'), 'utf8')
    .replaceAll('DATABASE', database.name)
    .replaceAll('up_reader', reader)
    .replaceAll('up_clerk', clerk)
    .replaceAll('up_owner', owner);
}

test('a state that 0.2.0 wrote plans to nothing once its configuration is rewritten', async () => {
  project.terraform.write('terraform.tfstate', oldState());
  project.write(grants());
  await project.terraform.expectNoChanges();
  expect((await project.terraform.plan('-refresh-only')).stdout).toContain('No changes.');
});

test('a plan shows the SQL to come and no SQL of before', async () => {
  project.terraform.write('terraform.tfstate', oldState());
  project.write(grants('["SELECT", "INSERT"]'));
  const { stdout } = await project.terraform.plan('-no-color');
  expect(stdout).toContain(`+ "INSERT",`);
  expect(stdout).toMatch(/\+ "GRANT INSERT ON (ALL TABLES|TABLE)/);
  expect(stdout).not.toMatch(/^\s+- /m);
  await project.terraform.apply('tfplan');
  await project.terraform.expectNoChanges();
  await project.terraform.expectNoChanges('-refresh-only');
});
