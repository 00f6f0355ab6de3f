import type { RoleStanding } from '../../../../src/postgres/roles/server-facts';
import { foundRole, membership, said } from '../facts';

const standings = (all: Record<string, Partial<RoleStanding>>) => ({
  roles: new Map(Object.entries(all).map(([role, each]) => [role, { superuser: false, grantable: false, ...each }])),
});

describe('a membership', () => {
  const wanted = { name: 'app', member_of: [{ role: 'team' }] };
  const given = (facts: object, found?: ReturnType<typeof foundRole>) =>
    said(wanted, { facts, ...(found && { found }) });

  test('is given by who may', () => {
    expect(given(standings({ team: { grantable: true } }))).toEqual([]);
  });

  test('is given by nobody else', () => {
    const where = 'error PG_NOT_PERMITTED member_of.0.role: The membership cannot be given: boss';
    expect(given(standings({ team: {} }))).toEqual([`${where} has no ADMIN OPTION on it`]);
    expect(given({ ...standings({ team: {} }), version: 150_000 })).toEqual([
      `${where} is neither a superuser nor its admin`,
    ]);
  });

  test('that is there already needs no right', () => {
    expect(given(standings({ team: {} }), foundRole({ member_of: [membership('team')] }))).toEqual([]);
    expect(given(standings({ team: {} }), foundRole({ member_of: [membership('crew')] }))).toHaveLength(1);
  });

  test('of a role that is not there may be made by the same run', () => {
    expect(given({})).toEqual(['warning ROLE_MISSING member_of.0.role: The role "team" does not exist']);
  });

  test('does not go in a circle', () => {
    expect(given(standings({ team: { grantable: true } }), foundRole({ members: ['crew', 'team'] }))).toEqual([
      'error MEMBERSHIP_LOOP member_of.0.role: team is itself a member of app, directly or through others',
    ]);
  });

  test("of a cloud's own role may be given by the cloud's admin, which nobody can check", () => {
    const cloud = { ...standings({ rds_replication: {}, team: {} }), cloudAdmin: 'rds_superuser' as const };
    const groups = (role: string, facts: object) => said({ name: 'app', member_of: [{ role }] }, { facts });
    expect(groups('rds_replication', cloud)).toEqual([
      'warning NOT_CHECKED member_of.0.role: boss has no ADMIN OPTION on rds_replication; rds_superuser may do without',
    ]);
    expect(groups('team', cloud)).toHaveLength(1);
    expect(groups('team', cloud)[0]).toContain('error PG_NOT_PERMITTED');
    expect(groups('rds_replication', { ...cloud, cloudAdmin: null })[0]).toContain('error PG_NOT_PERMITTED');
  });
});

describe('options of a membership before PostgreSQL 16', () => {
  const before = { version: 150_000, ...standings({ team: { grantable: true } }) };
  const options = (more: object, role: object = {}) =>
    said({ name: 'app', member_of: [{ role: 'team', ...more }], ...role }, { facts: before });

  test.each([{ inherit: true }, { set: true }, { admin: true }, {}])('%j is what there is anyway', (more) =>
    expect(options(more)).toEqual([]),
  );

  test.each(['inherit', 'set'] as const)('%s cannot be taken off', (option) => {
    expect(options({ [option]: false })).toEqual([
      `error UNSUPPORTED_VERSION member_of.0.${option}: Memberships have no ${option.toUpperCase()} option before PostgreSQL 16`,
    ]);
    expect(
      said({ name: 'app', member_of: [{ role: 'team', [option]: false }] }, { facts: { ...before, version: 160_000 } }),
    ).toEqual([]);
  });

  test("inherit follows the role's own", () => {
    expect(options({ inherit: false }, { inherit: false })).toEqual([]);
    expect(options({ inherit: true }, { inherit: false })).toHaveLength(1);
  });
});

