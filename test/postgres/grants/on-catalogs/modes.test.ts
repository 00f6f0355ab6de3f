import { declaredStatements, renderStatement } from '../../../../src/postgres/grants';
import { type Catalogs, declared, plan, select } from '../catalogs';

const OBJECTS = { 'table app.orders': 'owner', 'table app.items': 'owner', 'column app.orders.id': 'owner' };
const ROLES = { reader: {}, other: {}, delegate: {} };
const sql = (wanted: ReturnType<typeof declared>, catalogs: Catalogs = {}, before = {}) =>
  plan(wanted, { objects: OBJECTS, roles: ROLES, ...catalogs }, before).sql;
const additive = (entries: Parameters<typeof declared>[0], more: object = {}) =>
  declared(entries, { mode: 'additive', ...more });
const onOrders = (privileges: string, from: string) => `REVOKE ${privileges} ON TABLE "app"."orders" FROM ${from}`;

describe('authoritative: what is declared is all that a grantee holds', () => {
  const acl = ['reader: SELECT, INSERT on table app.orders by owner', 'other: SELECT on table app.orders by owner'];
  const wanted = declared([select('reader', ['orders'])]);

  test('here, of whatever kind; others keep what they have', () => {
    expect(sql(wanted, { acl: [...acl, 'reader: UPDATE on table app.items by owner'] })).toEqual([
      onOrders('INSERT', '"reader"'),
      'REVOKE UPDATE ON TABLE "app"."items" FROM "reader"',
    ]);
  });

  test('but for what it owns, and what came with the system', () => {
    expect(
      sql(declared([select('owner', ['orders'])]), { acl: ['owner: INSERT on table app.orders by delegate'] }),
    ).toEqual([]);
    expect(
      sql(wanted, {
        acl: ['reader: SELECT on table app.orders by owner', 'reader: DELETE on table app.items by owner initial'],
      }),
    ).toEqual([]);
  });

  test('of PUBLIC, and of what is shared, only what an entry names', () => {
    const open = ['public: SELECT on table app.orders by owner', 'public: INSERT on table app.items by owner'];
    expect(sql(declared([select('public', ['items'], { privileges: [] })]), { acl: open })).toEqual([
      'REVOKE INSERT ON TABLE "app"."items" FROM PUBLIC',
    ]);
    // A table is named with its columns.
    const column = ['public: UPDATE on column app.orders.id by owner'];
    expect(sql(declared([select('public', ['orders'], { privileges: [] })]), { acl: column })).toHaveLength(1);
    expect(sql(declared([select('public', ['items'], { privileges: [] })]), { acl: column })).toEqual([]);
    const shared = {
      objects: { ...OBJECTS, 'tablespace fast': 'owner' },
      acl: ['reader: CREATE on tablespace fast by owner'],
    };
    expect(
      sql(declared([select('reader', ['orders'])]), { ...shared, acl: [...shared.acl, ...acl] }).join(),
    ).not.toContain('fast');
    expect(
      sql(declared([{ grantees: ['reader'], on: 'tablespace', objects: ['fast'], privileges: [] }]), shared),
    ).toEqual(['REVOKE CREATE ON TABLESPACE "fast" FROM "reader"']);
  });

  test('what an ignored grantor gave is neither seen nor revoked, and fulfils nothing', () => {
    const ignoring = declared([select('reader', ['orders'])], { ignore_grantors: ['connector'] });
    expect(sql(ignoring, { acl: ['reader: SELECT, DELETE on table app.orders by connector'] })).toEqual([
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
    ]);
  });

  test('of one who leaves the declaration, what it was given by this resource', () => {
    const prior = declared([select('reader', ['orders']), select('other', ['orders'])]);
    expect(
      sql(
        wanted,
        { acl: ['reader: SELECT on table app.orders by owner', 'other: SELECT, INSERT on table app.orders by owner'] },
        { prior },
      ),
    ).toEqual([onOrders('SELECT', '"other"')]);
  });
});

describe('additive: what is missing is given, and what this resource gave is taken back', () => {
  const prior = additive([select('reader', ['orders'])]);
  const nothing = additive([]);

  test('and nothing else', () => {
    const acl = ['reader: INSERT on table app.orders by owner', 'reader: DELETE on table app.items by owner'];
    expect(sql(prior, { acl })).toEqual(['GRANT SELECT ON TABLE "app"."orders" TO "reader"']);
    expect(sql(nothing, { acl: ['reader: SELECT, INSERT on table app.orders by owner'] }, { prior })).toEqual([
      onOrders('SELECT', '"reader"'),
    ]);
  });

  test('not what somebody else gave the same grantee', () => {
    const acl = ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'];
    expect(sql(nothing, { acl }, { prior })).toEqual([]);
  });

  test('save where an empty list says that nothing must be held', () => {
    const acl = ['reader: SELECT, INSERT on table app.orders by owner'];
    expect(sql(additive([select('reader', ['orders'], { privileges: [] })]), { acl })).toEqual([
      onOrders('SELECT, INSERT', '"reader"'),
    ]);
    expect(sql(additive([select('other', ['orders'], { privileges: [] })]), { acl })).toEqual([]);
  });

  test('not what PUBLIC has by nature', () => {
    const objects = { 'function app.f()': 'owner' };
    const call = additive([{ grantees: ['public'], on: 'function', schemas: ['app'], privileges: ['EXECUTE'] }]);
    expect(sql(nothing, { objects }, { prior: call })).toEqual([]);
    expect(sql(nothing, { objects, acl: ['public: EXECUTE on function app.f() by owner'] }, { prior: call })).toEqual(
      [],
    );
  });
});

