import { labelled } from '../../support/labelled';
import { CASES, usage, useApp } from './app';

describe.each(CASES)('PostgreSQL %d, applied by a %s', (version, admin) => {
  const engine = useApp(version, admin);

  test('authoritative takes whatever else the named hold; additive leaves it, and the unnamed are never touched', async () => {
    const [named, unnamed] = [await engine.role(), await engine.role()];
    await engine.database.query(`
      GRANT SELECT ON app.items TO "${named}", "${unnamed}"; GRANT USAGE ON SEQUENCE app.ids TO "${named}";
      GRANT USAGE ON SCHEMA app TO "${named}", "${unnamed}";
      ALTER DEFAULT PRIVILEGES FOR ROLE "${engine.owner}" GRANT SELECT ON TABLES TO "${named}"`);
    expect(await engine.apply({ mode: 'additive', grants: labelled([usage(named)]) })).toEqual([]);
    expect(await engine.as(named, 'SELECT * FROM app.items')).toBe('ok');
    await engine.apply({ grants: labelled([usage(named)]) });
    expect(await engine.as(named, 'SELECT * FROM app.items')).toBe('permission denied');
    expect(await engine.as(named, "SELECT nextval('app.ids')")).toBe('permission denied');
    expect(await engine.as(unnamed, 'SELECT * FROM app.items')).toBe('ok');
    expect((await engine.plan({ grants: labelled([usage(named)]) })).statements).toEqual([]);
  });

  test('a grant option that was passed on goes with what it gave, which is told and not given anew', async () => {
    const [first, second] = [await engine.role('first'), await engine.role('second')];
    const withOption = {
      grantees: [first],
      on: 'table' as const,
      schemas: ['app'],
      objects: ['orders'],
      privileges: ['SELECT'],
    };
    await engine.apply({ grants: labelled([usage(first), usage(second), { ...withOption, with_grant_option: true }]) });
    expect(await engine.as(first, `GRANT SELECT ON app.orders TO "${second}"`)).toBe('ok');
    const plan = await engine.plan({ grants: labelled([usage(first), withOption]) });
    expect(plan.plan.problems.find(({ code }) => code === 'GRANT_PASSED_ON')).toMatchObject({
      severity: 'warning',
      what: 'One role loses what was passed on by grant options that are revoked',
      value: [`${second} loses SELECT, given by ${first}, on table app.orders`],
    });
    const ran = await engine.apply({ grants: labelled([usage(first), withOption]) });
    expect(ran.filter((sql) => /^GRANT .* ON TABLE/.test(sql))).toEqual([]);
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect(await engine.as(first, 'SELECT * FROM app.orders')).toBe('ok');
    const [row] = await engine.database.query(
      `SELECT has_table_privilege('${first}', 'app.orders', 'SELECT WITH GRANT OPTION') AS still`,
    );
    expect(row).toEqual({ still: false });
    expect((await engine.plan({ grants: labelled([usage(first), withOption]) })).statements).toEqual([]);
  });

  test('a privilege on a table that goes takes none of a column along, but for the option that has to go', async () => {
    const role = await engine.role();
    await engine.database.query(
      `SET ROLE "${engine.owner}"; GRANT INSERT (id) ON app.orders TO "${role}" WITH GRANT OPTION; GRANT INSERT ON app.orders TO "${role}"`,
    );
    const column = { on: 'table' as const, schemas: ['app'], objects: ['orders'], columns: ['id'] };
    const grants = labelled([usage(role), { ...column, grantees: [role], privileges: ['INSERT'] }]);
    await engine.apply({ grants });
    const [holds] =
      await engine.database.query(`SELECT has_column_privilege('${role}', 'app.orders', 'id', 'INSERT') AS may,
      has_column_privilege('${role}', 'app.orders', 'id', 'INSERT WITH GRANT OPTION') AS passes`);
    expect(holds).toEqual({ may: true, passes: false });
    expect((await engine.plan({ grants })).statements).toEqual([]);
  });

  test('an admin that is lent the options of a grantor still acts as the owner where it has to', async () => {
    // PostgreSQL goes through the roles of the admin by their age: the grantor comes first.
    const grantor = await engine.role('grantor');
    const [grantee, owner] = [await engine.role('grantee'), await engine.role('owner')];
    if (admin === 'createrole') await engine.database.query(`GRANT "${owner}" TO "${engine.admin}"`);
    await engine.database.query(`CREATE SCHEMA lent AUTHORIZATION "${owner}"; GRANT USAGE ON SCHEMA lent TO PUBLIC; SET ROLE "${owner}";
      CREATE TABLE lent.t (x int); GRANT SELECT ON lent.t TO "${grantor}" WITH GRANT OPTION; RESET ROLE;
      SET ROLE "${grantor}"; GRANT SELECT (x) ON lent.t TO "${grantee}"; RESET ROLE`);
    const grants = labelled([
      { grantees: [grantor, grantee], on: 'schema' as const, objects: ['lent'], privileges: ['USAGE'] },
    ]);
    await engine.apply({ grants });
    expect((await engine.plan({ grants })).statements).toEqual([]);
    await engine.database.query('DROP SCHEMA lent CASCADE');
  });

  test('what another grantor gave is revoked as that grantor gave it', async () => {
    const [first, second] = [await engine.role('first'), await engine.role('second')];
    const keep = {
      grantees: [first],
      on: 'table' as const,
      schemas: ['app'],
      objects: ['orders'],
      privileges: ['SELECT'],
      with_grant_option: true,
    };
    await engine.apply({ grants: labelled([usage(first), keep]) });
    expect(await engine.as(first, `GRANT SELECT ON app.orders TO "${second}"`)).toBe('ok');
    const ran = (await engine.apply({ grants: labelled([usage(first), keep, usage(second)]) })).join('\n');
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
    const reachable = admin === 'superuser' || version < 16;
    const { codes } = await engine.plan({ grants: labelled([usage(second)]) });
    expect(codes).toEqual(reachable ? [] : ['GRANT_OUT_OF_REACH']);
    await engine.apply({ grants: labelled([usage(second)]) });
    // Where nobody can act as the grantor, the third would have to lose it too: that is left.
    expect(await engine.as(second, 'SELECT * FROM app.orders')).toBe(reachable ? 'permission denied' : 'ok');
    expect(await engine.as(third, 'SELECT * FROM app.orders')).toBe('ok');
    expect(await engine.as(first, 'SELECT * FROM app.orders')).toBe('permission denied');
    const [row] = await engine.database.query(
      `SELECT has_table_privilege('${first}', 'app.orders', 'SELECT WITH GRANT OPTION') AS still`,
    );
    expect(row).toEqual({ still: true });
    expect((await engine.plan({ grants: labelled([usage(second)]) })).statements).toEqual([]);
  });

  test('what a grantor gave who has joined the owner since is revoked as it, or left and told where nobody can', async () => {
    const [first, second] = [await engine.role('one'), await engine.role('two')];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${first}", "${second}";
      GRANT SELECT ON app.items TO "${first}" WITH GRANT OPTION`);
    await engine.as(first, `GRANT SELECT ON app.items TO "${second}"`);
    await engine.database.query(`GRANT "${engine.owner}" TO "${first}"`);
    const reachable = admin === 'superuser' || version < 16;
    const items = { grantees: [second], on: 'table', schemas: ['app'], objects: ['items'], privileges: [] } as const;
    if (!reachable) {
      expect((await engine.plan({ grants: labelled([usage(second)]) })).codes).toEqual(['GRANT_OUT_OF_REACH']);
      await expect(engine.apply({ grants: labelled([usage(second), items]) })).rejects.toThrow(/GRANT_CANNOT_ACT/);
      await engine.database.query(`REVOKE "${engine.owner}" FROM "${first}"`);
    }
    await engine.apply({ grants: labelled([usage(second), items]) });
    expect(await engine.as(second, 'SELECT * FROM app.items')).toBe('permission denied');
  });

  test('is made in the name of the owner, though the admin is given a grant option by the same plan', async () => {
    const reader = await engine.role();
    const on = { on: 'table', schemas: ['app'], objects: ['parts'], privileges: ['SELECT'] } as const;
    const admins = { ...on, grantees: [engine.admin], with_grant_option: true };
    const grants = [...(admin === 'superuser' ? [] : [admins]), { ...on, grantees: [reader] }];
    await engine.apply({ mode: 'additive', grants });
    const rows =
      await engine.database.query(`SELECT pg_get_userbyid(a.grantor) AS by FROM pg_class, aclexplode(relacl) a
      WHERE oid = 'app.parts'::regclass AND a.grantee = '"${reader}"'::regrole`);
    expect(rows).toEqual([{ by: engine.owner }]);
    const prior = engine.full({ mode: 'additive', grants });
    await engine.apply({ mode: 'additive', grants: [] }, { prior });
  });

  test('takes a grant option by which something was given back to the owner', async () => {
    const [delegate, other] = [await engine.role('delegate'), await engine.role('other')];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${delegate}";
      GRANT SELECT ON app.sums TO "${delegate}" WITH GRANT OPTION; GRANT SELECT (id) ON app.orders TO "${delegate}" WITH GRANT OPTION`);
    await engine.as(delegate, `GRANT SELECT ON app.sums TO "${engine.owner}"`);
    await engine.as(delegate, `GRANT SELECT (id) ON app.orders TO "${engine.owner}"`);
    const { codes } = await engine.plan({ grants: [usage(delegate), usage(other)] });
    expect(codes).toEqual([]);
    await engine.apply({ grants: [usage(delegate), usage(other)] });
    expect(await engine.as(delegate, 'SELECT FROM app.sums')).toBe('permission denied');
    expect(await engine.as(delegate, 'SELECT id FROM app.orders')).toBe('permission denied');
    expect(await engine.as(engine.owner, 'SELECT FROM app.sums')).toBe('ok');
  });

  test('what belongs to somebody who may not use its schema is granted and taken all the same', async () => {
    const [stranger, reader] = [await engine.role('stranger'), await engine.role('reader')];
    await engine.database.query(`CREATE TABLE app.odd (id int); ALTER TABLE app.odd OWNER TO "${stranger}"`);
    if (admin === 'createrole' && version >= 16) {
      await engine.database.query(`GRANT "${stranger}" TO "${engine.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    }
    const odd = {
      grantees: [reader],
      on: 'table',
      schemas: ['app'],
      objects: ['odd'],
      privileges: ['SELECT'],
    } as const;
    await engine.apply({ grants: [usage(reader), odd] });
    expect(await engine.as(reader, 'SELECT FROM app.odd')).toBe('ok');
    expect(await engine.as(stranger, 'SELECT FROM app.odd')).toBe('permission denied');
    await engine.apply({ grants: [usage(reader)] });
    expect(await engine.as(reader, 'SELECT FROM app.odd')).toBe('permission denied');
    await engine.database.query(`ALTER SCHEMA app OWNER TO "${engine.database.server.superuser}"`);
    const { codes, plan } = await engine.plan({ grants: [odd] });
    await engine.database.query(`ALTER SCHEMA app OWNER TO "${engine.owner}"; DROP TABLE app.odd`);
    if (admin === 'superuser') return;
    expect(codes).toContain('GRANT_CANNOT_ACT');
    expect(plan.problems.map(({ what }) => what).join()).toContain('it may not use schema app');
  });

  test('the owner is never looked at, in its own table or anywhere it is named', async () => {
    await engine.database.query(`GRANT SELECT ON app.orders TO "${engine.owner}" WITH GRANT OPTION`);
    expect(await engine.apply({ grants: labelled([usage(engine.owner)]) })).toEqual([]);
  });
});
