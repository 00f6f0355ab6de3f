import { leavingScope, planLeaving, renderStatement } from '../../../../src/postgres/grants';
import { type Catalogs, declared, foundIn, plan, select } from '../catalogs';

const OBJECTS = { 'table app.orders': 'owner', 'table app.mine': 'leaver', 'table pg_temp_12.t': 'owner' };

describe('a role that is dropped', () => {
  const leave = (catalogs: Catalogs, shared = false) => {
    const made = planLeaving({ role: 'leaver', shared }, foundIn({ objects: OBJECTS, ...catalogs }));
    return { ...made, sql: made.statements.map(renderStatement) };
  };

  test('holds nothing any more, nor does anybody by its giving', () => {
    const acl = [
      'leaver: SELECT* on table app.orders by owner',
      'alice: SELECT on table app.orders by leaver',
      'leaver: USAGE on schema app by owner',
    ];
    const defaults = [
      { owner: 'owner', on: 'table' as const, entries: [{ grantee: 'leaver', privileges: 2, grantable: 0 }] },
    ];
    const { sql, lost, lostByOthers, changes, problems } = leave({ acl, defaults });
    expect(sql).toEqual([
      'REVOKE SELECT ON TABLE "app"."orders" FROM "leaver" CASCADE',
      'ALTER DEFAULT PRIVILEGES FOR ROLE "owner" REVOKE SELECT ON TABLES FROM "leaver"',
      'REVOKE USAGE ON SCHEMA "app" FROM "leaver"',
    ]);
    expect(lost).toEqual([
      'leaver holds USAGE on schema app',
      'leaver holds SELECT on table app.orders',
      'leaver holds SELECT on future tables of owner',
    ]);
    expect(lostByOthers).toEqual(['alice loses SELECT, given by leaver, on table app.orders']);
    expect(changes.map(({ kind, cause, grantees }) => `${kind} ${cause} ${grantees}`)).toEqual([
      'privilege destroy leaver',
      'privilege destroy leaver',
      'privilege cascade alice',
      'default_privilege destroy leaver',
    ]);
    expect(problems).toEqual([]);
  });

  test('has given what it gave on objects of others, though it holds nothing there now', () => {
    const acl = ['leaver: SELECT on table app.orders by owner', 'alice: SELECT on table app.orders by leaver'];
    const { lostByOthers, sql } = leave({ acl });
    expect(lostByOthers).toEqual(['alice loses SELECT, given by leaver, on table app.orders']);
    expect(sql.join()).toContain('FROM "alice"');
    // What it gives on its own goes with the object.
    expect(leave({ acl: ['alice: SELECT on table app.mine by leaver'] }).sql).toEqual([]);
  });

  test('and even to an owner, who has it by nature', () => {
    const acl = ['leaver: SELECT* on table app.orders by owner', 'owner: SELECT on table app.orders by leaver'];
    expect(leave({ acl }).lostByOthers).toEqual(['owner loses SELECT, given by leaver, on table app.orders']);
  });

  test('leaves what is of the server where that is meant, too', () => {
    const objects = { ...OBJECTS, 'tablespace fast': 'owner' };
    const acl = ['leaver: CREATE on tablespace fast by owner'];
    expect(leave({ objects, acl }, true).sql).toEqual(['REVOKE CREATE ON TABLESPACE "fast" FROM "leaver"']);
    expect(leave({ objects, acl }, false).sql).toEqual([]);
  });

  test('is told of temporary objects, where only a superuser gets', () => {
    const acl = ['leaver: SELECT on table pg_temp_12.t by owner'];
    expect(leave({ acl }).temporary).toEqual([]);
    const me = { admin: 'me', memberships: { 'me in owner': {} }, acl };
    expect(leave(me).temporary).toEqual(['table pg_temp_12.t']);
    for (const schema of ['pg_temp_x', 'pg_temp_1x', 'xpg_temp_1', 'app']) {
      const objects = { [`table ${schema}.t`]: 'owner' };
      expect(leave({ ...me, objects, acl: [`leaver: SELECT on table ${schema}.t by owner`] }).temporary).toEqual([]);
    }
  });

  test('that is nowhere needs no statement; to find it all of the server is read where that is meant', () => {
    expect(leave({}).sql).toEqual([]);
    const nothing = { wholeSchemas: [], columnsOf: [], named: [], temporary: true, grantees: ['leaver'] };
    expect(leavingScope({ role: 'leaver', shared: true })).toEqual({ ...nothing, everyDatabase: true });
    expect(leavingScope({ role: 'leaver', shared: false })).toEqual({ ...nothing, everyDatabase: false });
  });
});

