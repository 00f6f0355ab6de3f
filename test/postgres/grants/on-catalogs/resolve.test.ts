import { type Catalogs, declared, plan, select } from '../catalogs';

const TABLES = { 'table app.orders': 'owner', 'table app.items': 'owner', 'table app.Audit': 'owner' };
const ROLES = { roles: { reader: {} } };
const told = (wanted: ReturnType<typeof declared>, catalogs: Catalogs) =>
  plan(wanted, { ...ROLES, ...catalogs }).problems.map(
    ({ code, path, what, allowed, next }) => `${code} ${path.join('.')}: ${what} | ${allowed ?? ''} | ${next ?? ''}`,
  );
const CREATE = 'Create it before this runs, or correct the name.';
const at = 'GRANT_OBJECT_MISSING grants.entry 1.';

describe('what is named and not there is told', () => {
  test.each<[string, object, string]>([
    ['a table', { objects: ['order'] }, `${at}objects.0: There is no table of this name in schema app |  | ${CREATE}`],
    [
      'in other letters',
      { objects: ['items', 'Orders'] },
      `${at}objects.1: There is no table of this name in schema app |  | Names are taken as they are, upper and lower case too: there is orders.`,
    ],
    [
      'a schema',
      { schemas: ['app', 'shop'] },
      `${at}schemas.1: There is no schema of this name in database db |  | ${CREATE}`,
    ],
    [
      'a table of a column',
      { objects: ['order'], columns: ['id'] },
      `${at}objects.0: There is no table of this name in schema app |  | ${CREATE}`,
    ],
    [
      'a column, with those that there are',
      { objects: ['orders'], columns: ['id', 'no'] },
      `${at}columns.1: Table app.orders has no such column | id, total | `,
    ],
    [
      'what is left out',
      { except: ['items', 'order'] },
      `${at}except.1: There is no table of this name in schema app |  | ${CREATE}`,
    ],
    [
      'a function of a routine',
      { on: 'routine', objects: ['f'], privileges: ['EXECUTE'] },
      `${at}objects.0: Schema app has no function or procedure of this name |  | ${CREATE}`,
    ],
  ])('%s', (_, entry, line) => {
    const objects = {
      ...TABLES,
      'column app.orders.ctid': 'owner',
      'column app.orders.id': 'owner',
      'column app.orders.total': 'owner',
    };
    expect(told(declared([select('reader', undefined, entry)]), { objects })).toEqual([line]);
  });

  test('once for each schema, where all of them must have it', () => {
    const objects = { ...TABLES, 'schema shop': 'owner', 'table shop.orders': 'owner' };
    const both = (names: string[]) =>
      declared([{ ...select('reader', names), schemas: ['app', 'shop'] }], { mode: 'additive' });
    const gates = (problems: string[]) => problems.filter((each) => !each.startsWith('GRANT_OF_NO_USE'));
    expect(gates(told(both(['items']), { objects }))).toEqual([expect.stringContaining('in schema shop')]);
    expect(gates(told(both(['orders']), { objects }))).toEqual([]);
    // What is left out must be in one of them at least.
    const leaving = (except: string[]) =>
      declared([{ ...select('reader'), schemas: ['app', 'shop'], except }], { mode: 'additive' });
    expect(gates(told(leaving(['items']), { objects }))).toEqual([]);
    expect(gates(told(leaving(['nothing']), { objects }))).toHaveLength(1);
  });

  test('what PostgreSQL refuses is told with its reason', () => {
    const objects = { 'type app.t': { owner: 'owner', refuses: 'it is an array' } };
    const wanted = declared([
      { grantees: ['reader'], on: 'type', schemas: ['app'], objects: ['t'], privileges: ['USAGE'] },
    ]);
    expect(told(wanted, { objects })).toEqual([
      'GRANT_CANNOT_ACT grants.entry 1.objects.0: PostgreSQL refuses grants here: it is an array |  | ',
    ]);
  });
});

