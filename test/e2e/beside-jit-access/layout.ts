import type { Claims } from './claims';
import { grantsOf, settled } from './steps';

/** What to declare, and who gave it. */
export const LAYOUT: Claims = {
  'Declare the group roles and their grants': async (stage) => {
    const { group, alice, connector } = stage;
    const [grants, role] = [stage.grants(), stage.roleResource()];
    const config = grantsOf(stage, stage.orders([group], ['SELECT']));
    const made = { server: 'main', name: await stage.freshRole('reader') };
    await grants.apply(config);
    await role.apply(made);
    expect(await stage.as(alice, 'SELECT * FROM orders')).toBe('permission denied');
    await stage.does(connector, `GRANT ${group} TO ${alice}`);
    await stage.does(alice, 'SELECT * FROM orders');
    await settled(grants, config);
    await settled(role, made);
    await stage.does(connector, `REVOKE ${group} FROM ${alice}`);
    expect(await stage.as(alice, 'SELECT * FROM orders')).toBe('permission denied');
    await settled(grants, config);
  },

  'Give the connector ADMIN OPTION on the groups': async (stage) => {
    const { group, alice } = stage;
    const role = stage.roleResource();
    const name = await stage.freshRole('broker');
    await role.apply({ server: 'main', name, login: true, member_of: [{ role: group, admin: true }] });
    await stage.query(`ALTER ROLE ${name} PASSWORD '${stage.password}'`);
    await stage.grants().apply(grantsOf(stage, stage.orders([group], ['SELECT'])));
    await stage.does(name, `GRANT ${group} TO ${alice}`);
    await stage.does(name, `REVOKE ${group} FROM ${alice}`);
    for (const sql of [`GRANT SELECT ON items TO ${alice}`, 'INSERT INTO orders VALUES (1)', 'DROP TABLE orders']) {
      expect(await stage.as(name, sql)).toMatch(/permission denied|must be owner/);
    }
  },

  'Leave `member_of` out': async (stage) => {
    const role = stage.roleResource();
    const config = { server: 'main', name: await stage.freshRole('person') };
    await role.apply(config);
    await stage.does(stage.connector, `GRANT ${stage.group} TO ${config.name}`);
    await stage.query(`GRANT ${stage.bob} TO ${config.name}`);
    await settled(role, config);
    expect(await stage.memberships(config.name)).toHaveLength(2);
  },

  "A person's lasting groups": async (stage) => {
    const role = stage.roleResource();
    const lasting = await stage.role('lasting');
    const of = { ignore_grantors: [stage.connector], member_of: [{ role: lasting }] };
    const config = { server: 'main', name: await stage.freshRole('person'), ...of };
    await role.apply(config);
    await stage.does(stage.connector, `GRANT ${stage.group} TO ${config.name}`);
    await settled(role, config);
    expect(await stage.memberships(config.name)).toHaveLength(2);
    await stage.does(stage.connector, `REVOKE ${stage.group} FROM ${config.name}`);
    await settled(role, config);
  },

  'Roles that the connector makes': async (stage) => {
    const { connector, group } = stage;
    await stage.query(`ALTER ROLE ${connector} CREATEROLE`);
    const grants = stage.grants();
    const config = { ...grantsOf(stage, stage.orders([group], ['SELECT'])), ignore_grantors: [] };
    await grants.apply(config);
    const made = await stage.freshRole('for_a_while');
    await stage.does(connector, `CREATE ROLE ${made}; GRANT SELECT ON orders TO ${made}; GRANT ${group} TO ${made}`);
    await settled(grants, config);
    await grants.apply({ ...config, grants: stage.orders([group], ['SELECT', 'INSERT']) });
    expect(await stage.holds(made)).toEqual([`SELECT by ${connector}`]);
  },

  'What the connector gives by a grant option': async (stage) => {
    const { connector, alice, owner } = stage;
    await stage.query(`SET ROLE ${owner}; GRANT SELECT ON orders TO ${alice}`);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    expect(await stage.holds(alice)).toEqual([`SELECT by ${connector}`, `SELECT by ${owner}`].sort());
  },

  'A membership': async (stage) => {
    const { connector, alice, group, server, perGrantor } = stage;
    await stage.does(connector, `GRANT ${group} TO ${alice}`);
    expect(await stage.memberships(alice)).toEqual([`${group} by ${connector}`]);
    await stage.query(`GRANT ${group} TO ${alice}`);
    const both = [`${group} by ${connector}`, `${group} by ${server.superuser}`].sort();
    expect(await stage.memberships(alice)).toEqual(perGrantor ? both : [expect.any(String)]);
  },

  'What a superuser grants': async (stage) => {
    const { alice, owner } = stage;
    const superuser = await stage.role('connector', 'SUPERUSER');
    await stage.grants().apply(grantsOf(stage, stage.orders([alice], ['SELECT'])));
    await stage.does(superuser, `GRANT INSERT ON orders TO ${alice}`);
    expect(await stage.holds(alice)).toEqual([`INSERT by ${owner}`, `SELECT by ${owner}`]);
    const [line] = await stage.accessList();
    expect(line).toMatch(new RegExp(`${alice}=ar/${owner}`));
  },

  'What a member of the owner grants': async (stage) => {
    const { alice, owner } = stage;
    const member = await stage.role('connector');
    await stage.query(`GRANT ${owner} TO ${member}`);
    await stage.does(member, `GRANT INSERT ON orders TO ${alice}`);
    expect(await stage.holds(alice)).toEqual([`INSERT by ${owner}`]);
  },

  'Naming such a grantor': async (stage) => {
    const { alice, owner } = stage;
    const [superuser, member] = [await stage.role('super', 'SUPERUSER'), await stage.role('member')];
    await stage.query(`GRANT ${owner} TO ${member}`);
    for (const name of [superuser, member]) {
      const grants = stage.grants();
      const config = { ...grantsOf(stage, stage.orders([alice], ['SELECT'])), ignore_grantors: [name] };
      expect((await grants.apply(config)).codes).toEqual(['GRANTOR_NOT_TOLD_APART']);
      await stage.does(name, `GRANT INSERT ON orders TO ${alice}`);
      expect((await grants.plan(config)).drift).toEqual([`${alice} holds INSERT on table ${stage.schema}.orders`]);
      await grants.apply(config);
      expect(await stage.holds(alice)).toEqual([`SELECT by ${owner}`]);
    }
    const role = stage.roleResource();
    const { codes } = await role.plan({
      ...{ server: 'main', name: await stage.freshRole('person') },
      ...{ member_of: [{ role: stage.group }], ignore_grantors: [superuser] },
    });
    expect(codes.filter((code) => /^GRANTOR_/.test(code))).toHaveLength(1);
  },

  'With a superuser as connector': async (stage) => {
    const { alice, owner } = stage;
    const superuser = await stage.role('connector', 'SUPERUSER');
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([alice], ['SELECT']));
    await grants.apply(config);
    await stage.does(superuser, `GRANT DELETE ON orders TO ${alice}`);
    expect((await grants.plan(config)).drift).toEqual([`${alice} holds DELETE on table ${stage.schema}.orders`]);
    await grants.apply(config);
    expect(await stage.holds(alice)).toEqual([`SELECT by ${owner}`]);
  },

  'Whom no resource names': async (stage) => {
    const { alice, bob, group, owner } = stage;
    const superuser = await stage.role('connector', 'SUPERUSER');
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([group], ['SELECT']));
    await grants.apply(config);
    await stage.does(superuser, `GRANT DELETE ON orders TO ${bob}; GRANT ${group} TO ${alice}`);
    await settled(grants, config);
    await grants.apply(grantsOf(stage, stage.orders([group], ['SELECT', 'INSERT'])));
    expect(await stage.holds(bob)).toEqual([`DELETE by ${owner}`]);
    await stage.does(alice, 'SELECT * FROM orders');
  },

  'In `additive` mode': async (stage) => {
    const { alice, owner } = stage;
    const superuser = await stage.role('connector', 'SUPERUSER');
    const grants = stage.grants();
    const config = { ...grantsOf(stage, stage.orders([alice], ['SELECT'])), mode: 'additive' };
    await grants.apply(config);
    await stage.does(superuser, `GRANT DELETE ON orders TO ${alice}`);
    await settled(grants, config);
    await grants.apply({ ...config, grants: stage.orders([alice], ['INSERT']) });
    expect(await stage.holds(alice)).toEqual([`DELETE by ${owner}`, `INSERT by ${owner}`]);
    await grants.destroy();
    expect(await stage.holds(alice)).toEqual([`DELETE by ${owner}`]);
  },
};
