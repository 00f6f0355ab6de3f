import {
  type DefaultPrivilegePiece,
  defaultPrivilegePieces,
  foldDefaultPrivileges,
  foldGrants,
  type GrantPiece,
  grantPieces,
  upgradeGrants,
} from '../../src/metadata';

const piece = (more: Partial<GrantPiece> = {}): GrantPiece => ({
  ...{ grantee: 'reader', on: 'table', schema: 'app', privileges: ['SELECT'] },
  ...more,
});
const future = (more: Partial<DefaultPrivilegePiece> = {}): DefaultPrivilegePiece => ({
  ...{ owner: 'owner', grantee: 'reader', on: 'table', schema: 'app', privileges: ['SELECT'] },
  ...more,
});
const labels = (...pieces: Partial<GrantPiece>[]) => Object.keys(foldGrants(pieces.map(piece)));

describe('pieces become few entries', () => {
  test('that differ in objects, schemas, grantees or privileges alone', () => {
    const pieces = ['reader', 'writer'].flatMap((grantee) =>
      ['app', 'shop'].flatMap((schema) =>
        ['b', 'a'].flatMap((object) =>
          ['SELECT', 'INSERT'].map((privilege) =>
            piece({ grantee, schema, objects: [object], privileges: [privilege] }),
          ),
        ),
      ),
    );
    const entry = {
      ...{ grantees: ['reader', 'writer'], on: 'table', schemas: ['app', 'shop'], objects: ['a', 'b'] },
      privileges: ['INSERT', 'SELECT'],
    };
    expect(foldGrants(pieces)).toEqual({ 'table a, b': entry });
    expect(foldGrants(pieces.toReversed())).toEqual(foldGrants(pieces));
    expect(foldGrants([...pieces, ...pieces])).toEqual(foldGrants(pieces));
  });

  test('all of a schema is never one of several objects, nor is anywhere one of several schemas', () => {
    expect(Object.values(foldGrants([piece(), piece({ objects: ['a'] })]))).toHaveLength(2);
    expect(Object.values(foldDefaultPrivileges([future(), future({ schema: null })]))).toHaveLength(2);
  });

  test('what differs in more stays apart, with all that it says', () => {
    const entries = foldGrants([
      piece({ objects: ['t'], columns: ['b', 'a'] }),
      piece({ except: ['y', 'x'], extensions: 'skip' }),
      piece({ grantee: 'other', with_grant_option: true }),
    ]);
    expect(Object.values(entries)).toEqual(
      expect.arrayContaining([
        {
          grantees: ['reader'],
          on: 'table',
          schemas: ['app'],
          objects: ['t'],
          columns: ['a', 'b'],
          privileges: ['SELECT'],
        },
        {
          grantees: ['reader'],
          on: 'table',
          schemas: ['app'],
          except: ['x', 'y'],
          extensions: 'skip',
          privileges: ['SELECT'],
        },
        { grantees: ['other'], on: 'table', schemas: ['app'], privileges: ['SELECT'], with_grant_option: true },
      ]),
    );
  });

  test('and can be taken apart again', () => {
    const pieces = [piece(), piece({ grantee: 'writer', schema: 'shop' })];
    expect(grantPieces(foldGrants(pieces))).toEqual(pieces);
    expect(grantPieces({ it: { grantees: ['a', 'b'], on: 'schema', objects: ['app'], privileges: [] } })).toHaveLength(
      2,
    );
    expect([grantPieces(), defaultPrivilegePieces()]).toEqual([[], []]);
    const futures = [future(), future({ owner: 'other', schema: 'shop' })];
    expect(defaultPrivilegePieces(foldDefaultPrivileges(futures))).toEqual(expect.arrayContaining(futures));
  });

  test('default privileges over owners, too', () => {
    expect(
      foldDefaultPrivileges([
        future(),
        future({ owner: 'boss' }),
        future({ schema: 'shop' }),
        future({ owner: 'boss', schema: 'shop' }),
      ]),
    ).toEqual({
      'future tables': {
        ...{ owners: ['boss', 'owner'], grantees: ['reader'], on: 'table', schemas: ['app', 'shop'] },
        privileges: ['SELECT'],
      },
    });
  });
});

