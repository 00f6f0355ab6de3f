import { Client } from 'pg';
import type { DeclaredGrants } from '../../../src/metadata';
import { applyGrants } from '../../../src/postgres/grants';
import type { DatabaseServer, Session } from '../../../src/postgres/session';
import { serverVersions } from '../../support/postgres';
import { type Engine, engineOn, openEngine } from './engine';

describe.each(serverVersions(['default']))('applies that meet on PostgreSQL %d', (version) => {
  let engine: Engine;
  let owner: string;
  let role: string;

  beforeAll(async () => {
    engine = await engineOn(version, 'createrole');
    [owner, role] = [await engine.role('owner'), await engine.role('reader')];
    await engine.database.query(`CREATE SCHEMA app AUTHORIZATION "${owner}"; SET ROLE "${owner}";
      CREATE TABLE app.a (id int); CREATE TABLE app.b (id int); CREATE SEQUENCE app.s`);
    if (version >= 16) {
      await engine.database.query(`GRANT "${owner}" TO "${engine.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    }
  });
  afterAll(() => engine.close());

  const full = (privileges = ['SELECT'], grantee = role): DeclaredGrants =>
    engine.full({
      grants: [
        { grantees: [grantee], on: 'database', privileges: ['CONNECT'] },
        { grantees: [grantee], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
        { grantees: [grantee], on: 'table', schemas: ['app'], privileges },
        { grantees: [grantee], on: 'sequence', schemas: ['app'], privileges: ['USAGE'] },
      ],
      default_privileges: [{ owners: [owner], schemas: ['app'], on: 'table', grantees: [grantee], privileges }],
    });

  const lent = () =>
    engine.database.query(
      `SELECT 1 FROM pg_auth_members WHERE roleid = '"${owner}"'::regrole AND member = '"${engine.admin}"'::regrole
       ${version >= 16 ? 'AND (inherit_option OR set_option)' : ''}`,
    );

  test('eight at once all succeed', async () => {
    const roles = await Promise.all(Array.from({ length: 8 }, () => engine.role('many')));
    const servers = roles.map(() => openEngine(engine.database, engine.admin));
    for (const privileges of [['SELECT'], ['SELECT', 'INSERT'], ['UPDATE'], []]) {
      await Promise.all(servers.map((server, index) => applyGrants(server, full(privileges, roles[index] as string))));
    }
    for (const grantee of roles) {
      expect((await engine.plan(full([], grantee))).statements).toEqual([]);
    }
    await Promise.all(servers.map((server) => server.close()));
    expect(await lent()).toEqual([]);
  });

  test('ended at any statement, it leaves no membership behind, and the next apply finishes', async () => {
    for (let last = 1; ; last++) {
      await engine.apply({ grants: {} }, { prior: full() });
      const server = openEngine(engine.database, engine.admin);
      let count = 0;
      const breaking = through(server, async (session, text) => {
        count++;
        const rows = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        const end = () => engine.database.query(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
        if (count === last) await end();
        return text;
      });
      const outcome = await applyGrants(breaking, full()).then(
        () => 'done',
        () => 'broken',
      );
      await server.close();
      expect(await lent()).toEqual([]);
      if (outcome === 'done') {
        expect(last).toBeGreaterThan(6);
        break;
      }
      expect((await engine.plan({ grants: full().grants ?? {} }, {})).statements).not.toEqual([]);
      await engine.apply(full());
      expect((await engine.plan(full())).statements).toEqual([]);
      expect(await lent()).toEqual([]);
    }
  });

  test('with nothing to do no lock is taken, and a lock held elsewhere is told with its holder', async () => {
    await engine.apply(full());
    const holder = new Client({ connectionString: engine.database.url(), application_name: 'the other one' });
    await holder.connect();
    // Should a test fail, the end of the database is not to be another failure.
    holder.on('error', () => undefined);
    await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(x'61706f6e'::int, 1)`);
    expect(await engine.apply(full(), { lockTimeoutSeconds: 0.2 })).toEqual([]);
    await expect(engine.apply(full(['UPDATE']), { lockTimeoutSeconds: 0.2 })).rejects.toThrow(
      /application the other one[\s\S]*PG_LOCK_TIMEOUT/,
    );
    await holder.end();
    expect(await engine.as(role, 'SELECT * FROM app.a')).toBe('ok');
  });

  describe('what changes between the plan and the lock', () => {
    const table = (privileges: string[]): DeclaredGrants =>
      engine.full({
        grants: [
          { grantees: [role], on: 'schema', objects: ['app'], privileges: ['USAGE'] },
          { grantees: [role], on: 'table', schemas: ['app'], objects: ['a'], privileges },
        ],
      });

    /** Applies while another holds the lock, who runs SQL as soon as the apply waits for it. */
    async function meanwhile(sql: string, declared: DeclaredGrants, reviewed: boolean): Promise<readonly string[]> {
      const { plan } = await engine.plan(declared);
      const other = new Client({ connectionString: engine.database.url() });
      await other.connect();
      try {
        await other.query(`BEGIN; SELECT pg_advisory_xact_lock(x'61706f6e'::int, 1)`);
        const applying = engine.apply(declared, reviewed ? { reviewed: plan.statements } : {});
        applying.catch(() => undefined);
        const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
        while ((await engine.database.query(waiting)).length === 0) await new Promise((done) => setTimeout(done, 20));
        await other.query(`${sql}; COMMIT`);
        return await applying;
      } finally {
        await other.end();
      }
    }

    const held = async () => {
      const rows = await engine.database.query(
        `SELECT a.privilege_type AS what FROM pg_class, aclexplode(relacl) a WHERE oid = 'app.a'::regclass
          AND a.grantee = '"${role}"'::regrole ORDER BY 1`,
      );
      return rows.map(({ what }) => what);
    };

    beforeEach(() => engine.apply(table(['SELECT'])));

    test('is seen: the plan is made again under the lock', async () => {
      const ran = await meanwhile(`GRANT DELETE ON app.a TO "${role}"`, table(['SELECT', 'INSERT']), false);
      expect(ran.join()).toContain('REVOKE DELETE');
      expect(await held()).toEqual(['INSERT', 'SELECT']);
    });

    test('is held against the review, which did not show it', async () => {
      const applying = meanwhile(`GRANT DELETE ON app.a TO "${role}"`, table(['SELECT', 'INSERT']), true);
      await expect(applying).rejects.toThrow(/GRANT_BEYOND_REVIEW/);
      expect(await held()).toEqual(['DELETE', 'SELECT']);
    });

    test('may leave less to do than was reviewed', async () => {
      expect(await meanwhile(`GRANT INSERT ON app.a TO "${role}"`, table(['SELECT', 'INSERT']), true)).toEqual([]);
      expect(await held()).toEqual(['INSERT', 'SELECT']);
    });
  });

  test('passing faults are tried again, lasting ones are not', async () => {
    const server = openEngine(engine.database, engine.admin);
    let faults = 2;
    const flaky = through(server, async (_, text) => {
      if (text.startsWith('GRANT') && faults-- > 0)
        throw Object.assign(new Error('tuple concurrently updated'), { sqlstate: 'XX000' });
      return text;
    });
    await applyGrants(flaky, full(['SELECT', 'DELETE']));
    expect((await engine.plan(full(['SELECT', 'DELETE']))).statements).toEqual([]);
    let tries = 0;
    const broken = through(server, async (_, text) => {
      if (/^(GRANT|REVOKE)/.test(text) && ++tries) throw Object.assign(new Error('disk full'), { sqlstate: '53100' });
      return text;
    });
    await expect(applyGrants(broken, full(['SELECT']))).rejects.toThrow('disk full');
    expect(tries).toBe(1);
    await server.close();
  });

  test('a failing statement leaves everything as it was', async () => {
    await engine.apply(full(['SELECT']));
    const server = openEngine(engine.database, engine.admin);
    const late = through(server, async (_, text) => (text.startsWith('ALTER DEFAULT') ? 'SELECT 1/0' : text));
    await expect(applyGrants(late, full(['UPDATE']))).rejects.toThrow(/division by zero/);
    await server.close();
    expect((await engine.plan(full(['SELECT']))).statements).toEqual([]);
    expect(await lent()).toEqual([]);
  });
});

/** A server on which every statement of a transaction passes by somebody who may change it or break it. */
function through(server: DatabaseServer, before: (session: Session, text: string) => Promise<string>): DatabaseServer {
  return {
    database: server.database,
    limits: server.limits,
    use: (work, database) => server.use(work, database),
    transaction: (work, database) =>
      server.transaction(
        (session) =>
          work({
            database: session.database,
            user: session.user,
            serverVersion: session.serverVersion,
            query: async (text, values) => session.query(await before(session, text), values),
          }),
        database,
      ),
    cancel: () => server.cancel(),
    close: () => server.close(),
  };
}
