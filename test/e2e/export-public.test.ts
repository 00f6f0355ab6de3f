import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { freshFolder } from '../support/folder';
import { databaseOn, freshName, type PostgresServer, serverVersions, type TestDatabase } from '../support/postgres';
import { openProject, type Project, useServer } from '../support/project';

const folder = freshFolder('export-public');

describe.each(serverVersions())('PUBLIC on PostgreSQL %i', (version) => {
  const server = useServer(version);
  let project: Project;
  let source: TestDatabase;
  const [reader, owner, mover] = [freshName('reader'), freshName('owner'), freshName('mover')];

  beforeAll(async () => {
    project = await openProject({ server });
    source = await databaseOn(server);
    await server.query(`CREATE ROLE ${reader}; CREATE ROLE ${owner}; CREATE ROLE ${mover} LOGIN PASSWORD 'x'`);
  });
  afterAll(async () => {
    await source.drop();
    await server.query(`DROP OWNED BY ${reader}, ${owner}, ${mover}; DROP ROLE ${reader}, ${owner}, ${mover}`);
  });

  const exporting = (database: string, ...args: string[]) =>
    exported(server, project.env, '--database', database, '--grantees', `${reader},${owner}`, ...args);

  test('keeps what came with the system through an export, an import and a destroy', async () => {
    const database = await databaseOn(server);
    await database.query('CREATE TABLE t (x int); GRANT SELECT ON t TO PUBLIC');
    const before = await systemRights(database);
    const { text } = await exported(
      server,
      project.env,
      ...['--database', database.name, '--grantees', 'public', '--import-blocks'],
    );
    expect(text).not.toMatch(/pg_catalog|information_schema/);
    project.terraform.forget();
    project.terraform.write('main.tf', text);
    const planned = await project.terraform.plan();
    expect(planned.stdout).toContain('Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.');
    await project.terraform.apply();
    await project.terraform.run('destroy', '-auto-approve');
    expect(await systemRights(database)).toEqual(before);
    expect(await database.query("SELECT has_table_privilege('public', 't', 'SELECT') AS has")).toEqual([
      { has: false },
    ]);
    await database.drop();
  });

  test('what it was deprived of goes through code to an empty copy, and nothing is open there again', async () => {
    await source.query(objects(owner));
    await source.query(`
      REVOKE ALL ON DATABASE ${source.name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${source.name} TO PUBLIC, ${reader};
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA shut FROM PUBLIC; REVOKE EXECUTE ON PROCEDURE app.p(int) FROM PUBLIC;
      GRANT EXECUTE ON PROCEDURE app.p(int) TO ${reader};
      REVOKE EXECUTE ON FUNCTION app."F x"(text, app.kind[]) FROM PUBLIC;
      REVOKE USAGE ON TYPE app.kind, app.pair FROM PUBLIC; REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
      REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
      GRANT SELECT ON app.t TO ${reader};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE USAGE ON TYPES FROM PUBLIC;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA app GRANT EXECUTE ON ROUTINES TO ${reader}`);
    const copy = await databaseOn(server);
    await copy.query(objects(owner));
    const { text, said } = await exporting(source.name, '--format', 'json');
    const { servers, grants } = JSON.parse(text) as { servers: object; grants: { database: string }[] };
    const file = join(folder, `${copy.name}.json`);
    writeFileSync(file, JSON.stringify({ servers, grants: grants.map((each) => ({ ...each, database: copy.name })) }));
    expect(said).not.toContain('granted');
    expect(await run(['node', 'aponopg', 'apply', file, '--yes'], project.env)).toBe(0);
    expect(await accessLists(copy)).toEqual(await accessLists(source));
    expect((await exporting(copy.name, '--format', 'json')).text.replaceAll(copy.name, source.name)).toBe(text);

    project.terraform.forget();
    project.terraform.write('main.tf', (await exporting(source.name, '--import-blocks')).text);
    expect((await project.terraform.plan()).stdout).toMatch(/Plan: 3 to import, 0 to add, 0 to change, 0 to destroy/);
    await copy.drop();
  });
});

/** Objects of which PUBLIC has rights by nature. */
const objects = (owner: string) => `
  CREATE SCHEMA app; CREATE SCHEMA shut; CREATE TABLE app.t (x int);
  CREATE TYPE app.kind AS ENUM ('k'); CREATE DOMAIN app.pair AS int; CREATE DOMAIN app.open AS int;
  CREATE FUNCTION shut.a() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION shut.b(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION app."F x"(text, app.kind[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION app.open() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE app.p(int) LANGUAGE sql AS 'SELECT 1'; GRANT USAGE, CREATE ON SCHEMA app TO ${owner}`;

/** Every access list that differs from the built-in one, as text, whatever the order of its entries. */
async function accessLists(database: TestDatabase): Promise<unknown[]> {
  const lists = await database.query(`
    SELECT what, acl FROM (
      SELECT 'database' AS what, datacl AS acl FROM pg_database WHERE datname = current_database()
      UNION ALL SELECT 'schema ' || nspname, nspacl FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
      UNION ALL SELECT 'table ' || oid::regclass, relacl FROM pg_class WHERE relkind IN ('r', 'v')
      UNION ALL SELECT 'routine ' || oid::regprocedure, proacl FROM pg_proc
      UNION ALL SELECT 'type ' || oid::regtype, typacl FROM pg_type
      UNION ALL SELECT 'language ' || lanname, lanacl FROM pg_language
      UNION ALL SELECT 'default ' || defaclrole::regrole || defaclnamespace::regnamespace || defaclobjtype::text, defaclacl FROM pg_default_acl
    ) l WHERE acl IS NOT NULL ORDER BY what`);
  return lists.map(({ what, acl }) => `${what}: ${String(acl).slice(1, -1).split(',').sort().join(',')}`);
}

/** How much of the system's own everybody may use. */
async function systemRights(database: TestDatabase): Promise<unknown> {
  return database.query(`
    SELECT (SELECT count(*) FROM pg_class WHERE relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
              AND relkind IN ('r', 'v') AND has_table_privilege('public', oid, 'SELECT'))::int AS tables,
           has_schema_privilege('public', 'pg_catalog', 'USAGE') AS catalog,
           has_schema_privilege('public', 'information_schema', 'USAGE') AS information`);
}

/** Runs `aponopg export`, and gives what it wrote, and what it said. */
async function exported(server: PostgresServer, env: NodeJS.ProcessEnv, ...args: string[]) {
  const file = join(folder, `${freshName('out')}.txt`);
  const at = ['--server', 'main', '--host', server.host, '--port', String(server.port), '--username', server.superuser];
  const said = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const argv = ['node', 'aponopg', 'export', ...at, '--password-env', 'ADMIN_PASSWORD', ...args, '--out', file];
  const code = await run(argv, env);
  const all = said.mock.calls.map(([text]) => String(text)).join('');
  said.mockRestore();
  expect({ code, said: code === 0 ? '' : all }).toEqual({ code: 0, said: '' });
  return { text: readFileSync(file, 'utf8'), said: all };
}
