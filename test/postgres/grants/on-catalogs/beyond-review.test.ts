import type { GrantsMode } from '../../../../src/metadata';
import { beyondReview, type GrantStatement } from '../../../../src/postgres/grants';
import type {
  DefaultPrivilegeStatement,
  PrivilegeStatement,
} from '../../../../src/postgres/grants/write/grant-statement';
import { type Catalogs, declared, plan, select } from '../catalogs';

const OBJECTS = {
  'table app.orders': 'owner',
  'column app.orders.id': 'owner',
  'column app.orders.price': 'owner',
  'table app.items': 'owner',
};
const grantSelect: PrivilegeStatement = {
  do: 'change privileges',
  action: 'grant',
  on: 'table',
  schemas: null,
  objects: [{ schema: 'app', name: 'orders' }],
  privileges: [{ names: ['SELECT'] }],
  grantees: ['reader'],
  grantor: null,
  withGrantOption: false,
  cascade: false,
};
const revokeSelect: PrivilegeStatement = { ...grantSelect, action: 'revoke' };

/** What a plan for these entries does beyond what was reviewed. */
function over(entries: Parameters<typeof declared>[0], reviewed: readonly GrantStatement[], catalogs: Catalogs = {}) {
  return beyondReview(plan(declared(entries), { objects: OBJECTS, ...catalogs }).changes, reviewed);
}

const orders = select('reader', ['orders']);
const GIVES = 'GRANT SELECT on table app.orders to reader';

describe('a grant', () => {
  test.each<[string, Partial<PrivilegeStatement>]>([
    ['the same', {}],
    ['of more privileges', { privileges: [{ names: ['INSERT'] }, { names: ['UPDATE', 'SELECT'] }] }],
    ['of all privileges', { privileges: [{ names: ['ALL'] }] }],
    ['to more grantees', { grantees: ['other', 'reader'] }],
    [
      'on more objects',
      {
        objects: [
          { schema: 'app', name: 'items' },
          { schema: 'app', name: 'orders' },
        ],
      },
    ],
    ['on all of its schema', { objects: null, schemas: ['app', 'shop'] }],
    ['with grant option', { withGrantOption: true }],
    [
      'on all of its schema but another',
      {
        ...{ objects: null, schemas: ['app'] },
        except: { objects: [{ schema: 'app', name: 'items' }], extensions: false },
      },
    ],
    [
      'on all of its schema but what another one has',
      {
        ...{ objects: null, schemas: ['app', 'shop'] },
        except: { objects: [{ schema: 'shop', name: 'orders' }], extensions: false },
      },
    ],
  ])('that was reviewed is made: %s', (_, more) => {
    expect(over([orders], [{ ...grantSelect, ...more }])).toEqual([]);
  });

  test.each<[string, Partial<PrivilegeStatement>]>([
    ['of another privilege', { privileges: [{ names: ['INSERT'] }] }],
    ['to another grantee', { grantees: ['other'] }],
    ['on another object', { objects: [{ schema: 'app', name: 'items' }] }],
    ['of the same name in another schema', { objects: [{ schema: 'shop', name: 'orders' }] }],
    ['on all of another schema', { objects: null, schemas: ['shop'] }],
    [
      'on all of its schema but that',
      { objects: null, schemas: ['app'], except: { objects: [{ schema: 'app', name: 'orders' }], extensions: false } },
    ],
    ['on another kind', { on: 'sequence' }],
    ['on a column', { privileges: [{ names: ['SELECT'], columns: ['id'] }] }],
    ['that is a revoke', { action: 'revoke' }],
  ])('that nobody reviewed is told: %s', (_, more) => {
    expect(over([orders], [{ ...grantSelect, ...more }])).toEqual([GIVES]);
  });

  test('with grant option is more than without', () => {
    const option = [{ ...orders, with_grant_option: true }];
    expect(over(option, [grantSelect])).toEqual([`${GIVES} with grant option`]);
    expect(over(option, [{ ...grantSelect, withGrantOption: true }])).toEqual([]);
  });

  test('of some columns is no more than of those; a table is not among them', () => {
    const columns = (names: string[]) => [{ ...orders, columns: names }];
    const onColumn: PrivilegeStatement = { ...grantSelect, privileges: [{ names: ['SELECT'], columns: ['id'] }] };
    expect(over(columns(['id']), [onColumn])).toEqual([]);
    expect(over(columns(['id', 'price']), [onColumn])).toEqual([
      'GRANT SELECT on column price of table app.orders to reader',
    ]);
    expect(over(columns(['id']), [grantSelect])).toEqual(['GRANT SELECT on column id of table app.orders to reader']);
  });

  test('tells of several privileges those that nobody saw', () => {
    expect(over([{ ...orders, privileges: ['SELECT', 'INSERT', 'UPDATE'] }], [grantSelect])).toEqual([
      'GRANT INSERT, UPDATE on table app.orders to reader',
    ]);
  });

  test('of members of extensions is not, where those were skipped', () => {
    const skipping: PrivilegeStatement = {
      ...grantSelect,
      ...{ objects: null, schemas: ['app'], except: { objects: [], extensions: true } },
    };
    expect(over([orders], [skipping])).toEqual([]);
    const ofExtension = { 'table app.orders': { owner: 'owner', extension: 'postgis' } };
    expect(over([orders], [skipping], { objects: { ...OBJECTS, ...ofExtension } })).toEqual([GIVES]);
  });
});

