import { type Catalogs, declared, plan, select } from '../catalogs';

const ORDERS = { 'table app.orders': 'owner', 'column app.orders.id': 'owner' };
const ROLES = { reader: {}, delegate: {}, other: {} };
const sql = (wanted: ReturnType<typeof declared>, catalogs: Catalogs, before = {}) =>
  plan(wanted, { roles: ROLES, ...catalogs }, before).sql;
const takes = (objects: string[] = ['orders'], more: object = {}) =>
  declared([select('reader', objects, { privileges: [], ...more })]);

describe('who acts', () => {
  const member = { admin: 'me', roles: { ...ROLES } };
  const noInherit = { ...member, memberships: { 'me in owner': { inherit: false }, 'me in boss': { inherit: false } } };
  const wanted = declared([select('reader')], {
    default_privileges: { it: { owners: ['owner'], on: 'table', grantees: ['reader'], privileges: ['SELECT'] } },
  } as never);

  test('takes on each owner once, and goes back to the admin by name', () => {
    expect(sql(wanted, { ...noInherit, objects: { ...ORDERS, 'table app.items': 'boss' } })).toEqual([
      'SET LOCAL ROLE "boss"',
      'GRANT SELECT ON TABLE "app"."items" TO "reader"',
      'SET LOCAL ROLE "me"',
      'SET LOCAL ROLE "owner"',
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
      'ALTER DEFAULT PRIVILEGES FOR ROLE "owner" GRANT SELECT ON TABLES TO "reader"',
      'SET LOCAL ROLE "me"',
    ]);
  });

  test('needs to take on nobody as a superuser, or with the privileges of the owner', () => {
    const GRANT = 'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"';
    const items = { ...ORDERS, 'table app.items': 'owner' };
    expect(sql(declared([select('reader')]), { objects: items })).toEqual([GRANT]);
    expect(
      sql(declared([select('reader')]), { ...member, memberships: { 'me in owner': {} }, objects: items }),
    ).toEqual([GRANT]);
  });

  test('joins an owner of which it is the admin, and parts with it', () => {
    const admin = {
      ...member,
      memberships: { 'me in owner': { admin: true, inherit: false, set: false, grantor: 'root' } },
    };
    expect(sql(declared([select('reader')]), { ...admin, objects: ORDERS })).toEqual([
      'GRANT "owner" TO "me" WITH INHERIT TRUE, SET TRUE',
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
      'REVOKE "owner" FROM "me" GRANTED BY "me"',
    ]);
  });

  test('grants by an option of its own where it cannot be the owner', () => {
    const acl = ['me: SELECT* on table app.orders by owner'];
    expect(sql(declared([select('reader', ['orders'])]), { ...member, objects: ORDERS, acl })).toEqual([
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
    ]);
    const { codes } = plan(declared([select('reader', ['orders'], { privileges: ['INSERT'] })]), {
      ...member,
      objects: ORDERS,
      acl,
    });
    expect(codes).toEqual(['GRANT_CANNOT_ACT']);
  });

  test('cannot act as a superuser, nor as who signs in by a cloud', () => {
    const fault = (roles: Catalogs['roles'], memberships: Catalogs['memberships'] = {}) =>
      plan(declared([select('reader', ['orders'])]), {
        admin: 'me',
        roles: { ...ROLES, ...roles },
        memberships,
        objects: ORDERS,
      }).problems.map(({ what, value }) => `${what} (${value})`);
    expect(fault({ owner: { superuser: true } })).toEqual([
      'The admin me cannot act as owner: it is a superuser (table app.orders)',
    ]);
    expect(
      fault({}, { 'owner in rds_iam': {}, 'me in owner': { admin: true, inherit: false, set: false } })[0],
    ).toContain('it holds rds_iam');
    expect(fault({})[0]).toContain('the admin is no member of it and has no ADMIN OPTION for it');
  });

  test('is told of five objects that it cannot change, and how many more', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`table app.t${at}`, 'owner']));
    const value = (count: number) =>
      plan(
        declared([
          select(
            'reader',
            Object.keys(many(count)).map((each) => each.slice(10)),
          ),
        ]),
        { ...member, objects: many(count) },
      ).problems[0]?.value;
    expect(value(5)).toBe('table app.t0, table app.t1, table app.t2, table app.t3, table app.t4');
    expect(value(6)).toBe('table app.t0, table app.t1, table app.t2, table app.t3, table app.t4 and 1 more');
  });
});

