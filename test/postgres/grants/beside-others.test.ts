import { exportGrants, exportScope, readGrants } from '../../../src/postgres/grants';
import { CASES, usage, useApp } from './app';

describe.each(CASES)('beside others who give access, on PostgreSQL %d, applied by a %s', (version, admin) => {
  const engine = useApp(version, admin);
  const orders = (grantee: string, privileges: string[], option = false) => ({
    grantees: [grantee],
    on: 'table' as const,
    schemas: ['app'],
    objects: ['orders'],
    privileges,
    with_grant_option: option,
  });
  /** A role that gives access for a time: it may use the schema, and holds SELECT with grant option. */
  async function giver(): Promise<string> {
    const name = await engine.role('giver');
    await engine.database.query(
      `GRANT USAGE ON SCHEMA app TO "${name}"; GRANT SELECT ON app.orders TO "${name}" WITH GRANT OPTION`,
    );
    return name;
  }
  const grantors = async (grantee: string) =>
    (
      await engine.database.query(
        `SELECT pg_get_userbyid(a.grantor) AS grantor FROM pg_class, aclexplode(relacl) a
         WHERE oid = 'app.orders'::regclass AND a.grantee = '"${grantee}"'::regrole ORDER BY 1`,
      )
    ).map(({ grantor }) => grantor);

  test('what a giver passed on is never given anew by the owner, at apply and at destroy', async () => {
    const [delegate, alice] = [await engine.role('delegate'), await engine.role('alice')];
    const declared = { grants: [usage(delegate), usage(alice), orders(delegate, ['SELECT'], true)] };
    await engine.apply(declared);
    await engine.as(delegate, `GRANT SELECT ON app.orders TO "${alice}"`);
    const nothing = { mode: 'additive', grants: {} } as const;
    const destroy = await engine.plan(nothing, declared);
    expect(destroy.codes).toEqual(['GRANT_PASSED_ON']);
    expect(destroy.statements.filter((sql) => /^GRANT .* ON TABLE/.test(sql))).toEqual([]);
    await engine.apply(nothing, { prior: { database: engine.database.name, ...declared } });
    expect(await grantors(alice)).toEqual([]);
    expect((await engine.plan(nothing, declared)).statements).toEqual([]);
  });

  test('what an ignored grantor gave is no drift, is not revoked, and fulfils nothing that is declared', async () => {
    const [who, alice, bob] = [await giver(), await engine.role('alice'), await engine.role('bob')];
    await engine.as(who, `GRANT SELECT ON app.orders TO "${alice}", "${bob}"`);
    const ignore_grantors = [who];
    const grants = [usage(alice), usage(bob), orders(bob, ['SELECT'])];
    await engine.apply({ ignore_grantors, grants });
    expect(await grantors(alice)).toEqual([who]);
    expect(await grantors(bob)).toEqual([who, engine.owner].sort());
    expect((await engine.plan({ ignore_grantors, grants })).statements).toEqual([]);
    await engine.as(who, `REVOKE SELECT ON app.orders FROM "${alice}", "${bob}"`);
    expect((await engine.plan({ ignore_grantors, grants })).statements).toEqual([]);
    expect(await engine.as(alice, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect(await engine.as(bob, 'SELECT * FROM app.orders')).toBe('ok');
  });

  test('what an ignored grantor gave is not exported', async () => {
    const [who, alice] = [await giver(), await engine.role('alice')];
    await engine.as(who, `GRANT SELECT ON app.orders TO "${alice}"`);
    const exported = (ignoreGrantors: string[]) =>
      engine.server.use(
        async (session) =>
          exportGrants(await readGrants(session, exportScope({ grantees: [alice] })), {
            grantees: [alice],
            ignoreGrantors,
          }),
        engine.database.name,
      );
    expect(Object.values((await exported([])).grants ?? {})).toHaveLength(1);
    expect(await exported([who])).toMatchObject({ grants: {}, ignore_grantors: [who] });
  });

  test('who cannot be told apart from the owner is named in a warning', async () => {
    const [alice, member] = [await engine.role('alice'), await engine.role('member')];
    await engine.database.query(`GRANT "${engine.owner}" TO "${member}"`);
    for (const ignored of ['postgres', member, engine.owner]) {
      const { plan } = await engine.plan({ ignore_grantors: [ignored], grants: [usage(alice)] });
      const told = plan.problems.filter(({ code }) => code === 'GRANTOR_NOT_TOLD_APART');
      expect(told).toMatchObject([{ severity: 'warning', value: ignored, path: ['ignore_grantors', 0] }]);
    }
    const { codes } = await engine.plan({ ignore_grantors: [await giver()], grants: [usage(alice)] });
    expect(codes).toEqual([]);
  });

  test.each([
    ['a', 'z', 'm'],
    ['m', 'a', 'z'],
    ['z', 'm', 'a'],
    ['a', 'm', 'z'],
    ['m', 'z', 'a'],
    ['z', 'a', 'm'],
  ])('a chain of %s, %s and %s goes, whatever the order of names', async (...names) => {
    const [first, second, third] = [
      await engine.role(names[0]),
      await engine.role(names[1]),
      await engine.role(names[2]),
    ];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${first}", "${second}", "${third}";
      GRANT INSERT ON app.items TO "${first}" WITH GRANT OPTION`);
    await engine.as(first, `GRANT INSERT ON app.items TO "${second}" WITH GRANT OPTION`);
    await engine.as(second, `GRANT INSERT ON app.items TO "${third}"`);
    const items = (grantee: string) => ({ ...orders(grantee, []), objects: ['items'] });
    const grants = [usage(second), usage(third), items(second), items(third)];
    const declared = admin === 'superuser' || version < 16 ? grants : [usage(first), items(first), ...grants];
    await engine.apply({ grants: declared });
    expect(await engine.as(third, 'INSERT INTO app.items VALUES (1)')).toBe('permission denied');
    expect((await engine.plan({ grants: declared })).statements).toEqual([]);
  });

  test('an option held from the owner and from a delegate goes with what rests on it', async () => {
    const [delegate, middle, last] = [
      await engine.role('delegate'),
      await engine.role('middle'),
      await engine.role('last'),
    ];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${delegate}", "${middle}", "${last}";
      GRANT DELETE ON app.items TO "${delegate}", "${middle}" WITH GRANT OPTION`);
    await engine.as(delegate, `GRANT DELETE ON app.items TO "${middle}" WITH GRANT OPTION`);
    await engine.as(middle, `GRANT DELETE ON app.items TO "${last}"`);
    const grants = [usage(delegate), usage(middle)];
    const { plan } = await engine.plan({ grants });
    expect(plan.problems.find(({ code }) => code === 'GRANT_PASSED_ON')?.value).toEqual([
      `${last} loses DELETE, given by ${middle}, on table app.items`,
    ]);
    await engine.apply({ grants });
    expect(await engine.as(last, 'DELETE FROM app.items')).toBe('permission denied');
    expect((await engine.plan({ grants })).statements).toEqual([]);
  });

  test('what was passed on on a column by an option on the table that is gone can be taken', async () => {
    const [who, alice] = [await giver(), await engine.role('alice')];
    await engine.database.query(`GRANT USAGE ON SCHEMA app TO "${alice}"`);
    await engine.as(who, `GRANT SELECT (id) ON app.orders TO "${alice}"`);
    await engine.database.query(`SET ROLE "${engine.owner}"; REVOKE SELECT ON app.orders FROM "${who}" CASCADE`);
    expect(await engine.as(alice, 'SELECT id FROM app.orders')).toBe('ok');
    await engine.apply({ grants: [usage(alice)] });
    expect(await engine.as(alice, 'SELECT id FROM app.orders')).toBe('permission denied');
    expect((await engine.plan({ grants: [usage(alice)] })).statements).toEqual([]);
    const [row] = await engine.database.query(
      `SELECT has_column_privilege('${who}', 'app.orders', 'id', 'SELECT') AS left`,
    );
    expect(row).toEqual({ left: false });
  });

  test('PUBLIC with an empty list on a table loses what it has on columns, in both modes', async () => {
    const alice = await engine.role('alice');
    await engine.apply({ grants: [usage(alice)] });
    for (const mode of ['authoritative', 'additive'] as const) {
      await engine.database.query('GRANT SELECT (id) ON app.orders TO PUBLIC');
      const declared = { mode, grants: [orders('public', [])] };
      await engine.apply(declared);
      expect(await engine.as(alice, 'SELECT id FROM app.orders')).toBe('permission denied');
      expect((await engine.plan(declared)).statements).toEqual([]);
    }
    await engine.database.query(`GRANT UPDATE ON app.orders TO "${alice}"`);
    await engine.apply({ mode: 'additive', grants: [orders(alice, [])] });
    expect(await engine.as(alice, 'UPDATE app.orders SET id = 1')).toBe('permission denied');
  });

  test('default privileges of a schema that cannot take what PUBLIC has everywhere are refused with what to write', async () => {
    const future = (schema?: string) => ({
      owners: [engine.owner],
      ...(schema && { schemas: [schema] }),
      on: 'function' as const,
      grantees: ['public'],
      privileges: [],
    });
    const { plan } = await engine.plan({ default_privileges: [future('app')] });
    expect(plan.problems).toMatchObject([
      { severity: 'error', code: 'GRANT_DEFAULT_ONLY_ADDS', next: expect.stringContaining('Leave schemas out') },
    ]);
    expect((await engine.plan({ default_privileges: [future('app'), future()] })).codes).toEqual([]);
  });

  test('an owner who has lost its own rights is told of, and only then', async () => {
    expect((await engine.plan({ grants: [orders(engine.owner, ['SELECT'])] })).codes).toEqual([]);
    await engine.database.query(`CREATE TABLE app.lost (id int); ALTER TABLE app.lost OWNER TO "${engine.owner}";
      SET ROLE "${engine.owner}"; REVOKE SELECT ON app.lost FROM "${engine.owner}"`);
    const { plan } = await engine.plan({
      grants: [{ ...orders(engine.owner, ['SELECT', 'INSERT']), objects: ['lost', 'orders'] }],
    });
    expect(plan.problems).toMatchObject([
      { code: 'GRANT_TO_OWNER', value: [`${engine.owner} has lost SELECT on its table app.lost`] },
    ]);
    await engine.database.query('DROP TABLE app.lost');
  });

  test('a hundred schemas that may not be used are one warning', async () => {
    const alice = await engine.role('alice');
    const names = Array.from({ length: 30 }, (_, each) => `shut_${each}`);
    await engine.database.query(names.map((name) => `CREATE SCHEMA ${name}; CREATE TABLE ${name}.t ()`).join(';'));
    await engine.database.query(
      names
        .map(
          (name) => `ALTER SCHEMA ${name} OWNER TO "${engine.owner}"; ALTER TABLE ${name}.t OWNER TO "${engine.owner}"`,
        )
        .join(';'),
    );
    const { plan } = await engine.plan({
      grants: names.map((schema) => ({
        grantees: [alice],
        on: 'table' as const,
        schemas: [schema],
        privileges: ['SELECT'],
      })),
    });
    expect(plan.problems).toMatchObject([
      {
        code: 'GRANT_OF_NO_USE',
        what: 'Grants are idle, since somebody lacks USAGE on 30 schemas',
        value: expect.arrayContaining([`${alice} may not use schema shut_0`, '... and 10 more']),
      },
    ]);
    await engine.database.query(names.map((name) => `DROP SCHEMA ${name} CASCADE`).join(';'));
  });

  test('what is left out of all of a schema stays as it is, and comes not into the statements', async () => {
    const alice = await engine.role('alice');
    const whole = {
      grantees: [alice],
      on: 'table' as const,
      schemas: ['app'],
      privileges: ['SELECT'],
      except: ['orders'],
    };
    await engine.apply({ grants: [usage(alice), whole] });
    expect(await engine.as(alice, 'SELECT * FROM app.items')).toBe('ok');
    expect(await engine.as(alice, 'SELECT * FROM app.orders')).toBe('permission denied');
    expect((await engine.plan({ grants: [usage(alice), whole] })).statements).toEqual([]);
    const { plan } = await engine.plan({ grants: [usage(alice), { ...whole, except: ['order'] }] });
    expect(plan.problems).toMatchObject([{ code: 'GRANT_OBJECT_MISSING', path: ['grants', 'entry 2', 'except', 0] }]);
  });
});
