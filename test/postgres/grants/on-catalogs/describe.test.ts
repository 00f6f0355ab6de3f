import type { ReviewChange } from '../../../../src/metadata';
import { NO_CHANGE } from '../../../../src/metadata';
import {
  describeDrift,
  describeGone,
  describeHeld,
  describeLost,
  describePassedOn,
  takenChanges,
} from '../../../../src/postgres/grants';
import { type Catalogs, declared, plan, select } from '../catalogs';

const OBJECTS = { 'table app.orders': 'owner', 'column app.orders.id': 'owner', 'function app.f(integer)': 'owner' };
const drift = (entries: Parameters<typeof declared>[0], catalogs: Catalogs = {}, more: object = {}) =>
  describeDrift(plan(declared(entries, more), { objects: OBJECTS, ...catalogs }).changes);

describe('drift', () => {
  test.each<[string, Parameters<typeof declared>[0], string[], string[]]>([
    ['what is lacking', [select('reader', ['orders'])], [], ['reader lacks SELECT on table app.orders']],
    [
      'with the option',
      [select('reader', ['orders'], { with_grant_option: true })],
      [],
      ['reader lacks SELECT with grant option on table app.orders'],
    ],
    [
      'what is held',
      [select('public', ['orders'], { privileges: [] })],
      ['public: SELECT on table app.orders by owner'],
      ['PUBLIC holds SELECT on table app.orders'],
    ],
    [
      'who gave it, where that is not the owner',
      [select('reader', ['orders'], { privileges: [] })],
      ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'],
      ['reader holds SELECT, given by delegate, on table app.orders'],
    ],
    [
      'an option that is too much',
      [select('reader', ['orders'])],
      ['reader: SELECT* on table app.orders by owner'],
      ['reader holds the grant option for SELECT on table app.orders'],
    ],
    [
      'a column of a table',
      [select('reader', ['orders'], { columns: ['id'] })],
      [],
      ['reader lacks SELECT on column id of table app.orders'],
    ],
    [
      'a function by its signature',
      [{ grantees: ['reader'], on: 'function', schemas: ['app'], objects: ['f'], privileges: ['EXECUTE'] }],
      [],
      ['reader lacks EXECUTE on function app.f(integer)'],
    ],
  ])('says %s', (_, entries, acl, lines) => expect(drift(entries, { acl })).toEqual(lines));

  test('counts from the fourth object of a kind and schema on', () => {
    const objects = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`table app.t${at}`, 'owner']));
    expect(drift([select('reader')], { objects: objects(3) })).toEqual([
      'reader lacks SELECT on table app.t0, table app.t1, table app.t2',
    ]);
    expect(drift([select('reader')], { objects: objects(4) })).toEqual([
      'reader lacks SELECT on 4 tables of schema app',
    ]);
    const columns = Object.fromEntries(['a', 'b', 'c', 'd'].map((each) => [`column app.orders.${each}`, 'owner']));
    expect(
      drift([select('reader', ['orders'], { columns: ['a', 'b', 'c', 'd'] })], { objects: { ...OBJECTS, ...columns } }),
    ).toEqual(['reader lacks SELECT on 4 columns of table app.orders']);
  });

  test('of the future says whose and where, once', () => {
    const future = { owners: ['owner'], on: 'large_object', grantees: ['reader'], privileges: ['SELECT'] };
    expect(drift([], {}, { default_privileges: { it: future, again: future } })).toEqual([
      'reader lacks SELECT on future large objects of owner',
    ]);
    expect(drift([], {}, { default_privileges: { it: { ...future, on: 'table', schemas: ['app'] } } })).toEqual([
      'reader lacks SELECT on future tables of owner in schema app',
    ]);
  });

  test('names what goes along with a revoke only where that was asked for', () => {
    const acl = ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT* on table app.orders by delegate'];
    const [takes, keeps] = [select('delegate', ['orders'], { privileges: [] }), select('reader', ['orders'])];
    expect(drift([takes], { acl })).toEqual(['delegate holds SELECT on table app.orders']);
    expect(drift([takes, { ...keeps, privileges: [] }], { acl }).sort()).toEqual([
      'delegate holds SELECT on table app.orders',
      'reader holds SELECT, given by delegate, on table app.orders',
    ]);
  });
});

describe('what was declared and is gone', () => {
  const gone = (entries: Parameters<typeof declared>[0]) =>
    describeGone(plan(declared(entries), { objects: OBJECTS }).problems);

  test('is told once, everything else not', () => {
    expect(gone([select('nobody', ['orders', 'items', 'items'])])).toEqual([
      'items is gone: there is no table of this name in schema app',
    ]);
  });

  test('and a function that another came beside fits no longer', () => {
    const call = {
      grantees: ['reader'],
      on: 'function',
      schemas: ['app'],
      objects: ['f'],
      privileges: ['EXECUTE'],
    } as const;
    const { problems } = plan(declared([call]), { objects: { ...OBJECTS, 'function app.f()': 'owner' } });
    expect(describeGone(problems)).toEqual([
      'f fits no longer: the name alone is not enough: schema app has 2 of them',
    ]);
  });
});

