import { check, role } from '../../src/metadata';
import { renderPath } from '../../src/problem';

function errors(more: Record<string, unknown>): string[] {
  return check(role, { server: 'main', name: 'reader', ...more }).map(
    ({ path, what }) => `${renderPath(path)}: ${what}`,
  );
}

test.each(['reader', 'Reader', 'PUBLIC', 'my "role"', 'ü'.repeat(31), 'a'.repeat(63), "'; DROP", ' '])(
  'a role may be called %j',
  (name) => expect(errors({ name })).toEqual([]),
);

test.each([
  ['', 'is empty'],
  ['a'.repeat(64), 'has 64 bytes; PostgreSQL cuts names at 63'],
  ['ü'.repeat(32), 'has 64 bytes'],
  ['re\0ader', 'holds a NUL character'],
  ['pg_x', 'begins with `pg_`'],
  ['public', 'is a reserved word'],
  ['none', 'is a reserved word'],
  ['\ud800', 'is not well-formed Unicode'],
])('a role may not be called %j: it %s', (name, fault) => {
  expect(errors({ name })).toEqual([expect.stringContaining(`name: \`name\` ${fault}`)]);
});

test('memberships may be of predefined roles, and of each role once', () => {
  expect(errors({ member_of: [{ role: 'pg_monitor' }, { role: 'app', admin: true }] })).toEqual([]);
  expect(errors({ member_of: [] })).toEqual([]);
  expect(errors({ member_of: [{ role: 'app' }, { role: 'app' }] })).toEqual([
    expect.stringContaining('more than once'),
  ]);
  expect(errors({ member_of: [{ role: 'reader' }] })).toEqual([expect.stringContaining('a member of itself')]);
  expect(errors({ member_of: [{ role: 'public' }] })).toEqual([expect.stringContaining('is no role')]);
  expect(errors({ member_of: [null, 'app', {}] }).length).toBeGreaterThan(0);
});

test('a password comes in one way', () => {
  expect(errors({ password_wo: 'x', password_wo_version: 1 })).toEqual([]);
  expect(errors({ password_env: 'READER_PASSWORD' })).toEqual([]);
  expect(errors({ password_wo: 'x', password_env: 'P' })).toEqual([expect.stringContaining('Both `password_wo`')]);
  expect(errors({ password_env: 'my password!' })).toEqual([expect.stringContaining("an environment variable's name")]);
});

test.each([
  'infinity',
  '2030-01-01T00:00:00Z',
  '2030-01-01 12:30:15.5+05:30',
  '2028-02-29T00:00+02',
  '12030-01-01T00:00Z',
])('valid until %s', (valid_until) => expect(errors({ valid_until })).toEqual([]));

test.each([
  'tomorrow',
  '2030-01-01',
  '2030-01-01T00:00:00',
  '2030-02-30T00:00:00Z',
  '2029-02-29T00:00Z',
  '2030-01-01T24:00Z',
])('not valid until %s', (valid_until) =>
  expect(errors({ valid_until })).toEqual([expect.stringContaining('is not a point in time')]),
);

test('settings are named as PostgreSQL names them, and do not change who the role is', () => {
  expect(errors({ settings: { search_path: '', 'app.user_id': '7' } })).toEqual([]);
  expect(errors({ settings: { 'search path': 'x' } })).toEqual([
    expect.stringContaining('is not the name of a setting'),
  ]);
  expect(errors({ settings: { Role: 'postgres' } })).toEqual([expect.stringContaining('changes who the role is')]);
  expect(errors({ settings: { search_path: 'a\0b' } })).toEqual([expect.stringContaining('NUL')]);
});

test.each(['line\nbreak', 'line\rbreak'])('a role is not named %j', (name) => {
  expect(errors({ name })).toEqual([expect.stringContaining('holds a line break')]);
});

test('a role is not its own heir', () => {
  expect(errors({ on_destroy: { reassign_owned_to: 'reader' } })).toEqual([expect.stringContaining('its own heir')]);
  expect(errors({ on_destroy: { reassign_owned_to: 'postgres', drop_owned: true } })).toEqual([]);
});

test.each([-2, 1.5, 2_147_483_648, '5'])('the connection limit is not %p', (connection_limit) => {
  expect(errors({ connection_limit })).toHaveLength(1);
});
