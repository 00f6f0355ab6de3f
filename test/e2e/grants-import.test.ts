import { quoteIdentifier as q } from '../../src/postgres/quote';
import { databaseOn, freshName, readLog, serverVersions } from '../support/postgres';
import { openProject, useServer } from '../support/project';

const ATTRIBUTES = ['server', 'database', 'mode', 'grants', 'default_privileges'];

describe.each(serverVersions(['default']))('on PostgreSQL %i', (version) => {
  const server = useServer(version);

  test('grants are imported, and a plan of what was imported is empty and touches nothing', async () => {
    const project = await openProject({ server });
    const database = await databaseOn(server);
    const [reader, odd, owner] = [freshName('reader'), `${freshName('odd')} É"a,b/c`, freshName('owner')];
    await server.query(`CREATE ROLE ${reader} LOGIN; CREATE ROLE ${q(odd)} LOGIN; CREATE ROLE ${owner};
      GRANT CREATE, CONNECT ON DATABASE ${database.name} TO ${reader}, ${owner}`);
    await database.query(`
      SET ROLE ${owner}; CREATE SCHEMA app; SET search_path = app;
      CREATE TABLE a (x int, "y ""z" int); CREATE TABLE b (x int); CREATE SEQUENCE s; CREATE MATERIALIZED VIEW m AS SELECT 1;
      CREATE TYPE kind AS ENUM ('k'); CREATE FUNCTION f(kind[], numeric) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1';
      GRANT USAGE ON SCHEMA app TO ${reader}, ${q(odd)}; GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${reader}, ${q(odd)};
      GRANT UPDATE ON b TO ${reader} WITH GRANT OPTION; GRANT UPDATE ("y ""z"), INSERT (x) ON a TO ${q(odd)};
      GRANT USAGE ON s TO ${reader}; GRANT EXECUTE ON FUNCTION f TO ${reader}; GRANT EXECUTE ON PROCEDURE p TO ${q(odd)};
      GRANT USAGE ON TYPE kind TO ${q(odd)}; GRANT SELECT ON a TO ${owner};
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO ${reader};
      ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO ${q(odd)} WITH GRANT OPTION`);
    const ids = {
      all: `main/${database.name}`,
      some: `main/${database.name}/${reader},"${odd.replaceAll('"', '""')}"`,
      one: `main/${database.name}/"${odd.replaceAll('"', '""')}"`,
    };
    const changesIn = (log: string) =>
      log
        .split('\n')
        .filter((line) => line.includes(`@${database.name} `) && /: (GRANT|REVOKE|ALTER|BEGIN;)/.test(line));
    const imported: Record<string, Record<string, unknown>> = {};
    for (const [name, id] of Object.entries(ids)) {
      project.declare({ resource: { aponopg_grants: { [name]: { server: 'main', database: database.name } } } });
      await project.terraform.import(`aponopg_grants.${name}`, id);
      const [resource] = (await project.terraform.state()).values?.root_module?.resources ?? [];
      const values = Object.entries(resource?.values ?? {}).filter(
        ([key, value]) => ATTRIBUTES.includes(key) && value !== null,
      );
      imported[name] = Object.fromEntries(values);
      project.declare({ resource: { aponopg_grants: { [name]: imported[name] } } });
      const logged = readLog(server).length;
      await project.terraform.expectNoChanges();
      await project.terraform.apply();
      expect(changesIn(readLog(server).slice(logged))).toEqual([]);
      await project.terraform.run('state', 'rm', `aponopg_grants.${name}`);
    }
    const grantees = (name: string) =>
      new Set(
        Object.values((imported[name]?.grants ?? {}) as Record<string, { grantees: string[] }>).flatMap(
          ({ grantees }) => grantees,
        ),
      );
    expect(grantees('all')).toEqual(new Set([reader, odd, owner]));
    expect(grantees('some')).toEqual(new Set([reader, odd]));
    expect(grantees('one')).toEqual(new Set([odd]));

    // Declared anew without an import, too, what is there already is adopted without being touched.
    project.declare({ resource: { aponopg_grants: { adopted: imported.all } } });
    const before = readLog(server).length;
    await project.settle();
    expect(changesIn(readLog(server).slice(before))).toEqual([]);
    await database.drop();
    await server.query(`DROP OWNED BY ${reader}, ${q(odd)}, ${owner}; DROP ROLE ${reader}, ${q(odd)}, ${owner}`);
  });
});

test('an import that cannot be done says why', async () => {
  const project = await openProject();
  project.declare({ resource: { aponopg_grants: { it: { server: 'main', database: 'x' } } } });
  const refused = (id: string) => project.terraform.failing.import('aponopg_grants.it', id);
  expect(await refused('main')).toMatch(
    /The import id of grants is not well-formed .*Allowed: server\/database, server\/database\/grantee,grantee or/,
  );
  expect(await refused('main/a/b/c/d')).toMatch(/The import id of grants is not well-formed/);
  expect(await refused('main/"a')).toMatch(/The import id of grants is not well-formed/);
  expect(await refused('elsewhere/a')).toMatch(/No server is called "elsewhere" .*Allowed: main/);
  expect(await refused(`main/${freshName('nowhere')}`)).toMatch(/There is no aponopg_grants/);
});
