import { cleanUp } from '../support/clean-up';
import { databaseOn, freshName, type TestDatabase } from '../support/postgres';
import {
  emptyProvider,
  POSTGRESQL_PROVIDER,
  POSTGRESQL_SOURCE,
  postgresqlProviderConfig,
  WITHOUT_POSTGRESQL_PROVIDER,
} from '../support/postgresql-provider';
import { openProject, type Project, useProject, useServer } from '../support/project';
import { inOneLine } from '../support/terraform';
import { writtenState } from '../support/written-state';

const server = useServer();
const CANARY = 'canary-of-the-old-state';
let database: TestDatabase;
let names: Readonly<Record<'reader' | 'team' | 'owner', string>>;

beforeEach(async () => {
  database = await databaseOn(server);
  cleanUp(() => database.drop());
  names = { reader: freshName('reader'), team: freshName('team'), owner: freshName('owner') };
});

/** What the server has of it, to the last grantor. */
async function standing(): Promise<unknown> {
  const { reader, owner } = names;
  return {
    roles: await server.query(`SELECT * FROM pg_authid WHERE rolname = '${reader}'`),
    members: await server.query(
      `SELECT * FROM pg_auth_members WHERE member = (SELECT oid FROM pg_authid WHERE rolname = '${reader}')`,
    ),
    settings: await server.query('SELECT setrole::regrole::text, setconfig FROM pg_db_role_setting'),
    tables: await database.query("SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'app'::regnamespace"),
    schemas: await database.query("SELECT nspacl::text FROM pg_namespace WHERE nspname = 'app'"),
    future: await database.query(`SELECT defaclacl::text FROM pg_default_acl WHERE defaclrole = '${owner}'::regrole`),
  };
}

/** The new code of a role and a grant that are moved, with the words that the move chooses, or others. */
function movedRoleAndGrant({ name = 'main', label = 'all tables' } = {}): string {
  const { reader, team } = names;
  return `
moved {
  from = postgresql_role.reader
  to   = aponopg_role.reader
}
resource "aponopg_role" "reader" {
  server              = "main"
  name                = "${reader}"
  login               = true
  connection_limit    = 7
  valid_until         = "2031-01-01T00:00:00Z"
  member_of           = [{ role = "${team}" }]
  settings            = { search_path = "app, \\"$user\\"", statement_timeout = "60000" }
  password_wo         = "${CANARY}"
  password_wo_version = 1
}
moved {
  from = postgresql_grant.tables
  to   = aponopg_grants.tables
}
resource "aponopg_grants" "tables" {
  server   = "main"
  database = "${database.name}"
  name     = "${name}"
  mode     = "additive"
  grants = {
    "${label}" = { grantees = ["${reader}"], on = "table", schemas = ["app"], privileges = ["SELECT"] }
  }
}
`;
}

/** The same of three, of which two are grants of one database. */
function moved(): string {
  const { reader, owner } = names;
  return `${movedRoleAndGrant({ name: 'tables', label: 'what a reader reads' })}
moved {
  from = postgresql_default_privileges.future
  to   = aponopg_grants.future
}
resource "aponopg_grants" "future" {
  server   = "main"
  database = "${database.name}"
  name     = "future tables"
  mode     = "additive"
  default_privileges = {
    "future tables" = { owners = ["${owner}"], schemas = ["app"], on = "table", grantees = ["${reader}"], privileges = ["SELECT"] }
  }
}
`;
}

