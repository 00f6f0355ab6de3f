import { type Catalogs, declared, plan, select } from '../catalogs';

const ORDERS = { 'table app.orders': 'owner' };
const problemOf = (code: string, wanted: ReturnType<typeof declared>, catalogs: Catalogs) =>
  plan(wanted, catalogs).problems.filter((each) => each.code === code);

describe('an access list must fit its catalog row', () => {
  const sized = (size: number, grantees: readonly string[], more: Catalogs = {}) => {
    const objects = { 'table app.orders': { owner: 'owner', size, pristine: false }, ...more.objects };
    return problemOf(
      'GRANT_ACL_SIZE',
      declared(
        grantees.map((each) => select(each)),
        { mode: 'additive' },
      ),
      { ...more, objects },
    );
  };

  test('from five hundred entries on it is told, beyond two and a half thousand refused', () => {
    expect(sized(499, ['a'])).toEqual([]);
    expect(sized(499, ['a', 'b'])).toMatchObject([
      { severity: 'warning', what: expect.stringContaining('table app.orders would have 501 entries; at about 2440') },
    ]);
    expect(sized(2439, ['a'])).toMatchObject([{ severity: 'warning' }]);
    expect(sized(2440, ['a'])).toMatchObject([
      {
        severity: 'error',
        what: 'The access list of table app.orders would have 2441 entries, more than fit its catalog row',
      },
    ]);
  });

  test('who has an entry by the owner gets no other; who has one by somebody else does', () => {
    expect(sized(500, ['a'], { acl: ['a: INSERT on table app.orders by owner'] })).toEqual([]);
    expect(sized(500, ['a'], { acl: ['a: INSERT on table app.orders by delegate'] })).toHaveLength(1);
  });

  test('lists that are kept in other catalogs have room', () => {
    const schema = { 'schema app': { owner: 'owner', size: 3000 } };
    const wanted = declared([{ grantees: ['a'], on: 'schema', objects: ['app'], privileges: ['CREATE'] }]);
    expect(problemOf('GRANT_ACL_SIZE', wanted, { objects: schema })).toEqual([]);
  });

  test('where nothing is added nothing is told; of many the fullest is, with the number of the others', () => {
    const full = { 'table app.orders': { owner: 'owner', size: 3000, pristine: false } };
    const empties = declared([select('a', ['orders'], { privileges: [] })]);
    expect(
      problemOf('GRANT_ACL_SIZE', empties, { objects: full, acl: ['a: SELECT on table app.orders by owner'] }),
    ).toEqual([]);
    expect(
      sized(600, ['a'], { objects: { 'table app.items': { owner: 'owner', size: 700, pristine: false } } }),
    ).toMatchObject([
      { what: expect.stringMatching(/table app\.items would have 701 entries.*; 1 more objects are near it$/) },
    ]);
  });
});

describe("an owner's own rights", () => {
  const owned = (ownerHolds?: number) => ({
    'table app.orders': { owner: 'owner', ...(ownerHolds !== undefined && { ownerHolds }) },
  });
  const lost = (objects: NonNullable<Catalogs['objects']>, privileges = ['SELECT', 'INSERT']) =>
    problemOf('GRANT_TO_OWNER', declared([select('owner', undefined, { privileges })]), { objects });

  test('that an entry gives and the owner has lost are told', () => {
    expect(lost(owned(0))).toMatchObject([
      { severity: 'warning', value: ['owner has lost SELECT, INSERT on its table app.orders'] },
    ]);
    expect(lost(owned(0), [])).toEqual([]);
    expect(lost(owned())).toEqual([]);
    expect(lost({ 'table app.orders': { owner: 'other', ownerHolds: 0 } })).toEqual([]);
  });

  test('are twenty lines at most', () => {
    const many = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`table app.t${at}`, { owner: 'owner', ownerHolds: 0 }]),
      );
    expect(lost(many(20))[0]?.value).toHaveLength(20);
    expect(lost(many(21))[0]?.value).toEqual(expect.arrayContaining(['... and 1 more']));
  });
});

