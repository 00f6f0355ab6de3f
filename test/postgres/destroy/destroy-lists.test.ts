import { Client } from 'pg';
import { destroyRole, previewDestroy } from '../../../src/postgres/destroy';
import { applyRole, readRole, scramVerifier } from '../../../src/postgres/roles';
import { freshDatabase, freshName, serverVersions, type TestDatabase } from '../../support/postgres';
import { type Admin, KINDS, openAdmin } from '../roles/admins';

const ADMINS = serverVersions().flatMap((version) => KINDS.map((kind) => ({ version, kind })));

describe.each(ADMINS)('PostgreSQL $version, $kind', ({ version, kind }) => {
  let admin: Admin;
  let database: TestDatabase;
  let owner: string;
  let heir: string;
  let role: string;

  beforeAll(async () => {
    database = await freshDatabase({ version });
    admin = await openAdmin(version, kind, database.name);
    [owner, heir] = [freshName('owner'), freshName('heir')];
    for (const name of [owner, heir]) await applyRole(admin.server, { name }, { serverName: 'x' });
    await database.query(`CREATE SCHEMA app AUTHORIZATION ${owner}; GRANT USAGE ON SCHEMA app TO PUBLIC;
      GRANT CREATE ON DATABASE ${database.name} TO ${heir}; SET ROLE ${owner};
      CREATE TABLE app.t (id int, "a b" text); CREATE TABLE app.u (); RESET ROLE`);
  });
  afterAll(async () => {
    await database.drop();
    await admin.test.query(`DROP ROLE ${owner}, ${heir}`);
    await admin.close();
  });
  beforeEach(async () => {
    role = freshName('leaving');
    await make(role);
  });
  afterEach(async () => {
    if (!(await isThere())) return;
    await database.query(`DROP OWNED BY "${role}" CASCADE`);
    await admin.test.query(`DROP ROLE "${role}"`);
  });

  const make = (name: string) =>
    applyRole(admin.server, { name, login: true, password: { verifier: scramVerifier('pw') } }, { serverName: 'x' });
  const isThere = async () => (await admin.server.use((session) => readRole(session, role))) !== null;
  const preview = async (onDestroy = {}) => {
    const { parts, problems } = await previewDestroy(admin.server, role, onDestroy);
    return {
      problems,
      lost: [],
      handedOn: [],
      lostByOthers: [],
      ...parts.find((part) => part.database === database.name),
    };
  };

  test('what others hold only because the role gave it on is told by name', async () => {
    const [one, two] = [freshName('one'), freshName('two')];
    for (const name of [one, two]) await make(name);
    await database.query(`SET ROLE ${owner}; GRANT SELECT, UPDATE ("a b") ON app.t TO ${role} WITH GRANT OPTION;
      GRANT SELECT ON app.u TO ${role} WITH GRANT OPTION; GRANT SELECT ON app.u TO ${two}; RESET ROLE;
      SET ROLE ${role}; GRANT SELECT, UPDATE ("a b") ON app.t TO ${one} WITH GRANT OPTION; GRANT SELECT ON app.u TO ${two}; RESET ROLE;
      SET ROLE ${one}; GRANT SELECT ON app.t TO ${two}; RESET ROLE`);
    expect((await preview()).lostByOthers).toEqual([
      `${one} loses SELECT, given by ${role}, on table app.t`,
      `${two} loses SELECT, given by ${one}, on table app.t`,
      `${one} loses UPDATE, given by ${role}, on column a b of table app.t`,
      // What the owner gave it as well it keeps.
      `${two} loses SELECT, given by ${role}, on table app.u`,
    ]);
    await destroyRole(admin.server, role);
    const [holds] = await database.query(`SELECT has_any_column_privilege('${one}', 'app.t', 'SELECT, UPDATE') AS one,
      has_table_privilege('${two}', 'app.t', 'SELECT') AS two, has_table_privilege('${two}', 'app.u', 'SELECT') AS kept`);
    expect(holds).toEqual({ one: false, two: false, kept: true });
    await database.query(`DROP OWNED BY ${one}, ${two}; DROP ROLE ${one}, ${two}`);
  });

  test('what it gave by an option that only its group has by now goes too, and what it gave back to the owner', async () => {
    const [group, other] = [freshName('group'), freshName('other')];
    for (const name of [group, other]) await make(name);
    await admin.test.query(`GRANT ${group} TO ${role}`);
    await database.query(`SET ROLE ${owner}; GRANT SELECT ON app.t TO ${role}, ${group} WITH GRANT OPTION;
      GRANT SELECT ON app.u TO ${role} WITH GRANT OPTION; RESET ROLE;
      SET ROLE ${role}; GRANT SELECT ON app.t TO ${other}; GRANT SELECT ON app.u TO ${owner}; RESET ROLE;
      SET ROLE ${owner}; REVOKE SELECT ON app.t FROM ${role}; RESET ROLE`);
    const { problems, lostByOthers } = await preview();
    expect(problems).toEqual([]);
    // The right itself is the owner's by nature, but it may have given that up.
    expect(lostByOthers).toEqual([
      `${other} loses SELECT, given by ${role}, on table app.t`,
      `${owner} loses SELECT, given by ${role}, on table app.u`,
    ]);
    await destroyRole(admin.server, role);
    expect(await isThere()).toBe(false);
    const [holds] = await database.query(`SELECT has_table_privilege('${group}', 'app.t', 'SELECT') AS grp,
      has_table_privilege('${other}', 'app.t', 'SELECT') AS other, has_table_privilege('${owner}', 'app.u', 'SELECT') AS own`);
    expect(holds).toEqual({ grp: true, other: false, own: true });
    await database.query(`DROP OWNED BY ${group}, ${other}; DROP ROLE ${group}, ${other}`);
  });

  test('memberships are told, those that it gave too', async () => {
    const [group, member, third] = [freshName('group'), freshName('member'), freshName('third')];
    for (const name of [group, member, third]) await make(name);
    await admin.test.query(`GRANT ${group} TO ${role} WITH ADMIN OPTION; GRANT ${role} TO ${member}`);
    if (version >= 16) await admin.test.query(`GRANT ${group} TO ${third} GRANTED BY ${role}`);
    const { lost, lostByOthers } = await preview();
    expect(lost).toEqual([`its membership in ${group}`, `membership of ${member} in it`]);
    expect(lostByOthers).toEqual(version >= 16 ? [`${third} loses its membership in ${group}`] : []);
    await destroyRole(admin.server, role);
    expect(await isThere()).toBe(false);
    await admin.test.query(`DROP ROLE ${group}, ${member}, ${third}`);
  });

  test('code is not handed to an heir with other rights, unless that is wanted', async () => {
    await database.query(`CREATE SCHEMA stuff AUTHORIZATION ${role}; SET ROLE ${role}; CREATE TABLE stuff.t (id int);
      CREATE FUNCTION stuff.definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
      CREATE FUNCTION stuff.invoker() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE VIEW stuff.v AS SELECT 1 AS x; CREATE MATERIALIZED VIEW stuff.m AS SELECT 1 AS x;
      CREATE TRIGGER "on t" BEFORE INSERT ON stuff.t FOR EACH ROW EXECUTE FUNCTION stuff.invoker();
      CREATE RULE quiet AS ON DELETE TO stuff.t DO INSTEAD NOTHING;
      ${version >= 15 ? 'CREATE VIEW stuff.harmless WITH (security_invoker = on) AS SELECT 1 AS x;' : ''} RESET ROLE`);
    const refused = await preview({ reassign_owned_to: heir });
    expect(refused.problems).toMatchObject([{ code: 'ROLE_HANDS_ON_CODE', severity: 'error' }]);
    const { what } = refused.problems[0] as { what: string };
    expect(
      what
        .slice(what.lastIndexOf('others: ') + 8)
        .split(', ')
        .sort(),
    ).toEqual([
      'SECURITY DEFINER function stuff.definer()',
      'materialized view stuff.m',
      'rule quiet on stuff.t',
      'trigger "on t" on stuff.t',
      'view stuff.v',
    ]);
    await expect(destroyRole(admin.server, role, { reassign_owned_to: heir })).rejects.toThrow(/ROLE_HANDS_ON_CODE/);
    expect(await isThere()).toBe(true);

    // Whose rights the role has already may have it.
    await admin.test.query(`GRANT ${heir} TO ${role}`);
    expect((await preview({ reassign_owned_to: heir })).problems).toEqual([]);
    await admin.test.query(`ALTER ROLE ${heir} CREATEDB`);
    expect((await preview({ reassign_owned_to: heir })).problems).toMatchObject([{ code: 'ROLE_HANDS_ON_CODE' }]);
    await admin.test.query(`ALTER ROLE ${heir} NOCREATEDB; REVOKE ${heir} FROM ${role}`);

    const wanted = { reassign_owned_to: heir, reassign_executable_objects: true };
    const { handedOn, problems } = await preview(wanted);
    expect(problems).toEqual([]);
    expect(handedOn).toEqual(expect.arrayContaining([`view stuff.v goes to ${heir}`, `table stuff.t goes to ${heir}`]));
    await destroyRole(admin.server, role, wanted);
    const [view] = await database.query(`SELECT viewowner FROM pg_views WHERE schemaname = 'stuff' AND viewname = 'v'`);
    expect(view?.viewowner).toBe(heir);
    await database.query('DROP SCHEMA stuff CASCADE');
  });

  if (version >= 15) {
    test('a parameter whose name holds a word of SQL is no obstacle', async () => {
      await admin.test.query(
        `GRANT SET ON PARAMETER app."user" TO ${role}; GRANT SET ON PARAMETER work_mem TO ${role}`,
      );
      const outcome = await destroyRole(admin.server, role).then(
        () => 'done',
        (error: Error) => error.message,
      );
      if (kind === 'superuser') expect(outcome).toBe('done');
      else expect(outcome).toMatch(/it is a superuser[\s\S]*GRANT_CANNOT_ACT/);
      await admin.test.query(
        `REVOKE ALL ON PARAMETER app."user", work_mem FROM ${kind === 'superuser' ? owner : role}`,
      );
    });
  }

  test('temporary objects of other sessions go, or are told where the admin may not touch them', async () => {
    const client = new Client(database.url());
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION pg_temp.f() TO ${role};
      CREATE TYPE pg_temp.k AS ENUM ('x'); GRANT USAGE ON TYPE pg_temp.k TO ${role};
      CREATE TEMP TABLE t (); GRANT SELECT ON t TO ${role}`);
    if (kind === 'superuser') await destroyRole(admin.server, role);
    else
      await expect(destroyRole(admin.server, role)).rejects.toThrow(
        /Temporary objects of other sessions[\s\S]*ROLE_NOT_REMOVABLE/,
      );
    expect(await isThere()).toBe(kind !== 'superuser');
    await client.end();
  });

  test.each(['constructor', '__proto__'])('a role called %s is made and goes', async (name) => {
    const before = role;
    role = name;
    await make(role);
    await database.query(`SET ROLE ${owner}; GRANT SELECT ON app.t TO "${role}"; RESET ROLE;
      CREATE TABLE mine (); ALTER TABLE mine OWNER TO "${role}"`);
    expect((await preview({ reassign_owned_to: heir })).lost).toContain(`${name} holds SELECT on table app.t`);
    await destroyRole(admin.server, role, { reassign_owned_to: heir });
    expect(await isThere()).toBe(false);
    await expect(destroyRole(admin.server, before, { reassign_owned_to: name })).rejects.toThrow(
      /The heir does not exist/,
    );
    await database.query('DROP TABLE mine');
    role = before;
  });

  test('only the role that is meant is dropped', async () => {
    const { oid } = (await admin.server.use((session) => readRole(session, role))) as { oid: number };
    await admin.test.query(`DROP ROLE ${role}`);
    await make(role);
    await expect(destroyRole(admin.server, role, {}, { oid })).rejects.toThrow(
      /another one: that of the state has the OID[\s\S]*ROLE_REPLACED/,
    );
    const previous = { name: role, login: true };
    await expect(applyRole(admin.server, { name: role }, { serverName: 'orders', previous, oid })).rejects.toThrow(
      /ROLE_REPLACED/,
    );
    expect(await isThere()).toBe(true);
  });

  test('a role through which the admin has ADMIN OPTION is dropped, and nothing borrowed is left', async () => {
    if (kind === 'superuser') return;
    const lender = freshName('lender');
    await admin.test.query(`CREATE ROLE ${lender}; GRANT ${lender} TO ${role} WITH ADMIN OPTION; GRANT ${role} TO "${admin.name}"${version >= 16 ? ' WITH INHERIT TRUE' : ''};
      ALTER ROLE ${role} ${version >= 16 ? 'NOCREATEROLE' : 'NOLOGIN'}`);
    await database.query(
      `CREATE TABLE lent (); ALTER TABLE lent OWNER TO ${lender}; SET ROLE ${lender}; GRANT SELECT ON lent TO ${role}; RESET ROLE`,
    );
    await destroyRole(admin.server, role);
    expect(await isThere()).toBe(false);
    expect(await admin.test.query(`SELECT FROM pg_auth_members WHERE roleid = '${lender}'::regrole`)).toEqual([]);
    await database.query(`DROP TABLE lent; DROP ROLE ${lender}`);
  });
});