describe('what an additive resource found there', () => {
  const additive = (entries: Parameters<typeof declared>[0], more: object = {}) =>
    declared(entries, { mode: 'additive', ...more });
  const orders = select('reader', ['orders'], { privileges: ['SELECT', 'INSERT'], with_grant_option: true });
  const acl = ['reader: SELECT*, INSERT, DELETE on table app.orders by owner'];
  const nothing = additive([]);

  test('is remembered, and stays when the resource goes', () => {
    const { alreadyHeld } = plan(additive([orders]), { objects: OBJECTS, acl });
    expect(alreadyHeld).toEqual([['reader', '["table","app",null,"orders"]', 3, 2]]);
    const after = { objects: OBJECTS, acl: ['reader: SELECT*, INSERT*, DELETE on table app.orders by owner'] };
    expect(plan(nothing, after, { prior: additive([orders]), alreadyHeld }).sql).toEqual([
      'REVOKE GRANT OPTION FOR INSERT ON TABLE "app"."orders" FROM "reader"',
    ]);
    expect(plan(nothing, after, { prior: additive([orders]) }).sql).toEqual([
      'REVOKE SELECT, INSERT ON TABLE "app"."orders" FROM "reader"',
    ]);
    // Held by somebody else.
    const other = [['writer', '["table","app",null,"orders"]', 3, 2]] as const;
    expect(plan(nothing, after, { prior: additive([orders]), alreadyHeld: other }).sql).toHaveLength(1);
  });

  test('is not what it gave itself before, nor what an ignored grantor gave', () => {
    expect(plan(additive([orders]), { objects: OBJECTS, acl }, { prior: additive([orders]) }).alreadyHeld).toEqual([]);
    const ignoring = { objects: OBJECTS, acl: ['reader: SELECT on table app.orders by connector'] };
    expect(plan(additive([orders], { ignore_grantors: ['connector'] }), ignoring).alreadyHeld).toEqual([]);
    expect(plan(additive([orders]), ignoring).alreadyHeld).toEqual([['reader', '["table","app",null,"orders"]', 2, 0]]);
    expect(plan(declared([orders]), { objects: OBJECTS, acl }).alreadyHeld).toEqual([]);
  });

  test('of default privileges, too', () => {
    const future = { owners: ['owner'], on: 'table', grantees: ['reader'], privileges: ['SELECT', 'INSERT'] };
    const later = additive([], { default_privileges: { it: future } });
    const row = (privileges: number, more: object = {}) => ({
      defaults: [
        { owner: 'owner', on: 'table' as const, entries: [{ grantee: 'reader', privileges, grantable: 0 }], ...more },
      ],
    });
    const { alreadyHeld } = plan(later, row(2));
    expect(alreadyHeld).toEqual([['reader', '["owner",null,"table","future"]', 2, 0]]);
    expect(plan(later, row(2, { schema: 'app' })).alreadyHeld).toEqual([]);
    expect(plan(later, row(2), { prior: later }).alreadyHeld).toEqual([]);
    expect(plan(nothing, row(3), { prior: later, alreadyHeld }).sql).toEqual([
      'ALTER DEFAULT PRIVILEGES FOR ROLE "owner" REVOKE INSERT ON TABLES FROM "reader"',
    ]);
  });

  test('of a function as 0.1.0 wrote its signature', () => {
    const objects = {
      'function app.f(integer)': 'owner',
      'function app.f(text)': 'owner',
      'function app.g(integer)': 'owner',
    };
    const call = { grantees: ['reader'], on: 'function' as const, schemas: ['app'], privileges: ['EXECUTE'] };
    const held = [['reader', '["function","app",null,"f(int4)"]', 1 << 7, 0]] as const;
    const all = ['f(integer)', 'f(text)', 'g(integer)'].map(
      (name) => `reader: EXECUTE on function app.${name} by owner`,
    );
    expect(plan(nothing, { objects, acl: all }, { prior: additive([call]), alreadyHeld: held }).sql).toEqual([
      'REVOKE EXECUTE ON FUNCTION "app"."f"("pg_catalog"."text"), "app"."g"(integer) FROM "reader"',
    ]);
  });
});