describe('what is passed on goes with the option', () => {
  const acl = ['delegate: SELECT* on table app.orders by owner', 'alice: SELECT on table app.orders by delegate'];
  const takes = declared([select('delegate', ['orders'], { privileges: [] })]);
  const told = (wanted: ReturnType<typeof declared>, catalogs: Catalogs) =>
    problemOf('GRANT_PASSED_ON', wanted, { objects: ORDERS, ...catalogs });

  test('and is told, with who gave it', () => {
    expect(told(takes, { acl })).toMatchObject([
      {
        severity: 'warning',
        what: 'One role loses what was passed on by grant options that are revoked',
        value: ['alice loses SELECT, given by delegate, on table app.orders'],
        changes: [{ cause: 'cascade', effect: 'lose', grantees: ['alice'], grantor: 'delegate', objects: ['orders'] }],
      },
    ]);
    expect(told(takes, { acl: [...acl, 'bob: SELECT on table app.orders by delegate'] })[0]?.what).toMatch(
      /^2 roles lose/,
    );
  });

  test('but not who was to lose it anyway, nor where nothing is revoked', () => {
    const both = declared([
      select('delegate', ['orders'], { privileges: [] }),
      select('alice', ['orders'], { privileges: [] }),
    ]);
    expect(told(both, { acl })).toEqual([]);
    expect(told(declared([select('delegate', ['orders'], { with_grant_option: true })]), { acl })).toEqual([]);
  });

  test('twenty lines at most', () => {
    const passed = (count: number) => [
      acl[0] as string,
      ...Array.from({ length: count }, (_, at) => `r${at}: SELECT on table app.orders by delegate`),
    ];
    expect(told(takes, { acl: passed(20) })[0]?.value).toHaveLength(20);
    expect(told(takes, { acl: passed(21) })[0]?.value).toEqual(expect.arrayContaining(['... and 1 more']));
  });
});

describe('what the admin cannot reach', () => {
  const stranger = { 'table app.orders': 'owner', 'table app.theirs': 'stranger' };
  const me = { admin: 'me', roles: { reader: {}, stranger: { superuser: true } }, memberships: { 'me in owner': {} } };

  test('is left as it is in a whole schema, with one warning', () => {
    const { sql, problems } = plan(declared([select('reader')]), { ...me, objects: stranger });
    expect(sql).toEqual(['GRANT SELECT ON TABLE "app"."orders" TO "reader"']);
    expect(problems).toMatchObject([
      {
        code: 'GRANT_OUT_OF_REACH',
        severity: 'warning',
        what: 'What the admin me cannot reach is left as it is: it cannot act as stranger: it is a superuser',
        value: ['table app.theirs'],
      },
    ]);
  });

  test('names every owner and twenty objects', () => {
    const many = (count: number) => ({
      ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`table app.t${at}`, 'stranger'])),
      'table app.of_other': 'other',
      'table app.mine': 'owner',
    });
    const told = (count: number) =>
      problemOf('GRANT_OUT_OF_REACH', declared([select('reader')]), { ...me, objects: many(count) })[0];
    expect(told(1)?.what).toContain('; nor as other');
    expect(told(19)?.value).toHaveLength(20);
    expect(told(20)?.value).toEqual(expect.arrayContaining(['... and 1 more']));
  });

  test('is an error where an entry names it', () => {
    const { codes } = plan(declared([select('reader', ['theirs'])]), { ...me, objects: stranger });
    expect(codes).toEqual(['GRANT_CANNOT_ACT']);
  });
});

describe('a grantor that is ignored', () => {
  const told = (ignored: string, catalogs: Catalogs) =>
    problemOf('GRANTOR_NOT_TOLD_APART', declared([select('reader')], { ignore_grantors: [ignored] }), {
      objects: ORDERS,
      ...catalogs,
    }).map(({ what, path }) => `${path.join('.')}: ${what}`);
  const cannot = (name: string, why: string) => [
    `ignore_grantors.0: What ${name} gives cannot be told apart from what is declared: ${why}`,
  ];

  test.each<[string, string, Catalogs, string[]]>([
    ['is fine where it gives in its own name', 'connector', { roles: { connector: {} } }, []],
    ['may not be there at all', 'nobody', {}, []],
    ['is not the admin itself', 'admin', {}, cannot('admin', 'it is the admin itself')],
    [
      'is no superuser',
      'root',
      { roles: { root: { superuser: true } } },
      cannot('root', "it is a superuser, whose grants carry the owner's name"),
    ],
    ['owns nothing here', 'owner', {}, cannot('owner', 'it owns objects here')],
    [
      'acts as no owner',
      'connector',
      { memberships: { 'connector in owner': {} } },
      cannot('connector', 'it acts as owner, in whose name its grants are'),
    ],
    [
      'may be a member of an owner whose privileges it has not',
      'connector',
      { memberships: { 'connector in owner': { inherit: false } } },
      [],
    ],
  ])('%s', (_, name, catalogs, expected) => expect(told(name, catalogs)).toEqual(expected));
});

