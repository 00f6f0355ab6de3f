import {
  check,
  type DeclaredGrants,
  defaultPrivilegePieces,
  grants as description,
  type GrantEntry,
  lackingPrivileges,
  validateGrants,
} from '../../src/metadata';

const UNKNOWN = Symbol.for('terraform:unknown');

function codes(grants: unknown[], defaults: unknown[] = []): string[] {
  const labels = (entries: unknown[]) => Object.fromEntries(entries.map((each, index) => [`e${index}`, each]));
  const declared = {
    database: 'd',
    grants: labels(grants),
    default_privileges: labels(defaults),
  } as unknown as DeclaredGrants;
  return validateGrants(declared).map((each) => `${each.code} ${each.path.join('.')}`);
}

const table = (more: object = {}) => ({
  grantees: ['r'],
  on: 'table',
  schemas: ['app'],
  privileges: ['SELECT'],
  ...more,
});

test.each<[string, unknown[], string[]]>([
  ['a sound entry', [table()], []],
  [
    'an unknown privilege',
    [table({ privileges: ['SELECT', 'EXECUTE'] })],
    ['GRANT_PRIVILEGE_UNKNOWN grants.e0.privileges.1'],
  ],
  [
    'objects on the database',
    [{ grantees: ['r'], on: 'database', objects: ['x'], privileges: ['CONNECT'] }],
    ['CONFLICTING_VALUES grants.e0.objects'],
  ],
  [
    'a foreign server without objects',
    [{ grantees: ['r'], on: 'foreign_server', privileges: ['USAGE'] }],
    ['MISSING_VALUE grants.e0.objects'],
  ],
  [
    'a schema without objects',
    [{ grantees: ['r'], on: 'schema', privileges: ['USAGE'] }],
    ['MISSING_VALUE grants.e0.objects'],
  ],
  [
    'a schema on a schema',
    [{ grantees: ['r'], on: 'schema', schemas: ['s'], objects: ['s'], privileges: [] }],
    ['CONFLICTING_VALUES grants.e0.schemas'],
  ],
  ['a table without schema', [table({ schemas: undefined })], ['MISSING_VALUE grants.e0.schemas']],
  [
    'columns on a sequence',
    [table({ on: 'sequence', objects: ['s'], columns: ['a'] })],
    ['CONFLICTING_VALUES grants.e0.columns'],
  ],
  ['columns of no table', [table({ columns: ['a'] })], ['MISSING_VALUE grants.e0.objects']],
  [
    'DELETE on a column',
    [table({ objects: ['t'], columns: ['a'], privileges: ['DELETE'] })],
    ['GRANT_PRIVILEGE_UNKNOWN grants.e0.privileges.0'],
  ],
  [
    'a grant option for PUBLIC',
    [table({ grantees: ['public'], with_grant_option: true })],
    ['GRANT_OPTION_TO_PUBLIC grants.e0.with_grant_option'],
  ],
  ['the same privilege in two entries', [table(), table({ with_grant_option: true })], ['GRANT_DUPLICATE grants.e1']],
  ['an empty list beside a full one', [table(), table({ privileges: [] })], ['GRANT_DUPLICATE grants.e1']],
  ['different privileges in two entries', [table(), table({ privileges: ['INSERT'] })], []],
  ['a whole schema beside one table of it', [table(), table({ objects: ['t'] })], []],
  ['a kind that does not exist', [table({ on: 'view' })], ['INVALID_VALUE grants.e0.on']],
  [
    'a signature without its end',
    [table({ on: 'function', objects: ['f(int'], privileges: ['EXECUTE'] })],
    ['GRANT_SIGNATURE grants.e0.objects.0'],
  ],
  [
    'a large object by name',
    [{ grantees: ['r'], on: 'large_object', objects: ['photo'], privileges: ['SELECT'] }],
    ['INVALID_VALUE grants.e0.objects.0'],
  ],
  ['no privileges', [table({ privileges: undefined })], ['MISSING_VALUE grants.e0.privileges']],
  ['no objects', [table({ objects: [] })], ['INVALID_VALUE grants.e0.objects']],
  ['no columns', [table({ objects: ['t'], columns: [] })], ['INVALID_VALUE grants.e0.columns']],
  ['a column without name', [table({ objects: ['t'], columns: [''] })], ['MISSING_VALUE grants.e0.columns.0']],
  ['a NUL in a name', [table({ objects: ['a\0'] })], ['INVALID_VALUE grants.e0.objects.0']],
  [
    'what is left out of named objects',
    [table({ objects: ['t'], except: ['u'] })],
    ['CONFLICTING_VALUES grants.e0.except'],
  ],
  [
    'extensions of named objects',
    [table({ objects: ['t'], extensions: 'skip' })],
    ['CONFLICTING_VALUES grants.e0.extensions'],
  ],
  ['what is left out of objects not known yet', [table({ objects: UNKNOWN, except: ['u'] })], []],
  ['what is left out, without name', [table({ except: ['u', '', UNKNOWN] })], ['MISSING_VALUE grants.e0.except.1']],
  [
    'what is left out of a database',
    [{ grantees: ['r'], on: 'database', except: ['x'], privileges: ['CONNECT'] }],
    ['CONFLICTING_VALUES grants.e0.except'],
  ],
  [
    'all of a kind that lives in no schema, and its schemas',
    [{ grantees: ['r'], on: 'tablespace', schemas: ['s'], privileges: ['CREATE'] }],
    ['CONFLICTING_VALUES grants.e0.schemas', 'MISSING_VALUE grants.e0.objects'],
  ],
  [
    'a large object by its oid',
    [{ grantees: ['r'], on: 'large_object', objects: ['4294967295'], privileges: ['SELECT'] }],
    [],
  ],
  [
    'a large object by what is no oid',
    [{ grantees: ['r'], on: 'large_object', objects: ['0', '12345678901', 'x1', '1x'], privileges: ['SELECT'] }],
    [0, 1, 2, 3].map((at) => `INVALID_VALUE grants.e0.objects.${at}`),
  ],
  ['a grant option that PUBLIC does not get', [table({ grantees: ['public'], with_grant_option: false })], []],
  [
    'a function and a routine',
    [table({ on: 'function', privileges: ['EXECUTE'] }), table({ on: 'routine', privileges: ['EXECUTE'] })],
    ['GRANT_DUPLICATE grants.e1'],
  ],
  ['ALL beside one of them', [table({ privileges: ['all privileges'] }), table()], ['GRANT_DUPLICATE grants.e1']],
  ['nothing twice', [table({ privileges: [] }), table({ privileges: [] })], ['GRANT_DUPLICATE grants.e1']],
  ['the same for others', [table(), table({ grantees: ['s'] })], []],
  ['the same in another schema', [table(), table({ schemas: ['shop'] })], []],
  ['other columns', [table({ objects: ['t'], columns: ['a'] }), table({ objects: ['t'], columns: ['b'] })], []],
  ['no grantees', [table({ grantees: [] })], ['INVALID_VALUE grants.e0.grantees']],
  ['no schemas', [table({ schemas: [] })], ['INVALID_VALUE grants.e0.schemas']],
  ['a grantee without name', [table({ grantees: [''] })], ['MISSING_VALUE grants.e0.grantees.0']],
])('%s', (_, grants, expected) => {
  expect(codes(grants)).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ['a sound entry', {}, []],
  [
    'a schema for schemas',
    { on: 'schema', privileges: ['USAGE'] },
    ['CONFLICTING_VALUES default_privileges.e0.schemas'],
  ],
  ['PUBLIC as owner', { owners: ['public'] }, ['INVALID_VALUE default_privileges.e0.owners.0']],
  ['no owners', { owners: [] }, ['INVALID_VALUE default_privileges.e0.owners']],
  ['an owner without name', { owners: ['o', ''] }, ['MISSING_VALUE default_privileges.e0.owners.1']],
  ['no schemas', { schemas: [] }, ['INVALID_VALUE default_privileges.e0.schemas']],
  ['anywhere', { schemas: undefined }, []],
  ['a schema for large objects', { on: 'large_object' }, ['CONFLICTING_VALUES default_privileges.e0.schemas']],
  ['a kind that is not known yet', { on: UNKNOWN, schemas: [] }, []],
  ['a kind without defaults', { on: 'database' }, ['INVALID_VALUE default_privileges.e0.on']],
  ['a wrong privilege', { privileges: ['USAGE'] }, ['GRANT_PRIVILEGE_UNKNOWN default_privileges.e0.privileges.0']],
])('default privileges: %s', (_, more, expected) => {
  const entry = { owners: ['o'], schemas: ['app'], on: 'table', grantees: ['r'], privileges: ['SELECT'], ...more };
  expect(codes([], [entry])).toEqual(expected);
});

