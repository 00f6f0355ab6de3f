import type { DeclaredGrants } from '../../../../src/metadata';
import {
  asAdmin,
  describeTaken,
  type FoundGrants,
  overReview,
  planFromMemory,
  renamedDeclared,
  renamedFound,
  renamedHeld,
  renamedStatements,
  renderStatement,
  scopeOf,
  takesUnasked,
  withRolesThatMatter,
  withWhatMatters,
} from '../../../../src/postgres/grants';
import { type Catalogs, declared, foundIn, plan, select } from '../catalogs';

const OBJECTS = { 'table app.orders': 'owner', 'table app.items': 'owner', 'column app.orders.id': 'owner' };
const future = {
  owners: ['owner'],
  schemas: ['app'],
  on: 'table',
  grantees: ['reader'],
  privileges: ['SELECT'],
} as const;

describe('what is kept beside the state', () => {
  const kept = (wanted: DeclaredGrants, catalogs: Catalogs): FoundGrants => withWhatMatters(foundIn(catalogs), wanted);
  const names = ({ targets }: FoundGrants) => targets.map(({ kind, name }) => `${kind} ${name}`);
  const WIDE = {
    ...OBJECTS,
    'schema shop': 'owner',
    'table shop.stock': 'owner',
    'schema other': 'owner',
    'sequence app.s': 'owner',
  };

  test('is what the declaration speaks of and what its grantees hold, with the gates to that', () => {
    const acl = ['reader: USAGE on sequence app.s by owner', 'alice: SELECT on table shop.stock by owner'];
    expect(names(kept(declared([select('reader', ['orders'])]), { objects: WIDE, acl }))).toEqual([
      'database db',
      'schema app',
      'table orders',
      'sequence s',
    ]);
    expect(names(kept(declared([select('alice')]), { objects: WIDE, acl }))).toEqual([
      ...['database db', 'schema app', 'table orders', 'table items', 'schema shop', 'table stock'],
    ]);
    expect(names(kept(declared([select('reader', ['orders'], { columns: ['id'] })]), { objects: WIDE }))).toEqual([
      ...['database db', 'schema app', 'table orders', 'column id'],
    ]);
    expect(
      names(
        kept(declared([], { default_privileges: { it: { ...future, schemas: ['shop'] } } } as never), {
          objects: WIDE,
        }),
      ),
    ).toEqual([...['database db', 'schema shop']]);
  });

  test('is nothing that others change: their grants, sizes, and what is untouched', () => {
    const wanted = declared([select('reader', ['orders'])]);
    const before = kept(wanted, { objects: OBJECTS, roles: { reader: {} } });
    const objects = {
      ...OBJECTS,
      'table app.orders': { owner: 'owner', size: 9, pristine: false },
      'table app.new': 'owner',
    };
    const after = kept(wanted, { objects, roles: { reader: {} }, acl: ['alice: SELECT on table app.items by owner'] });
    expect(after).toEqual(before);
  });

  test('is who gave something on, and who may', () => {
    const grantees = (acl: string[]) =>
      kept(declared([select('reader', ['orders'])]), { objects: OBJECTS, acl }).acl.map(({ grantee }) => grantee);
    expect(grantees(['alice: SELECT on table app.orders by owner'])).toEqual(['public', 'public']);
    expect(grantees(['alice: SELECT* on table app.orders by owner'])).toContain('alice');
    expect(grantees(['alice: SELECT on table app.orders by bob'])).toContain('alice');
  });

  test('is whether PUBLIC still has what is built in, where PUBLIC is meant', () => {
    const functions = { objects: { 'function app.f()': 'owner' } };
    const call = (grantee: string) =>
      declared([{ grantees: [grantee], on: 'function', schemas: ['app'], objects: ['f()'], privileges: ['EXECUTE'] }]);
    const pristine = (grantee: string) => kept(call(grantee), functions).targets.at(-1)?.pristine;
    expect([pristine('public'), pristine('reader')]).toEqual([true, false]);
    const tables = kept(declared([select('public', ['orders'])]), { objects: OBJECTS }).targets;
    expect(tables.find(({ name }) => name === 'orders')?.pristine).toBe(false);
  });

  test('is whether a schema was read as a whole, where it is meant so', () => {
    const complete = (wanted: DeclaredGrants, all: FoundGrants['complete']) =>
      withWhatMatters({ ...foundIn({ objects: OBJECTS }), complete: all }, wanted).complete;
    const all = [
      ['table', 'app'],
      ['table', 'shop'],
      ['function', 'app'],
      ['procedure', 'app'],
      ['type', 'app'],
    ] as const;
    expect(complete(declared([select('reader')]), all)).toEqual([['table', 'app']]);
    expect(complete(declared([select('reader', ['orders'])]), all)).toEqual([]);
    const routines = { ...select('reader'), on: 'routine' as const, privileges: ['EXECUTE'] };
    expect(complete(declared([routines]), all)).toEqual([
      ['function', 'app'],
      ['procedure', 'app'],
    ]);
  });

  test('are the default privileges of its grantees, and whether there is a row that tells what PUBLIC has', () => {
    const row = (owner: string, grantee: string, schema?: string) => ({
      ...{ owner, on: 'function' as const, ...(schema && { schema }) },
      entries: [{ grantee, privileges: 1 << 7, grantable: 0 }],
    });
    const rows = (grantees: string[], defaults: ReturnType<typeof row>[]) =>
      kept(declared([], { default_privileges: { it: { ...future, grantees } } } as never), { defaults }).defaults;
    expect(rows(['reader'], [row('owner', 'reader'), row('other', 'reader'), row('owner', 'alice')])).toHaveLength(2);
    expect(rows(['public'], [row('owner', 'alice')])).toEqual([{ owner: 'owner', on: 'function', entries: [] }]);
    expect(rows(['public'], [row('owner', 'alice', 'app'), row('other', 'alice')])).toEqual([]);
  });
});