describe('from a state that was written by hand', () => {
  const project = useProject(() => ({ others: () => [emptyProvider(POSTGRESQL_SOURCE)] }), beforeEach);

  beforeEach(async () => {
    const { reader, team, owner } = names;
    await server.query(`CREATE ROLE ${team}; CREATE ROLE ${owner}`);
    await server.query(
      `CREATE ROLE ${reader} LOGIN PASSWORD '${CANARY}' CONNECTION LIMIT 7 VALID UNTIL '2031-01-01T00:00:00Z' IN ROLE ${team}`,
    );
    await server.query(
      `ALTER ROLE ${reader} SET search_path TO app, "$user"; ALTER ROLE ${reader} SET statement_timeout TO 60000`,
    );
    await database.query(`
      CREATE SCHEMA app AUTHORIZATION ${owner}; CREATE TABLE app.orders (id int); CREATE TABLE app.clients (id int);
      GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${reader};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT SELECT ON TABLES TO ${reader}`);
    project.terraform.write('terraform.tfstate', oldState());
  });

  function oldState(more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}): object {
    const { reader, team, owner } = names;
    const grant = {
      role: reader,
      database: database.name,
      schema: 'app',
      object_type: 'table',
      privileges: ['SELECT'],
    };
    return writtenState(POSTGRESQL_SOURCE, {
      'postgresql_role.reader': {
        ...{ id: reader, name: reader, login: true, inherit: true, superuser: false, create_database: false },
        ...{ create_role: false, replication: false, bypass_row_level_security: false, connection_limit: 7 },
        ...{ password: CANARY, encrypted_password: true, valid_until: '2031-01-01 00:00:00+00', roles: [team] },
        ...{ search_path: ['app', '$user'], statement_timeout: 60000, idle_in_transaction_session_timeout: 0 },
        ...{ assume_role: '', skip_drop_role: false, skip_reassign_owned: false, encrypted: null },
      },
      'postgresql_grant.tables': { id: 'x', ...grant, objects: [], columns: [], with_grant_option: false },
      'postgresql_default_privileges.future': { id: 'y', ...grant, owner, with_grant_option: false },
      ...more,
    });
  }

  test('roles and grants move without a statement, a first plan of several grants has names to note, a second is empty', async () => {
    const before = await standing();
    project.write(moved());
    const plan = await project.terraform.planJson();
    const changes = plan.resource_changes?.map(({ address, change }) => [address, change.actions.join()]);
    expect(Object.fromEntries(changes ?? [])).toEqual({
      'aponopg_role.reader': 'no-op',
      'aponopg_grants.tables': 'update',
      'aponopg_grants.future': 'update',
    });
    for (const { change } of plan.resource_changes ?? []) expect(change.after?.statements).toEqual([]);
    await project.settle();
    expect(await standing()).toEqual(before);
    expect(project.terraform.read('terraform.tfstate')).not.toContain(CANARY);
    // What the old resource gave is this one's: it goes with it.
    project.write('');
    await project.terraform.apply();
    expect(
      await database.query(`SELECT has_table_privilege('${names.owner}', 'app.orders', 'SELECT') AS kept`),
    ).toEqual([{ kept: false }]);
    expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${names.reader}'`)).toEqual([]);
  });

  test('with the words that the move chooses there is nothing to do at all', async () => {
    project.write(movedRoleAndGrant());
    await project.terraform.run('state', 'rm', 'postgresql_default_privileges.future');
    const { stdout } = await project.terraform.plan();
    expect(stdout).toContain('postgresql_role.reader has moved to aponopg_role.reader');
    expect(stdout).toContain('postgresql_grant.tables has moved to aponopg_grants.tables');
    expect(stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
    await project.settle();
    // From now on another name is another resource, as ever.
    await database.query(`REVOKE SELECT ON app.orders FROM ${names.reader}`);
    expect((await project.terraform.plan()).stdout).toContain('GRANT SELECT ON TABLE');
  });

  test('with several servers the plan notes the one that the configuration names', async () => {
    const before = await standing();
    const parameters = `host = ${JSON.stringify(server.host)}, port = ${server.port}, username = "${server.superuser}", password_env = "ADMIN_PASSWORD", sslmode = "prefer"`;
    const provider = `provider "aponopg" {\n  servers = {\n    main = { ${parameters} }\n    other = { ${parameters} }\n  }\n}\n`;
    project.write(moved(), provider);
    const changes = await project.changes();
    expect(Object.keys(changes).sort()).toEqual([
      'aponopg_grants.future',
      'aponopg_grants.tables',
      'aponopg_role.reader',
    ]);
    for (const { actions, before: was, after } of Object.values(changes)) {
      expect([actions, was?.server, after?.server, after?.statements]).toEqual([['update'], null, 'main', []]);
    }
    await project.settle();
    expect(await standing()).toEqual(before);
  });

  test('what has no counterpart is refused, and told what to do instead', async () => {
    const { reader, team } = names;
    const membership = { id: 'z', role: reader, grant_role: team, with_admin_option: false };
    project.terraform.write('terraform.tfstate', oldState({ 'postgresql_grant_role.team': membership }));
    const grants = (from: string) => `
moved {
  from = ${from}
  to   = aponopg_grants.to
}
resource "aponopg_grants" "to" {
  server   = "main"
  database = "${database.name}"
}
`;
    project.write(grants('postgresql_grant_role.team'));
    const refused = await project.terraform.failing.plan();
    expect(refused).toContain('No postgresql_grant_role can become an aponopg_grants');
    expect(refused).toContain('name it in `member_of` of the role');
    project.write(grants('postgresql_role.reader'));
    const wrong = await project.terraform.failing.plan();
    expect(wrong).toContain('No postgresql_role can become an aponopg_grants');
    expect(wrong).toContain('removed { from = postgresql_role.NAME lifecycle { destroy = false } }');
    expect(refused + wrong).not.toContain(CANARY);
  });
});

