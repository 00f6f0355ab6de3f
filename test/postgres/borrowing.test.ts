import { destroyRole } from '../../src/postgres/destroy';
import { applyGrants, renderStatement } from '../../src/postgres/grants';
import { applyRole } from '../../src/postgres/roles';
import type { DatabaseServer, Session } from '../../src/postgres/session';
import { labelled } from '../support/labelled';
import { freshDatabase, freshName, serverVersions, type TestDatabase } from '../support/postgres';
import { type Admin, openAdmin } from './roles/admins';

describe.each(serverVersions(['default', 'newest']))('PostgreSQL %i, an admin who is no superuser', (version) => {
  let database: TestDatabase;
  let admin: Admin;
  let owner: string;
  let reader: string;

  beforeEach(async () => {
    database = await freshDatabase({ version });
    admin = await openAdmin(version, 'CREATEROLE admin', database.name);
    [owner, reader] = [freshName('owner'), freshName('reader')];
    await database.query(`CREATE ROLE ${owner}; CREATE ROLE ${reader}; CREATE SCHEMA app AUTHORIZATION ${owner};
      SET ROLE ${owner}; CREATE TABLE app.t ()`);
    // Before 16 CREATEROLE is enough.
    if (version >= 16) await database.query(`GRANT ${owner}, ${reader} TO ${admin.name} ${NOTHING_BUT_ADMIN}`);
  });
  afterEach(async () => {
    await admin.server.close();
    await database.drop();
    await admin.test.query(`DROP ROLE IF EXISTS ${reader}; DROP ROLE ${owner}; DROP ROLE ${admin.name}`);
  });

  const NOTHING_BUT_ADMIN = 'WITH ADMIN TRUE, INHERIT FALSE, SET FALSE';
  const memberships = () =>
    admin.test.query(`SELECT roleid::regrole::text AS role, grantor::regrole::text, m.admin_option,
        ${version >= 16 ? 'm.inherit_option, m.set_option' : 'true'}
      FROM pg_auth_members m WHERE member = '${admin.name}'::regrole AND roleid::regrole::text <> '${reader}' ORDER BY 1, 2`);
  const give = (server: DatabaseServer = admin.server) =>
    applyGrants(server, {
      database: database.name,
      grants: labelled([{ grantees: [reader], on: 'table', schemas: ['app'], privileges: ['SELECT'] }]),
    });
  const holds = async () =>
    (await database.query(`SELECT has_table_privilege('${reader}', 'app.t', 'SELECT') AS may`))[0]?.may;

  /** Gives, fails to destroy, destroys; the memberships must be the same after each. */
  async function borrowsAndGivesBack(): Promise<void> {
    const before = await memberships();
    const [first] = (await give()).statements.map(renderStatement);
    expect(first).toMatch(new RegExp(`^GRANT "${owner}" TO "${admin.name}"`));
    expect(await holds()).toBe(true);
    expect(await memberships()).toEqual(before);
    await expect(destroyRole(failingAt(/^DROP ROLE/), reader)).rejects.toThrow(/PG_STATEMENT_FAILED/);
    expect(await memberships()).toEqual(before);
    expect(await holds()).toBe(true);
    await destroyRole(admin.server, reader);
    expect(await memberships()).toEqual(before);
  }

  /** The admin's server, where a statement fails. */
  function failingAt(pattern: RegExp): DatabaseServer {
    const failing = (session: Session): Session => ({
      database: session.database,
      user: session.user,
      serverVersion: session.serverVersion,
      query: (text, values) => session.query(pattern.test(text) ? 'SELECT 1 / 0' : text, values),
    });
    return {
      ...admin.server,
      database: admin.server.database,
      use: (work, name) => admin.server.use(work, name),
      transaction: (work, name) => admin.server.transaction((session) => work(failing(session)), name),
    };
  }

  test('joins an owner and leaves it again, also after a failure', async () => {
    await borrowsAndGivesBack();
  });

  test('a grant that fails leaves no membership behind', async () => {
    const before = await memberships();
    await expect(give(failingAt(/^GRANT SELECT/))).rejects.toThrow(/division by zero[\s\S]*PG_STATEMENT_FAILED/);
    expect(await memberships()).toEqual(before);
    expect(await holds()).toBe(false);
  });

  test('roles that are applied are not joined, whatever groups they are put into', async () => {
    const before = await memberships();
    const wanted = { name: reader, member_of: [{ role: owner }] };
    const { statements } = await applyRole(admin.server, wanted, { serverName: 'x', previous: { name: reader } });
    expect(statements).toMatchObject([{ do: 'grant membership', roles: [owner], member: reader }]);
    expect(await memberships()).toEqual(before);
  });

  if (version >= 15) {
    // The schema belongs to pg_database_owner since.
    test("what a role holds on the schema public of somebody else's database is taken back as that owner", async () => {
      await database.query(
        `ALTER DATABASE ${database.name} OWNER TO ${owner}; GRANT CREATE ON SCHEMA public TO ${reader}`,
      );
      const before = await memberships();
      await destroyRole(admin.server, reader);
      expect(await memberships()).toEqual(before);
      await database.query(`ALTER DATABASE ${database.name} OWNER TO CURRENT_USER`);
    });
  }

  if (version >= 15) {
    test('an admin who owns the database grants on the schema public, though it inherits nothing', async () => {
      await database.query(
        `ALTER DATABASE ${database.name} OWNER TO ${admin.name}; ALTER ROLE ${admin.name} NOINHERIT`,
      );
      const usage = { grantees: [reader], on: 'schema', objects: ['public'], privileges: ['CREATE'] } as const;
      await applyGrants(admin.server, { database: database.name, grants: labelled([usage]) });
      const [row] = await database.query(`SELECT has_schema_privilege('${reader}', 'public', 'CREATE') AS may`);
      expect(row?.may).toBe(true);
      await database.query(`ALTER DATABASE ${database.name} OWNER TO CURRENT_USER`);
    });
  }

  if (version >= 16) {
    test('a membership that the admin gave itself without use is put back as it was', async () => {
      await admin.server.transaction((session) =>
        session.query(`GRANT ${owner} TO ${admin.name} WITH INHERIT FALSE, SET FALSE`),
      );
      await borrowsAndGivesBack();
    });

    test.each(['INHERIT TRUE, SET FALSE', 'INHERIT FALSE, SET TRUE', 'INHERIT FALSE, SET FALSE'])(
      'memberships that the admin gave itself WITH %s are the same after what is owned was handed on',
      async (options) => {
        await admin.server.transaction((session) =>
          session.query(`GRANT ${owner}, ${reader} TO ${admin.name} WITH ${options}`),
        );
        await database.query(`SET ROLE ${owner}; GRANT SELECT ON app.t TO ${reader}; RESET ROLE;
          CREATE TABLE app.mine (); ALTER TABLE app.mine OWNER TO ${reader}`);
        const before = await memberships();
        await destroyRole(admin.server, reader, { reassign_owned_to: owner });
        expect(await memberships()).toEqual(before);
      },
    );

    test.each(['', 'a membership of it, without use, '])(
      'a group whose ADMIN OPTION the admin inherits is the grantor: %sstays as it was',
      async (has) => {
        const group = freshName('dba');
        await database.query(`CREATE ROLE ${group}; GRANT ${group} TO ${admin.name};
          REVOKE ${owner} FROM ${admin.name}; GRANT ${owner} TO ${group} ${NOTHING_BUT_ADMIN}`);
        if (has !== '') {
          await database.query(`GRANT ${owner} TO ${admin.name} WITH INHERIT FALSE, SET FALSE GRANTED BY ${group}`);
        }
        await borrowsAndGivesBack();
        await database.query(`DROP OWNED BY ${group}; DROP ROLE ${group}`);
      },
    );

    test('ADMIN OPTION through a group that gives the admin no privileges is of no use, and is told at plan', async () => {
      const group = freshName('dba');
      await database.query(`CREATE ROLE ${group}; GRANT ${group} TO ${admin.name} WITH INHERIT FALSE;
        REVOKE ${owner} FROM ${admin.name}; GRANT ${owner} TO ${group} WITH ADMIN OPTION, SET FALSE`);
      await expect(give()).rejects.toThrow(/no ADMIN OPTION for it[\s\S]*GRANT_CANNOT_ACT/);
      await database.query(`DROP ROLE ${group}`);
    });
  } else {
    test('a NOINHERIT admin keeps a membership that it had', async () => {
      await database.query(`GRANT ${owner} TO ${admin.name}; ALTER ROLE ${admin.name} NOINHERIT;
        ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON TABLES TO ${reader}`);
      const before = await memberships();
      await destroyRole(admin.server, reader);
      expect(await memberships()).toEqual(before);
    });

    test('a NOINHERIT admin is told that no membership would do', async () => {
      await database.query(`ALTER ROLE ${admin.name} NOINHERIT; ALTER SCHEMA app OWNER TO ${reader}`);
      await expect(destroyRole(admin.server, reader, { reassign_owned_to: owner })).rejects.toThrow(
        /the admin is NOINHERIT[\s\S]*PG_NOT_PERMITTED/,
      );
    });
  }
});
