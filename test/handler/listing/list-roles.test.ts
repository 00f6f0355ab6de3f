import { createContext, type HandlerContext, type Values } from '../../../src/handler';
import { roleResource } from '../../../src/handler/role';
import { roleList } from '../../../src/handler/role/list-roles';
import type { Session } from '../../../src/postgres/session';
import { cleanUp } from '../../support/clean-up';
import { declaredServer } from '../../support/cli';
import { freshName, type PostgresServer, serverVersions, sharedServer } from '../../support/postgres';
import { changedByTakingOver, listAll } from './taken-over';

describe.each(serverVersions())('roles of PostgreSQL %i', (version) => {
  let server: PostgresServer;
  let context: HandlerContext;
  const prefix = freshName('listed');
  const named = (name: string) => `${prefix}_${name}`;
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const [team, inner, outer, service, root, gone] = ['team', 'inner', 'outer', 'service', 'root', 'gone'].map(
    named,
  ) as [string, string, string, string, string, string];
  const odd = named('@ / " ${x} %{y}');

  beforeAll(async () => {
    server = await sharedServer(version);
    context = createContext(
      { servers: { main: declaredServer(server) } },
      { env: { ADMIN_PASSWORD: server.password } },
    );
    await server.query(`
      CREATE ROLE ${team}; CREATE ROLE ${inner} LOGIN IN ROLE ${team}; CREATE ROLE ${outer} IN ROLE ${inner};
      CREATE ROLE ${service} LOGIN CREATEDB NOINHERIT CONNECTION LIMIT 3 PASSWORD 'hidden' VALID UNTIL '2040-01-01Z';
      COMMENT ON ROLE ${service} IS 'it says ${'${x}'}';
      ALTER ROLE ${service} SET search_path = app, public; ALTER ROLE ${service} IN DATABASE postgres SET work_mem = '8MB';
      CREATE ROLE ${root} SUPERUSER; CREATE ROLE ${quoted(odd)} IN ROLE ${team}; CREATE ROLE ${gone};`);
  });

  afterAll(() => context.close());

  const list = (config: Values = {}) =>
    listAll(roleList, { server: 'main', pattern: `${prefix}*`, ...config }, context);
  const names = async (config: Values = {}) => (await list(config)).things.map(({ displayName }) => displayName);

  test('are found by pattern, sign-in and membership, without superusers and those that are excepted', async () => {
    expect(await names()).toEqual([odd, gone, inner, outer, service, team].sort());
    expect(await names({ login: true })).toEqual([inner, service]);
    expect(await names({ member_of: team })).toEqual([odd, inner, outer].sort());
    expect(await names({ superusers: true, login: false })).toEqual([odd, gone, outer, root, team].sort());
    expect(await names({ except: [gone, `${prefix}_o*er`, 'x'] })).toEqual([odd, service, team, inner].sort());
    expect(await names({ pattern: server.superuser, superusers: true })).toEqual([]);
    const { things } = await list({ pattern: inner });
    expect(things).toMatchObject([{ identity: { server: 'main', name: inner }, displayName: inner }]);
    await expect(names({ member_of: named('nobody') })).rejects.toThrow('There is no role');
    await expect(names({ server: 'other' })).rejects.toThrow('No server is called "other"');
  });

  test('are taken over as they are listed, with nothing to do', async () => {
    const { things, warnings } = await list({ superusers: true });
    expect(warnings).toEqual([]);
    for (const thing of things) expect(await changedByTakingOver(roleResource, thing, context)).toEqual([]);
    const found = things.find(({ displayName }) => displayName === service)?.values;
    expect(found).toMatchObject({ login: true, createdb: true, settings: { search_path: 'app, public' } });
    expect(JSON.stringify(things)).not.toMatch(/hidden|SCRAM/);
  });
});

describe('many roles', () => {
  const prefix = freshName('many');
  const names = Array.from({ length: 1200 }, (_, index) => `${prefix}_${index}`);

  test('are read in few queries, and those that nobody asks for are not', async () => {
    const server = await sharedServer();
    await server.query(names.map((name) => `CREATE ROLE ${name}`).join(';'));
    cleanUp(async () => {
      await server.query(`DROP ROLE ${names.join()}`);
    });
    // Whoever may sign in may look.
    const viewer = freshName('viewer');
    await server.query(`CREATE ROLE ${viewer} LOGIN PASSWORD 'pw'`);
    const env = { ADMIN_PASSWORD: 'pw' };
    const context = createContext({ servers: { main: declaredServer(server, viewer) } }, { env });
    let queries = 0;
    const counted: HandlerContext = { ...context, server: (name) => counting(context.server(name), () => queries++) };
    const all = await listAll(roleList, { server: 'main', pattern: `${prefix}*` }, counted);
    expect(all.things.map(({ displayName }) => displayName)).toEqual([...names].sort());
    expect(queries).toBeLessThan(6);
    const list = roleList.list({ server: 'main', pattern: `${prefix}*` }, counted);
    queries = 0;
    for await (const _ of list) break;
    expect(queries).toBeLessThan(4);
    await context.close();
  });

  function counting(server: ReturnType<HandlerContext['server']>, count: () => void): typeof server {
    if (typeof server === 'symbol') return server;
    const counted = (session: Session): Session => ({
      ...session,
      query(...asked) {
        count();
        return session.query(...asked);
      },
    });
    return { ...server, use: (work, database) => server.use((session) => work(counted(session)), database) };
  }
});

describe('roles that cannot be taken over', () => {
  let server: PostgresServer;
  let context: HandlerContext;
  const prefix = freshName('odd');

  beforeAll(async () => {
    server = await sharedServer();
    context = createContext(
      { servers: { main: declaredServer(server) } },
      { env: { ADMIN_PASSWORD: server.password } },
    );
  });
  afterAll(() => context.close());

  test('are warned of, and hide no others', async () => {
    const [plain, decomposed, composed] = [`${prefix}_plain`, `${prefix}_e\u0301`, `${prefix}_\u00e9`];
    await server.query(`CREATE ROLE "${plain}"; CREATE ROLE "${decomposed}"; CREATE ROLE "${composed}";
      CREATE ROLE "${prefix}_two\nlines"; CREATE ROLE "${prefix}_member" IN ROLE "${decomposed}"`);
    const { things, warnings } = await listAll(roleList, { server: 'main', pattern: `${prefix}*` }, context);
    expect(things.map(({ displayName }) => displayName)).toEqual([plain]);
    expect(warnings).toHaveLength(2);
    for (const name of [decomposed, composed, `${prefix}_two\nlines`]) expect(warnings[0]).toContain(name);
    expect(warnings[1]).toContain(`${prefix}_member, a member of ${decomposed}`);
  });

  test('roles that a connector made are left out; where that cannot be told, a warning says so', async () => {
    const [connector, made, other] = ['connector', 'made', 'other'].map((name) => `${prefix}_${name}`) as [
      string,
      string,
      string,
    ];
    await server.query(`CREATE ROLE "${connector}" LOGIN CREATEROLE PASSWORD 'pw'; CREATE ROLE "${other}"`);
    await server.query(`CREATE ROLE "${made}"`, { user: connector, password: 'pw' });
    const config = { server: 'main', pattern: `${prefix}*`, ignore_grantors: [connector] };
    const { things, warnings } = await listAll(roleList, config, context);
    const names = things.map(({ displayName }) => displayName);
    expect(names).toEqual(expect.arrayContaining([connector, other]));
    if (server.major >= 16) expect(names).not.toContain(made);
    else expect(warnings.join()).toContain('cannot be told');
  });
});
