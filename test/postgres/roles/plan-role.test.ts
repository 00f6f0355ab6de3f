import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { displayOf, type FoundRole, planRole, type RoleSpec, type WantedRole } from '../../../src/postgres/roles';
import { toRun } from '../../../src/postgres/roles/role-statement';
import { sameSetting } from '../../../src/postgres/roles/settings';

const shown = (wanted: WantedRole, found: FoundRole | null = null, previous?: RoleSpec, serverVersion = 180000) =>
  planRole(wanted, found, { serverVersion, ...(previous ? { previous } : {}) }).map(displayOf);

const FOUND: FoundRole = {
  name: 'app',
  oid: 1,
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
  database_settings: {},
  member_of: [],
  members: [],
  verifier: null,
};

const row = (role: string, more: Partial<FoundRole['member_of'][number]> = {}) => ({
  role,
  grantor: 'postgres',
  admin: false,
  inherit: true,
  set: true,
  implicit: false,
  ...more,
});

test('a name only is CREATE ROLE and nothing else', () => {
  expect(shown({ name: 'app' })).toEqual(['CREATE ROLE "app"']);
  expect(shown({ name: 'app' }, FOUND)).toEqual([]);
});

test('everything at once is folded into as few statements as there are kinds', () => {
  const wanted: WantedRole = {
    name: 'app',
    login: true,
    inherit: false,
    connection_limit: 3,
    valid_until: '2030-01-01T00:00:00+01:00',
    comment: "it's",
    settings: { search_path: 'app, "my-schema"', statement_timeout: '5s', 'app.Tenant': 'a\\b' },
    member_of: [{ role: 'b' }, { role: 'a', inherit: false }, { role: 'c', admin: true, inherit: true, set: false }],
    password: { verifier: 'SCRAM-SHA-256$canary' },
  };
  expect(shown(wanted)).toEqual([
    `CREATE ROLE "app" WITH NOINHERIT LOGIN CONNECTION LIMIT 3 VALID UNTIL '2029-12-31T23:00:00Z' PASSWORD '********'`,
    `ALTER ROLE "app" SET "app"."Tenant" TO  E'a\\\\b'`,
    `ALTER ROLE "app" SET "search_path" TO "app", "my-schema"`,
    `ALTER ROLE "app" SET "statement_timeout" TO '5s'`,
    'GRANT "a", "b" TO "app" WITH ADMIN FALSE, INHERIT FALSE, SET TRUE',
    'GRANT "c" TO "app" WITH ADMIN TRUE, INHERIT TRUE, SET FALSE',
    `COMMENT ON ROLE "app" IS 'it''s'`,
  ]);
  expect(toRun(planRole(wanted, null, { serverVersion: 180000 }), 'SCRAM-SHA-256$canary')[0]?.sql).toContain(
    "PASSWORD 'SCRAM-SHA-256$canary'",
  );
});

test('a rename comes first, and a password to be set is hidden', () => {
  expect(shown({ name: 'new', password: 'to be set' }, { ...FOUND, name: 'old' })).toEqual([
    'ALTER ROLE "old" RENAME TO "new"',
    `ALTER ROLE "new" WITH PASSWORD '********'`,
  ]);
});

test('what is no longer given is reset; what was never given is left alone', () => {
  const found = {
    ...FOUND,
    settings: { work_mem: '1MB', timezone: 'UTC' },
    valid_until: '2030-01-01T00:00:00Z',
    comment: 'x',
  };
  expect(shown({ name: 'app' }, found, { name: 'app', settings: { work_mem: '1MB' } })).toEqual([
    `ALTER ROLE "app" WITH VALID UNTIL 'infinity'`,
    'ALTER ROLE "app" RESET "work_mem"',
    'COMMENT ON ROLE "app" IS NULL',
  ]);
  expect(shown({ name: 'app' }, { ...FOUND, valid_until: 'infinity' })).toEqual([]);
  expect(
    shown(
      { name: 'app', settings: { work_mem: 'DEFAULT', statement_timeout: 'DEFAULT' } },
      { ...FOUND, settings: { work_mem: '1MB' } },
    ),
  ).toEqual(['ALTER ROLE "app" RESET "work_mem"']);
});

test('a setting that is as wanted is not set again, whatever letters its name has', () => {
  const found = { ...FOUND, settings: { search_path: 'app,public', work_mem: '1MB' } };
  expect(shown({ name: 'app', settings: { Search_Path: 'app, public', WORK_MEM: '1MB' } }, found)).toEqual([]);
  expect(shown({ name: 'app', settings: { work_mem: '2MB' } }, found)).toEqual([
    `ALTER ROLE "app" SET "work_mem" TO '2MB'`,
  ]);
});

