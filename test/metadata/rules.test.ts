import { check, integration, password, role, UNKNOWN } from '../../src/metadata';

const said = (description: Parameters<typeof check>[0], value: object) =>
  check(description, value).map(({ code, path, what, next }) => `${code} ${path.join('.')}: ${what} | ${next ?? ''}`);
const roleSaid = (more: object) => said(role, { server: 's', name: 'app', ...more });

describe('of a role', () => {
  test.each<[string, object, string[]]>([
    ['a password in one way', { password_env: 'X', password_wo_version: 1 }, []],
    ['none, and no version', {}, []],
    [
      'in two ways',
      { password_wo: 'x', password_env: 'X' },
      [
        'CONFLICTING_VALUES password_env: Both `password_wo` and `password_env` are given | Keep `password_wo` with Terraform >= 1.11, `password_env` below that.',
      ],
    ],
    [
      'a version of no password',
      { password_wo_version: 1 },
      [
        'MISSING_VALUE password_wo: `password_wo_version` is given, and no password | Give the password, or leave out the version as well.',
      ],
    ],
    ['a version of one that is not known yet', { password_wo_version: 1, password_wo: UNKNOWN }, []],
    ['a version that is not known yet', { password_wo_version: UNKNOWN }, []],
    [
      'in a group that is itself',
      { member_of: [{ role: 'app' }] },
      ['INVALID_VALUE member_of.0.role: The role app is made a member of itself | Remove it.'],
    ],
    [
      'in a group twice',
      { member_of: [{ role: 'team' }, { role: 'crew' }, { role: 'team' }] },
      ['CONFLICTING_VALUES member_of.2.role: `member_of` names team more than once | Keep one.'],
    ],
    ['in groups that are not known yet', { member_of: [{ role: UNKNOWN }, UNKNOWN, { role: UNKNOWN }] }, []],
    [
      'its own heir',
      { on_destroy: { reassign_owned_to: 'app' } },
      [
        'INVALID_VALUE on_destroy.reassign_owned_to: The role is named as its own heir | Name another role, for instance the owner of the database.',
      ],
    ],
    ['another heir', { on_destroy: { reassign_owned_to: 'owner' } }, []],
  ])('%s', (_, more, problems) => expect(roleSaid(more)).toEqual(problems));

  test.each<[string, string, string]>([
    ['1st', '1', 'parameter'],
    ['a b', '1', 'parameter'],
    [`app.${'x'.repeat(64)}`, '1', 'has 64 bytes in one part'],
    ['work_mem', 'x'.repeat(65_537), 'has 65537 characters'],
    ['Role', 'x', 'changes who the role is'],
    ['session_authorization', 'x', 'changes who the role is'],
    ['work_mem', 'a\0b', 'holds a NUL character'],
  ])('the setting %s cannot be %j', (name, value, what) => {
    expect(roleSaid({ settings: { [name]: value } }).join()).toContain(what);
    expect(roleSaid({ database_settings: { orders: { [name]: value } } }).join()).toContain(what);
  });

  test.each<[string, string]>([
    ['work_mem', 'x'.repeat(65_536)],
    [`app.${'x'.repeat(63)}`, '1'],
    ['_x.y$1', ''],
  ])('the setting %s may be', (name, value) => expect(roleSaid({ settings: { [name]: value } })).toEqual([]));

  test.each([
    '2028-02-29T12:00:00Z',
    '2030-01-01 23:59:59.123456+05',
    '2030-01-01T00:00-05:30',
    '0001-01-01T00:00Z',
    'infinity',
  ])('an end at %s', (valid_until) => expect(roleSaid({ valid_until })).toEqual([]));

  test.each([
    '2027-02-29T12:00:00Z',
    '2030-13-01T00:00Z',
    '2030-01-01T24:00Z',
    '2030-01-01T00:60Z',
    '2030-01-01T00:00:60Z',
    '0000-01-01T00:00Z',
    '2030-01-01T00:00',
    '2030-01-01',
    'x2030-01-01T00:00Z',
    '2030-01-01T00:00Zx',
  ])('no end at %s', (valid_until) => expect(roleSaid({ valid_until }).join()).toContain('INVALID_VALUE valid_until'));
});