describe('a revoke', () => {
  const nothing = [{ ...orders, privileges: [] }];
  const held = { acl: ['reader: SELECT* on table app.orders by owner'] };
  const onlyOption = { ...revokeSelect, action: 'revoke_grant_option' } as const;

  test('is told where nobody saw it', () => {
    const TAKES = 'REVOKE SELECT on table app.orders from reader';
    expect(over(nothing, [], held)).toEqual([TAKES]);
    expect(over(nothing, [grantSelect], held)).toEqual([TAKES]);
    expect(over(nothing, [onlyOption], held)).toEqual([TAKES]);
    expect(over(nothing, [{ ...revokeSelect, grantees: ['other'] }], held)).toEqual([TAKES]);
    expect(over(nothing, [revokeSelect], held)).toEqual([]);
  });

  test('of the grant option is less than of the privilege', () => {
    expect(over([orders], [], held)).toEqual(['REVOKE the grant option for SELECT on table app.orders from reader']);
    expect(over([orders], [onlyOption], held)).toEqual([]);
    expect(over([orders], [revokeSelect], held)).toEqual([]);
    expect(over([orders], [grantSelect], held)).toHaveLength(1);
  });

  test('on a table takes the same from its columns', () => {
    const onColumn = { acl: ['reader: SELECT on column app.orders.id by owner'] };
    const empty = [{ ...orders, columns: ['id'], privileges: [] }];
    expect(over(empty, [revokeSelect], onColumn)).toEqual([]);
    expect(over(empty, [{ ...revokeSelect, privileges: [{ names: ['UPDATE'] }] }], onColumn)).toEqual([
      'REVOKE SELECT on column id of table app.orders from reader',
    ]);
  });

  test('from PUBLIC says so', () => {
    const held = { acl: ['public: SELECT on table app.orders by owner'] };
    expect(over([{ ...select('public', ['orders']), privileges: [] }], [], held)).toEqual([
      'REVOKE SELECT on table app.orders from PUBLIC',
    ]);
  });
});

describe('what others lose by it', () => {
  const held = {
    acl: ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'],
  };
  const takes = [{ ...select('delegate', ['orders']), privileges: [] }];
  const reviewed: PrivilegeStatement = { ...revokeSelect, grantees: ['delegate'] };

  test('was seen where CASCADE was, or their own revoke', () => {
    expect(over(takes, [{ ...reviewed, cascade: true }], held)).toEqual([]);
    expect(over(takes, [reviewed, revokeSelect], held)).toEqual([]);
  });

  test('is told otherwise', () => {
    const LOSES = ['REVOKE SELECT on table app.orders from reader, passed on by delegate'];
    expect(over(takes, [reviewed], held)).toEqual(LOSES);
    expect(over(takes, [reviewed, grantSelect], held)).toEqual(LOSES);
    const ofAnother = { ...revokeSelect, privileges: [{ names: ['INSERT'] as const }], cascade: true };
    expect(over(takes, [reviewed, ofAnother], held)).toEqual(LOSES);
  });
});

describe('default privileges', () => {
  const future = {
    owners: ['owner'],
    schemas: ['app'],
    on: 'table',
    grantees: ['reader'],
    privileges: ['SELECT'],
  } as const;
  const seen: DefaultPrivilegeStatement = {
    do: 'change default privileges',
    action: 'grant',
    owners: ['owner'],
    schemas: ['app'],
    on: 'table',
    privileges: ['SELECT'],
    grantees: ['reader'],
    withGrantOption: false,
  };
  const beyond = (
    entry: object,
    reviewed: readonly GrantStatement[],
    mode: GrantsMode = 'authoritative',
    catalogs: Catalogs = {},
  ) =>
    beyondReview(
      plan(declared([], { mode, default_privileges: { it: { ...future, ...entry } } }), catalogs).changes,
      reviewed,
    );
  const GIVES_IN = 'GRANT SELECT on future tables of owner in schema app to reader';

  test.each<[string, Partial<DefaultPrivilegeStatement>]>([
    ['the same', {}],
    ['of all privileges', { privileges: ['ALL'] }],
    [
      'of more owners, schemas and grantees',
      { owners: ['x', 'owner'], schemas: ['x', 'app'], grantees: ['x', 'reader'] },
    ],
    ['with grant option', { withGrantOption: true }],
  ])('that were reviewed are given: %s', (_, more) => expect(beyond({}, [{ ...seen, ...more }])).toEqual([]));

  test.each<[string, Partial<DefaultPrivilegeStatement>]>([
    ['of another owner', { owners: ['x'] }],
    ['in another schema', { schemas: ['x'] }],
    ['in any schema', { schemas: null }],
    ['on another kind', { on: 'sequence' }],
    ['of another privilege', { privileges: ['INSERT'] }],
    ['to another grantee', { grantees: ['x'] }],
    ['taken away', { action: 'revoke' }],
  ])('that nobody reviewed are told: %s', (_, more) => expect(beyond({}, [{ ...seen, ...more }])).toEqual([GIVES_IN]));

  test('in any schema are more than in one', () => {
    const anywhere = { schemas: undefined };
    expect(beyond(anywhere, [seen])).toEqual(['GRANT SELECT on future tables of owner to reader']);
    expect(beyond(anywhere, [{ ...seen, schemas: null }])).toEqual([]);
  });

  test('that are taken away are told, too', () => {
    const held = {
      defaults: [
        { owner: 'owner', schema: 'app', on: 'table', entries: [{ grantee: 'reader', privileges: 2, grantable: 0 }] },
      ],
    } as const;
    const taken = beyond({ privileges: [] }, [seen], 'authoritative', held);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatch(/^REVOKE \w+ on future tables of owner in schema app from reader$/);
  });
});
