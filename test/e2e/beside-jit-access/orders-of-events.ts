import type { Claims } from './claims';
import { grantsOf, settled } from './steps';

/** What happens in which order. */
export const ORDERS_OF_EVENTS: Claims = {
  'The connector grants first': async (stage) => {
    const { connector, alice, owner } = stage;
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([alice], ['SELECT']));
    await grants.apply(config);
    expect(await stage.holds(alice)).toEqual([`SELECT by ${connector}`, `SELECT by ${owner}`].sort());
    await stage.does(connector, `REVOKE SELECT ON orders FROM ${alice}`);
    await settled(grants, config);
    await stage.does(alice, 'SELECT * FROM orders');
  },

  'The declaration comes first': async (stage) => {
    const { connector, alice } = stage;
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([alice], ['SELECT']));
    await grants.apply(config);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    await settled(grants, config);
    await stage.does(connector, `REVOKE SELECT ON orders FROM ${alice}`);
    await settled(grants, config);
    await stage.does(alice, 'SELECT * FROM orders');
  },

  'The connector takes its own back between plan and apply': async (stage) => {
    const { connector, alice, owner } = stage;
    const grants = stage.grants();
    await grants.apply(grantsOf(stage, stage.orders([alice], ['SELECT']), { ignore_grantors: [] }));
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const config = grantsOf(stage, stage.orders([alice], ['INSERT']), { ignore_grantors: [] });
    const { statements } = await grants.apply(config, () =>
      stage.does(connector, `REVOKE SELECT ON orders FROM ${alice}`),
    );
    expect(statements.join()).toContain('REVOKE');
    expect(await stage.holds(alice)).toEqual([`INSERT by ${owner}`]);
    await settled(grants, config);
  },

  'The declaration goes first': async (stage) => {
    const { connector, alice } = stage;
    const grants = stage.grants();
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    await grants.apply(grantsOf(stage, stage.orders([alice], ['SELECT'])));
    await grants.destroy();
    expect(await stage.holds(alice)).toEqual([`SELECT by ${connector}`]);
    await stage.does(connector, `REVOKE SELECT ON orders FROM ${alice}`);
    expect(await stage.holds(alice)).toEqual([]);
  },

  'The connector loses its grant option': async (stage) => {
    const { connector, alice } = stage;
    const grants = stage.grants();
    await grants.apply(grantsOf(stage, stage.orders([connector], ['SELECT'], { with_grant_option: true })));
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const { codes, said } = await grants.apply(grantsOf(stage, stage.orders([connector], ['SELECT'])));
    expect(codes).toContain('GRANT_PASSED_ON');
    expect(said).toContain(`${alice} loses SELECT`);
    expect(await stage.holds(alice)).toEqual([]);
    // PostgreSQL warns whoever grants without the option, and grants nothing.
    await stage.as(connector, `GRANT SELECT ON orders TO ${alice}`);
    expect(await stage.holds(alice)).toEqual([]);
  },

  'Nobody gives it anew': async (stage) => {
    const { connector, alice, bob } = stage;
    const grants = stage.grants();
    const both = (option: boolean) =>
      grantsOf(stage, {
        ...stage.orders([connector], ['SELECT'], { with_grant_option: option }),
        'use for bob': { grantees: [bob], on: 'schema', objects: [stage.schema], privileges: ['USAGE'] },
        rows: { grantees: [bob], on: 'table', schemas: [stage.schema], objects: ['orders'], privileges: ['INSERT'] },
      });
    await grants.apply(both(true));
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}, ${bob}`);
    const { statements } = await grants.apply(both(false));
    expect(statements.filter((sql) => sql.startsWith('GRANT'))).toEqual([]);
    expect([await stage.holds(alice), await stage.holds(bob)]).toEqual([[], [`INSERT by ${stage.owner}`]]);
    await settled(grants, both(false));
  },

  'The grants are destroyed': async (stage) => {
    const { connector, alice } = stage;
    const grants = stage.grants();
    await grants.apply(grantsOf(stage, stage.orders([connector], ['SELECT'], { with_grant_option: true })));
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const { codes, said } = await grants.destroy();
    expect([...codes].sort()).toEqual(['GRANTS_LOST', 'GRANT_PASSED_ON']);
    expect(said).toContain(`${alice} loses SELECT`);
    expect([await stage.holds(connector), await stage.holds(alice)]).toEqual([[], []]);
  },

  'Two who gave the same': async (stage) => {
    const { connector, alice, owner } = stage;
    const second = await stage.role('second');
    const grants = stage.grants();
    await stage.query(`SET ROLE ${owner}; GRANT USAGE ON SCHEMA ${stage.schema} TO ${second};
      GRANT SELECT ON orders TO ${second} WITH GRANT OPTION`);
    await grants.apply(grantsOf(stage, stage.orders([connector], ['SELECT'], { with_grant_option: true })));
    for (const each of [connector, second]) await stage.does(each, `GRANT SELECT ON orders TO ${alice}`);
    await grants.apply(grantsOf(stage, stage.orders([connector], ['SELECT'])));
    expect(await stage.holds(alice)).toEqual([`SELECT by ${second}`]);
    await stage.does(alice, 'SELECT * FROM orders');
  },

  'A group is destroyed': async (stage) => {
    const { alice } = stage;
    const role = stage.roleResource();
    const group = await stage.freshRole('team');
    await role.apply({ server: 'main', name: group });
    await stage.query(`GRANT ${group} TO ${stage.connector} WITH ADMIN OPTION`);
    await stage.does(stage.connector, `GRANT ${group} TO ${alice}`);
    const { codes, said } = await role.destroy();
    expect(codes).toContain('ROLE_LOSES');
    expect(said).toContain(alice);
    expect(await stage.memberships(alice)).toEqual([]);
  },

  "A person's role is destroyed": async (stage) => {
    const { connector } = stage;
    const role = stage.roleResource();
    const person = await stage.freshRole('person');
    await role.apply({ server: 'main', name: person, ignore_grantors: [connector], member_of: [] });
    await stage.does(connector, `GRANT SELECT ON orders TO ${person}; GRANT ${stage.group} TO ${person}`);
    const { codes, said } = await role.destroy();
    expect(codes).toContain('ROLE_LOSES');
    expect(said).toContain(`${stage.schema}.orders`);
    expect(said).toContain(stage.group);
    expect(await stage.server.query(`SELECT 1 FROM pg_roles WHERE rolname = '${person}'`)).toEqual([]);
  },

  "The connector's role is destroyed": async (stage) => {
    const { alice, bob, group, owner } = stage;
    const role = stage.roleResource();
    const broker = await stage.freshRole('broker');
    await role.apply({ server: 'main', name: broker, login: true, member_of: [{ role: group, admin: true }] });
    await stage.query(`ALTER ROLE ${broker} PASSWORD '${stage.password}'; SET ROLE ${owner};
      GRANT USAGE ON SCHEMA ${stage.schema} TO ${broker}; GRANT SELECT ON orders TO ${broker} WITH GRANT OPTION`);
    await stage.does(broker, `GRANT SELECT ON orders TO ${alice}; GRANT ${group} TO ${bob}`);
    const { codes, said } = await role.destroy();
    expect(codes).toContain('GRANT_PASSED_ON');
    expect(said).toContain(`${alice} loses SELECT`);
    expect(await stage.holds(alice)).toEqual([]);
  },

  'A membership is declared and given by the connector': async (stage) => {
    const { connector, group, perGrantor } = stage;
    const role = stage.roleResource();
    const name = await stage.freshRole('person');
    const config = { server: 'main', name, ignore_grantors: [connector], member_of: [{ role: group }] };
    await role.apply({ server: 'main', name });
    await stage.does(connector, `GRANT ${group} TO ${name}`);
    await role.apply(config);
    await stage.does(connector, `REVOKE ${group} FROM ${name}`);
    expect((await stage.memberships(name)).length).toBe(perGrantor ? 1 : 0);
    await role.apply(config);
    expect(await stage.memberships(name)).toEqual([`${group} by ${stage.server.superuser}`]);
  },

  'What the connector gave counts without `ignore_grantors`': async (stage) => {
    const { connector, owner } = stage;
    for (const [mode, name] of [
      ['additive', stage.alice],
      ['authoritative', stage.bob],
    ] as const) {
      await stage.does(connector, `GRANT SELECT ON orders TO ${name}`);
      const grants = stage.grants();
      const config = grantsOf(stage, stage.orders([name], ['SELECT']), { mode, ignore_grantors: [] });
      await grants.apply(config);
      expect(await stage.holds(name)).toEqual([`SELECT by ${connector}`]);
      await stage.does(connector, `REVOKE SELECT ON orders FROM ${name}`);
      expect((await grants.plan(config)).drift).toEqual([`${name} lacks SELECT on table ${stage.schema}.orders`]);
      await grants.apply(config);
      expect(await stage.holds(name)).toEqual([`SELECT by ${owner}`]);
    }
  },
};