describe('several resources of one database', () => {
  const prior = additive([select('reader', ['orders']), select('reader', ['items'])]);
  const acl = ['reader: SELECT on table app.orders by owner', 'reader: SELECT on table app.items by owner'];
  const nothing = additive([]);

  test('what others have declared meanwhile stays', () => {
    expect(sql(nothing, { acl }, { prior, others: [declared([select('reader', ['orders'])])] })).toEqual([
      'REVOKE SELECT ON TABLE "app"."items" FROM "reader"',
    ]);
    expect(sql(nothing, { acl }, { others: [declared([select('reader', ['orders'])])] })).toEqual([]);
    const other = [declared([select('other', ['orders']), select('reader', ['orders'], { privileges: ['INSERT'] })])];
    expect(sql(nothing, { acl }, { prior, others: other })).toHaveLength(1);
  });

  test('default privileges, too, of the same owner, schema, kind and grantee', () => {
    const future = { owners: ['owner'], schemas: ['app'], on: 'table', grantees: ['reader'], privileges: ['SELECT'] };
    const later = (more: object = {}) => additive([], { default_privileges: { it: { ...future, ...more } } });
    const row = (more: object = {}) => ({
      ...{ owner: 'owner', schema: 'app', on: 'table' as const },
      ...{ entries: [{ grantee: 'reader', privileges: 2, grantable: 0 }], ...more },
    });
    const taken = (other: object) =>
      sql(
        nothing,
        { defaults: [row()], objects: { ...OBJECTS, 'schema shop': 'owner' } },
        { prior: later(), others: [later(other)] },
      );
    expect(taken({})).toEqual([]);
    for (const other of [{ owners: ['other'] }, { schemas: ['shop'] }, { on: 'sequence' }, { grantees: ['other'] }]) {
      expect(taken(other)).toHaveLength(1);
    }
  });

  test('what passes from one to another becomes its own', () => {
    const wanted = additive([select('reader', ['orders'])]);
    const held = (before: object) => plan(wanted, { objects: OBJECTS, roles: ROLES, acl }, before as never).alreadyHeld;
    expect(held({})).toHaveLength(1);
    expect(held({ passing: [wanted] })).toEqual([]);
    expect(held({ passing: [additive([select('reader', ['items'])])] })).toHaveLength(1);
  });
});

describe('by whomever it was given', () => {
  test('together it is what is held', () => {
    const acl = [
      'delegate: INSERT* on table app.orders by owner',
      'reader: SELECT on table app.orders by owner',
      'reader: INSERT on table app.orders by delegate',
    ];
    const both = declared([select('reader', ['orders'], { privileges: ['SELECT', 'INSERT'] })]);
    expect(sql(both, { acl })).toEqual([]);
    expect(sql(both, { acl: acl.toReversed() })).toEqual([]);
  });

  test('a REVOKE on a table takes the same from its columns', () => {
    const acl = ['reader: SELECT on table app.orders by owner', 'reader: SELECT on column app.orders.id by owner'];
    expect(sql(declared([select('reader', ['orders'], { privileges: [] })]), { acl })).toEqual([
      onOrders('SELECT', '"reader"'),
    ]);
  });
});