describe('the roles that matter', () => {
  const memberships = {
    'reader in team': {},
    'team in all': {},
    'alice in reader': {},
    'bob in reader': {},
    'carol in reader': {},
    'carol in extra': {},
    'dave in stray': {},
  };
  const left = withRolesThatMatter(foundIn({ roles: { READER: {}, lonely: {} }, memberships }), ['reader']);
  const names = left.roles.map(({ name }) => name);

  test('are those named, with all that they are members of', () => {
    expect(names).toEqual(expect.arrayContaining(['admin', 'owner', 'reader', 'team', 'all']));
    expect(names).not.toContain('lonely');
    expect(names).not.toContain('dave');
    expect(left.memberships.every(({ member }) => member !== 'dave')).toBe(true);
  });

  test('and of the members of a grantee one for every way in', () => {
    expect(names.filter((each) => ['alice', 'bob'].includes(each))).toEqual(['alice']);
    expect(names).toEqual(expect.arrayContaining(['carol', 'extra']));
  });

  test('and whoever differs in upper and lower case only', () => expect(names).toContain('READER'));
});

describe('what must be read', () => {
  test('is what the declarations speak of', () => {
    const wanted = declared(
      [
        select('b', ['orders'], { columns: ['id'] }),
        { ...select('a'), on: 'routine', schemas: ['shop'], privileges: ['EXECUTE'] },
        { grantees: ['a'], on: 'schema', objects: ['x'], privileges: [] },
        { grantees: ['a'], on: 'database', privileges: [] },
      ],
      { default_privileges: { it: { ...future, schemas: ['later'] } } } as never,
    );
    expect(scopeOf(wanted, undefined)).toEqual({
      grantees: ['a', 'b', 'reader'],
      wholeSchemas: [
        { kind: 'table', schema: 'app' },
        { kind: 'function', schema: 'shop' },
        { kind: 'procedure', schema: 'shop' },
      ],
      columnsOf: [{ schema: 'app', table: 'orders' }],
      named: ['app', 'shop', 'x', 'later'].map((name) => ({ kind: 'schema', name })),
    });
  });

  test('is nothing of what is not known yet but its grantees', () => {
    const unknown = declared([select('reader', [Symbol.for('terraform:unknown') as never])]);
    expect(scopeOf(unknown)).toEqual({ grantees: ['reader'], wholeSchemas: [], columnsOf: [], named: [] });
  });
});