describe('what another gave is revoked', () => {
  const given = ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'];
  const stranger = { admin: 'me', memberships: { 'me in owner': {} } };

  test('as that one, by a superuser', () => {
    expect(sql(takes(), { objects: ORDERS, acl: given })).toEqual([
      'SET LOCAL ROLE "delegate"',
      'REVOKE SELECT ON TABLE "app"."orders" FROM "reader"',
      'SET LOCAL ROLE "admin"',
    ]);
  });

  test('from all to whom it was given in one statement; from that one with all that rests on it', () => {
    const acl = [...given, 'other: SELECT on table app.orders by delegate'];
    const from = (grantees: string[]) =>
      declared(grantees.map((grantee) => select(grantee, ['orders'], { privileges: [] })));
    expect(sql(from(['reader', 'other']), { objects: ORDERS, acl })).toEqual([
      'SET LOCAL ROLE "delegate"',
      'REVOKE SELECT ON TABLE "app"."orders" FROM "other", "reader"',
      'SET LOCAL ROLE "admin"',
    ]);
    expect(sql(from(['delegate', 'reader', 'other']), { objects: ORDERS, acl })).toEqual([
      'REVOKE SELECT ON TABLE "app"."orders" FROM "delegate" CASCADE',
    ]);
  });

  test('on many objects at once where it goes the same way, whoever owns them', () => {
    const objects = { ...ORDERS, 'table app.items': 'boss' };
    const acl = [
      ...given,
      'delegate: SELECT* on table app.items by boss',
      'reader: SELECT on table app.items by delegate',
    ];
    const wanted = declared([select('delegate', ['orders', 'items'], { privileges: [] })]);
    expect(sql(wanted, { objects, acl })).toEqual([
      'REVOKE SELECT ON TABLE "app"."orders", "app"."items" FROM "delegate" CASCADE',
    ]);
  });

  test('on columns, too, by an option on the table', () => {
    const acl = [given[0] as string, 'reader: SELECT on column app.orders.id by delegate'];
    expect(sql(takes(['orders'], { columns: ['id'] }), { objects: ORDERS, acl })).toEqual([
      'SET LOCAL ROLE "delegate"',
      'REVOKE SELECT ("id") ON TABLE "app"."orders" FROM "reader"',
      'SET LOCAL ROLE "admin"',
    ]);
  });

  test('by way of its option, once, where nobody can be that one', () => {
    expect(sql(takes(), { ...stranger, objects: ORDERS, acl: given })).toEqual([
      'SET LOCAL ROLE "owner"',
      'REVOKE GRANT OPTION FOR SELECT ON TABLE "app"."orders" FROM "delegate" CASCADE',
      'GRANT SELECT ON TABLE "app"."orders" TO "delegate" WITH GRANT OPTION',
      'SET LOCAL ROLE "me"',
    ]);
  });

  test('not where others would lose what it gave them', () => {
    const acl = [...given, 'other: SELECT on table app.orders by delegate'];
    const { sql: none, problems } = plan(takes(), { roles: ROLES, ...stranger, objects: ORDERS, acl });
    expect(none).toEqual([]);
    expect(problems).toMatchObject([{ code: 'GRANT_CANNOT_ACT', value: 'reader on table app.orders' }]);
  });

  test.each<[string, string[], string]>([
    ['for a moment', ['delegate: SELECT on table app.orders by owner'], 'REVOKE GRANT OPTION FOR SELECT'],
    ['with the privilege, of which nothing is left', [], 'REVOKE SELECT'],
  ])('by an option that is lent %s where it has lost its own', (_, acl, back) => {
    expect(sql(takes(), { objects: ORDERS, acl: [...acl, given[1] as string] })).toEqual([
      'GRANT SELECT ON TABLE "app"."orders" TO "delegate" WITH GRANT OPTION',
      'SET LOCAL ROLE "delegate"',
      'REVOKE SELECT ON TABLE "app"."orders" FROM "reader"',
      'SET LOCAL ROLE "admin"',
      `${back} ON TABLE "app"."orders" FROM "delegate"`,
    ]);
  });
});