describe('what the admin cannot change', () => {
  const me: Catalogs = {
    admin: 'me',
    roles: { ...ROLES, stranger: { superuser: true } },
    memberships: { 'me in owner': {} },
  };
  const codes = (
    wanted: ReturnType<typeof declared>,
    objects: NonNullable<Catalogs['objects']>,
    more: Catalogs = {},
    before = {},
  ) => plan(wanted, { ...me, objects, ...more }, before).codes;
  const mixed = { 'table app.mine': 'owner', 'table app.theirs': 'stranger' };

  test('is left as it is where an entry for all of a schema does something without it', () => {
    expect(codes(declared([select('reader')]), mixed)).toEqual(['GRANT_OUT_OF_REACH']);
  });

  test('is refused where nothing is left, members of extensions aside', () => {
    const theirs = { 'table app.theirs': 'stranger' };
    expect(codes(declared([select('reader')]), theirs)).toEqual(['GRANT_CANNOT_ACT']);
    const withExtension = { ...theirs, 'table app.ext': { owner: 'stranger', extension: 'postgis' } };
    expect(codes(declared([select('reader')]), withExtension)).toEqual(['GRANT_CANNOT_ACT']);
    expect(
      codes(declared([select('reader')]), { 'table app.ext': { owner: 'stranger', extension: 'postgis' } }),
    ).toEqual(['GRANT_OUT_OF_REACH']);
    // For each grantee by itself: one owns all the rest.
    const owned = { 'table app.mine': 'reader', 'table app.theirs': 'stranger' };
    expect(codes(declared([select('reader')]), owned)).toEqual(['GRANT_CANNOT_ACT']);
  });

  test('is refused where it is named, be it by what was declared before', () => {
    expect(codes(declared([select('reader', ['mine', 'theirs'])]), mixed)).toEqual(['GRANT_CANNOT_ACT']);
    const prior = additive([select('reader', ['theirs'])]);
    const acl = ['reader: SELECT on table app.theirs by stranger'];
    expect(codes(additive([]), mixed, { acl }, { prior })).toEqual(['GRANT_CANNOT_ACT']);
    expect(codes(declared([select('reader', ['mine'])]), mixed, { acl })).toEqual(['GRANT_OUT_OF_REACH']);
  });

  test('is told where a grantor may not use the schema, and others hold what it gave', () => {
    const objects = { 'schema app': 'stranger', 'table app.orders': 'owner' };
    const given = ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'];
    const as = { memberships: { 'me in owner': {}, 'me in delegate': { inherit: false } } };
    const takes = declared([select('reader', ['orders'], { privileges: [] })]);
    const others = [
      ...given,
      'other: SELECT on table app.orders by delegate',
      'owner: USAGE on schema app by stranger',
    ];
    expect(plan(takes, { ...me, ...as, objects, acl: others }).problems).toMatchObject([
      {
        code: 'GRANT_CANNOT_ACT',
        value: 'reader on table app.orders',
        what: expect.stringContaining('it may not use schema app, and others hold what it gave, too'),
        next: 'Grant delegate USAGE on schema app while this runs.',
      },
    ]);
  });
});

describe('the statements of a create are what is declared', () => {
  const shown = (entries: Parameters<typeof declared>[0], more: object = {}) =>
    declaredStatements(declared(entries, more)).map(renderStatement);

  test.each<[string, Parameters<typeof declared>[0], string[]]>([
    ['a schema', [select('reader')], ['GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"']],
    [
      'schemas, with what is left out of some',
      [
        select('reader', undefined, { schemas: ['app', 'shop'] }),
        select('reader', undefined, { schemas: ['x'], except: ['t'] }),
      ],
      [
        'GRANT SELECT ON ALL TABLES IN SCHEMA "app", "shop" TO "reader"',
        'GRANT SELECT ON ALL TABLES IN SCHEMA "x" TO "reader" /* except "x"."t" */',
      ],
    ],
    [
      'objects and columns',
      [select('reader', ['t'], { columns: ['a', 'b'] }), select('public', ['u'], { privileges: ['all'] })],
      ['GRANT ALL ON TABLE "app"."u" TO PUBLIC', 'GRANT SELECT ("a", "b") ON TABLE "app"."t" TO "reader"'],
    ],
    ['nothing', [select('reader', ['t'], { privileges: [] })], ['REVOKE ALL ON TABLE "app"."t" FROM "reader"']],
    [
      'with grant option',
      [select('reader', ['t'], { with_grant_option: true })],
      ['GRANT SELECT ON TABLE "app"."t" TO "reader" WITH GRANT OPTION'],
    ],
    [
      'the database',
      [{ grantees: ['reader'], on: 'database', privileges: ['CONNECT'] }],
      ['GRANT CONNECT ON DATABASE "db" TO "reader"'],
    ],
  ])('on %s', (_, entries, statements) => expect(shown(entries).toSorted()).toEqual(statements));

  test('and of the future', () => {
    const future = { owners: ['owner'], on: 'routine', grantees: ['public'] };
    const later = (more: object) => shown([], { default_privileges: { it: { ...future, ...more } } });
    const FOR = 'ALTER DEFAULT PRIVILEGES FOR ROLE "owner"';
    expect(later({ privileges: [] })).toEqual([`${FOR} REVOKE ALL ON FUNCTIONS FROM PUBLIC`]);
    expect(later({ privileges: ['EXECUTE'], schemas: ['app'] })).toEqual([
      `${FOR} IN SCHEMA "app" GRANT EXECUTE ON FUNCTIONS TO PUBLIC`,
    ]);
    expect(later({ on: 'table', privileges: ['all'], grantees: ['reader'], with_grant_option: true })).toEqual([
      `${FOR} GRANT ALL ON TABLES TO "reader" WITH GRANT OPTION`,
    ]);
  });
});
