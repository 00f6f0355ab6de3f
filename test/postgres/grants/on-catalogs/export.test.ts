import { type ExportOptions, exportGrants, exportScope } from '../../../../src/postgres/grants';
import { type Catalogs, foundIn, plan } from '../catalogs';

const OBJECTS = {
  'table app.orders': 'owner',
  'table app.items': 'owner',
  'column app.orders.id': 'owner',
  'column app.orders.no': 'owner',
};
const exported = (catalogs: Catalogs, options?: ExportOptions) =>
  exportGrants(foundIn({ objects: OBJECTS, ...catalogs }), options);
const grants = (catalogs: Catalogs, options?: ExportOptions) => exported(catalogs, options).grants;

test('an export of what is there leaves nothing to do', () => {
  const catalogs: Catalogs = {
    objects: {
      ...OBJECTS,
      'function app.f(integer)': 'owner',
      'function app.g()': 'owner',
      'sequence app.s': 'reader',
    },
    acl: [
      'reader: SELECT, INSERT* on table app.orders by owner',
      'reader: SELECT on table app.items by owner',
      'writer: SELECT on table app.items by owner',
      'reader: UPDATE on column app.orders.id by owner',
      'writer: EXECUTE on function app.f(integer) by owner',
      'reader: CONNECT on database db by owner',
      'writer: USAGE, CREATE on schema app by owner',
    ],
    defaults: [{ owner: 'owner', on: 'table', entries: [{ grantee: 'reader', privileges: 3, grantable: 1 }] }],
  };
  const { sql, problems } = plan(exported(catalogs), catalogs);
  expect(sql).toEqual([]);
  expect(problems).toEqual([]);
});

describe('a schema is named as a whole', () => {
  const both = [
    'reader: SELECT, INSERT* on table app.orders by owner',
    'reader: SELECT, UPDATE* on table app.items by owner',
  ];
  test('for what is held on all of its objects; the rest by their names', () => {
    expect(grants({ acl: both })).toEqual({
      'all tables': { grantees: ['reader'], on: 'table', schemas: ['app'], privileges: ['SELECT'] },
      'table items': {
        ...{ grantees: ['reader'], on: 'table', schemas: ['app'], objects: ['items'], privileges: ['UPDATE'] },
        with_grant_option: true,
      },
      'table orders': {
        ...{ grantees: ['reader'], on: 'table', schemas: ['app'], objects: ['orders'], privileges: ['INSERT'] },
        with_grant_option: true,
      },
    });
    const options = both.map((line) => line.replace(/INSERT|UPDATE/, 'DELETE'));
    expect(grants({ acl: options })).toMatchObject({
      'all tables': { privileges: ['DELETE'], with_grant_option: true },
      'all tables (read) without grant option': { privileges: ['SELECT'] },
    });
  });

  test('not where it has one object only, where another is held otherwise, or where not all was read', () => {
    const one = { objects: { 'table app.orders': 'owner' }, acl: ['reader: SELECT on table app.orders by owner'] };
    expect(Object.keys(grants(one) ?? {})).toEqual(['table orders']);
    expect(Object.keys(grants({ acl: both.slice(0, 1) }) ?? {})).toEqual([
      'table orders',
      'table orders (read) without grant option',
    ]);
    const functions = { 'function app.f()': 'owner', 'function app.g()': 'owner' };
    const execute = ['f()', 'g()'].map((name) => `reader: EXECUTE on function app.${name} by owner`);
    expect(Object.keys(grants({ objects: functions, acl: execute }) ?? {})).toEqual(['function f(), g()']);
  });

  test('whatever objects of it the grantee owns', () => {
    const own = { ...OBJECTS, 'table app.mine': 'reader' };
    expect(Object.keys(grants({ objects: own, acl: both }) ?? {})).toContain('all tables');
  });
});

describe('columns and functions', () => {
  test('of one table stand together', () => {
    const acl = ['id', 'no'].map((name) => `reader: UPDATE on column app.orders.${name} by owner`);
    expect(grants({ acl })).toEqual({
      'columns id, no of orders': {
        ...{ grantees: ['reader'], on: 'table', schemas: ['app'], objects: ['orders'], columns: ['id', 'no'] },
        privileges: ['UPDATE'],
      },
    });
  });

  test('have a signature that finds them again', () => {
    const mood = { schema: 'x', name: 'Mood"s', spelling: 'x."Mood""s"', array: true };
    const objects = {
      'function app.f()': {
        name: 'F',
        args: [{ ...mood }, { schema: 'pg_catalog', name: 'int4', spelling: 'integer', array: false }],
      },
    };
    const acl = ['reader: EXECUTE on function app.f() by owner'];
    expect(Object.values(grants({ objects, acl }) ?? {})).toMatchObject([{ objects: ['"F"(x."Mood""s"[], integer)'] }]);
  });
});

describe('whose', () => {
  const acl = ['reader', 'root', 'pg_monitor', 'rds_superuser', 'public'].map(
    (grantee) => `${grantee}: SELECT on table app.orders by owner`,
  );
  const catalogs = { acl, roles: { root: { superuser: true } } };
  const grantees = (options?: ExportOptions) =>
    Object.values(grants(catalogs, options) ?? {}).flatMap((entry) => (entry.on === 'table' ? entry.grantees : []));

  test('every plain role, or those who are named', () => {
    expect(grantees()).toEqual(['reader']);
    expect(grantees({ grantees: ['root', 'reader'] })).toEqual(['reader', 'root']);
    expect(grantees({ grantees: ['public'] })).toEqual(['public']);
    expect(grantees({ grantees: [] })).toEqual([]);
  });

  test('not what the system gave, what the owner has, or what ignored grantors gave', () => {
    const more = [
      'reader: SELECT on table app.orders by owner initial',
      'owner: INSERT on table app.orders by reader',
      'writer: SELECT on table app.orders by connector',
    ];
    const { grants: mine, ignore_grantors } = exported({ acl: more }, { ignoreGrantors: ['connector'] });
    expect([mine, ignore_grantors]).toEqual([{}, ['connector']]);
    expect(exported({ acl: more }, { ignoreGrantors: [] })).not.toHaveProperty('ignore_grantors');
    expect(Object.values(grants({ acl: more }) ?? {})).toMatchObject([{ grantees: ['writer'] }]);
  });

  test('not on what belongs to the server', () => {
    const shared = { objects: { 'tablespace fast': 'owner' }, acl: ['reader: CREATE on tablespace fast by owner'] };
    expect(grants(shared)).toEqual({});
  });
});