describe('a schema that the one who acts may not use', () => {
  const shut = { ...ORDERS, 'schema app': 'boss' };
  const given = ['delegate: SELECT* on table app.orders by owner', 'reader: SELECT on table app.orders by delegate'];
  const revoke = [
    'SET LOCAL ROLE "delegate"',
    'REVOKE SELECT ON TABLE "app"."orders" FROM "reader"',
    'SET LOCAL ROLE "admin"',
  ];

  test('is opened for as long as it takes', () => {
    expect(sql(takes(), { objects: shut, acl: given })).toEqual([
      'GRANT USAGE ON SCHEMA "app" TO "delegate"',
      ...revoke,
      'REVOKE USAGE ON SCHEMA "app" FROM "delegate"',
    ]);
    const me = { admin: 'me', memberships: { 'me in owner': { inherit: false }, 'me in boss': { inherit: false } } };
    expect(sql(declared([select('reader', ['orders'])]), { ...me, objects: shut })).toEqual([
      'SET LOCAL ROLE "boss"',
      'GRANT USAGE ON SCHEMA "app" TO "owner"',
      'SET LOCAL ROLE "me"',
      'SET LOCAL ROLE "owner"',
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
      'SET LOCAL ROLE "me"',
      'SET LOCAL ROLE "boss"',
      'REVOKE USAGE ON SCHEMA "app" FROM "owner"',
      'SET LOCAL ROLE "me"',
    ]);
  });

  test.each<[string, Catalogs]>([
    ['owns it', { memberships: { 'delegate in boss': {} } }],
    ['reads all data', { memberships: { 'delegate in pg_read_all_data': {} } }],
    ['was given it', { acl: [...given, 'delegate: USAGE on schema app by boss'] }],
    ['is anybody', { acl: [...given, 'public: USAGE on schema app by boss'] }],
  ])('need not be opened for who %s', (_, more) => {
    expect(sql(takes(), { objects: shut, acl: given, ...more })).toEqual(revoke);
  });

  test('must be opened where another privilege was given on it', () => {
    const acl = [...given, 'delegate: CREATE on schema app by boss'];
    expect(sql(takes(), { objects: shut, acl })).toHaveLength(5);
  });
});

describe('what the owner of the database owns with it', () => {
  const own = { 'database db': 'me', 'schema app': 'pg_database_owner' };
  const opens = declared([{ grantees: ['reader'], on: 'schema', objects: ['app'], privileges: ['USAGE'] }]);
  const GRANT = 'GRANT USAGE ON SCHEMA "app" TO "reader"';

  test('it has the privileges of, save before 16 one that inherits nothing: that takes the role on', () => {
    const me = (inherit: boolean, version: number): Catalogs => ({
      ...{ version, admin: 'me', objects: own, roles: { ...ROLES, me: { inherit }, pg_database_owner: {} } },
    });
    expect(sql(opens, me(true, 15))).toEqual([GRANT]);
    expect(sql(opens, me(false, 16))).toEqual([GRANT]);
    expect(sql(opens, me(false, 15))).toEqual(['SET LOCAL ROLE "pg_database_owner"', GRANT, 'SET LOCAL ROLE "me"']);
  });
});

