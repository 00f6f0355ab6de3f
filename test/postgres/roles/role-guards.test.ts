import { type FoundRole, readRole, readServerFacts, roleGuards, type WantedRole } from '../../../src/postgres/roles';
import { freshName } from '../../support/postgres';
import { ADMINS, type Admin, openAdmin } from './admins';

describe.each(ADMINS)('PostgreSQL $version, $kind', ({ version, kind }) => {
  let admin: Admin;
  let group: string;
  beforeAll(async () => {
    admin = await openAdmin(version, kind);
    group = freshName('guard');
    await admin.test.query(`CREATE ROLE ${group}; CREATE ROLE ${group}_sub; CREATE ROLE ${group}_super SUPERUSER;
      GRANT ${group} TO ${group}_sub`);
  });
  afterAll(async () => {
    await admin.test.query(`DROP ROLE ${group}_sub, ${group}_super, ${group}`);
    await admin.close();
  });

  const guards = async (wanted: WantedRole, found: FoundRole | null = null, managed = found !== null) => {
    const names = [wanted.name, ...(wanted.member_of ?? []).map(({ role }) => role)];
    const facts = await admin.server.use((session) => readServerFacts(session, names));
    return roleGuards(wanted, facts, found, { managed, server: 'orders' }).map(
      ({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`,
    );
  };
  const ofOthers = (problem: string) => (kind === 'superuser' ? [] : [problem]);

  test('a plain role is fine', async () => {
    expect(await guards({ name: 'x', login: true, settings: { work_mem: '1MB', role: 'y' } })).toEqual([]);
  });

  test.each(['superuser', 'replication', 'bypassrls'] as const)(
    '%s asked for by an admin who is none',
    async (flag) => {
      expect(await guards({ name: 'x', [flag]: true })).toEqual(ofOthers(`error PG_NOT_PERMITTED ${flag}`));
    },
  );

  test.each(['replication', 'bypassrls'] as const)('%s asked for by an admin who has it', async (flag) => {
    const name = freshName('made');
    const make = () => admin.server.transaction((session) => session.query(`CREATE ROLE ${name} ${flag}`));
    await admin.test.query(`ALTER ROLE "${admin.name}" ${flag}`);
    const said = await guards({ name, [flag]: true });
    // Before 16 it is a superuser's to give, whoever has it.
    expect(said).toEqual(version < 16 ? ofOthers(`error PG_NOT_PERMITTED ${flag}`) : []);
    if (said.length === 0) await make();
    else await expect(make()).rejects.toThrow(/superuser/);
    await admin.test.query(`DROP ROLE IF EXISTS ${name}`);
    if (kind !== 'superuser') await admin.test.query(`ALTER ROLE "${admin.name}" NO${flag}`);
  });

  test('createdb is within the rights of this admin', async () => {
    expect(await guards({ name: 'x', createdb: true })).toEqual([]);
  });

  test('a role that exists already says how to import it', async () => {
    const found = await admin.server.use((session) => readRole(session, group));
    expect(await guards({ name: group }, found, false)).toEqual(['error ROLE_EXISTS name']);
  });

  test('a loop of memberships is refused', async () => {
    const found = await admin.server.use((session) => readRole(session, group));
    const problems = await guards({ name: group, member_of: [{ role: `${group}_sub` }] }, found);
    expect(problems).toContain('error MEMBERSHIP_LOOP member_of.0.role');
  });

  test('a role to be member of that does not exist is a warning', async () => {
    expect(await guards({ name: 'x', member_of: [{ role: 'no_such' }] })).toEqual([
      'warning ROLE_MISSING member_of.0.role',
    ]);
  });

  test('a role that the admin cannot grant is refused', async () => {
    const refused = ofOthers('error PG_NOT_PERMITTED member_of.0.role');
    expect(await guards({ name: 'x', member_of: [{ role: `${group}_super` }] })).toEqual(refused);
    expect(await guards({ name: 'x', member_of: [{ role: group }] })).toEqual(version >= 16 ? refused : []);
  });

  test("settings: unknown ones, the server's, and a superuser's", async () => {
    const settings = { no_such_setting: '1', max_connections: '1', log_statement: 'all', 'app.x': '1' };
    expect(await guards({ name: 'x', settings })).toEqual([
      'error UNKNOWN_SETTING settings.no_such_setting',
      'error UNKNOWN_SETTING settings.max_connections',
      ...ofOthers('error PG_NOT_PERMITTED settings.log_statement'),
      ...ofOthers('error PG_NOT_PERMITTED settings.app.x'),
    ]);
  });

  test('options of memberships that this version does not have', async () => {
    const problems = await guards({ name: 'x', member_of: [{ role: 'no_such', inherit: false, set: true }] });
    expect(problems.filter((each) => each.includes('VERSION'))).toEqual(
      version >= 16 ? [] : ['error UNSUPPORTED_VERSION member_of.0.inherit'],
    );
  });

  test('a role of the cloud is not to be made, and its sign-in role not to be mixed with a password', async () => {
    expect(await guards({ name: 'rds_superuser' })).toEqual(['error ROLE_RESERVED name']);
    const mixed = await guards({ name: 'x', password: 'to be set', member_of: [{ role: 'rds_iam' }] });
    expect(mixed).toContain('warning ROLE_PASSWORD_LOST member_of.0');
  });
});