test('settings in a database are looked after by themselves, in the order of their names', () => {
  const found = { ...FOUND, settings: { work_mem: '1MB' }, database_settings: { b: { work_mem: '1MB', geqo: 'off' } } };
  const wanted = { name: 'app', database_settings: { b: { work_mem: '1MB' }, a: { work_mem: '1MB' } } };
  const previous = { name: 'app', database_settings: { b: { geqo: 'off' }, gone: { geqo: 'off' } } };
  expect(shown(wanted, found, previous)).toEqual([
    'ALTER ROLE "app" IN DATABASE "a" SET "work_mem" TO \'1MB\'',
    'ALTER ROLE "app" IN DATABASE "b" RESET "geqo"',
  ]);
});

test('an empty comment is none', () => {
  expect(shown({ name: 'app', comment: '' }, FOUND)).toEqual([]);
  expect(shown({ name: 'app', comment: '' }, { ...FOUND, comment: 'x' })).toEqual(['COMMENT ON ROLE "app" IS NULL']);
  expect(shown({ name: 'app', comment: 'x' }, { ...FOUND, comment: 'x' })).toEqual([]);
});

test('from 16 memberships are taken back as they were given', () => {
  const found = {
    ...FOUND,
    member_of: [row('a'), row('a', { grantor: 'boss' }), row('b', { admin: true }), row('own', { implicit: true })],
  };
  expect(shown({ name: 'app', member_of: [{ role: 'b' }] }, found)).toEqual([
    'REVOKE "a" FROM "app" GRANTED BY "postgres"',
    'REVOKE "a" FROM "app" GRANTED BY "boss"',
    'GRANT "b" TO "app" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE GRANTED BY "postgres"',
  ]);
  expect(shown({ name: 'app' }, found)).toEqual([]);
});

test('before 16 only the admin option can differ', () => {
  const found = { ...FOUND, member_of: [row('a', { admin: true }), row('b')] };
  expect(
    shown(
      { name: 'app', member_of: [{ role: 'a' }, { role: 'b', admin: true }, { role: 'c' }] },
      found,
      undefined,
      150000,
    ),
  ).toEqual(['REVOKE ADMIN OPTION FOR "a" FROM "app"', 'GRANT "b" TO "app" WITH ADMIN OPTION', 'GRANT "c" TO "app"']);
});

test('memberships that are no longer looked after are taken back once', () => {
  const previous = { name: 'app', member_of: [{ role: 'a' }] };
  expect(shown({ name: 'app' }, { ...FOUND, member_of: [row('a'), row('b')] }, previous)).toEqual([
    'REVOKE "a" FROM "app" GRANTED BY "postgres"',
  ]);
});

test.each([
  ['search_path', 'app, "my-schema"', 'app,"my-schema"', true],
  ['search_path', 'App', 'app', true],
  ['search_path', 'app , public', 'app,public', true],
  ['search_path', '"App"', 'app', false],
  ['search_path', '', '""', true],
  ['search_path', '"a""b"', '"a""b" ', true],
  ['session_preload_libraries', 'Lib', 'lib', false],
  ['work_mem', '1MB', '1024kB', false],
])('%s: %j and %j are the same: %s', (name, left, right, same) => expect(sameSetting(name, left, right)).toBe(same));

test('every statement parses, and names exactly what was meant', async () => {
  await loadModule();
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((each) => !each.includes('\0') && Buffer.byteLength(each) <= 63 && !/^(public|none|pg_)/.test(each));
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => !each.includes('\0'));
  fc.assert(
    fc.property(name, name, name, text, fc.boolean(), (role, old, group, value, flag) => {
      const wanted: WantedRole = {
        name: role,
        login: flag,
        comment: value,
        valid_until: '2030-01-01',
        settings: { search_path: value, application_name: value },
        member_of: [{ role: group, admin: flag }],
        password: { verifier: value },
      };
      for (const serverVersion of [150000, 180000]) {
        for (const found of [null, { ...FOUND, name: old, member_of: [row(old)] }]) {
          for (const { sql } of toRun(planRole(wanted, found, { serverVersion }), value)) {
            const { stmts } = parseSync(sql);
            expect(stmts).toHaveLength(1);
            expect(JSON.stringify(stmts)).toContain(JSON.stringify(role).slice(1, -1));
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});