describe('what an entry means', () => {
  const onTables = (entry: object, objects: Catalogs['objects'] = TABLES) =>
    plan(declared([select('reader', undefined, entry)]), { ...ROLES, objects }).sql;

  test('all of a schema is one statement, and stays the names where some are left out', () => {
    expect(onTables({})).toEqual(['GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"']);
    expect(onTables({ except: ['items'] })).toEqual([
      'GRANT SELECT ON TABLE "app"."orders", "app"."Audit" TO "reader"',
    ]);
  });

  test('members of extensions, unless they are skipped', () => {
    const objects = { ...TABLES, 'table app.ext': { owner: 'owner', extension: 'postgis' } };
    expect(onTables({ extensions: 'include' }, objects)).toEqual([
      'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"',
    ]);
    expect(onTables({ extensions: 'skip' }, objects).join()).not.toContain('ext');
    expect(onTables({ extensions: 'skip' }, objects).join()).toContain('"orders"');
  });

  test('parameters in any letters, by their parts', () => {
    const wanted = declared([{ grantees: ['reader'], on: 'parameter', objects: ['App.Tenant'], privileges: ['SET'] }]);
    expect(plan(wanted, { ...ROLES, objects: { 'parameter x': { name: 'app.tenant' } } }).sql).toEqual([
      'GRANT SET ON PARAMETER "app"."tenant" TO "reader"',
    ]);
  });

  test('of two entries for the same, both together', () => {
    const wanted = declared([
      select('reader', ['orders'], { with_grant_option: true }),
      select('reader', ['orders'], { privileges: ['INSERT'] }),
    ]);
    expect(plan(wanted, { ...ROLES, objects: TABLES }).sql.toSorted()).toEqual([
      'GRANT INSERT ON TABLE "app"."orders" TO "reader"',
      'GRANT SELECT ON TABLE "app"."orders" TO "reader" WITH GRANT OPTION',
    ]);
  });
});

describe('a function is found', () => {
  const FUNCTIONS = {
    'function app.add(integer, integer)': 'owner',
    'function app.add(text)': 'owner',
    'function app.now()': 'owner',
    'procedure app.sweep(integer)': 'owner',
  };
  const call = (name: string, on: 'function' | 'procedure' | 'routine' = 'function') => ({
    ...{ grantees: ['reader'], on, schemas: ['app'], objects: [name], privileges: ['EXECUTE'] },
  });
  const sql = (name: string, on?: 'function' | 'procedure' | 'routine') =>
    plan(declared([call(name, on)]), { ...ROLES, objects: FUNCTIONS }).sql;
  const fault = (name: string, on?: 'function' | 'procedure' | 'routine') =>
    told(declared([call(name, on)]), { objects: FUNCTIONS });

  test('by its name where there is one', () => {
    expect(sql('now')).toEqual(['GRANT EXECUTE ON FUNCTION "app"."now"() TO "reader"']);
    expect(sql('sweep', 'routine')).toEqual(['GRANT EXECUTE ON PROCEDURE "app"."sweep"(IN integer) TO "reader"']);
  });

  test('by its signature among several, with the schema before it or not', () => {
    const add = 'GRANT EXECUTE ON FUNCTION "app"."add"(integer, integer) TO "reader"';
    expect(sql('add(int, integer)')).toEqual([add]);
    expect(sql('app.add(integer, integer)')).toEqual([add]);
  });

  test('or it is told what there is', () => {
    expect(fault('add')).toEqual([
      'GRANT_SIGNATURE grants.entry 1.objects.0: The name alone is not enough: schema app has 2 of them | add(integer, integer); add(text) | Write the signature.',
    ]);
    expect(fault('add(bigint)')).toEqual([
      `${at}objects.0: Schema app has no function with these argument types | add(integer, integer); add(text) | Write the signature of one that exists.`,
    ]);
    expect(fault('sub(bigint)')).toEqual([`${at}objects.0: Schema app has no function of this name |  | ${CREATE}`]);
    expect(fault('now', 'procedure')).toEqual([
      `${at}objects.0: Schema app has no procedure of this name |  | ${CREATE}`,
    ]);
    expect(fault('add(int')[0]).toMatch(/^GRANT_SIGNATURE /);
  });

  test('or it is ambiguous: types of one name in two schemas', () => {
    const mood = (schema: string) => [{ schema, name: 'mood', spelling: `${schema}.mood`, array: false }];
    const objects = {
      'function app.f(a.mood)': { name: 'f', args: mood('a'), signature: 'f(a.mood)' },
      'function app.f(b.mood)': { name: 'f', args: mood('b'), signature: 'f(b.mood)' },
    };
    expect(told(declared([call('f(mood)')]), { objects })).toEqual([
      'GRANT_SIGNATURE grants.entry 1.objects.0: The signature is ambiguous | f(a.mood); f(b.mood) | Write the argument types with their schemas.',
    ]);
    expect(told(declared([call('f(a.mood)')]), { objects })).toEqual([]);
  });
});

