import { labelled } from '../support/labelled';
import { databaseOn, freshName, sharedServer, type TestDatabase } from '../support/postgres';
import { openProject, useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();
let database: TestDatabase;
let reader: string;
let acl: unknown;

beforeAll(async () => {
  reader = freshName('reader');
  database = await databaseOn(server);
  await server.query(`CREATE ROLE ${reader} LOGIN PASSWORD 'p'`);
  await database.query(`
    CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE VIEW app."Orders by day" AS SELECT 1;
    CREATE FUNCTION app.add(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION app.add(text) RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  acl = await accessLists();
});

afterEach(async () => expect(await accessLists()).toEqual(acl));

afterAll(async () => {
  await database.drop();
  await server.query(`DROP ROLE ${reader}`);
});

const accessLists = () =>
  database.query(`SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'app'::regnamespace
    UNION ALL SELECT proname, proacl::text FROM pg_proc WHERE pronamespace = 'app'::regnamespace
    UNION ALL SELECT nspname, nspacl::text FROM pg_namespace UNION ALL SELECT datname, datacl::text FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT 'defaults', count(*)::text FROM pg_default_acl ORDER BY 1, 2`);

type Row = readonly [entry: object | object[], expected: RegExp, from?: 'default_privileges'];

/** One plan for all of the rows, each a resource of its own; what Terraform says of each. */
async function saidOf(rows: Readonly<Record<string, Row>>): Promise<Record<string, string>> {
  const resources = Object.entries(rows).map(([name, [entry, , list = 'grants']]) => [
    name,
    {
      server: 'main',
      database: database.name,
      // Authoritative resources may not share a grantee.
      mode: 'additive',
      [list]: labelled([entry].flat().map((each) => ({ grantees: [reader], ...each }))),
    },
  ]);
  project.declare({ resource: { aponopg_grants: Object.fromEntries(resources) } });
  const parts = (await project.terraform.failing.plan())
    .split(/^(?:[│╷╵ ]*)(?=(?:Error|Warning): )/m)
    .map((part) => part.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' '));
  return Object.fromEntries(
    Object.keys(rows).map((name) => [
      name,
      parts.filter((part) => part.includes(`aponopg_grants.${name},`)).join('\n'),
    ]),
  );
}

async function expectRows(rows: Readonly<Record<string, Row>>): Promise<void> {
  const said = await saidOf(rows);
  const silent = Object.entries(rows).filter(([name, [, expected]]) => !expected.test(said[name] ?? ''));
  expect(silent.map(([name, [, expected]]) => `${name}: expected ${expected}, got: ${said[name]}`)).toEqual([]);
}

const onTable = { on: 'table', schemas: ['app'] };

test('what is wrong by itself is told without asking the server', () =>
  expectRows({
    unknown_privilege: [
      { ...onTable, privileges: ['SELECT', 'EXECUTE'] },
      /Error: There is no such privilege on a table .*Where: grants\["entry 1"\].privileges\[\d\] Value: "EXECUTE" Allowed: SELECT, INSERT.*ALL/,
    ],
    objects_on_database: [
      { on: 'database', objects: ['orders'], privileges: ['CONNECT'] },
      /Error: A grant on the database names no objects .*Where: grants\["entry 1"\].objects .*What to do: Leave objects out/,
    ],
    no_wrapper: [
      { on: 'foreign_data_wrapper', privileges: ['USAGE'] },
      /A grant on a foreign data wrapper must name its objects/,
    ],
    no_server: [{ on: 'foreign_server', privileges: ['USAGE'] }, /A grant on a foreign server must name its objects/],
    no_schema: [
      { on: 'table', privileges: ['SELECT'] },
      /The schemas of the tables are not named .*Where: grants\["entry 1"\].schemas/,
    ],
    schema_of_language: [
      { on: 'language', schemas: ['app'], objects: ['sql'], privileges: ['USAGE'] },
      /A language lives in no schema .*Value: \["app"\]/,
    ],
    columns_of_sequence: [
      { on: 'sequence', schemas: ['app'], objects: ['q'], columns: ['a'], privileges: ['SELECT'] },
      /A sequence has no columns .*What to do: Leave columns out/,
    ],
    columns_without_table: [
      { ...onTable, columns: ['id'], privileges: ['SELECT'] },
      /A grant on columns must name its tables/,
    ],
    column_privilege: [
      { ...onTable, objects: ['orders'], columns: ['id'], privileges: ['DELETE'] },
      /There is no such privilege on a column .*Allowed: SELECT, INSERT, UPDATE, REFERENCES, ALL/,
    ],
    kind: [
      { on: 'view', schemas: ['app'], privileges: ['SELECT'] },
      /Where: grants\["entry 1"\].on Value: "view" Allowed: .*table/,
    ],
    signature: [
      { on: 'function', schemas: ['app'], objects: ['add(int'], privileges: ['EXECUTE'] },
      /do not match .*Value: "add\(int" Allowed: name\(type, \.\.\.\)/,
    ],
    option_for_public: [
      { grantees: ['public'], ...onTable, privileges: ['SELECT'], with_grant_option: true },
      /PUBLIC can hold no grant option .*What to do: Give the grant option to roles alone/,
    ],
    twice: [
      [
        { ...onTable, privileges: ['SELECT'] },
        { ...onTable, privileges: ['SELECT', 'INSERT'] },
      ],
      /"entry 2" and "entry 1" both speak of .*: SELECT is given by both .*Where: grants\["entry 2"\]/,
    ],
    contradiction: [
      [
        { ...onTable, objects: ['orders'], privileges: ['SELECT'] },
        { ...onTable, objects: ['orders'], privileges: [] },
      ],
      /"entry 2" and "entry 1" both speak of .*: an empty list contradicts one that gives something/,
    ],
    default_schema: [
      { owners: ['postgres'], schemas: ['app'], on: 'schema', privileges: ['USAGE'] },
      /A schema lives in no schema .*Where: default_privileges\["entry 1"\].schemas/,
      'default_privileges',
    ],
    default_public_option: [
      { grantees: ['public'], owners: ['postgres'], on: 'table', privileges: ['SELECT'], with_grant_option: true },
      /PUBLIC can hold no grant option .*Where: default_privileges\["entry 1"\].with_grant_option/,
      'default_privileges',
    ],
    long_name: [
      { grantees: ['x'.repeat(64)], ...onTable, privileges: ['SELECT'] },
      /Where: grants\["entry 1"\].grantees\[0\] .*63 bytes/,
    ],
  }));

test('what only the server can tell is told at plan', () =>
  expectRows({
    missing_schema: [
      { on: 'schema', objects: ['App'], privileges: ['USAGE'] },
      /There is no schema of this name .*Where: grants\["entry 1"\].objects\[0\] Value: "App" What to do: .*Create it before this runs, or correct the name/,
    ],
    missing_table: [
      { ...onTable, objects: ['nowhere'], privileges: ['SELECT'] },
      /There is no table of this name in schema app .*Value: "nowhere"/,
    ],
    missing_column: [
      { ...onTable, objects: ['orders'], columns: ['nr'], privileges: ['SELECT'] },
      /Table app.orders has no such column .*Value: "nr" Allowed: id What to do: Where the same run makes it/,
    ],
    ambiguous: [
      { on: 'function', schemas: ['app'], objects: ['add'], privileges: ['EXECUTE'] },
      /Value: "add" .*add\(integer, integer\).*add\(text\)/,
    ],
    overload: [
      { on: 'function', schemas: ['app'], objects: ['add(date)'], privileges: ['EXECUTE'] },
      /Value: "add\(date\)" .*add\(integer, integer\).*add\(text\)/,
    ],
    superuser: [{ grantees: ['postgres'], ...onTable, privileges: ['SELECT'] }, /Warning: The grantee is a superuser/],
    unknown_grantee: [
      { grantees: [freshName('nobody')], ...onTable, privileges: ['SELECT'] },
      /Warning: There is no role of this name on the server .*Where the same run makes it, refer to it/,
    ],
    no_usage: [
      { ...onTable, objects: ['orders'], privileges: ['SELECT'] },
      new RegExp(`Warning: Grants are idle: ${reader} may not use schema app .*Grant USAGE on the schema`),
    ],
    no_connect: [
      [
        { grantees: ['public'], on: 'database', privileges: [] },
        { on: 'schema', objects: ['app'], privileges: ['USAGE'] },
      ],
      new RegExp(`Warning: Grants are idle: ${reader} may not connect to database .*Grant CONNECT on the database`),
    ],
  }));

test('a privilege that this server version lacks', async () => {
  const old = await sharedServer(13);
  const onOld = await databaseOn(old);
  const name = freshName('reader');
  await old.query(`CREATE ROLE ${name}`);
  const elsewhere = await openProject({ server: old });
  const grant = (entry: object) => ({
    server: 'main',
    database: onOld.name,
    mode: 'additive',
    grants: labelled([{ grantees: [name], ...entry }]),
  });
  elsewhere.declare({
    resource: {
      aponopg_grants: {
        maintain: grant({ on: 'table', schemas: ['public'], privileges: ['MAINTAIN'] }),
        parameter: grant({ on: 'parameter', objects: ['work_mem'], privileges: ['SET'] }),
      },
    },
  });
  await elsewhere.terraform.init();
  const said = await elsewhere.terraform.failing.plan();
  expect(said).toMatch(/PostgreSQL 13 has no privilege MAINTAIN on a table .*Allowed: SELECT, .*TRIGGER, ALL/);
  expect(said).toMatch(/PostgreSQL 13 has no privilege SET on a parameter .*Allowed: none on this server/);
  await onOld.drop();
  await old.query(`DROP ROLE ${name}`);
});

test('an admin who cannot act for the owner, who would be locked out, or who must not join a cloud role', async () => {
  const [admin, owner, other] = [freshName('admin'), freshName('owner'), freshName('other')];
  const mine = await databaseOn(server);
  await server.query(`
    CREATE ROLE ${owner}; CREATE ROLE ${admin} LOGIN PASSWORD 'a' IN ROLE ${owner}; CREATE ROLE ${other} LOGIN;
    GRANT CREATE ON DATABASE ${mine.name} TO ${owner}`);
  await mine.query(
    `SET ROLE ${owner}; CREATE SCHEMA app; CREATE TABLE app.mine (); RESET ROLE; CREATE TABLE app.theirs ()`,
  );
  const own = await openProject({ server, admin: { user: admin, password: 'a' } });
  const grants = (...entries: object[]) =>
    own.declare({
      resource: {
        aponopg_grants: {
          it: {
            server: 'main',
            database: mine.name,
            grants: labelled(entries.map((each) => ({ grantees: [other], ...each }))),
          },
        },
      },
    });
  grants({ ...onTable, objects: ['theirs'], privileges: ['SELECT'] });
  await own.terraform.init();
  const said = await own.terraform.failing.plan();
  expect(said).toMatch(
    new RegExp(
      `The admin ${admin} cannot act as postgres: it is a superuser .*Value: "table app.theirs" What to do: Make`,
    ),
  );

  await server.query(
    `ALTER DATABASE ${mine.name} OWNER TO ${owner}; REVOKE ${owner} FROM ${admin}; ALTER ROLE ${admin} CREATEROLE`,
  );
  if (server.major >= 16) await server.query(`GRANT ${owner} TO ${admin} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  grants({ grantees: ['public'], on: 'database', privileges: [] });
  const lockedOut = await own.terraform.failing.plan();
  expect(lockedOut).toMatch(
    new RegExp(
      `The admin ${admin} itself could no longer connect .*Where: grants\\["entry 1"\\].grantees\\[0\\] .*Grant ${admin} CONNECT`,
    ),
  );

  const cloud = 'rds_iam';
  const [there] = await server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${cloud}'`);
  if (!there) await server.query(`CREATE ROLE ${cloud}`);
  await server.query(`GRANT ${cloud} TO ${owner}`);
  grants({ ...onTable, objects: ['mine'], privileges: ['SELECT'] });
  expect(await own.terraform.failing.plan()).toMatch(
    /cannot act as .*it holds rds_iam, so that joining it could lock the admin out/,
  );
  await mine.drop();
  await server.query(`REVOKE ${cloud} FROM ${owner}; DROP ROLE ${admin}, ${owner}, ${other}`);
  if (!there) await server.query(`DROP ROLE ${cloud}`);
});

test('more direct grantees than fit the catalog row', async () => {
  const crowd = freshName('crowd');
  const names = Array.from({ length: 2500 }, (_, index) => `${crowd}_${index}`);
  await server.query(names.map((name) => `CREATE ROLE ${name}`).join(';'));
  const grants = (count: number) => ({
    server: 'main',
    database: database.name,
    grants: labelled([{ grantees: names.slice(0, count), ...onTable, objects: ['orders'], privileges: ['SELECT'] }]),
  });
  project.declare({ resource: { aponopg_grants: { it: grants(2500) } } });
  const said = await project.terraform.failing.plan();
  expect(said).toMatch(/The access list of table app.orders would have 25\d\d entries, more than fit its catalog row/);
  expect(said).toContain('What to do: Grant to one group role, and make the grantees its members');
  project.declare({ resource: { aponopg_grants: { it: grants(600) } } });
  const { stdout } = await project.terraform.plan();
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/Warning: The access list of table app.orders would have 60\d entries/);
  await server.query(`DROP ROLE ${names.join(', ')}`);
});