describe('what came with the system', () => {
  const SYSTEM = { 'schema pg_catalog': 'postgres', 'table pg_catalog.pg_class': 'postgres', 'table app.ext': 'owner' };
  const acl = [
    'public: USAGE on schema pg_catalog by postgres initial',
    'public: SELECT on table pg_catalog.pg_class by postgres initial',
    'public: SELECT on table app.ext by owner initial',
  ];
  const kept = (entry: object, more: object = {}, catalogs: Catalogs = {}) => {
    const wanted = declared([{ grantees: ['public'], on: 'table', privileges: [], ...entry } as never], more);
    return problemOf('GRANT_OF_SYSTEM', wanted, {
      objects: { ...SYSTEM, ...catalogs.objects },
      acl: [...acl, ...(catalogs.acl ?? [])],
    });
  };
  const inSystem = { schemas: ['pg_catalog'] };
  const line = 'SELECT on table pg_catalog.pg_class';

  test('is never taken away: an entry that gives less of it is refused', () => {
    expect(kept({ ...inSystem, objects: ['pg_class'] })).toMatchObject([
      {
        severity: 'error',
        value: [line],
        path: ['grants', 'entry 1', 'grantees', 0],
        what: expect.stringMatching(/^PUBLIC holds/),
      },
    ]);
    expect(kept(inSystem)).toMatchObject([{ severity: 'error', value: [line] }]);
    expect(kept({ on: 'schema', objects: ['pg_catalog'] })).toMatchObject([
      { severity: 'error', value: ['USAGE on schema pg_catalog'] },
    ]);
    expect(kept({ ...inSystem, privileges: ['SELECT'] })).toEqual([]);
  });

  test('in a schema of others is left with a warning, unless it is named', () => {
    expect(kept({ schemas: ['app'] })).toMatchObject([{ severity: 'warning', value: ['SELECT on table app.ext'] }]);
    expect(kept({ schemas: ['app'], objects: ['ext'] })).toMatchObject([{ severity: 'error' }]);
    expect(kept({ schemas: ['app', 'pg_catalog'] })).toMatchObject([{ severity: 'error' }]);
  });

  test('is not looked at by an additive entry, unless that says that there must be nothing', () => {
    expect(kept({ ...inSystem, privileges: ['INSERT'] }, { mode: 'additive' })).toEqual([]);
    expect(kept({ ...inSystem, privileges: ['INSERT'] })).toHaveLength(1);
    expect(kept(inSystem, { mode: 'additive' })).toHaveLength(1);
  });

  test('a role is told by its name', () => {
    const monitor = { acl: ['pg_monitor: SELECT on table pg_catalog.pg_class by postgres initial'] };
    expect(kept({ ...inSystem, grantees: ['pg_monitor'] }, {}, monitor)[0]?.what).toMatch(/^pg_monitor holds/);
    expect(kept({ ...inSystem, grantees: ['reader'] }, {}, monitor)).toEqual([]);
  });

  test("PUBLIC's built-in rights in the system's schemas are the system's, too, save where they are named", () => {
    const functions = { objects: { 'function pg_catalog.now()': 'postgres', 'function app.mine()': 'owner' } };
    const ofFunctions = (schemas: string[], more: object = {}) =>
      kept({ on: 'function', schemas, ...more }, {}, functions);
    expect(ofFunctions(['pg_catalog'])).toMatchObject([{ value: ['EXECUTE on function pg_catalog.now()'] }]);
    expect(ofFunctions(['app'])).toEqual([]);
    expect(ofFunctions(['pg_catalog'], { objects: ['now()'] })).toEqual([]);
    expect(ofFunctions(['pg_catalog'], { grantees: ['reader'] })).toEqual([]);
  });
});
