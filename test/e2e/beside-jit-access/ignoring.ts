import { ConnectorUser, Database, DatabaseRole, PostgresqlServer, SignIn } from '../../../constructs';
import { newStack, synthesized } from '../../constructs/stacks';
import { aponopg } from '../../support/cli';
import type { Claims } from './claims';
import type { Stage } from './stage';
import { grantsOf, settled } from './steps';

/** `ignore_grantors`, and who leaves out what the connector gave. */
export const IGNORING: Claims = {
  'What an ignored grantor gave is no drift': async (stage) => {
    const { connector, alice, owner } = stage;
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([alice], ['INSERT']));
    await grants.apply(config);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    await settled(grants, config);
    await grants.apply(grantsOf(stage, stage.orders([alice], ['UPDATE'])));
    expect(await stage.holds(alice)).toEqual([`SELECT by ${connector}`, `UPDATE by ${owner}`]);
  },

  'It counts for nothing that is declared': async (stage) => {
    const { connector, alice, owner } = stage;
    const grants = stage.grants();
    await grants.apply(grantsOf(stage, stage.orders([alice], ['INSERT'])));
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const { statements } = await grants.apply(grantsOf(stage, stage.orders([alice], ['INSERT', 'SELECT'])));
    expect(statements.join()).toMatch(/GRANT SELECT ON/);
    expect(await stage.holds(alice)).toContain(`SELECT by ${owner}`);
  },

  'Without `ignore_grantors`': async (stage) => {
    const { connector, alice, bob, owner } = stage;
    const grants = stage.grants();
    const config = grantsOf(stage, stage.orders([alice], ['INSERT']), { ignore_grantors: [] });
    await grants.apply(config);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}, ${bob}`);
    const { statements, drift } = await grants.apply(config);
    expect(drift).toEqual([`${alice} holds SELECT, given by ${connector}, on table ${stage.schema}.orders`]);
    expect(statements.join()).toContain(`SET LOCAL ROLE "${connector}"`);
    expect([await stage.holds(alice), await stage.holds(bob)]).toEqual([
      [`INSERT by ${owner}`],
      [`SELECT by ${connector}`],
    ]);
  },

  'A create that would take something away': async (stage) => {
    const { connector, alice } = stage;
    const declared = stage.orders([alice], ['INSERT']);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    await expect(stage.grants().apply(grantsOf(stage, declared, { ignore_grantors: [] }))).rejects.toMatchObject({
      problems: [{ code: 'HOLDS_MORE', value: [expect.stringContaining(`${alice} holds SELECT`)] }],
    });
    expect(await stage.holds(alice)).toEqual([`SELECT by ${connector}`]);
    await stage.grants().apply(grantsOf(stage, declared));
  },

  'Before PostgreSQL 16, a membership': async (stage) => {
    const { connector, group, perGrantor } = stage;
    const role = stage.roleResource();
    const name = await stage.freshRole('person');
    const of = { server: 'main', name, ignore_grantors: [connector] };
    await role.apply({ ...of, member_of: [] });
    await stage.does(connector, `GRANT ${group} TO ${name}`);
    const config = { ...of, member_of: [{ role: group }] };
    const { said } = await role.apply(config);
    await settled(role, config);
    expect(await stage.memberships(name)).toHaveLength(perGrantor ? 2 : 1);
    if (perGrantor) expect(said).toBe('');
    else expect(said).toMatch(/taken away|take it back|takes it back/);
  },

  'The constructs set it': async ({ connector }) => {
    const ignored = (isSuperuser: boolean, ignoreGrantors?: string[]) => {
      const stack = newStack();
      const server = new PostgresqlServer(stack, 'main', {});
      new ConnectorUser(stack, 'user', {
        server,
        name: connector,
        signIn: SignIn.passwordEnv('PW'),
        superuser: isSuperuser,
      });
      const orders = new Database(stack, 'orders', { server, ...(ignoreGrantors && { ignoreGrantors }) });
      orders.grantConnect(new DatabaseRole(stack, 'reader', { server }));
      const [grants] = Object.values(synthesized(stack).resource.aponopg_grants as Record<string, object>);
      return grants;
    };
    expect(ignored(false)).toMatchObject({ ignore_grantors: [connector] });
    expect(ignored(false, ['broker'])).toMatchObject({ ignore_grantors: ['broker'] });
    for (const none of [ignored(true), ignored(false, [])]) expect(none).not.toHaveProperty('ignore_grantors');
  },

  'An import': async (stage) => {
    const { connector, alice, owner, database } = stage;
    await stage.query(`SET ROLE ${owner}; GRANT INSERT ON orders TO ${alice}`);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}`);
    const values = await stage.grants().import(`main/${database.name}/${alice}/${connector}`);
    expect(values.ignore_grantors).toEqual([connector]);
    const entries = Object.values(values.grants as Record<string, { on: string; privileges: string[] }>);
    expect(entries.filter(({ on }) => on === 'table').flatMap(({ privileges }) => privileges)).toEqual(['INSERT']);
  },

  'An export': async (stage) => {
    const { connector, alice, group, owner, database } = stage;
    await stage.query(`SET ROLE ${owner}; GRANT INSERT ON orders TO ${alice}`);
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}; GRANT ${group} TO ${alice}`);
    const { stdout } = await command(
      stage,
      'export',
      '--server',
      'main',
      '--database',
      database.name,
      '--grantees',
      alice,
      '--connector-user',
      connector,
    );
    expect(stdout).toMatch(/"INSERT"/);
    expect(stdout).not.toMatch(/"SELECT"|member_of/);
    expect(stdout).toContain(`Left out (1): what the ignored grantors gave in ${database.name}`);
    expect(stdout).toContain(`Left out (1): memberships that ${connector} gave`);
  },

  '`aponopg doctor`': async (stage) => {
    const { connector, alice, group, database } = stage;
    await stage.does(connector, `GRANT SELECT ON orders TO ${alice}; GRANT ${group} TO ${alice}`);
    const { stdout } = await command(stage, 'doctor', '--database', database.name, '--connector-user', connector);
    expect(stdout).toContain('given by the connector');
    expect(stdout).toContain(`${alice} of ${group}`);
    expect(stdout).toContain(`${alice} holds SELECT on table ${stage.schema}.orders`);
  },
};

function command({ server }: Stage, ...args: string[]) {
  const at = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
  return aponopg([...args, ...at, '--password-env', 'PW'], {
    env: { PW: server.password, APONO_ENDPOINT: 'http://127.0.0.1:1' },
  });
}