describe('a plan from memory', () => {
  const memory = (catalogs: Catalogs, grantees = ['reader']) => ({
    found: foundIn({ objects: OBJECTS, roles: { reader: {} }, ...catalogs }),
    grantees,
  });
  const sql = (wanted: DeclaredGrants, catalogs: Catalogs, prior: DeclaredGrants, grantees?: string[]) =>
    planFromMemory(wanted, memory(catalogs, grantees), prior, []).map(renderStatement);
  const nothing = declared([], { mode: 'additive' });

  test('is exact where it knows grantee and objects', () => {
    const acl = ['reader: SELECT on table app.orders by owner', 'reader: INSERT on table app.items by owner'];
    const wanted = declared([select('reader')]);
    expect(sql(wanted, { acl }, nothing)).toEqual([
      'REVOKE INSERT ON TABLE "app"."items" FROM "reader"',
      'GRANT SELECT ON TABLE "app"."items" TO "reader"',
    ]);
    expect(sql({ ...wanted, mode: 'additive' }, { acl }, nothing)).toEqual([
      'GRANT SELECT ON TABLE "app"."items" TO "reader"',
    ]);
    expect(sql({ ...wanted, mode: undefined } as never, { acl }, nothing)).toHaveLength(2);
  });

  test('takes what was given before and is declared no longer', () => {
    const acl = ['reader: SELECT on table app.orders by owner'];
    const prior = declared([select('reader', ['orders'])], { mode: 'additive' });
    expect(sql(nothing, { acl }, prior)).toEqual(['REVOKE SELECT ON TABLE "app"."orders" FROM "reader"']);
  });

  test('is as declared for a grantee who joins, and for objects that may be made meanwhile', () => {
    expect(sql(declared([select('new'), select('reader')]), {}, nothing)).toEqual([
      'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "reader"',
      'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "new"',
    ]);
    expect(sql(declared([select('reader', ['orders', 'later'])]), {}, nothing)).toEqual([
      'GRANT SELECT ON TABLE "app"."orders" TO "reader"',
      'GRANT SELECT ON TABLE "app"."later" TO "reader"',
    ]);
    const shop = declared([{ ...select('reader'), schemas: ['shop'] }]);
    expect(sql(shop, {}, nothing)).toEqual(['GRANT SELECT ON ALL TABLES IN SCHEMA "shop" TO "reader"']);
    const routines = declared([{ ...select('reader'), on: 'routine', privileges: ['EXECUTE'] }]);
    expect(sql(routines, {}, nothing)).toEqual(['GRANT EXECUTE ON ALL ROUTINES IN SCHEMA "app" TO "reader"']);
    expect(sql(declared([{ grantees: ['reader'], on: 'database', privileges: ['CONNECT'] }]), {}, nothing)).toEqual([
      'GRANT CONNECT ON DATABASE "db" TO "reader"',
    ]);
  });

  test('of default privileges is exact where owner, schema and grantee are known', () => {
    const later = (more: object) => declared([], { default_privileges: { it: { ...future, ...more } } as never });
    const defaults = [
      {
        owner: 'owner',
        schema: 'app',
        on: 'table' as const,
        entries: [{ grantee: 'reader', privileges: 2, grantable: 0 }],
      },
    ];
    expect(sql(later({}), { defaults }, nothing)).toEqual([]);
    for (const more of [{ owners: ['boss'] }, { schemas: ['shop'] }, { grantees: ['new'] }]) {
      expect(sql(later(more), { defaults }, nothing).filter((each) => each.includes(' GRANT '))).toHaveLength(1);
    }
  });
});

describe('a role that was renamed', () => {
  const renames = new Map([['old', 'new']]);
  const wanted = declared([select('old'), select('stays')], {
    ignore_grantors: ['old', 'x'],
    default_privileges: { it: { ...future, owners: ['old', 'y'], grantees: ['old'] } } as never,
  });

  test('is meant by what was declared under its old name', () => {
    expect(renamedDeclared(wanted, renames)).toEqual(
      declared([select('new'), select('stays')], {
        ignore_grantors: ['new', 'x'],
        default_privileges: { it: { ...future, owners: ['new', 'y'], grantees: ['new'] } } as never,
      }),
    );
    expect(renamedDeclared(wanted, new Map())).toBe(wanted);
    expect(renamedDeclared({ database: 'db' } as DeclaredGrants, renames)).not.toHaveProperty('ignore_grantors');
  });

  test('and by statements, catalogs and what was held', () => {
    const catalogs: Catalogs = {
      objects: { 'table app.orders': 'old' },
      memberships: { 'old in team': { grantor: 'old' }, 'x in old': {} },
      acl: ['old: SELECT on schema app by owner', 'x: SELECT on table app.orders by old'],
      defaults: [{ owner: 'old', on: 'table', entries: [{ grantee: 'old', privileges: 2, grantable: 0 }] }],
    };
    const found = renamedFound(foundIn({ ...catalogs, admin: 'old' }), renames);
    expect(JSON.stringify(found)).not.toContain('"old"');
    expect(JSON.stringify(found).replaceAll('"new"', '"old"')).toBe(
      JSON.stringify(foundIn({ ...catalogs, admin: 'old' })),
    );
    expect(
      renamedHeld(
        [
          ['old', '["old","app","table","future"]', 2, 0],
          ['x', '["table","app",null,"old"]', 2, 0],
        ],
        renames,
      ),
    ).toEqual([
      ['new', '["new","app","table","future"]', 2, 0],
      ['x', '["table","app",null,"old"]', 2, 0],
    ]);
    const { statements } = plan(wanted, { objects: OBJECTS, roles: { old: {}, stays: {}, y: {} } });
    const shown = renamedStatements(statements, renames).map(renderStatement).join();
    expect(shown).not.toContain('"old"');
    expect(shown).toContain('FOR ROLE "y" IN SCHEMA "app" GRANT SELECT ON TABLES TO "new"');
    const later = { ...future, do: 'change default privileges', action: 'grant', withGrantOption: false } as const;
    expect(renamedStatements([{ ...later, owners: ['old', 'y'] }], renames)).toEqual([
      { ...later, owners: ['new', 'y'] },
    ]);
    expect(renamedStatements([{ do: 'set role', role: 'old' }], renames)).toEqual([{ do: 'set role', role: 'old' }]);
    expect(renamedStatements(statements, new Map())).toBe(statements);
  });

  test('is found by its OID, and what was declared under its old name is taken back from it', () => {
    const acl = ['new: SELECT on table app.orders by owner'];
    const found = { objects: OBJECTS, roles: { new: { oid: 7 }, other: { oid: 8 } }, acl };
    const prior = declared([select('old', ['orders'])], { mode: 'additive' });
    const at = (oid: number) => ({ prior, rolesBefore: new Map([['old', oid]]) });
    const nothing = declared([], { mode: 'additive' });
    expect(plan(nothing, found, at(7) as never).sql).toEqual(['REVOKE SELECT ON TABLE "app"."orders" FROM "new"']);
    expect(plan(nothing, found, at(9) as never).sql).toEqual([]);
    expect([...plan(nothing, found, at(7) as never).renames]).toEqual([['old', 'new']]);
  });
});