const FUTURE = { owners: ['o'], on: 'table', grantees: ['r'], privileges: ['SELECT'] };

/** What is told besides the fault: the value, what is allowed and what to do. */
test.each<[string, unknown[], object, unknown[]?]>([
  [
    'no privileges',
    [table({ privileges: null })],
    { next: 'Give a list; an empty one says that the grantees must hold nothing.' },
  ],
  [
    'a privilege that is close to one',
    [table({ privileges: ['SELCT'] })],
    {
      value: 'SELCT',
      what: 'There is no such privilege on a table',
      next: 'Give one that is allowed; perhaps `SELECT` is meant.',
    },
  ],
  [
    'a grant option for PUBLIC',
    [table({ grantees: ['public'], with_grant_option: true })],
    { allowed: 'false', next: 'Give the grant option to roles alone.' },
  ],
  ['no grantees', [table({ grantees: [] })], { next: 'Name who is given the privileges, or remove the entry.' }],
  [
    'a kind that is close to one',
    [table({ on: 'tabel' })],
    { value: 'tabel', next: 'Give one that is allowed; perhaps `table` is meant.' },
  ],
  ['a table without schema', [table({ schemas: null })], { next: 'Name the schemas of the tables.' }],
  [
    'a schema on a schema',
    [table({ on: 'schema', objects: ['s'], privileges: [] })],
    { value: ['app'], next: 'Put the names of the schemas into objects.' },
  ],
  [
    'a schema on a tablespace',
    [table({ on: 'tablespace', objects: ['s'], privileges: [] })],
    { next: 'Leave schemas out.' },
  ],
  [
    'objects on the database',
    [{ ...FUTURE, on: 'database', objects: ['x'], privileges: [] }],
    { value: ['x'], next: expect.stringContaining("the resource's own") },
  ],
  ['an empty list of tables', [table({ objects: [] })], { next: 'Leave objects out for every table of the schemas.' }],
  [
    'an empty list of schemas',
    [{ ...FUTURE, on: 'schema', objects: [], privileges: [] }],
    { next: 'Name the schemas.' },
  ],
  ['a large object by name', [{ ...FUTURE, on: 'large_object', objects: ['x'] }], { value: 'x', allowed: 'digits' }],
  [
    'what is left out of named tables',
    [table({ objects: ['t'], except: ['u'] })],
    { next: 'Leave except out, or leave objects out.' },
  ],
  [
    'columns of a sequence',
    [table({ on: 'sequence', objects: ['s'], columns: ['a'] })],
    { value: ['a'], next: 'Leave columns out, or make the entry on = "table".' },
  ],
  [
    'columns of no table',
    [table({ columns: ['a'] })],
    { next: 'Name the tables that have these columns, or leave columns out.' },
  ],
  [
    'an empty list of columns',
    [table({ objects: ['t'], columns: [] })],
    { next: 'Leave columns out for the whole table.' },
  ],
  [
    'the same twice',
    [table(), table()],
    {
      what: '"e1" and "e0" both speak of r on table: SELECT is given by both',
      next: 'Keep one entry for each grantee, object and privilege.',
    },
  ],
  [
    'ALL and one of it',
    [table({ privileges: ['ALL'] }), table()],
    { what: expect.stringContaining('ALL already says what the other says') },
  ],
  [
    'nothing and something',
    [table({ privileges: [] }), table()],
    { what: expect.stringContaining('contradicts one that gives something') },
  ],
  [
    'nothing twice',
    [table({ privileges: [] }), table({ privileges: [] })],
    { what: expect.stringContaining('both say that it holds nothing') },
  ],
  ['PUBLIC as owner', [], { value: 'public', allowed: "roles' names" }, [{ ...FUTURE, owners: ['public'] }]],
  [
    'no owners',
    [],
    { next: 'Name the roles whose future objects are meant, or remove the entry.' },
    [{ ...FUTURE, owners: [] }],
  ],
  [
    'no schemas of the future',
    [],
    { next: 'Name the schemas, or leave schemas out for the whole database.' },
    [{ ...FUTURE, schemas: [] }],
  ],
  [
    'a schema of future schemas',
    [],
    { value: ['s'], next: 'Leave schemas out: default privileges on schemas hold for the whole database.' },
    [{ ...FUTURE, on: 'schema', schemas: ['s'], privileges: [] }],
  ],
  [
    'a kind without defaults',
    [],
    { value: 'database', allowed: expect.stringContaining('large_object') },
    [{ ...FUTURE, on: 'database' }],
  ],
  ['the same future twice', [], { path: ['default_privileges', 'e1'] }, [FUTURE, FUTURE]],
])('%s is told with what to do', (_, grants, more, defaults = []) => {
  const labels = (entries: unknown[]) => Object.fromEntries(entries.map((each, index) => [`e${index}`, each]));
  const declared = { database: 'd', grants: labels(grants), default_privileges: labels(defaults) };
  expect(validateGrants(declared as unknown as DeclaredGrants)).toMatchObject([more]);
});