describe('from a state of the provider itself', () => {
  const testIf = POSTGRESQL_PROVIDER ? test : test.skip;

  testIf(`roles and grants move without a statement${WITHOUT_POSTGRESQL_PROVIDER}`, async () => {
    const cliConfig = postgresqlProviderConfig(POSTGRESQL_PROVIDER as string);
    const project: Project = await openProject({ server, cliConfig });
    const { reader, team, owner } = names;
    await server.query(`CREATE ROLE ${team}; CREATE ROLE ${owner}`);
    await database.query(`CREATE SCHEMA app AUTHORIZATION ${owner}; CREATE TABLE app.orders (id int)`);
    const connection = `host = "${server.host}"\n port = ${server.port}\n username = "${server.superuser}"\n password = "${server.password}"\n sslmode = "disable"`;
    project.write(
      `
provider "postgresql" {
  ${connection}
}
resource "postgresql_role" "reader" {
  name              = "${reader}"
  login             = true
  connection_limit  = 7
  valid_until       = "2031-01-01 00:00:00+00"
  roles             = ["${team}"]
  search_path       = ["app", "$user"]
  statement_timeout = 60000
  password          = "${CANARY}"
}
resource "postgresql_grant" "tables" {
  role        = postgresql_role.reader.name
  database    = "${database.name}"
  schema      = "app"
  object_type = "table"
  privileges  = ["SELECT"]
}
resource "postgresql_default_privileges" "future" {
  role        = postgresql_role.reader.name
  database    = "${database.name}"
  schema      = "app"
  owner       = "${owner}"
  object_type = "table"
  privileges  = ["SELECT"]
  depends_on  = [postgresql_grant.tables]
}
`,
    );
    const main = project.terraform.read('main.tf');
    const required = 'required_providers {\n    postgresql = { source = "cyrilgdn/postgresql" }';
    project.terraform.write('main.tf', main.replace('required_providers {', required));
    await project.terraform.apply();
    const before = await standing();
    project.write(moved());
    const plan = inOneLine((await project.terraform.plan()).stdout);
    expect(plan).toContain('Plan: 0 to add, 2 to change, 0 to destroy.');
    await project.settle();
    expect(await standing()).toEqual(before);
    expect(project.terraform.read('terraform.tfstate')).not.toContain(CANARY);
  });
});
