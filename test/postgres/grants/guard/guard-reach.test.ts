import { type Catalogs, declared, plan, select } from '../catalogs';

const ORDERS = { 'table app.orders': 'owner' };
const SHUT = { 'database db': 'owner', 'schema app': 'owner', ...ORDERS };
const CONNECT = 'public: CONNECT on database db by owner';
const USAGE = 'public: USAGE on schema app by owner';
const noUse = (wanted: ReturnType<typeof declared>, catalogs: Catalogs, before = {}) =>
  plan(wanted, catalogs, before).problems.filter(({ code }) => code === 'GRANT_OF_NO_USE');
const onSchema = (grantees: string[], privileges = ['USAGE']) => ({
  ...{ grantees, on: 'schema' as const, objects: ['app'], privileges },
});
const onDatabase = (grantees: string[], privileges = ['CONNECT']) => ({
  ...{ grantees, on: 'database' as const, privileges },
});

describe('a grant is of use', () => {
  const wanted = declared([select('reader')], { mode: 'additive' });
  test.each<[string, Catalogs]>([
    ['where PUBLIC may connect and use the schema', { objects: SHUT, acl: [CONNECT, USAGE] }],
    [
      'to who was given both',
      { objects: SHUT, acl: ['reader: CONNECT on database db by owner', 'reader: USAGE on schema app by owner'] },
    ],
    [
      'through a group',
      {
        objects: SHUT,
        memberships: { 'reader in team': {} },
        acl: ['team: CONNECT on database db by owner', 'team: USAGE on schema app by owner'],
      },
    ],
    [
      'to who has the privileges of the owner of the database and the schema',
      { objects: SHUT, memberships: { 'reader in owner': {} } },
    ],
    [
      'to who reads all data, in every schema',
      { objects: SHUT, acl: [CONNECT], memberships: { 'reader in pg_read_all_data': {} } },
    ],
    [
      'to who writes all data, in every schema',
      { objects: SHUT, acl: [CONNECT], memberships: { 'reader in pg_write_all_data': {} } },
    ],
    [
      'to a group that nobody signs in as, where a member gets in',
      {
        objects: SHUT,
        roles: { reader: { login: false } },
        memberships: { 'alice in reader': {} },
        acl: [CONNECT, 'alice: USAGE on schema app by owner'],
      },
    ],
    ['to a superuser', { objects: SHUT, roles: { reader: { superuser: true } } }],
  ])('%s', (_, catalogs) => {
    expect(noUse(wanted, { ...catalogs, objects: { ...SHUT, ...catalogs.objects } })).toEqual([]);
  });

  test('where the same resource opens the gates, and in a whole schema too', () => {
    const opens = [select('reader'), onSchema(['reader']), onDatabase(['reader'])];
    expect(noUse(declared(opens), { objects: SHUT })).toEqual([]);
  });

  test('to PUBLIC: whoever gets in has it', () => {
    expect(noUse(declared([select('public', ['orders'])]), { objects: SHUT })).toEqual([]);
  });

  test('where nothing is given: an entry that empties needs no gate, nor does CONNECT itself', () => {
    const nothing = declared([select('reader', undefined, { privileges: [] }), onDatabase(['reader'])]);
    expect(noUse(nothing, { objects: SHUT })).toEqual([]);
    expect(noUse(declared([select('reader', undefined, { privileges: [] })]), { objects: SHUT })).toEqual([]);
  });

  test('where what was passed on goes, but not USAGE', () => {
    const passedOn = {
      objects: SHUT,
      acl: [
        CONNECT,
        'delegate: USAGE*, CREATE* on schema app by owner',
        'reader: USAGE, CREATE on schema app by delegate',
      ],
    };
    const takes = (privileges: string[]) =>
      declared([select('reader'), { ...onSchema(['delegate'], privileges), with_grant_option: true }], {
        mode: 'additive',
      });
    const prior = { prior: takes(['USAGE', 'CREATE']) };
    expect(plan(takes(['USAGE']), passedOn, prior).codes).toEqual(['GRANT_PASSED_ON']);
    expect(plan(takes(['CREATE']), passedOn, prior).codes).toEqual(expect.arrayContaining(['GRANT_OF_NO_USE']));
  });
});