describe('options of its own', () => {
  const me = { admin: 'me', memberships: { 'me in owner': {} }, objects: ORDERS };
  const wanted = declared([select('reader', ['orders'], { privileges: ['INSERT'] })]);
  const GRANT = 'GRANT INSERT ON TABLE "app"."orders" TO "reader"';

  test.each(['table app.orders', 'column app.orders.id'])(
    'on the %s have the admin take on the owner by name',
    (on) => {
      const acl = [`me: SELECT* on ${on} by owner`];
      expect(sql(wanted, { ...me, acl })).toEqual(['SET LOCAL ROLE "owner"', GRANT, 'SET LOCAL ROLE "me"']);
    },
  );

  test('without any it acts as it is', () => {
    expect(sql(wanted, me)).toEqual([GRANT]);
    expect(sql(wanted, { ...me, acl: ['me: SELECT on table app.orders by owner'] })).toEqual([GRANT]);
  });
});

describe('one statement', () => {
  test('has the columns of each privilege in one order', () => {
    const objects = { ...ORDERS, 'column app.orders.no': 'owner' };
    const of = (column: string, privilege: string) =>
      select('reader', ['orders'], { columns: [column], privileges: [privilege] });
    const both = [of('no', 'UPDATE'), of('id', 'SELECT')];
    const GRANT = ['GRANT SELECT ("id"), UPDATE ("no") ON TABLE "app"."orders" TO "reader"'];
    expect(sql(declared(both), { objects })).toEqual(GRANT);
    expect(sql(declared(both.toReversed()), { objects })).toEqual(GRANT);
  });

  test('names the objects where ALL IN SCHEMA would go over millions of rows', () => {
    const objects = {
      'table app.a': 'owner',
      'table app.b': 'owner',
      'function app.f()': 'owner',
      'function app.g()': 'owner',
    };
    const call = { grantees: ['reader'], on: 'function' as const, schemas: ['app'], privileges: ['EXECUTE'] };
    const wanted = declared([select('reader'), call]);
    const short = [
      'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"',
      'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA "app" TO "reader"',
    ];
    const named = [
      'GRANT SELECT ON TABLE "app"."a", "app"."b" TO "reader"',
      'GRANT EXECUTE ON FUNCTION "app"."f"(), "app"."g"() TO "reader"',
    ];
    const at = (relations: number, functions: number) =>
      sql(wanted, { objects, complete: ['table', 'function'], rows: { relations, functions } });
    // Tables, views and so on are looked for by turns, five times.
    expect(at(100_000, 400_000)).toEqual(short);
    expect(at(200_000, 1)).toEqual(named);
    expect(at(1, 1_000_000)).toEqual(named);
  });
});

describe('the order', () => {
  test('what an object is got at by is taken last, once all else is done', () => {
    const wanted = declared([
      select('reader', ['orders'], { privileges: [] }),
      { grantees: ['reader'], on: 'schema', objects: ['app'], privileges: [] },
      { grantees: ['reader'], on: 'database', privileges: [] },
      select('other', ['orders']),
    ]);
    const acl = [
      'reader: SELECT on table app.orders by owner',
      'reader: USAGE on schema app by owner',
      'reader: CONNECT on database db by owner',
    ];
    expect(sql(wanted, { objects: ORDERS, acl })).toEqual([
      'REVOKE SELECT ON TABLE "app"."orders" FROM "reader"',
      'GRANT SELECT ON TABLE "app"."orders" TO "other"',
      'REVOKE CONNECT ON DATABASE "db" FROM "reader"',
      'REVOKE USAGE ON SCHEMA "app" FROM "reader"',
    ]);
  });

  test('of default privileges: revokes first, what several owners have alike in one statement', () => {
    const future = (owners: string[], schemas: string[] | undefined, grantees: string[], privileges: string[]) => ({
      ...{ owners, on: 'table', grantees, privileges },
      ...(schemas && { schemas }),
    });
    const defaults = [
      { owner: 'owner', on: 'table' as const, entries: [{ grantee: 'reader', privileges: 2, grantable: 0 }] },
    ];
    const wanted = declared([], {
      default_privileges: {
        nothing: future(['owner'], undefined, ['reader'], []),
        a: future(['owner', 'delegate'], ['app', 'shop'], ['other', 'reader'], ['SELECT']),
      } as never,
    });
    const statements = sql(wanted, { objects: { 'schema app': 'owner', 'schema shop': 'owner' }, defaults });
    expect(statements).toHaveLength(2);
    expect(statements[0]).toMatch(/^ALTER DEFAULT PRIVILEGES FOR ROLE "owner" REVOKE \w+ ON TABLES FROM "reader"$/);
    expect(statements[1]).toBe(
      'ALTER DEFAULT PRIVILEGES FOR ROLE "delegate", "owner" IN SCHEMA "app", "shop" GRANT SELECT ON TABLES TO "other", "reader"',
    );
  });
});