describe('what PUBLIC was deprived of', () => {
  const closed = (label: string) => ({ [label]: { owner: 'owner', closed: true as const, pristine: false } });
  const objects = {
    ...closed('function app.f()'),
    'function app.g()': 'owner',
    'schema app': 'owner',
    'schema public': 'owner',
    'database db': 'owner',
  };
  const acl = ['public: CONNECT on database db by owner', 'public: USAGE on schema app by owner'];

  test('is exported where it is asked for, with what is left to it', () => {
    expect(grants({ objects, acl }, { closed: true })).toEqual({
      database: { grantees: ['public'], on: 'database', privileges: ['CONNECT'] },
      'function f()': { grantees: ['public'], on: 'function', schemas: ['app'], objects: ['f()'], privileges: [] },
      schemas: { grantees: ['public'], on: 'schema', objects: ['public'], privileges: [] },
    });
    expect(grants({ objects, acl })).toEqual({});
  });

  test('is no more than it has by nature on that version', () => {
    const own = { 'schema public': 'owner' };
    const open = (privileges: string, version: number) =>
      grants({ objects: own, acl: [`public: ${privileges} on schema public by owner`], version }, { closed: true });
    expect(open('USAGE', 15)).toEqual({});
    expect(open('USAGE', 14)).toMatchObject({ schemas: { privileges: ['USAGE'] } });
    expect(open('USAGE, CREATE', 14)).toEqual({});
  });

  test('is all of a schema where it was deprived of every object there', () => {
    const both = { ...closed('function app.f()'), ...closed('function app.g()') };
    const all = { grantees: ['public'], on: 'function', schemas: ['app'], privileges: [] };
    const read = { objects: both, complete: ['function'] as const };
    expect(grants(read, { closed: true })).toEqual({ 'all functions': all });
    expect(grants({ objects: both }, { closed: true })).toEqual({
      'function f(), g()': { ...all, objects: ['f()', 'g()'] },
    });
    expect(grants({ ...read, objects: closed('function app.f()') }, { closed: true })).toMatchObject({
      'function f()': {},
    });
    const some = { ...both, 'function app.h()': 'owner' };
    expect(grants({ ...read, objects: some }, { closed: true })).toMatchObject({ 'function f(), g()': {} });
  });

  test('is nothing on what refuses grants, or was not looked at', () => {
    const refuses = { 'type app.t': { owner: 'owner', closed: true as const, pristine: false, refuses: 'an array' } };
    expect(grants({ objects: refuses }, { closed: true })).toEqual({});
    expect(grants({ objects: { 'type app.t': { owner: 'owner', pristine: false } } }, { closed: true })).toEqual({});
  });

  test('of the future is what an owner gives less than is built in', () => {
    const entry = (grantee: string, privileges: number) => ({ grantee, privileges, grantable: 0 });
    const of = (row: object) =>
      exported({ defaults: [{ owner: 'owner', on: 'function', entries: [], ...row }] as never }, { closed: true })
        .default_privileges;
    expect(of({})).toEqual({
      'future functions': { owners: ['owner'], on: 'function', grantees: ['public'], privileges: [] },
    });
    expect(of({ entries: [entry('public', 1 << 7)] })).toEqual({});
    expect(of({ entries: [entry('reader', 1 << 7)] })).toMatchObject({ 'future functions': { privileges: [] } });
    expect(of({ schema: 'app' })).toEqual({});
    expect(of({ on: 'table' })).toEqual({});
  });
});

test('default privileges are exported with and without their option', () => {
  const entries = [
    { grantee: 'reader', privileges: 3, grantable: 1 },
    { grantee: 'owner', privileges: 3, grantable: 0 },
    { grantee: 'public', privileges: 2, grantable: 0 },
  ];
  const { default_privileges } = exported({ defaults: [{ owner: 'owner', schema: 'app', on: 'table', entries }] });
  const entry = { owners: ['owner'], on: 'table', schemas: ['app'], grantees: ['reader'] };
  expect(Object.values(default_privileges ?? {})).toEqual([
    { ...entry, privileges: ['INSERT'], with_grant_option: true },
    { ...entry, privileges: ['SELECT'] },
  ]);
});

test('an export reads what its grantees hold, and PUBLIC where that is meant', () => {
  expect(exportScope()).toEqual({
    ...{ grantees: [], everyGrantee: true, everySchemaHeld: true, closed: false },
    ...{ wholeSchemas: [], columnsOf: [], named: [] },
  });
  const meant = { closed: true, named: [{ kind: 'schema', name: 'public' }] };
  expect(exportScope({ grantees: ['a'], closed: true })).toMatchObject({
    grantees: ['a', 'public'],
    everyGrantee: false,
    ...meant,
  });
  expect(exportScope({ grantees: ['public'] })).toMatchObject({ grantees: ['public'], ...meant });
  expect(exportScope({ grantees: ['a'] })).toMatchObject({ grantees: ['a'], closed: false, named: [] });
});