describe('a label says the kind', () => {
  test.each<[string, Partial<GrantPiece>]>([
    ['all tables', {}],
    ['table a, b, c', { objects: ['c', 'b', 'a'] }],
    ['table a, b, c, ...', { objects: ['a', 'b', 'c', 'd'] }],
    ['columns x of t', { objects: ['t'], columns: ['x'] }],
    ['schemas', { on: 'schema', schema: null, objects: ['app'] }],
    ['database', { on: 'database', schema: null }],
    ['foreign data wrappers', { on: 'foreign_data_wrapper', schema: null }],
    ['table ...', { objects: ['\0token'] }],
    ['table a, ...', { objects: ['\0token', 'a'] }],
  ])('%s', (label, more) => expect(labels(more)).toEqual([label]));

  test('alone where most grantees have it, and of the others how they differ', () => {
    const most = ['a', 'b', 'c'].map((grantee) => ({ grantee }));
    expect(labels(...most, { grantee: 'x', schema: 'shop' })).toEqual(['all tables', 'all tables in shop']);
    expect(labels(...most, { grantee: 'x', except: ['t'] })).toEqual(['all tables', 'all tables except t']);
    expect(labels(...most, { grantee: 'x', extensions: 'skip' })).toEqual([
      'all tables',
      'all tables without extensions',
    ]);
    expect(labels(...most, { grantee: 'x', with_grant_option: true })).toEqual([
      'all tables',
      'all tables with grant option',
    ]);
    const skipping = most.map((each) => ({
      ...each,
      extensions: 'skip' as const,
      except: ['t'],
      with_grant_option: true,
    }));
    expect(labels(...skipping, { grantee: 'x' })).toEqual([
      'all tables',
      'all tables except none with extensions without grant option',
    ]);
  });

  test.each<[string, string[]]>([
    ['nothing', []],
    ['all', ['all privileges']],
    ['create', ['USAGE', 'create']],
    ['write', ['SELECT', 'delete']],
    ['read', ['usage']],
    ['other', ['REFERENCES']],
  ])('what the privileges are for: %s', (word, privileges) => {
    const most = ['a', 'b', 'c'].map((grantee) => ({ grantee, privileges: ['TRIGGER', 'x'] }));
    expect(labels(...most, { grantee: 'x', privileges })).toEqual(['all tables', `all tables (${word})`]);
  });

  test('and to whom, where all else is alike, with a number at last', () => {
    const one = (grantee: string, each: string[]) => ({
      grantee,
      schema: null,
      on: 'schema' as const,
      objects: ['s'],
      privileges: each,
    });
    expect(labels(one('a', ['CREATE']), one('b', ['CREATE']), one('x', ['USAGE']), one('y', ['SELECT']))).toEqual([
      'schemas',
      'schemas (read)',
      'schemas (read) to y',
    ]);
    const columns = (grantee: string, last: string): Partial<GrantPiece> => ({
      ...{ grantee, objects: ['t'], columns: ['a', 'b', 'c', last] },
    });
    expect(labels(columns('a', 'd'), columns('b', 'd'), columns('x', 'e'), columns('x', 'f'))).toEqual([
      'columns a, b, c, ... of t',
      'columns a, b, c, ... of t to x',
      'columns a, b, c, ... of t to x 2',
    ]);
  });

  test('of the future says whose and where', () => {
    const most = ['a', 'b'].map((grantee) => future({ grantee }));
    expect(
      Object.keys(foldDefaultPrivileges([...most, future({ grantee: 'x', owner: 'boss', schema: null })])),
    ).toEqual(['future tables', 'future tables of boss anywhere']);
  });
});

test('lists of single entries, as states before 0.3 have them, are labelled', () => {
  const upgraded = upgradeGrants({ database: 'd', grants: [piece(), null, 'x'], default_privileges: [future()] });
  expect(upgraded).toEqual({
    database: 'd',
    name: 'main',
    grants: foldGrants([piece()]),
    default_privileges: foldDefaultPrivileges([future()]),
  });
  const now = { name: 'audit', grants: { a: 1 }, default_privileges: { b: 2 } };
  expect(upgradeGrants(now)).toEqual(now);
});
