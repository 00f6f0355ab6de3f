import { applyRole, type FoundRole, readRole, readServerFacts, roleGuards } from '../../../src/postgres/roles';
import type { RoleSpec, WantedRole } from '../../../src/postgres/roles/role-spec';
import { displayOf } from '../../../src/postgres/roles/role-statement';
import { freshName, serverVersions } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';
import { type Admin, KINDS, openAdmin } from './admins';

const ADMINS = serverVersions()
  .flatMap((version) => [version, ...(version === 18 && !IS_QUICK ? [16] : [])])
  .flatMap((version) => KINDS.map((kind) => ({ version, kind })));

describe.each(ADMINS)('PostgreSQL $version, $kind', ({ version, kind }) => {
  let admin: Admin;
  let member: string;
  let group: string;
  let other: string;

  beforeAll(async () => {
    admin = await openAdmin(version, kind);
  });
  afterAll(() => admin.close());

  beforeEach(async () => {
    [member, group, other] = [freshName('member'), freshName('group'), freshName('other')];
    for (const name of [group, other, member]) await applyRole(admin.server, { name }, { serverName: 'x' });
  });
  afterEach(async () => {
    for (const name of [member, other, group]) await admin.test.query(`DROP ROLE IF EXISTS ${name}`);
    expect(await borrowed()).toEqual([]);
  });

  const perGrantor = version >= 16;
  const apply = async (wanted: RoleSpec, previous: RoleSpec = { name: member }) =>
    (await applyRole(admin.server, wanted, { serverName: 'x', previous })).statements.map(displayOf);
  /** Applies, and sees that a second time there is nothing to do. */
  const settle = async (wanted: RoleSpec, previous?: RoleSpec) => {
    const done = await apply(wanted, previous);
    expect(await apply(wanted, wanted)).toEqual([]);
    return done;
  };
  const found = async () => (await admin.server.use((session) => readRole(session, member))) as FoundRole;
  const rows = async () => (await found()).member_of.map(({ role, grantor }) => [role, grantor]);
  const guards = async (wanted: WantedRole, previous?: RoleSpec) => {
    const names = [member, ...(wanted.ignore_grantors ?? []), ...(wanted.member_of ?? []).map(({ role }) => role)];
    const databases = Object.keys(wanted.database_settings ?? {});
    const facts = await admin.server.use((session) => readServerFacts(session, names, true, databases));
    return roleGuards(wanted, facts, await found(), { managed: true, server: 'x', ...(previous && { previous }) });
  };
  /** What the admin is a member of, save by having made it. */
  const borrowed = () =>
    admin.test.query(`SELECT m.roleid::regrole FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
      WHERE r.rolname = '${admin.name}' AND NOT r.rolsuper AND ${perGrantor ? 'm.grantor <> 10' : 'true'}`);

  if (perGrantor) {
    test('ADMIN alone on a CREATEROLE role holds, and goes when it is no longer declared', async () => {
      const wanted = {
        name: member,
        createrole: true,
        member_of: [{ role: group, admin: true, inherit: false, set: false }],
      };
      // As a superuser gives it, it looks like what PostgreSQL gives whoever makes a role.
      await admin.test.query(`ALTER ROLE ${member} CREATEROLE`);
      expect(await settle(wanted, { name: member, createrole: true })).toHaveLength(1);
      expect((await found()).member_of).toMatchObject([{ role: group, admin: true, inherit: false, set: false }]);
      await settle({ name: member, createrole: true, member_of: [] }, wanted);
      expect(await rows()).toEqual([]);
    });

    test('what PostgreSQL gave the role for making others is no drift', async () => {
      await admin.test.query(
        `ALTER ROLE ${member} CREATEROLE; SET ROLE ${member}; CREATE ROLE ${member}_made; RESET ROLE`,
      );
      expect(await apply({ name: member, createrole: true, member_of: [] })).toEqual([]);
      await admin.test.query(`DROP ROLE ${member}_made`);
    });

    test('what the role gave itself is drift, and goes first', async () => {
      await admin.test.query(`GRANT ${group} TO ${member} WITH ADMIN TRUE, SET FALSE GRANTED BY "${admin.name}";
        GRANT ${group} TO ${member} WITH INHERIT TRUE, SET TRUE GRANTED BY ${member}`);
      expect(await rows()).toHaveLength(2);
      expect(await guards({ name: member, member_of: [] })).toEqual([]);
      await settle({ name: member, member_of: [] });
      expect(await rows()).toEqual([]);
    });

    test('what another grantor gave is taken back as that one, who is joined for it', async () => {
      await admin.test.query(`GRANT ${group} TO ${other} WITH ADMIN OPTION GRANTED BY "${admin.name}";
        GRANT ${group} TO ${member} GRANTED BY ${other}`);
      expect(await guards({ name: member, member_of: [] })).toEqual([]);
      const done = await settle({ name: member, member_of: [] });
      expect(done).toContain(`REVOKE "${group}" FROM "${member}" GRANTED BY "${other}"`);
      expect(done).toHaveLength(kind === 'superuser' ? 1 : 3);
    });

    test('what is out of reach is said at plan', async () => {
      await admin.test.query(`GRANT ${group} TO ${member} GRANTED BY "${admin.test.superuser}"`);
      const problems = await guards({ name: member, member_of: [] });
      if (kind === 'superuser') expect(problems).toEqual([]);
      else {
        expect(problems).toMatchObject([{ code: 'PG_NOT_PERMITTED', severity: 'error', path: ['member_of'] }]);
        expect(problems[0]?.what).toContain(`given by ${admin.test.superuser}`);
        // It is left alone where that is wanted.
        const ignoring = { name: member, member_of: [], ignore_grantors: [admin.test.superuser] };
        expect(await guards(ignoring)).toMatchObject([{ code: 'GRANTOR_NOT_TOLD_APART', severity: 'warning' }]);
        expect(await apply(ignoring)).toEqual([]);
      }
    });

    test('others who lose a membership by it are named', async () => {
      await admin.test.query(`GRANT ${group} TO ${member} WITH ADMIN OPTION GRANTED BY "${admin.name}";
        GRANT ${group} TO ${other} GRANTED BY ${member}`);
      const wanted = { name: member, member_of: [{ role: group }] };
      expect(await guards(wanted)).toMatchObject([
        { code: 'GRANT_PASSED_ON', severity: 'warning', value: [`${other} loses its membership in ${group}`] },
      ]);
      await settle(wanted);
      expect((await found()).member_of).toMatchObject([{ role: group, admin: false, inherit: true, set: true }]);
      expect(await admin.test.query(`SELECT FROM pg_auth_members WHERE member = '${other}'::regrole`)).toEqual([]);
    });

    test('a rename goes together with memberships that the role gave itself', async () => {
      await admin.test.query(`GRANT ${group} TO ${member} WITH ADMIN TRUE, SET FALSE GRANTED BY "${admin.name}";
        GRANT ${group} TO ${member} WITH INHERIT TRUE GRANTED BY ${member}`);
      const old = member;
      member = `${old}_new`;
      await settle({ name: member, member_of: [] }, { name: old });
    });
  }

  test('what an ignored grantor gave is not looked at', async () => {
    const connector = freshName('connector');
    await applyRole(admin.server, { name: connector, createrole: true }, { serverName: 'x' });
    // Before 16 whoever may create roles gives any membership, and nobody else has ADMIN of its own.
    await admin.test.query(`GRANT ${group}, ${other} TO ${connector} WITH ADMIN OPTION${perGrantor ? ` GRANTED BY "${admin.name}"` : ''};
      SET ROLE ${connector}; GRANT ${group}, ${other} TO ${member}; RESET ROLE`);
    const wanted = { name: member, member_of: [{ role: group }], ignore_grantors: [connector] };
    const problems = await guards(wanted);
    const done = await settle(wanted);
    if (perGrantor) {
      // Not counted: it is given by the admin as well, and stays when the connector takes its own back.
      expect(problems).toEqual([]);
      expect(done).toEqual([`GRANT "${group}" TO "${member}" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE`]);
      expect(await rows()).toHaveLength(3);
    } else {
      expect(problems).toMatchObject([{ code: 'GRANTOR_NOT_TOLD_APART', severity: 'warning', value: group }]);
      expect(done).toEqual([]);
      expect(await rows()).toEqual([
        [group, connector],
        [other, connector],
      ]);
    }
    await admin.test.query(`DROP ROLE ${member}${perGrantor ? '' : `; DROP OWNED BY ${connector}`}`);
    await admin.test.query(`DROP ROLE ${connector}`);
  });

  test('an ignored grantor who is a superuser is told', async () => {
    const problems = await guards({ name: member, ignore_grantors: [admin.test.superuser] });
    expect(problems).toMatchObject([
      { code: 'GRANTOR_NOT_TOLD_APART', severity: 'warning', path: ['ignore_grantors'] },
    ]);
  });

  test('a role that is named like a member of every object', async () => {
    for (const name of ['toString', 'valueOf']) {
      expect(await guards({ name: member, member_of: [{ role: name }] })).toMatchObject([
        { code: 'ROLE_MISSING', value: name },
      ]);
    }
  });

  test('a password for a role that may not sign in is a warning', async () => {
    expect(await guards({ name: member, password: 'to be set' })).toMatchObject([
      { code: 'ROLE_PASSWORD_UNUSED', severity: 'warning' },
    ]);
    expect(await guards({ name: member, login: true, password: 'to be set' })).toEqual([]);
  });

  test('settings in one database hold, are reset, and leave others alone', async () => {
    const database = await admin.test.createDatabase();
    const wanted = {
      name: member,
      settings: { work_mem: '1MB' },
      database_settings: { [database]: { work_mem: '2MB', search_path: 'app, "My-schema"' } },
    };
    expect(await guards(wanted)).toEqual([]);
    expect(await settle(wanted)).toEqual([
      `ALTER ROLE "${member}" SET "work_mem" TO '1MB'`,
      `ALTER ROLE "${member}" IN DATABASE "${database}" SET "search_path" TO "app", "My-schema"`,
      `ALTER ROLE "${member}" IN DATABASE "${database}" SET "work_mem" TO '2MB'`,
    ]);
    await admin.test.query(`ALTER ROLE ${member} IN DATABASE ${database} SET statement_timeout = '5s'`);
    const less = { name: member, settings: { work_mem: '1MB' } };
    expect(await settle(less, wanted)).toHaveLength(2);
    const { settings, database_settings } = await found();
    expect([settings, database_settings]).toEqual([{ work_mem: '1MB' }, { [database]: { statement_timeout: '5s' } }]);
    await admin.test.dropDatabase(database);
    const missing = await guards({ name: member, database_settings: { constructor: { no_such: '1' } } });
    expect(missing).toMatchObject([
      { code: 'DATABASE_MISSING', severity: 'warning', path: ['database_settings', 'constructor'] },
      { code: 'UNKNOWN_SETTING', path: ['database_settings', 'constructor', 'no_such'] },
    ]);
  });
});
