import {
  applyRole,
  passwordMark,
  type RoleSpec,
  type RoleStatement,
  readRole,
  readServerFacts,
  scramVerifier,
  VerifierMatcher,
  type WantedRole,
} from '../../../src/postgres/roles';
import type { ProblemError } from '../../../src/problem';
import { freshName } from '../../support/postgres';
import { ADMINS, type Admin, openAdmin } from './admins';

describe.each(ADMINS)('PostgreSQL $version, $kind', ({ version, kind }) => {
  let admin: Admin;
  const made: string[] = [];
  beforeAll(async () => {
    admin = await openAdmin(version, kind);
  });
  afterAll(async () => {
    for (const name of made) await admin.test.query(`DROP ROLE IF EXISTS "${name.replaceAll('"', '""')}"`);
    await admin.close();
  });

  const named = (prefix: string) => {
    const name = freshName(prefix);
    made.push(name);
    return name;
  };
  const apply = async (wanted: WantedRole, previous?: RoleSpec) => {
    const applied = await applyRole(admin.server, wanted, { serverName: 'orders', ...(previous ? { previous } : {}) });
    const { password: _, ...spec } = wanted;
    const again = await applyRole(admin.server, spec, { serverName: 'orders', previous: spec });
    expect(again.statements).toEqual([]);
    return applied.found;
  };
  const login = (role: string, password: string, sql: string) =>
    admin.test.tryAs(role, password, admin.test.database, sql);

  test('a role with a name only has the documented defaults', async () => {
    const name = named('plain');
    expect(await apply({ name })).toMatchObject({
      name,
      superuser: false,
      createdb: false,
      createrole: false,
      inherit: true,
      login: false,
      replication: false,
      bypassrls: false,
      connection_limit: -1,
      valid_until: null,
      comment: null,
      settings: {},
      member_of: [],
    });
  });

  test('several memberships and a hyphenated search_path hold, and the second plan is empty', async () => {
    const [one, two, name] = [named('one'), named('two'), named('member')];
    await apply({ name: one });
    await apply({ name: two });
    const options = version >= 16 ? { inherit: false, set: false } : {};
    const found = await apply({
      name,
      settings: { search_path: 'app, "my-schema", "$user"', statement_timeout: '5s', TimeZone: 'UTC' },
      member_of: [
        { role: one, admin: true },
        { role: two, ...options },
      ],
    });
    expect(found.settings.search_path).toBe('app, "my-schema", "$user"');
    expect(found.member_of.map(({ role, admin: isAdmin }) => [role, isAdmin])).toEqual([
      [one, true],
      [two, false],
    ]);
    if (version >= 16) expect(found.member_of[1]).toMatchObject({ inherit: false, set: false });
  });

  test('everything changed at once holds, and taking it out resets it', async () => {
    const [group, other, old, name] = [named('group'), named('other'), named('old'), named('new')];
    await apply({ name: group });
    await apply({ name: other });
    const first: RoleSpec = {
      name: old,
      login: true,
      member_of: [{ role: group, admin: true }],
      settings: { work_mem: '1MB' },
    };
    await apply(first);
    // A name that no library defines is a superuser's to give.
    const settings = { work_mem: '2MB', [kind === 'superuser' ? 'app.tenant' : 'application_name']: "it's" };
    const second: RoleSpec = {
      name,
      login: true,
      inherit: false,
      createrole: true,
      connection_limit: 7,
      valid_until: '2090-01-31T12:30:00.25+02:00',
      comment: 'à la "carte"',
      settings,
      member_of: [{ role: other }, { role: group }],
    };
    const found = await apply({ ...second, password: { verifier: scramVerifier('pw') } }, first);
    expect(found).toMatchObject({
      name,
      inherit: false,
      createrole: true,
      connection_limit: 7,
      valid_until: '2090-01-31T10:30:00.25Z',
      comment: 'à la "carte"',
      settings,
    });
    expect(found.member_of.filter((each) => each.admin)).toEqual([]);
    expect(
      await login(
        name,
        'pw',
        `DO $$ BEGIN ASSERT current_setting('${kind === 'superuser' ? 'app.tenant' : 'application_name'}') = 'it''s'; END $$`,
      ),
    ).toBe('ok');
    const bare = await apply({ name, login: true, member_of: [] }, second);
    expect(bare).toMatchObject({
      connection_limit: -1,
      comment: null,
      settings: {},
      member_of: [],
      valid_until: 'infinity',
    });
    expect(await login(name, 'pw', 'SELECT 1')).toBe('ok');
  });

  test('the password signs in, and the verifier is read only where it may be', async () => {
    const name = named('secret');
    const found = await apply({ name, login: true, password: { verifier: scramVerifier('ﬁrst pässword') } });
    expect(await login(name, 'ﬁrst pässword', 'SELECT 1')).toBe('ok');
    expect(await login(name, 'wrong', 'SELECT 1')).toMatch(/password authentication failed/);
    if (kind === 'superuser') {
      const given = { verifier: found.verifier as string, password: 'ﬁrst pässword', role: name };
      expect(await new VerifierMatcher().matches([given])).toEqual([true]);
      expect(passwordMark(found.verifier as string)).toHaveLength(16);
    } else expect(found.verifier).toBeUndefined();
  });

  test('NOLOGIN wanted and LOGIN found is altered; settings not named are left alone', async () => {
    const name = named('drift');
    await apply({ name, settings: { work_mem: '1MB' } });
    await admin.test.query(
      `ALTER ROLE ${name} LOGIN; ALTER ROLE ${name} SET work_mem = '9MB'; ALTER ROLE ${name} SET lock_timeout = '1s'`,
    );
    const spec = { name, settings: { work_mem: '1MB' } };
    expect(await apply(spec, spec)).toMatchObject({ login: false, settings: { work_mem: '1MB', lock_timeout: '1s' } });
  });

  test.each(['+05', '-0330', '+05:45', 'Z', ''])('an expiry in the zone %j is that very moment', async (zone) => {
    const found = await apply({ name: named('expiring'), valid_until: `2030-01-31 12:00:00${zone}` });
    const [row] = await admin.test.query(
      `SELECT '2030-01-31 12:00:00${zone === '' ? 'Z' : zone}'::timestamptz = rolvaliduntil AS same FROM pg_roles WHERE rolname = '${found.name}'`,
    );
    expect(row).toEqual({ same: true });
  });

  test('a name in search_path that is cut only where it is an identifier is kept whole: its bytes count', async () => {
    const long = 'ü'.repeat(40);
    const found = await apply({ name: named('long'), settings: { search_path: `"${long}", app` } });
    expect(found.settings.search_path).toContain(long);
  });

  test('a failing statement with a password is shown without it', async () => {
    const verifier = scramVerifier('canary');
    const wanted = { name: named('failing'), valid_until: 'no point in time', password: { verifier } };
    const error = await applyRole(admin.server, wanted, { serverName: 'orders' }).catch((each: ProblemError) => each);
    const said = JSON.stringify([String(error), (error as ProblemError).problems]);
    expect(said).toContain("PASSWORD '********'");
    expect(said).not.toMatch(/SCRAM|canary/);
  });

  test('a membership given by hand is taken back, a missing one given', async () => {
    const [kept, byHand, name] = [named('kept'), named('hand'), named('mended')];
    await apply({ name: kept });
    await apply({ name: byHand });
    const spec: RoleSpec = { name, member_of: [{ role: kept }] };
    await apply(spec);
    // By the admin's own hand: what another grantor gave, only that grantor or a superuser can take back from 16 on.
    await admin.server.transaction((session) => session.query(`GRANT ${byHand} TO ${name}`));
    await admin.server.transaction((session) => session.query(`REVOKE ${kept} FROM ${name}`));
    const found = await apply(spec, spec);
    expect(found.member_of.map(({ role }) => role)).toEqual([kept]);
  });

  test.each(['Ünï "quoted" näme', 'semi;colon--', 'é'.repeat(25), "it's \\ $1", 'UPPER'])(
    'the name %j goes through the full cycle',
    async (text) => {
      const name = `${freshName('').slice(-8)}${text}`;
      made.push(name, `${name}2`);
      await apply({ name, login: true, comment: text, password: { verifier: scramVerifier('pw') } });
      expect(await login(name, 'pw', 'SELECT 1')).toBe('ok');
      await apply({ name: `${name}2`, login: true, member_of: [] }, { name, login: true, comment: text });
      expect(await login(`${name}2`, 'pw', 'SELECT 1')).toBe('ok');
    },
  );

  test('a role that exists already is refused, and nothing of it changes', async () => {
    const name = named('there');
    await admin.test.query(`CREATE ROLE ${name}`);
    await expect(applyRole(admin.server, { name, login: true }, { serverName: 'orders' })).rejects.toThrow(
      `terraform import ADDRESS 'orders/${name}'`,
    );
    const found = await admin.server.use((session) => readRole(session, name));
    expect(found?.login).toBe(false);
  });

  test('the admin made by PostgreSQL for a role that it creates is no drift of the admin', async () => {
    await apply({ name: named('child') });
    const found = await admin.server.use((session) => readRole(session, admin.name));
    const spec: RoleSpec = { name: admin.name, login: true, createrole: true, createdb: true, member_of: [] };
    if (kind !== 'superuser') {
      expect((await applyRole(admin.server, spec, { serverName: 'orders', previous: spec })).statements).toEqual([]);
    }
    expect(found?.member_of.filter(({ implicit }) => !implicit)).toEqual([]);
  });

  test('a failure changes nothing, and shows no secret', async () => {
    const name = named('failing');
    const wanted = {
      name,
      password: { verifier: scramVerifier('canary') },
      member_of: [{ role: 'no_such_role_anywhere' }],
    };
    const error = await applyRole(admin.server, wanted, { serverName: 'orders' }).catch((each: Error) => each);
    expect(String(error)).toMatch(/no_such_role_anywhere/);
    expect(String(error)).not.toMatch(/SCRAM|canary/);
    expect(await admin.server.use((session) => readRole(session, name))).toBeNull();
  });

  test('what was reviewed runs, and less of it; what was not is refused', async () => {
    const name = named('reviewed');
    const create = { do: 'create role', role: name, flags: { login: true, createdb: true } } as const;
    const make = (reviewed: readonly RoleStatement[]) =>
      applyRole(admin.server, { name, login: true }, { serverName: 'orders', reviewed });
    await expect(make([])).rejects.toThrow(/CREATE ROLE [\s\S]*GRANT_BEYOND_REVIEW/);
    await expect(make([{ ...create, flags: { createdb: true } }])).rejects.toThrow(
      /WITH LOGIN[\s\S]*GRANT_BEYOND_REVIEW/,
    );
    expect(await admin.server.use((session) => readRole(session, name))).toBeNull();
    expect((await make([create])).statements).toEqual([{ ...create, flags: { login: true } }]);
  });

  test('facts tell who the admin is', async () => {
    const facts = await admin.server.use((session) => readServerFacts(session, [admin.name, 'no_such_role_anywhere']));
    expect(facts).toMatchObject({
      admin: admin.name,
      superuser: kind === 'superuser',
      createrole: true,
      cloudAdmin: null,
    });
    expect([...facts.roles.keys()]).toEqual([admin.name]);
    expect(Object.fromEntries(facts.settings)).toMatchObject({ work_mem: 'settable', max_connections: 'server only' });
  });
});