describe('a membership that is to be taken back', () => {
  const stranger = {
    borrower: 'boss',
    acts: false,
    inherits: false,
    grantable: false,
    superuser: false,
    holds: [],
    grantor: null,
    before: null,
  };
  const nobody = { name: 'app', member_of: [] };

  test('from 16 on is taken back as its grantor, where the admin can act as that', () => {
    const by = (lender: typeof stranger | null) =>
      said(nobody, { found: foundRole({ member_of: [membership('team', { grantor: 'chief', lender })] }) });
    expect(by(stranger)).toEqual([
      'error PG_NOT_PERMITTED member_of: The membership in team was given by chief, and boss cannot take it back: the admin is no member of it and has no ADMIN OPTION for it',
    ]);
    expect(by({ ...stranger, grantor: 'boss' as never })).toEqual([]);
    expect(by(null)).toEqual([]);
  });

  test('before 16 by whoever is admin of the group', () => {
    const found = foundRole({
      member_of: [membership('team', { grantor: 'chief', lender: stranger, passedOn: ['bob'] })],
    });
    expect(said(nobody, { found, facts: { version: 150_000 } })).toEqual([]);
  });

  const passedOn = (more: object = {}) => membership('team', { admin: true, passedOn: ['bob', 'alice'], ...more });
  const LOST = 'warning GRANT_PASSED_ON member_of: app gave on what is taken back; with it go memberships of others';

  test('takes along what was given on by it', () => {
    expect(said(nobody, { found: foundRole({ member_of: [passedOn()] }) })).toEqual([LOST]);
    expect(said(nobody, { found: foundRole({ member_of: [membership('team')] }) })).toEqual([]);
  });

  test('takes nothing along where another grantor`s ADMIN OPTION stays', () => {
    const member_of = [passedOn(), membership('team', { grantor: 'chief', admin: true })];
    const keeps = { name: 'app', member_of: [], ignore_grantors: ['chief'] };
    expect(said(keeps, { found: foundRole({ member_of }) })).toEqual([]);
    expect(said(nobody, { found: foundRole({ member_of }) })).toEqual([LOST]);
    const plain = [passedOn(), membership('team', { grantor: 'chief' })];
    expect(said(keeps, { found: foundRole({ member_of: plain }) })).toEqual([LOST]);
    const ofAnother = [passedOn(), membership('crew', { grantor: 'chief', admin: true })];
    expect(said(keeps, { found: foundRole({ member_of: ofAnother }) })).toEqual([LOST]);
  });

  test('takes it along, too, where only ADMIN OPTION is taken back', () => {
    const keeps = { name: 'app', member_of: [{ role: 'team' }] };
    const facts = standings({ team: { grantable: true } });
    expect(said(keeps, { facts, found: foundRole({ member_of: [passedOn()] }) })).toEqual([LOST]);
    const admin = { name: 'app', member_of: [{ role: 'team', admin: true, set: false }] };
    expect(said(admin, { facts, found: foundRole({ member_of: [passedOn()] }) })).toEqual([]);
  });
});

describe('whose memberships are not looked at', () => {
  const ignoring = { name: 'app', member_of: [{ role: 'team' }], ignore_grantors: ['connector'] };
  const facts = standings({ team: { grantable: true }, connector: {} });
  const found = foundRole({ member_of: [membership('team', { grantor: 'connector' })] });

  test('must be no superuser, whose giving carries another name', () => {
    const superuser = standings({ team: { grantable: true }, connector: { superuser: true } });
    expect(said(ignoring, { facts: superuser })).toEqual([
      'warning GRANTOR_NOT_TOLD_APART ignore_grantors: connector is a superuser: what it gives carries another name',
    ]);
    expect(said(ignoring, { facts })).toEqual([]);
  });

  test('before 16 cannot be told apart from what is declared', () => {
    expect(said(ignoring, { found, facts: { ...facts, version: 150_000 } })).toEqual([
      'warning GRANTOR_NOT_TOLD_APART member_of: The membership in team is there as connector gave it',
    ]);
    expect(said(ignoring, { found, facts })).toEqual([]);
    const nothing = { name: 'app', member_of: [], ignore_grantors: ['connector'] };
    expect(said(nothing, { found, facts: { ...facts, version: 150_000 } })).toEqual([]);
  });
});