test('entries that are none are passed over', () => {
  expect(codes([null, 'text', 5, table()], [null, 'text'])).toEqual([]);
});

test('a signature that is none is told with what it is, and how one looks', () => {
  const wrong = table({ on: 'function', objects: ['f(int'], privileges: ['EXECUTE'] });
  const declared = { database: 'd', grants: { wrong } } as unknown as DeclaredGrants;
  expect(validateGrants(declared)).toMatchObject([
    { value: 'f(int', allowed: expect.stringContaining('add(integer, text)') },
  ]);
});

test('default privileges without schemas are one for each owner and grantee, everywhere', () => {
  const everywhere = { owners: ['o', 'p'], on: 'table', grantees: ['r', 's'], privileges: ['SELECT'] } as const;
  const pieces = defaultPrivilegePieces({ everywhere });
  expect(pieces.map(({ owner, grantee, schema }) => [owner, grantee, schema])).toEqual(
    expect.arrayContaining([
      ['o', 'r', undefined],
      ['o', 's', undefined],
      ['p', 'r', undefined],
      ['p', 's', undefined],
    ]),
  );
  expect(pieces).toHaveLength(4);
});

test('what a server version lacks is told for that version', () => {
  const lacking = (privileges: string[], kind: 'table' | 'parameter', version?: number) =>
    lackingPrivileges(privileges, kind, ['privileges'], version).map(({ what }) => what);
  expect(lacking(['SELECT', 'maintain'], 'table', 150000)).toEqual([
    'PostgreSQL 15 has no privilege MAINTAIN on a table',
  ]);
  expect(lacking(['MAINTAIN'], 'table', 170000)).toEqual([]);
  expect(lacking(['MAINTAIN'], 'table')).toEqual([]);
  expect(lacking(['ALL'], 'parameter', 150000)).toEqual([]);
  expect(lacking(['ALL'], 'parameter', 140000)).toHaveLength(1);
});