describe('of an integration', () => {
  const sound = {
    ...{ name: 'orders', type: 'postgresql', connector_id: 'c', hostname: 'db.internal' },
    connected_resource_types: ['postgresql-database'],
    secret_store: { aws: { region: 'us-east-1', secret_id: 'x' } },
  };
  const integrationSaid = (more: object) => said(integration, { ...sound, ...more }).map((each) => each.split(' |')[0]);
  const preflight = (more: object) => ({ preflight: { server: 's', role: 'r', ...more } });
  const stored = (value: unknown) => ({ secret_store: { apono: { parameters: { username: 'u', password: value } } } });

  test.each<[string, object, string[]]>([
    ['nothing is wrong', {}, []],
    [
      'two stores',
      { secret_store: { ...sound.secret_store, gcp: { project: 'p', secret_id: 'x' } } },
      ['CONFLICTING_VALUES secret_store: `secret_store` names 2 stores: aws, gcp'],
    ],
    ['no store', { secret_store: {} }, ['CONFLICTING_VALUES secret_store: `secret_store` names no store']],
    ['a store that may come', { secret_store: { aws: UNKNOWN } }, []],
    ['a store beside one that may be none', { secret_store: { ...sound.secret_store, gcp: UNKNOWN } }, []],
    ['stores that are not known', { secret_store: UNKNOWN }, []],
    [
      'an owner of resources alone',
      { resource_owner: { key_name: 'owner', attribute_type: 'group' } },
      ['CONFLICTING_VALUES resource_owner: `resource_owner` is given without `integration_owner`'],
    ],
    [
      'a resource owner and an integration owner that may come',
      { resource_owner: { key_name: 'owner', attribute_type: 'group' }, integration_owner: UNKNOWN },
      [],
    ],
    ['a preflight by one password', preflight({ password_env: 'X' }), []],
    ['a preflight by one that may come', preflight({ password_wo: UNKNOWN }), []],
    [
      'a preflight by two',
      preflight({ password_env: 'X', password_wo: 'y' }),
      ['CONFLICTING_VALUES preflight.password_env: Both `password_wo` and `password_env` are given'],
    ],
    [
      'a preflight by none',
      preflight({}),
      ['MISSING_VALUE preflight.password_env: `preflight` has no password to sign in with'],
    ],
    ['the password that is stored', { ...preflight({ password_wo: 'x' }), ...stored('x') }, []],
    ['one that is stored and not known yet', { ...preflight({ password_wo: 'x' }), ...stored(UNKNOWN) }, []],
    ['one by its variable beside what is stored', { ...preflight({ password_env: 'X' }), ...stored('x') }, []],
    [
      'another than is stored',
      { ...preflight({ password_wo: 'y' }), ...stored('x') },
      ['CONFLICTING_VALUES preflight.password_wo: The password that is tried is not the one that is stored'],
    ],
  ])('%s', (_, more, problems) => expect(integrationSaid(more)).toEqual(problems));
});

describe('of a password', () => {
  test.each<[object, string]>([
    [{ alphabet: 'a' }, 'Give `alphabet` more characters, or leave it out.'],
    [{ alphabet: 'ab', length: 79 }, 'Give `length` at least 80, or leave both out: 32 letters and digits.'],
    [{ alphabet: 'abcdefgh', length: 26 }, 'Give `length` at least 27, or leave both out: 32 letters and digits.'],
  ])('%j is too weak', (config, next) => {
    expect(check(password, config)).toMatchObject([{ code: 'INVALID_VALUE', path: ['length'], next }]);
  });

  test.each([
    { alphabet: 'ab', length: 80 },
    { alphabet: UNKNOWN, length: 8 },
    { length: UNKNOWN, alphabet: 'a' },
    { key: 'x'.repeat(32), name: 'n', version: 0 },
    { key: UNKNOWN, name: UNKNOWN, version: UNKNOWN },
  ])('%j is none of its business, or strong enough', (config) => expect(check(password, config)).toEqual([]));

  test('that is derived is told whole', () => {
    const missing = (config: object) => check(password, config).map(({ path }) => path.join());
    expect(missing({ key: 'x'.repeat(32) })).toEqual(['name', 'version']);
    expect(missing({ key: UNKNOWN, version: 1 })).toEqual(['name']);
    expect(missing({ key: 'x'.repeat(31), name: 'n', version: 1 })).toEqual(['key']);
    expect(missing({ name: 'n' })).toEqual(['name']);
    expect(missing({ name: 'n', key: UNKNOWN, version: UNKNOWN })).toEqual([]);
  });
});