describe('default privileges', () => {
  const future = { owners: ['owner'], on: 'table', grantees: ['reader'], privileges: ['SELECT'] } as const;
  const later = (entry: object, catalogs: Catalogs = {}) =>
    told(declared([], { default_privileges: { it: { ...future, ...entry } } as never }), catalogs);
  const where = 'default_privileges.it.';

  test('of an owner or in a schema that is not there are told', () => {
    expect(later({ owners: ['owner', 'nobody'] })).toEqual([
      `GRANTEE_MISSING ${where}owners.1: There is no role of this name to own future objects |  | Create the role before this runs, or correct the name.`,
    ]);
    expect(later({ schemas: ['app', 'shop'] })).toEqual([
      `GRANT_OBJECT_MISSING ${where}schemas.1: There is no schema of this name in database db |  | ${CREATE}`,
    ]);
    expect(later({ schemas: ['app'] })).toEqual([]);
  });

  test('on large objects exist from 18', () => {
    expect(later({ on: 'large_object' }, { version: 17 })).toEqual([
      `GRANT_PRIVILEGE_UNKNOWN ${where}on: Default privileges on large objects exist from PostgreSQL 18 |  | `,
    ]);
    expect(later({ on: 'large_object' }, { version: 18 })).toEqual([]);
  });

  const NOTHING = { grantees: ['public'], privileges: [], schemas: ['app'], on: 'routine' };
  test('of a schema take nothing from PUBLIC that it is given everywhere', () => {
    expect(later(NOTHING)).toEqual([
      expect.stringMatching(
        /^GRANT_DEFAULT_ONLY_ADDS default_privileges\.it\.schemas: .* PUBLIC is given EXECUTE in the whole database .*owners = \["owner"\], on = "function"/,
      ),
    ]);
    const row = (privileges: number) => ({
      defaults: [
        { owner: 'owner', on: 'function' as const, entries: [{ grantee: 'public', privileges, grantable: 0 }] },
      ],
    });
    expect(later(NOTHING, row(0))).toEqual([]);
    expect(later(NOTHING, { defaults: [{ owner: 'owner', on: 'function', entries: [] }] })).toEqual([]);
    expect(later({ ...NOTHING, on: 'table' })).toEqual([]);
    expect(later({ ...NOTHING, privileges: ['EXECUTE'] })).toEqual([]);
    expect(later({ ...NOTHING, grantees: ['reader'] })).toEqual([]);
  });

  test('unless the same resource takes it everywhere', () => {
    const pair = (closing: object) =>
      told(
        declared([], {
          default_privileges: {
            it: { ...future, ...NOTHING },
            all: { ...future, ...NOTHING, schemas: undefined, ...closing },
          } as never,
        }),
        { roles: { reader: {}, other: {} } },
      ).filter((each) => each.startsWith('GRANT_DEFAULT_ONLY_ADDS'));
    expect(pair({})).toEqual([]);
    expect(pair({ on: 'function' })).toEqual([]);
    expect(pair({ on: 'type' })).toHaveLength(1);
    expect(pair({ owners: ['other'] })).toHaveLength(1);
    expect(pair({ grantees: ['reader'] })).toHaveLength(1);
    expect(pair({ privileges: ['EXECUTE'] })).toHaveLength(1);
  });
});
