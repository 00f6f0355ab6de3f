import { builtInPublicBits, foldGrants, type GrantEntry, grantPieces, namesOf } from '../../../src/metadata';
import { exportGrants, exportScope, planGrants, readGrants, scopeOf } from '../../../src/postgres/grants';
import type { Session } from '../../../src/postgres/session';
import { labelled } from '../../support/labelled';
import { freshName, serverVersions } from '../../support/postgres';
import { type Engine, engineOn } from './engine';

describe.each(serverVersions(['newest']))('every kind on PostgreSQL %d', (version) => {
  let engine: Engine;
  let role: string;
  let owner: string;

  beforeAll(async () => {
    engine = await engineOn(version);
    [role, owner] = [await engine.role('reader'), await engine.role('owner')];
    await engine.database.query(`
      CREATE SCHEMA app; CREATE TABLE app.a (id int, name text); CREATE TABLE app.b (id int);
      CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION app.f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION app.g(app.a) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE DOMAIN app.positive AS int CHECK (VALUE > 0); CREATE TYPE app.pair AS (a int, b int);
      CREATE FOREIGN DATA WRAPPER wrap; CREATE SERVER far FOREIGN DATA WRAPPER wrap; SELECT lo_create(4711)`);
  });
  afterAll(() => engine.close());

  const odd = (): GrantEntry[] => [
    { grantees: [role], on: 'schema', objects: ['app'], privileges: ['ALL'] },
    { grantees: [role], on: 'type', schemas: ['app'], privileges: ['USAGE'] },
    { grantees: [role], on: 'language', objects: ['plpgsql'], privileges: ['USAGE'] },
    { grantees: [role], on: 'foreign_data_wrapper', objects: ['wrap'], privileges: ['USAGE'], with_grant_option: true },
    { grantees: [role], on: 'foreign_server', objects: ['far'], privileges: ['USAGE'] },
    { grantees: [role], on: 'tablespace', objects: ['pg_default'], privileges: ['CREATE'] },
    { grantees: [role], on: 'large_object', objects: ['4711'], privileges: ['SELECT'] },
    ...(version >= 15
      ? [
          {
            grantees: [role],
            on: 'parameter' as const,
            objects: ['log_statement', 'My.Own'],
            privileges: ['SET', 'ALTER SYSTEM'],
          },
        ]
      : []),
  ];

  test('is granted, found again, and taken back', async () => {
    const declared = { grants: odd() };
    await engine.apply(declared);
    expect((await engine.plan(declared)).statements).toEqual([]);
    expect(await engine.as(role, 'CREATE SERVER mine FOREIGN DATA WRAPPER wrap; DROP SERVER mine')).toBe('ok');
    expect(await engine.as(role, 'SELECT lo_get(4711)')).toBe('ok');
    if (version >= 15) expect(await engine.as(role, "SET log_statement = 'all'")).toBe('ok');
    await engine.apply({}, { prior: engine.full(declared) });
    expect(await engine.as(role, 'SELECT lo_get(4711)')).toMatch(/^permission denied/);
    const [left] = await engine.database.query(
      `SELECT count(*)::int AS count FROM pg_shdepend WHERE refobjid = '"${role}"'::regrole AND deptype = 'a'`,
    );
    expect(left).toEqual({ count: 0 });
  });

  test('default privileges of every kind hold, on schemas to come too', async () => {
    const declared = {
      default_privileges: (['table', 'sequence', 'function', 'type', 'schema', 'large_object'] as const)
        .filter((on) => on !== 'large_object' || version >= 18)
        .map((on) => ({ owners: [owner], on, grantees: [role], privileges: ['ALL'] })),
    };
    await engine.apply(declared);
    expect((await engine.plan(declared)).statements).toEqual([]);
    await engine.database.query(`GRANT CREATE ON DATABASE "${engine.database.name}" TO "${owner}"`);
    await engine.database.query(`SET ROLE "${owner}"; CREATE SCHEMA later; CREATE TABLE later.t (id int)`);
    expect(await engine.as(role, 'INSERT INTO later.t VALUES (1); CREATE TABLE later.mine (id int)')).toBe('ok');
    await engine.apply({}, { prior: engine.full(declared) });
    expect(await engine.database.query('SELECT 1 FROM pg_default_acl')).toEqual([]);
  });

  test('an export plans to nothing, in few entries', async () => {
    await engine.database.query(`
      GRANT SELECT ON ALL TABLES IN SCHEMA app TO "${role}"; GRANT INSERT ON app.a TO "${role}" WITH GRANT OPTION;
      GRANT UPDATE (name) ON app.a TO "${role}"; GRANT EXECUTE ON FUNCTION app.f(text), app.g(app.a) TO "${role}";
      GRANT CONNECT ON DATABASE "${engine.database.name}" TO "${role}"; GRANT USAGE ON SCHEMA app TO "${role}";
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO "${role}" WITH GRANT OPTION`);
    const exported = await engine.server.use(async (session) =>
      exportGrants(await readGrants(session, exportScope({ grantees: [role] })), { grantees: [role] }),
    );
    expect(Object.values(exported.grants ?? {})).toContainEqual({
      grantees: [role],
      on: 'table',
      schemas: ['app'],
      privileges: ['SELECT'],
    });
    expect(Object.values(exported.grants ?? {})).toContainEqual({
      grantees: [role],
      on: 'function',
      schemas: ['app'],
      objects: ['f(text)', 'g(app.a)'],
      privileges: ['EXECUTE'],
    });
    expect((await engine.plan(exported)).statements).toEqual([]);
    const all = await engine.server.use(async (session) => exportGrants(await readGrants(session, exportScope())));
    const mine = grantPieces(all.grants).filter((each) => each.grantee === role);
    expect(foldGrants(mine)).toEqual(exported.grants);
    expect(grantPieces(all.grants).some(({ grantee }) => grantee === 'public' || grantee.startsWith('pg_'))).toBe(
      false,
    );
    expect((await engine.plan(all)).statements).toEqual([]);
    await engine.apply({ grants: labelled([{ grantees: [role], on: 'database', privileges: [] }]) });
  });

  test('what PUBLIC has by nature is what the server says', async () => {
    const codes = {
      d: 'database',
      n: 'schema',
      r: 'table',
      s: 'sequence',
      f: 'function',
      T: 'type',
      l: 'language',
      F: 'foreign_data_wrapper',
      S: 'foreign_server',
      t: 'tablespace',
      L: 'large_object',
    } as const;
    for (const [code, kind] of Object.entries(codes)) {
      const rows = await engine.database.query(
        `SELECT a.privilege_type AS name FROM aclexplode(acldefault('${code}', 10)) a WHERE grantee = 0`,
      );
      expect(rows.map((row) => row.name).sort()).toEqual(namesOf(builtInPublicBits(kind)).sort());
    }
  });

  test('a plan asks no more than six queries and changes nothing', async () => {
    let queries = 0;
    await engine.server.use(async (session) => {
      const counting: Session = {
        database: session.database,
        user: session.user,
        serverVersion: session.serverVersion,
        query: (sql, values) => {
          queries++;
          return session.query(sql, values);
        },
      };
      const declared = engine.full({ grants: odd() });
      planGrants(declared, await readGrants(counting, scopeOf(declared)));
    });
    expect(queries).toBeLessThanOrEqual(6);
  });

  test('what cannot be is told before anything runs', async () => {
    const said = async (grants: GrantEntry[]) => (await engine.plan({ grants })).codes;
    const on = (more: object) => [
      { grantees: [role], on: 'table', schemas: ['app'], privileges: ['SELECT'], ...more } as GrantEntry,
    ];
    expect(await said(on({ objects: ['nope'] }))).toContain('GRANT_OBJECT_MISSING');
    expect(await said(on({ schemas: ['nope'] }))).toContain('GRANT_OBJECT_MISSING');
    expect(await said(on({ objects: ['a'], columns: ['nope'] }))).toContain('GRANT_OBJECT_MISSING');
    expect(await said(on({ grantees: ['nobody at all'] }))).toContain('GRANTEE_MISSING');
    expect(await said(on({ grantees: ['postgres'] }))).toContain('GRANTEE_SUPERUSER');
    expect(await said(on({ on: 'function', objects: ['f'], privileges: ['EXECUTE'] }))).toContain('GRANT_SIGNATURE');
    expect(await said(on({}))).toContain('GRANT_OF_NO_USE');
    expect(
      await said([{ grantees: [role], on: 'schema', objects: ['app'], privileges: ['USAGE'] }, ...on({})]),
    ).toEqual([]);
    if (version < 17) expect(await said(on({ privileges: ['MAINTAIN'] }))).toContain('GRANT_PRIVILEGE_UNKNOWN');
    await expect(engine.apply({ grants: on({ objects: ['nope'] }) })).rejects.toThrow(/GRANT_OBJECT_MISSING/);
  });

  test('an owner who signs in by a cloud token is not borrowed, and is named', async () => {
    const limited = await engineOn(version, 'createrole');
    const cloud = await limited.role('cloud_owner');
    const reader = await limited.role('cloud_reader');
    await limited.database.query(`DO $$BEGIN CREATE ROLE rds_iam; EXCEPTION WHEN duplicate_object THEN NULL; END$$`);
    await limited.database.query(`GRANT rds_iam TO "${cloud}"; CREATE SCHEMA iam AUTHORIZATION "${cloud}"`);
    if (version >= 16)
      await limited.database.query(`GRANT "${cloud}" TO "${limited.admin}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
    const plan = await limited.plan({
      grants: labelled([{ grantees: [reader], on: 'schema', objects: ['iam'], privileges: ['USAGE'] }]),
    });
    expect(plan.plan.problems.map((each) => each.what).join()).toMatch(/rds_iam/);
    expect(plan.statements).toEqual([]);
    await limited.close();
  });

  test('a table with too many direct grantees is told before PostgreSQL fails', async () => {
    const prefix = freshName('crowd');
    const names = Array.from({ length: 2460 }, (_, index) => `${prefix}_${index}`);
    await engine.database.query(names.map((name) => `CREATE ROLE ${name}`).join(';'));
    const grants = (count: number) =>
      names.slice(0, count).map(
        (grantee): GrantEntry => ({
          grantees: [grantee],
          on: 'table',
          schemas: ['app'],
          objects: ['b'],
          privileges: ['SELECT'],
        }),
      );
    const size = async (count: number) =>
      (await engine.plan({ mode: 'additive', grants: grants(count) })).plan.problems.find(
        (each) => each.code === 'GRANT_ACL_SIZE',
      );
    expect(await size(400)).toBeUndefined();
    expect(await size(600)).toMatchObject({ severity: 'warning' });
    expect(await size(2460)).toMatchObject({ severity: 'error', what: expect.stringContaining('app.b') });
    await engine.database.query(`DO $$BEGIN EXECUTE 'DROP ROLE ${prefix}_0'; END$$`);
    await engine.database.query(
      names
        .slice(1)
        .map((name) => `DROP ROLE ${name}`)
        .join(';'),
    );
  });
});
