import { applyGrants } from '../../../src/postgres/grants';
import { closedAfterwards, opened } from '../../support/clean-up';
import { serverVersions } from '../../support/postgres';
import { engineOn, openEngine } from './engine';

/** PostgreSQL lets whoever holds a grant option grant, and take back what it gave. */
describe.each(serverVersions(['oldest', 'newest']))(
  'an admin with no more than grant options on PostgreSQL %d',
  (version) => {
    const engine = opened(async () => closedAfterwards(await engineOn(version)));

    test.each(['itself', 'its group'])('takes back what it gave, where %s holds the option', async (holder) => {
      const [admin, group, owner, reader] = [
        await engine.role('admin'),
        await engine.role('group'),
        await engine.role('owner'),
        await engine.role('reader'),
      ];
      const own = holder === 'itself';
      await engine.database.query(`DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app AUTHORIZATION "${owner}";
      GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.t (id int); ALTER TABLE app.t OWNER TO "${owner}";
      GRANT "${group}" TO "${admin}"; GRANT SELECT ON app.t TO "${own ? admin : group}" WITH GRANT OPTION;
      SET ROLE "${owner}"; GRANT UPDATE ON app.t TO "${reader}"`);
      const server = openEngine(engine.database, admin);
      const entry = {
        grantees: [reader],
        on: 'table',
        schemas: ['app'],
        objects: ['t'],
        privileges: ['SELECT'],
      } as const;
      const declared = { database: engine.database.name, mode: 'additive', grants: { entry } } as const;
      await applyGrants(server, declared);
      expect(await engine.as(reader, 'SELECT FROM app.t')).toBe('ok');
      await applyGrants(server, { ...declared, grants: {} }, { prior: declared });
      expect(await engine.as(reader, 'SELECT FROM app.t')).toBe('permission denied');
      expect(await engine.as(reader, 'UPDATE app.t SET id = 1')).toBe('ok');
      await server.close();
    });

    test('gives a column plainly, but not with an option, by the option on its table', async () => {
      const [admin, owner, reader] = [
        await engine.role('admin'),
        await engine.role('owner'),
        await engine.role('reader'),
      ];
      await engine.database.query(`DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app AUTHORIZATION "${owner}";
      GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.t (id int); ALTER TABLE app.t OWNER TO "${owner}";
      GRANT SELECT ON app.t TO "${admin}" WITH GRANT OPTION`);
      const server = openEngine(engine.database, admin);
      const declared = (with_grant_option: boolean) =>
        ({
          database: engine.database.name,
          mode: 'additive',
          grants: {
            entry: {
              grantees: [reader],
              on: 'table',
              schemas: ['app'],
              objects: ['t'],
              columns: ['id'],
              privileges: ['SELECT'],
              with_grant_option,
            },
          },
        }) as const;
      // PostgreSQL itself says 0LP01: "grant options cannot be granted back to your own grantor".
      await expect(applyGrants(server, declared(true))).rejects.toMatchObject({
        problems: [{ code: 'GRANT_CANNOT_ACT' }],
      });
      await applyGrants(server, declared(false));
      expect(await engine.as(reader, 'SELECT id FROM app.t')).toBe('ok');
      await server.close();
    });

    test.each(['before', 'after'])(
      'acts as the owner by name where a role that is lent to it for something else, made %s it, has the option',
      async (when) => {
        const limited = closedAfterwards(await engineOn(version, 'createrole'));
        const [one, owner, two] = [await limited.role('one'), await limited.role('owner'), await limited.role('two')];
        const [lender, reader] = [when === 'before' ? one : two, await limited.role('reader')];
        await limited.database.query(`CREATE SCHEMA app AUTHORIZATION "${owner}"; CREATE SCHEMA lent AUTHORIZATION "${lender}";
        CREATE TABLE app.t (id int); ALTER TABLE app.t OWNER TO "${owner}"; GRANT USAGE ON SCHEMA app, lent TO PUBLIC;
        CREATE TABLE lent.t (id int); ALTER TABLE lent.t OWNER TO "${lender}";
        GRANT SELECT ON app.t TO "${lender}" WITH GRANT OPTION; GRANT "${owner}" TO "${limited.admin}"`);
        if (version >= 16) {
          await limited.database.query(
            `GRANT "${lender}" TO "${limited.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,
          );
        }
        const grants = [
          { grantees: [reader], on: 'table', schemas: ['app', 'lent'], objects: ['t'], privileges: ['SELECT'] },
        ] as const;
        await limited.apply({ mode: 'additive', grants });
        expect(
          await limited.database.query(`SELECT c.relowner::regrole::text AS owner, a.grantor::regrole::text AS grantor
          FROM pg_class c, aclexplode(relacl) a WHERE relname = 't' AND grantee = '"${reader}"'::regrole ORDER BY c.oid`),
        ).toEqual([owner, lender].map((each) => ({ owner: each, grantor: each })));
      },
    );
  },
);

/** From PostgreSQL 16 a member may have a role's privileges without being able to be it. */
describe('an admin who inherits from an owner, may not act as it, and has a group with the grant option', () => {
  const engine = opened(async () => closedAfterwards(await engineOn(18)));

  async function stage() {
    const [admin, group, owner, reader] = [
      await engine.role('admin'),
      await engine.role('group'),
      await engine.role('owner'),
      await engine.role('reader'),
    ];
    await engine.database.query(`DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app AUTHORIZATION "${owner}";
      GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.t (id int); ALTER TABLE app.t OWNER TO "${owner}";
      GRANT "${group}" TO "${admin}"; GRANT "${owner}" TO "${admin}" WITH INHERIT TRUE, SET FALSE;
      GRANT SELECT ON app.t TO "${group}" WITH GRANT OPTION; SET ROLE "${owner}"; GRANT SELECT ON app.t TO "${reader}"`);
    const server = closedAfterwards(openEngine(engine.database, admin));
    const declare = (privileges: ('SELECT' | 'INSERT')[], ignore_grantors: string[] = []) => ({
      database: engine.database.name,
      mode: 'additive' as const,
      ignore_grantors,
      grants: {
        it: { grantees: [reader], on: 'table' as const, schemas: ['app'], objects: ['t'], privileges },
      },
    });
    const given = () =>
      engine.database.query(`SELECT a.grantor::regrole::text AS by, a.privilege_type AS what
        FROM pg_class, aclexplode(relacl) a WHERE relname = 't' AND grantee = '"${reader}"'::regrole ORDER BY 2`);
    return { admin, group, owner, reader, server, declare, given };
  }

  test('is told that what the owner gave cannot be taken, since PostgreSQL would act as the group', async () => {
    const { server, declare, group, owner, given } = await stage();
    const before = await given();
    await expect(applyGrants(server, declare([]))).rejects.toMatchObject({
      problems: [
        {
          code: 'GRANT_CANNOT_ACT',
          what: expect.stringContaining(
            `cannot act as ${owner}: ${group}, of which it is a member, holds grant options`,
          ),
        },
      ],
    });
    expect(await given()).toEqual(before);
  });

  test('gives as the group what that may give, as the owner what it may not, and takes both back', async () => {
    const { server, declare, group, owner, reader, given } = await stage();
    await engine.database.query(`SET ROLE "${owner}"; REVOKE SELECT ON app.t FROM "${reader}"`);
    await applyGrants(server, declare(['SELECT', 'INSERT']));
    expect(await given()).toEqual([
      { by: owner, what: 'INSERT' },
      { by: group, what: 'SELECT' },
    ]);
    await applyGrants(server, declare(['INSERT']), { prior: declare(['SELECT', 'INSERT']) });
    expect(await given()).toEqual([{ by: owner, what: 'INSERT' }]);
  });

  test('is told that it cannot give what would come from an ignored group', async () => {
    const { server, declare, group, owner, reader, given } = await stage();
    await engine.database.query(`SET ROLE "${owner}"; REVOKE SELECT ON app.t FROM "${reader}"`);
    await expect(applyGrants(server, declare(['SELECT'], [group]))).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code: 'GRANT_CANNOT_ACT' })]),
    });
    expect(await given()).toEqual([]);
  });

  test('takes from a table what the owner gave, where the option of the group is on a column of others', async () => {
    const { server, declare, group, owner, given } = await stage();
    await engine.database.query(`SET ROLE "${owner}"; REVOKE ALL ON app.t FROM "${group}";
      GRANT SELECT (id) ON app.t TO "${group}" WITH GRANT OPTION`);
    await applyGrants(server, { ...declare([]), mode: 'authoritative' });
    expect(await given()).toEqual([]);
  });
});