describe('a grant is of no use', () => {
  const wanted = declared([select('reader')]);
  test.each<[string, Catalogs, string]>([
    ['without CONNECT', { acl: [USAGE] }, 'reader may not connect to database db'],
    ['without USAGE', { acl: [CONNECT] }, 'reader may not use schema app'],
    [
      'where another privilege than USAGE was given on the schema',
      { acl: [CONNECT, 'reader: CREATE on schema app by owner'] },
      'reader may not use schema app',
    ],
    [
      'where another privilege than CONNECT was given on the database',
      { acl: [USAGE, 'reader: TEMPORARY on database db by owner'] },
      'reader may not connect to database db',
    ],
    [
      'to who is a member of who may, without inheriting it',
      {
        memberships: { 'reader in team': { inherit: false } },
        acl: [CONNECT, 'team: USAGE on schema app by owner'],
      },
      'reader may not use schema app',
    ],
    [
      'to who reads all data and may not connect',
      { acl: [USAGE], memberships: { 'reader in pg_read_all_data': {} } },
      'reader may not connect to database db',
    ],
    [
      'to a group of whose members none gets in',
      {
        roles: { reader: { login: false } },
        memberships: { 'alice in reader': {}, 'bob in other': {} },
        acl: [CONNECT, 'bob: USAGE on schema app by owner'],
      },
      'reader may not use schema app',
    ],
    [
      'to who signs in, though a member of it gets in',
      { memberships: { 'alice in reader': {} }, acl: [CONNECT, 'alice: USAGE on schema app by owner'] },
      'reader may not use schema app',
    ],
  ])('%s', (_, catalogs, line) => {
    expect(noUse(wanted, { ...catalogs, objects: SHUT })).toMatchObject([
      {
        severity: 'warning',
        what: `Grants are idle: ${line}`,
        value: [line],
        path: ['grants', 'entry 1', 'grantees', 0],
      },
    ]);
  });

  test('where the resource itself shuts a gate', () => {
    const shuts = declared([select('reader'), onSchema(['public'], [])]);
    expect(noUse(shuts, { objects: ORDERS })).toMatchObject([{ value: ['reader may not use schema app'] }]);
    const leaves = declared([select('reader'), onSchema(['delegate'], [])]);
    const passedOn = {
      objects: SHUT,
      acl: [CONNECT, 'delegate: USAGE* on schema app by owner', 'reader: USAGE on schema app by delegate'],
    };
    expect(noUse({ ...leaves, mode: 'additive' }, passedOn)).toMatchObject([
      { value: ['reader may not use schema app'] },
    ]);
  });

  test('says what to grant, of the gates that are missed only', () => {
    const next = (acl: string[]) => noUse(wanted, { objects: SHUT, acl })[0]?.next;
    expect(next([USAGE])).toBe('Grant CONNECT on the database: PUBLIC has none here.');
    expect(next([CONNECT])).toBe('Grant USAGE on the schema.');
    expect(next([])).toBe('Grant CONNECT on the database: PUBLIC has none here. Grant USAGE on the schema.');
  });

  test('is one thing to say, with five names and twenty gates', () => {
    const all = Array.from({ length: 7 }, (_, at) => `r${at}`);
    expect(noUse(declared(all.map((each) => select(each))), { objects: SHUT, acl: [CONNECT] })).toMatchObject([
      { value: ['r0, r1, r2, r3, r4 and 2 more may not use schema app'] },
    ]);
    const five = declared(all.slice(0, 5).map((each) => select(each)));
    expect(noUse(five, { objects: SHUT, acl: [CONNECT] })).toMatchObject([
      { value: ['r0, r1, r2, r3, r4 may not use schema app'] },
    ]);
    const many = (count: number) => {
      const schemas = Array.from({ length: count }, (_, at) => `s${at}`);
      const objects = Object.fromEntries(
        schemas.flatMap((each) => [
          [`schema ${each}`, 'owner'],
          [`table ${each}.t`, 'owner'],
        ]),
      );
      return noUse(declared([{ ...select('reader'), schemas }]), { objects })[0];
    };
    expect(many(20)?.value).toHaveLength(20);
    expect(many(21)?.value).toHaveLength(21);
    expect(many(21)?.value).toContain('... and 1 more');
    expect(many(21)?.what).toBe('Grants are idle, since somebody lacks USAGE on 21 schemas');
    expect(noUse(wanted, { objects: SHUT })[0]?.what).toBe(
      'Grants are idle, since somebody lacks CONNECT on the database and USAGE on a schema',
    );
  });
});

describe('the admin must not shut itself out', () => {
  const shuts = declared([onDatabase(['public'], [])]);
  const lockedOut = (catalogs: Catalogs, wanted = shuts) =>
    plan(wanted, { admin: 'me', ...catalogs }).problems.filter(({ code }) => code === 'GRANT_LOCKS_OUT');

  test('by taking CONNECT from PUBLIC', () => {
    expect(lockedOut({ memberships: { 'me in owner': { inherit: false } } })).toMatchObject([
      {
        severity: 'error',
        value: 'me',
        path: ['grants', 'entry 1', 'grantees', 0],
        what: 'The admin me itself could no longer connect to database db',
        next: expect.stringContaining('a member of owner'),
      },
    ]);
  });

  test.each<[string, Catalogs]>([
    ['a superuser cannot be', { roles: { me: { superuser: true } } }],
    ['whoever has the privileges of its owner cannot be', { memberships: { 'me in owner': {} } }],
    [
      'nor who holds CONNECT itself',
      { memberships: { 'me in owner': { inherit: false } }, acl: ['me: CONNECT on database db by owner', CONNECT] },
    ],
  ])('%s', (_, catalogs) => expect(lockedOut(catalogs)).toEqual([]));

  test('where nothing is changed there, it is not told, be it shut out or not', () => {
    const wanted = declared([select('reader')]);
    expect(
      lockedOut({ objects: SHUT, acl: [USAGE], memberships: { 'me in owner': { inherit: false } } }, wanted),
    ).toEqual([]);
  });
});
