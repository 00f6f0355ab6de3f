import { CASES, usage, useApp } from './app';

describe.each(CASES)('PostgreSQL %d, applied by a %s', (version, admin) => {
  const engine = useApp(version, admin);

  test('a role can do what was granted, and nothing more once it is taken back', async () => {
    const role = await engine.role();
    const table = (privileges: string[]) => ({
      grants: [
        usage(role),
        { grantees: [role], on: 'table' as const, schemas: ['app'], objects: ['orders'], privileges },
      ],
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
        { grantees: [role], on: 'table' as const, schemas: ['app'], privileges: ['ALL'] },
        { grantees: [role], on: 'sequence' as const, schemas: ['app'], privileges: ['ALL'] },
        { grantees: [role], on: 'routine' as const, schemas: ['app'], privileges: ['EXECUTE'] },
        { grantees: [role], on: 'type' as const, schemas: ['app'], privileges: ['USAGE'] },
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
    const columns = { grantees: [role], on: 'table' as const, schemas: ['app'], objects: ['orders'], columns: ['id'] };
    const whole = { grantees: [role], on: 'table' as const, schemas: ['app'], objects: ['orders'] };
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
        { grantees: ['public'], on: 'routine' as const, schemas: ['app'], privileges: [] },
        {
          grantees: [one],
          on: 'function' as const,
          schemas: ['app'],
          objects: ['add(integer, int)'],
          privileges: ['EXECUTE'],
        },
        { grantees: [one], on: 'procedure' as const, schemas: ['app'], objects: ['tidy'], privileges: ['EXECUTE'] },
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
    const shut = { grantees: ['public'], on: 'database' as const, privileges: [] };
    const database = (privileges: string[]) => ({
      grants: [shut, { grantees: [role], on: 'database' as const, privileges }],
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
      default_privileges: [
        {
          owners: [engine.owner],
          ...(schema !== undefined && { schemas: [schema] }),
          on: 'table' as const,
          grantees: [role],
          privileges,
        },
      ],
    });
    let count = 0;
    const made = async () => {
      const name = `app.later_${version}_${admin}_${count++}`;
      await engine.database.query(`SET ROLE "${engine.owner}"; CREATE TABLE ${name} (id int)`);
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
      default_privileges: [{ owners: [engine.owner], on: 'function' as const, grantees: ['public'], privileges: [] }],
    };
    await engine.apply(declared);
    await engine.database.query(
      `SET ROLE "${engine.owner}"; CREATE FUNCTION app.later() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    const role = await engine.role();
    await engine.apply({ grants: [usage(role)] });
    expect(await engine.as(role, 'SELECT app.later()')).toBe('permission denied');
    expect((await engine.plan(declared)).statements).toEqual([]);
    await engine.apply({
      default_privileges: [{ owners: [engine.owner], on: 'function', grantees: ['public'], privileges: ['EXECUTE'] }],
    });
  });

  test("PUBLIC's built-in EXECUTE stays when the entry that named it leaves, in both modes", async () => {
    const open = {
      grantees: ['public'],
      on: 'function',
      schemas: ['app'],
      objects: ['untouched()'],
      privileges: ['EXECUTE'],
    } as const;
    const role = await engine.role();
    await engine.apply({ grants: [usage(role)] });
    await engine.database.query(`CREATE OR REPLACE FUNCTION app.untouched() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
    if (admin !== 'superuser') await engine.database.query(`ALTER FUNCTION app.untouched() OWNER TO "${engine.admin}"`);
    await engine.database.query('GRANT EXECUTE ON FUNCTION app.untouched() TO PUBLIC');
    for (const mode of ['authoritative', 'additive'] as const) {
      const prior = engine.full({ mode, grants: [open] });
      expect(await engine.apply({ mode, grants: [open] })).toEqual([]);
      await engine.apply({ mode, grants: [] }, { prior });
      expect(await engine.as(role, 'SELECT app.untouched()')).toBe('ok');
    }
  });

  test('what was granted on a column that is dropped is nowhere in the way', async () => {
    const role = await engine.role();
    await engine.database.query(`ALTER TABLE app.items ADD COLUMN gone int;
      GRANT SELECT (gone), UPDATE (gone), SELECT (id) ON app.items TO "${role}"; ALTER TABLE app.items DROP COLUMN gone`);
    const ran = await engine.apply({ grants: [usage(role)] });
    expect(ran.filter((sql) => sql.startsWith('REVOKE') && sql.includes('"items"'))).toEqual([
      `REVOKE SELECT ("id") ON TABLE "app"."items" FROM "${role}"`,
    ]);
    expect((await engine.plan({ grants: [usage(role)] })).statements).toEqual([]);
    const [{ left } = {}] = await engine.database.query(
      `SELECT attname AS left FROM pg_attribute WHERE attrelid = 'app.items'::regclass AND attisdropped`,
    );
    const named = {
      grantees: [role],
      on: 'table',
      schemas: ['app'],
      objects: ['items'],
      privileges: ['SELECT'],
    } as const;
    const { codes } = await engine.plan({ grants: [usage(role), { ...named, columns: [String(left)] }] });
    expect(codes).toContain('GRANT_OBJECT_MISSING');
  });
});