describe('what is passed on', () => {
  const target = { kind: 'table', schema: 'app', name: 'orders', owner: 'owner' } as const;
  const loss = { target, grantee: 'alice', grantor: 'delegate', privileges: 2, optionOnly: false };

  test('names who loses what, and who gave it', () => {
    const [line] = describePassedOn([loss]);
    expect(line).toMatch(/^alice loses \w+, given by delegate, on table app\.orders$/);
    expect(describePassedOn([{ ...loss, grantee: 'public', optionOnly: true }])[0]).toMatch(
      /^PUBLIC loses the grant option for \w+, given by delegate, on table app\.orders$/,
    );
  });
});

describe('what is lost, in the shape of a review', () => {
  const lost: ReviewChange = {
    ...NO_CHANGE,
    ...{ kind: 'privilege', effect: 'lose', cause: 'cascade', grantees: ['alice'], on: 'table' },
    ...{ schemas: ['app'], objects: ['orders'], privileges: ['SELECT'] },
  };
  const said = (more: Partial<ReviewChange>) => describeLost([{ ...lost, ...more }])[0];

  test.each<[Partial<ReviewChange>, string]>([
    [{}, 'alice loses SELECT on table app.orders'],
    [{ grantees: ['alice', 'public'] }, 'alice, PUBLIC lose SELECT on table app.orders'],
    [{ with_grant_option: true }, 'alice loses the grant option for SELECT on table app.orders'],
    [{ columns: ['id', 'no'] }, 'alice loses SELECT (id, no) on table app.orders'],
    [{ grantor: 'delegate' }, 'alice loses SELECT, given by delegate, on table app.orders'],
    [{ on: 'database', schemas: null, objects: ['db'] }, 'alice loses SELECT on database db'],
    [
      { schemas: ['a', 'b'], objects: Array.from({ length: 5 }, (_, at) => `t${at}`) },
      'alice loses SELECT on table a.t0, a.t1, a.t2, a.t3, a.t4, b.t0, b.t1, b.t2, b.t3, b.t4',
    ],
    [
      { schemas: ['app'], objects: Array.from({ length: 11 }, (_, at) => `t${at}`) },
      'alice loses SELECT on 11 tables of schema app',
    ],
    [
      { on: 'tablespace', schemas: null, objects: Array.from({ length: 11 }, (_, at) => `t${at}`) },
      'alice loses SELECT on 11 tablespaces',
    ],
    [
      { schemas: ['a', 'b'], objects: Array.from({ length: 11 }, (_, at) => `t${at}`) },
      'alice loses SELECT on 22 tables of schemas a, b',
    ],
    [
      { kind: 'default_privilege', owners: ['o', 'p'], objects: null },
      'alice loses SELECT on future tables of o, p in schema app',
    ],
    [
      { kind: 'default_privilege', owners: ['o'], schemas: null, objects: null },
      'alice loses SELECT on future tables of o',
    ],
  ])('%j', (more, line) => expect(said(more)).toBe(line));

  test('what is held has its own verb, save what goes by CASCADE', () => {
    const held = (more: Partial<ReviewChange>) => describeHeld([{ ...lost, ...more }], ['holds', 'hold']);
    expect(held({ cause: 'authoritative' })).toEqual(['alice holds SELECT on table app.orders']);
    expect(held({ cause: 'authoritative', grantees: ['a', 'b'] })).toEqual(['a, b hold SELECT on table app.orders']);
    expect(held({})).toEqual(['alice loses SELECT on table app.orders']);
  });

  test('comes from the changes of a plan: what is asked for, what goes by CASCADE, and of the future', () => {
    const acl = [
      'delegate: SELECT*, INSERT on table app.orders by owner',
      'alice: SELECT on table app.orders by delegate',
      'reader: SELECT* on column app.orders.id by owner',
      'reader: EXECUTE on function app.f(integer) by owner',
    ];
    const defaults = [
      {
        owner: 'owner',
        schema: 'app',
        on: 'table' as const,
        entries: [{ grantee: 'reader', privileges: 3, grantable: 1 }],
      },
    ];
    const entries = [
      select('delegate', ['orders'], { privileges: [] }),
      select('reader', ['orders'], { columns: ['id'] }),
      select('new', ['orders']),
    ];
    const { changes } = plan(declared(entries), { objects: OBJECTS, acl, defaults });
    const taken = takenChanges(changes, 'authoritative').map(
      ({ kind, cause, grantees, on, schemas, objects, columns, with_grant_option, grantor, owners }) => ({
        ...{ kind, cause, grantees, on, schemas, objects, columns, with_grant_option, grantor, owners },
      }),
    );
    const table = {
      kind: 'privilege',
      on: 'table',
      schemas: ['app'],
      objects: ['orders'],
      columns: null,
      owners: undefined,
    };
    expect(taken).toEqual(
      expect.arrayContaining([
        { ...table, cause: 'authoritative', grantees: ['delegate'], with_grant_option: false, grantor: null },
        {
          ...table,
          cause: 'authoritative',
          grantees: ['reader'],
          columns: ['id'],
          with_grant_option: true,
          grantor: null,
        },
        {
          ...table,
          cause: 'authoritative',
          grantees: ['reader'],
          on: 'function',
          objects: ['f(integer)'],
          with_grant_option: false,
          grantor: null,
        },
        { ...table, cause: 'cascade', grantees: ['alice'], with_grant_option: false, grantor: 'delegate' },
        {
          ...table,
          kind: 'default_privilege',
          cause: 'authoritative',
          grantees: ['reader'],
          objects: null,
          with_grant_option: false,
          grantor: null,
          owners: ['owner'],
        },
      ]),
    );
    expect(taken).toHaveLength(5);
  });
});
