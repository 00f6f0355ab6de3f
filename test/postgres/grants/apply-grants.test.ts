import { serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from './engine';

const ADMINS = ['superuser', 'createrole'] as const;
const CASES = serverVersions(['default']).flatMap((version) => ADMINS.map((admin) => [version, admin] as const));

describe.each(CASES)('PostgreSQL %d, applied by a %s', (version, admin) => {
  let engine: Engine;
  let owner: string;

  beforeAll(async () => {
    engine = await engineOn(version, admin);
    owner = await engine.role('owner');
    await engine.database.query(`
      CREATE SCHEMA app AUTHORIZATION "${owner}";
      SET ROLE "${owner}";
      CREATE TABLE app.orders (id int, total int);
      CREATE TABLE app.items (id int);
      CREATE VIEW app.recent AS SELECT 1 AS one;
      CREATE MATERIALIZED VIEW app.sums AS SELECT 1 AS one;
      CREATE TABLE app.parts (id int) PARTITION BY RANGE (id);
      CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
      CREATE SEQUENCE app.ids;
      CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
      CREATE FUNCTION app.add(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b';
      CREATE PROCEDURE app.tidy(n int) LANGUAGE sql AS 'SELECT 1';
      CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int);
      CREATE TYPE app.mood AS ENUM ('good', 'bad');
      RESET ROLE;`);
    // From 16 on, CREATEROLE manages only what it has ADMIN OPTION for.
    if (admin === 'createrole' && version >= 16) {
      await engine.database.query(`GRANT "${owner}" TO "${engine.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    }
  });
  afterAll(() => engine.close());

  afterEach(async () => {
    const lent = await engine.database.query(
      `SELECT 1 FROM pg_auth_members WHERE roleid = '"${owner}"'::regrole AND member = '"${engine.admin}"'::regrole
       ${version >= 16 ? 'AND (inherit_option OR set_option)' : ''}`,
    );
    expect(lent).toEqual([]);
  });

  const usage = (grantee: string) => ({ grantee, on: 'schema', objects: ['app'], privileges: ['USAGE'] }) as const;

  test('a role can do what was granted, and nothing more once it is taken back', async () => {
    const role = await engine.role();
    const table = (privileges: string[]) => ({
      grants: [usage(role), { grantee: role, on: 'table' as const, schema: 'app', objects: ['orders'], privileges }],
    });
    await engine.apply(table(['SELECT']));
    expect(await engine.as(role, 'SELECT * FROM app.orders')).toBe('ok');
    expect(await engine.as(role, 'INSERT INTO app.orders VALUES (1)')).toBe('permission denied');
    expect(await engine.as(role, 'SELECT * FROM app.items')).toBe('permission denied');
    await engine.apply(table(['SELECT', 'INSERT', 'UPDATE']));
    expect(await engine.as(role, 'INSERT INTO app.orders VALUES (1); UPDATE app.orders SET id = 2')).toBe('ok');
    expect(await engine.as(role, 'DELETE FROM app.orders')).toBe('permission denied');
    expect(await engine.apply(table(['SELECT', 'INSERT', 'UPDATE']))).toEqual([]);
    await engine.apply(table([]));
    expect(await engine.as(role, 'SELECT * FROM app.orders')).toBe('permission denied');
  });

  test('a whole schema covers every kind of table, and the next plan is empty', async () => {
    const role = await engine.role();
    const declared = {
      grants: [
        usage(role),
        { grantee: role, on: 'table' as const, schema: 'app', privileges: ['ALL'] },
        { grantee: role, on: 'sequence' as const, schema: 'app', privileges: ['ALL'] },
        { grantee: role, on: 'routine' as const, schema: 'app', privileges: ['EXECUTE'] },
        { grantee: role, on: 'type' as const, schema: 'app', privileges: ['USAGE'] },
      ],
    };
    const ran = await engine.apply(declared);
    expect(ran.filter((each) => each.includes('ALL TABLES IN SCHEMA "app"'))).toHaveLength(1);
    expect((await engine.plan(declared)).statements).toEqual([]);
    for (const name of ['orders', 'recent', 'sums', 'parts']) {
      expect(await engine.as(role, `SELECT * FROM app.${name}`)).toBe('ok');
    }
    expect(await engine.as(role, "SELECT nextval('app.ids')")).toBe('ok');
    await engine.apply({}, { prior: { database: engine.database.name, ...declared } });
    expect(await engine.as(role, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect((await engine.plan({ grants: [{ ...usage(role), privileges: [] }] })).statements).toEqual([]);
  });

  test('a column grant reaches that column alone, and survives a revoke on the table', async () => {
    const role = await engine.role();
    const columns = { grantee: role, on: 'table' as const, schema: 'app', objects: ['orders'], columns: ['id'] };
    const whole = { grantee: role, on: 'table' as const, schema: 'app', objects: ['orders'] };
    await engine.apply({
      grants: [usage(role), { ...columns, privileges: ['SELECT', 'UPDATE'] }, { ...whole, privileges: ['SELECT'] }],
    });
    await engine.apply({ grants: [usage(role), { ...columns, privileges: ['SELECT', 'UPDATE'] }] });
    expect(await engine.as(role, 'SELECT id FROM app.orders')).toBe('ok');
    expect(await engine.as(role, 'UPDATE app.orders SET id = 1')).toBe('ok');
    expect(await engine.as(role, 'SELECT total FROM app.orders')).toBe('permission denied');
    expect(
      (await engine.plan({ grants: [usage(role), { ...columns, privileges: ['SELECT', 'UPDATE'] }] })).statements,
    ).toEqual([]);
  });

  test('EXECUTE taken from PUBLIC and given to one role lets that one call', async () => {
    const [one, other] = [await engine.role(), await engine.role()];
    const declared = {
      grants: [
        usage(one),
        usage(other),
        { grantee: 'public', on: 'routine' as const, schema: 'app', privileges: [] },
        {
          grantee: one,
          on: 'function' as const,
          schema: 'app',
          objects: ['add(integer, int)'],
          privileges: ['EXECUTE'],
        },
        { grantee: one, on: 'procedure' as const, schema: 'app', objects: ['tidy'], privileges: ['EXECUTE'] },
      ],
    };
    await engine.apply(declared);
    expect(await engine.as(one, 'SELECT app.add(1, 2)')).toBe('ok');
    expect(await engine.as(one, 'CALL app.tidy(1)')).toBe('ok');
    expect(await engine.as(one, "SELECT app.add('a'::text, 'b'::text)")).toBe('permission denied');
    expect(await engine.as(other, 'SELECT app.add(1, 2)')).toBe('permission denied');
    expect(await engine.as(other, 'CALL app.tidy(1)')).toBe('permission denied');
    expect((await engine.plan(declared)).statements).toEqual([]);
  });

  test('CONNECT and CREATE on the database follow the declaration', async () => {
    const role = await engine.role();
    const shut = { grantee: 'public', on: 'database' as const, privileges: [] };
    const database = (privileges: string[]) => ({
      grants: [shut, { grantee: role, on: 'database' as const, privileges }],
    });
    await engine.apply(database(['CONNECT']));
    expect(await engine.as(role, 'CREATE SCHEMA mine')).toBe('permission denied');
    await engine.apply(database(['CONNECT', 'CREATE']));
    expect(await engine.as(role, 'BEGIN; CREATE SCHEMA mine; ROLLBACK')).toBe('ok');
    await engine.apply(database([]));
    expect(await engine.as(role, 'SELECT 1')).toBe('permission denied');
    const warned = await engine.plan({ grants: [shut, usage(role)] });
    expect(warned.codes).toContain('GRANT_OF_NO_USE');
    await engine.apply({ grants: [{ ...shut, privileges: ['CONNECT', 'TEMP'] }] });
  });

  test('default privileges hold for what is made afterwards, in a schema and everywhere', async () => {
    const role = await engine.role();
    const step = (schema: string | undefined, privileges: string[]) => ({
      grants: [usage(role)],
      default_privileges: [{ owner, schema, on: 'table' as const, grantee: role, privileges }],
    });
    let count = 0;
    const made = async () => {
      const name = `app.later_${version}_${admin}_${count++}`;
      await engine.database.query(`SET ROLE "${owner}"; CREATE TABLE ${name} (id int)`);
      return [await engine.as(role, `SELECT * FROM ${name}`), await engine.as(role, `UPDATE ${name} SET id = 1`)];
    };
    await engine.apply(step('app', []));
    expect(await made()).toEqual(['permission denied', 'permission denied']);
    await engine.apply(step('app', ['SELECT']));
    expect(await made()).toEqual(['ok', 'permission denied']);
    // Grants that came by default are there, and are not declared: the next apply takes them.
    await engine.apply(step(undefined, ['SELECT', 'UPDATE']));
    expect(await made()).toEqual(['ok', 'ok']);
    await engine.apply(step(undefined, []));
    expect(await made()).toEqual(['permission denied', 'permission denied']);
    expect((await engine.plan(step(undefined, []))).statements).toEqual([]);
  });

  test('EXECUTE of functions to come can be taken from PUBLIC', async () => {
    const declared = {
      default_privileges: [{ owner, on: 'function' as const, grantee: 'public', privileges: [] }],
    };
    await engine.apply(declared);
    await engine.database.query(
      `SET ROLE "${owner}"; CREATE FUNCTION app.later() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    const role = await engine.role();
    await engine.apply({ grants: [usage(role)] });
    expect(await engine.as(role, 'SELECT app.later()')).toBe('permission denied');
    expect((await engine.plan(declared)).statements).toEqual([]);
    await engine.apply({ default_privileges: [{ owner, on: 'function', grantee: 'public', privileges: ['EXECUTE'] }] });
  });

  test('authoritative takes whatever else the named hold; additive leaves it, and the unnamed are never touched', async () => {
    const [named, unnamed] = [await engine.role(), await engine.role()];
    await engine.database.query(`
      GRANT SELECT ON app.items TO "${named}", "${unnamed}"; GRANT USAGE ON SEQUENCE app.ids TO "${named}";
      GRANT USAGE ON SCHEMA app TO "${named}", "${unnamed}";
      ALTER DEFAULT PRIVILEGES FOR ROLE "${owner}" GRANT SELECT ON TABLES TO "${named}"`);
    expect(await engine.apply({ mode: 'additive', grants: [usage(named)] })).toEqual([]);
    expect(await engine.as(named, 'SELECT * FROM app.items')).toBe('ok');
    await engine.apply({ grants: [usage(named)] });
    expect(await engine.as(named, 'SELECT * FROM app.items')).toBe('permission denied');
    expect(await engine.as(named, "SELECT nextval('app.ids')")).toBe('permission denied');
    expect(await engine.as(unnamed, 'SELECT * FROM app.items')).toBe('ok');
    expect((await engine.plan({ grants: [usage(named)] })).statements).toEqual([]);
  });

  test('a grant option that was passed on goes, and those it was passed to are not broken silently', async () => {
    const [first, second] = [await engine.role('first'), await engine.role('second')];
    const withOption = {
      grantee: first,
      on: 'table' as const,
      schema: 'app',
      objects: ['orders'],
      privileges: ['SELECT'],
    };
    await engine.apply({ grants: [usage(first), usage(second), { ...withOption, with_grant_option: true }] });
    expect(await engine.as(first, `GRANT SELECT ON app.orders TO "${second}"`)).toBe('ok');
    const plan = await engine.plan({ grants: [usage(first), withOption] });
    expect(plan.codes).toContain('GRANT_PASSED_ON');
    await engine.apply({ grants: [usage(first), withOption] });
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe('ok');
    const [row] = await engine.database.query(
      `SELECT has_table_privilege('${first}', 'app.orders', 'SELECT WITH GRANT OPTION') AS still`,
    );
    expect(row).toEqual({ still: false });
    await engine.apply({ grants: [usage(second), usage(first)] });
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe('permission denied');
  });

  test('what another grantor gave is revoked as that grantor gave it', async () => {
    const [first, second] = [await engine.role('first'), await engine.role('second')];
    const keep = {
      grantee: first,
      on: 'table' as const,
      schema: 'app',
      objects: ['orders'],
      privileges: ['SELECT'],
      with_grant_option: true,
    };
    await engine.apply({ grants: [usage(first), keep] });
    expect(await engine.as(first, `GRANT SELECT ON app.orders TO "${second}"`)).toBe('ok');
    const ran = (await engine.apply({ grants: [usage(first), keep, usage(second)] })).join('\n');
    // An admin that cannot become the grantor goes by the grant option that it holds, and gives that back.
    const direct = admin === 'superuser' || version < 16;
    expect(ran).toContain(direct ? `SET LOCAL ROLE "${first}"` : 'REVOKE GRANT OPTION FOR SELECT');
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect(await engine.as(first, 'SELECT * FROM app.orders')).toBe('ok');
  });

  test('what a grantor gave who no longer gets to the object is revoked all the same', async () => {
    const [first, second, third] = [await engine.role('one'), await engine.role('two'), await engine.role('three')];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${first}", "${third}";
      GRANT SELECT ON app.orders TO "${first}" WITH GRANT OPTION`);
    await engine.as(first, `GRANT SELECT ON app.orders TO "${second}", "${third}"`);
    await engine.database.query(`REVOKE USAGE ON SCHEMA app FROM "${first}"`);
    await engine.apply({ grants: [usage(second)] });
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect(await engine.as(third, 'SELECT * FROM app.orders')).toBe('ok');
    const [row] = await engine.database.query(
      `SELECT has_table_privilege('${first}', 'app.orders', 'SELECT WITH GRANT OPTION') AS still`,
    );
    expect(row).toEqual({ still: true });
    expect((await engine.plan({ grants: [usage(second)] })).statements).toEqual([]);
  });

  test('what a grantor gave who has joined the owner since nobody can revoke, which is told', async () => {
    const [first, second] = [await engine.role('one'), await engine.role('two')];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${first}", "${second}";
      GRANT SELECT ON app.items TO "${first}" WITH GRANT OPTION`);
    await engine.as(first, `GRANT SELECT ON app.items TO "${second}"`);
    await engine.database.query(`GRANT "${owner}" TO "${first}"`);
    await expect(engine.apply({ grants: [usage(second)] })).rejects.toThrow(/GRANT_CANNOT_ACT/);
    await engine.database.query(`REVOKE "${owner}" FROM "${first}"`);
    await engine.apply({ grants: [usage(second)] });
    expect(await engine.as(second, 'SELECT * FROM app.items')).toBe('permission denied');
  });

  test('the owner is never looked at, in its own table or anywhere it is named', async () => {
    await engine.database.query(`GRANT SELECT ON app.orders TO "${owner}" WITH GRANT OPTION`);
    expect(await engine.apply({ grants: [usage(owner)] })).toEqual([]);
  });
});