test('what is not known yet is passed over, wherever it stands', () => {
  const entry: GrantEntry = {
    grantees: ['r'],
    on: 'table',
    schemas: ['app'],
    objects: ['t'],
    columns: ['c'],
    privileges: ['SELECT'],
  };
  for (const key of Object.keys(entry)) expect(codes([{ ...entry, [key]: UNKNOWN }])).toEqual([]);
  expect(codes([{ ...entry, objects: [UNKNOWN], privileges: ['SELECT', UNKNOWN] }, UNKNOWN])).toEqual([]);
  expect(validateGrants({ database: UNKNOWN, grants: UNKNOWN } as unknown as DeclaredGrants)).toEqual([]);
});

test('what is of another type is left to the description, whose problem alone is told', () => {
  const entry = {
    grantees: ['r'],
    on: 'table',
    schemas: ['app'],
    objects: ['t'],
    columns: ['c'],
    privileges: ['SELECT'],
  };
  for (const key of Object.keys(entry)) {
    for (const wrong of [5, 'text', [7], { x: 1 }, null]) {
      for (const grants of [[{ ...entry, [key]: wrong }, entry], [wrong, entry], wrong]) {
        const values = { server: 's', database: 'd', grants };
        // A construct asks this alone, of whatever it is given.
        expect(() => validateGrants(values as never)).not.toThrow();
        const paths = check(description, values).map(({ path }) => path.join('.'));
        expect(new Set(paths).size).toBe(paths.length);
      }
    }
  }
});