describe('default privileges', () => {
  const nothing = (more: object = {}) =>
    declared([], {
      default_privileges: {
        it: { owners: ['owner'], on: 'function', grantees: ['public'], privileges: [], ...more },
      } as never,
    });
  const CLOSES = ['ALTER DEFAULT PRIVILEGES FOR ROLE "owner" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC'];
  const row = (more: object = {}) => ({
    defaults: [
      {
        owner: 'owner',
        on: 'function' as const,
        entries: [{ grantee: 'other', privileges: 0, grantable: 0 }],
        ...more,
      },
    ],
  });

  test('of PUBLIC begin with what is built in, where the catalog has no row', () => {
    expect(sql(nothing(), {})).toEqual(CLOSES);
    expect(sql(nothing({ on: 'table' }), {})).toEqual([]);
    expect(sql(nothing({ grantees: ['reader'] }), {})).toEqual([]);
  });

  test('where it has one, that is all there is', () => {
    expect(sql(nothing(), row())).toEqual([]);
    expect(sql(nothing(), row({ owner: 'other' }))).toEqual(CLOSES);
    expect(sql(nothing(), row({ on: 'type' }))).toEqual(CLOSES);
    expect(sql(nothing(), row({ schema: 'app' }))).toEqual(CLOSES);
  });

  test('that nobody declares are left with a warning where the admin cannot reach them', () => {
    const defaults = [
      { owner: 'boss', on: 'table' as const, entries: [{ grantee: 'reader', privileges: 2, grantable: 0 }] },
    ];
    const catalogs = {
      admin: 'me',
      roles: { ...ROLES, boss: { superuser: true } },
      memberships: { 'me in owner': {} },
      objects: ORDERS,
      defaults,
    };
    const { codes, sql: made, problems } = plan(declared([select('reader')]), catalogs);
    expect(codes).toEqual(['GRANT_OUT_OF_REACH']);
    expect(problems[0]?.value).toEqual(['future objects of boss']);
    expect(made).toEqual(['GRANT SELECT ON TABLE "app"."orders" TO "reader"']);
    const able = { ...catalogs, roles: ROLES, memberships: { 'me in owner': {}, 'me in boss': {} } };
    expect(plan(declared([select('reader')]), able).sql).toHaveLength(2);
  });

  test('with grant option are more than without, save to PUBLIC', () => {
    const option = (grantees: string[], held: number) =>
      sql(nothing({ grantees, on: 'table', privileges: ['SELECT'], with_grant_option: true }), {
        defaults: [
          { owner: 'owner', on: 'table' as const, entries: [{ grantee: 'reader', privileges: held, grantable: 0 }] },
        ],
      });
    const GIVES = 'ALTER DEFAULT PRIVILEGES FOR ROLE "owner" GRANT SELECT ON TABLES TO';
    expect(option(['reader'], 0)).toEqual([`${GIVES} "reader" WITH GRANT OPTION`]);
    expect(option(['public'], 0)).toEqual([`${GIVES} PUBLIC`]);
  });
});