describe('what is taken unasked', () => {
  const acl = [
    'reader: INSERT, SELECT* on table app.orders by owner',
    'alice: SELECT on table app.orders by reader',
    'new: DELETE on table app.items by owner',
  ];
  const defaults = [
    { owner: 'owner', on: 'table' as const, entries: [{ grantee: 'new', privileges: 2, grantable: 0 }] },
  ];
  const wanted = declared([select('reader', ['orders']), select('new', ['orders'])]);
  const taken = (options: Parameters<typeof takesUnasked>[2]) =>
    describeTaken(takesUnasked(plan(wanted, { objects: OBJECTS, acl, defaults }).changes, wanted, options));

  test('by a create is all that goes, with what others lose by it', () => {
    expect(taken({}).sort()).toEqual([
      'alice loses SELECT, given by reader, on table app.orders',
      'new holds DELETE on table app.items',
      'new holds SELECT on future tables of owner',
      'reader holds INSERT on table app.orders',
      'reader holds the grant option for SELECT on table app.orders',
    ]);
  });

  test('by an update is what goes from grantees who join', () => {
    expect(taken({ before: declared([select('reader', ['orders'])]) })).toEqual([
      'new holds DELETE on table app.items',
      'new holds SELECT on future tables of owner',
    ]);
    expect(taken({ before: declared([select('reader'), select('new')]) })).toEqual([]);
  });

  test('is not what goes by itself with what is replaced', () => {
    const replaced = [declared([select('new', ['items'], { privileges: ['DELETE'] })])];
    expect(taken({ before: declared([select('reader', ['orders'])]), replaced })).toEqual([
      'new holds SELECT on future tables of owner',
    ]);
  });

  test('and beyond the review of an update: what nobody saw, of grantees that it knew', () => {
    const { changes } = plan(wanted, { objects: OBJECTS, acl, defaults });
    const seen = (all: string[]) =>
      overReview(changes, [], { before: declared([select('reader', ['orders'])]), seen: new Set(all) }).sort();
    const others = [
      'REVOKE INSERT on table app.orders from reader',
      'REVOKE SELECT on table app.orders from alice, passed on by reader',
      'REVOKE the grant option for SELECT on table app.orders from reader',
    ];
    // An object that was made since is one of all that an entry means.
    expect(seen([])).toEqual(others);
    const orders = foundIn({ objects: OBJECTS }).targets.find(({ name }) => name === 'orders');
    expect(seen([`table ${orders?.oid}`])).toEqual(['GRANT SELECT on table app.orders to new', ...others]);
  });
});

describe('who is read as', () => {
  const found = foundIn({ admin: 'looker', roles: { looker: {}, boss: {} } });
  test('whoever applied last; somebody who may do everything where that is not known', () => {
    expect(asAdmin(found, 'boss')).toEqual({ ...found, admin: 'boss' });
    for (const admin of [undefined, 'gone']) {
      const read = asAdmin(found, admin);
      expect(read.admin).toBe('looker');
      expect(read.roles.map(({ name, superuser }) => [name, superuser])).toEqual(
        found.roles.map(({ name }) => [name, name === 'looker']),
      );
    }
  });
});
