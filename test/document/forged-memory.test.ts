import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { memoryName } from '../../src/document/memory-name';
import { type Memories, nothing } from '../../src/document/remembered';
import { closedAfterwards } from '../support/clean-up';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';
import { commentOn, forgedText, handlingOn, integration, rememberedRole, role } from './handling';

const ATTACKER_PASSWORD = 'attacker-secret';

let sandbox: Sandbox;
let server: PostgresServer;
let attacker: string;
let id: string;

beforeAll(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const { handle, importing, documentOf } = handlingOn(
  () => server,
  () => sandbox,
);

/** Runs SQL as somebody who may make roles, and a schema in the maintenance database, but is no superuser. */
const asAttacker = (sql: string) => server.query(sql, { user: attacker, password: ATTACKER_PASSWORD });

const memory = () => memoryName(id, 'main');
const SUPERUSER = 'SELECT rolsuper FROM pg_roles WHERE rolname = $1';
const isSuperuser = async (name: string) => (await server.query(SUPERUSER, { values: [name] }))[0]?.rolsuper;

async function register(name: string): Promise<Memories['integrations']> {
  const { handle: elsewhere, documentOf: document } = handlingOn(
    () => server,
    () => sandbox,
  );
  await elsewhere('create', document(freshName('others'), { integrations: [integration(name)] }));
  const found = (await integrationsNamed(name))[0];
  return new Map([[name, { values: { id: String(found), name, type: 'postgresql' }, private: {} }]]);
}

async function integrationsNamed(name: string): Promise<unknown[]> {
  const answer = await fetch(`${sandbox.url}/api/admin/v4/integrations?name=${encodeURIComponent(name)}`, {
    headers: { authorization: `Bearer ${sandbox.token}` },
  });
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
  return items.filter((each) => each.name === name).map((each) => each.id);
}

describe.each([13, 15, 16, 18])('on PostgreSQL %i', (version) => {
  beforeAll(async () => {
    server = await sharedServer(version);
  });
  beforeEach(async () => {
    [id, attacker] = [freshName('stack'), freshName('attacker')];
    await server.query(
      `CREATE ROLE "${attacker}" LOGIN CREATEROLE PASSWORD '${ATTACKER_PASSWORD}'; GRANT CREATE ON DATABASE postgres TO "${attacker}"`,
    );
  });
  afterEach(async () => {
    await server.query(`DROP OWNED BY "${attacker}" CASCADE`);
  });

  /** The ways in which somebody who may make roles can have a memory of theirs found. */
  const FORGERIES = {
    'in the comment of a role, where 0.1 kept it': async (items: Partial<Memories>) =>
      asAttacker(`CREATE ROLE ${memory()}; ${commentOn('ROLE', id, await asOf01(items))}`),
    'in a schema that stood there first': async (items: Partial<Memories>) =>
      asAttacker(`CREATE SCHEMA ${memory()}; ${commentOn('SCHEMA', id, await forgedText(server, id, items))}`),
    'in a schema whose owner was changed': async (items: Partial<Memories>) => {
      await server.query(`CREATE SCHEMA ${memory()}; ALTER SCHEMA ${memory()} OWNER TO "${attacker}"`);
      await asAttacker(commentOn('SCHEMA', id, await forgedText(server, id, items)));
    },
  };
  const asOf01 = async (items: Partial<Memories>) =>
    (await forgedText(server, id, items)).replace('"aponopg":2', '"aponopg":1');

  describe.each(Object.entries(FORGERIES))('a memory forged %s', (_, forge) => {
    test("does not give SUPERUSER to the attacker's role", async () => {
      const [evil, admin] = [freshName('evil'), freshName('admin')];
      await asAttacker(`CREATE ROLE "${evil}" LOGIN PASSWORD 'known'`);
      await forge({ roles: await rememberedRole(server, evil) });
      const { codes, refused } = await handle('update', documentOf(id, { roles: [role(admin, { superuser: true })] }));
      expect(codes).toEqual(['MEMORY_UNREADABLE']);
      expect(refused).toContain('aponopg import');
      expect([await isSuperuser(evil), await isSuperuser(admin)]).toEqual([false, undefined]);
    });

    test('does not drop a superuser with its tables', async () => {
      const boss = freshName('boss');
      await server.query(`CREATE ROLE "${boss}" SUPERUSER; CREATE TABLE public."${boss}" ();
                          ALTER TABLE public."${boss}" OWNER TO "${boss}"`);
      const roles = await rememberedRole(server, boss);
      for (const [key, each] of roles) {
        roles.set(key, { ...each, values: { ...each.values, on_destroy: { drop_owned: true } } });
      }
      await forge({ roles });
      expect((await handle('delete', documentOf(id, {}))).codes).toEqual(['MEMORY_UNREADABLE']);
      expect(await isSuperuser(boss)).toBe(true);
      expect(await server.query(`SELECT FROM public."${boss}"`)).toEqual([]);
      await server.query(`DROP OWNED BY "${boss}"; DROP ROLE "${boss}"`);
    });

    test("does not delete somebody's integration", async () => {
      const name = freshName('Theirs');
      await forge({ integrations: await register(name) });
      expect((await handle('delete', documentOf(id, {}))).codes).toEqual(['MEMORY_UNREADABLE']);
      expect(await integrationsNamed(name)).toHaveLength(1);
    });
  });

  test('nobody but its owner and superusers can write a memory, whatever they may do in the database and the schema', async () => {
    const made = freshName('made');
    const writer = version >= 14 ? `GRANT pg_write_all_data TO "${attacker}";` : '';
    await handle('create', documentOf(id, { roles: [role(made)] }));
    await server.query(`${writer} GRANT ALL ON SCHEMA ${memory()} TO "${attacker}"`);
    for (const sql of [
      commentOn('SCHEMA', id, '{}'),
      `DROP SCHEMA ${memory()}`,
      `ALTER SCHEMA ${memory()} RENAME TO x`,
    ]) {
      await expect(asAttacker(sql)).rejects.toThrow(/must be owner of schema/);
    }
    // What somebody puts into the schema is never looked at: there is no table to swap for a view, or to hang a trigger on.
    await asAttacker(`CREATE VIEW ${memory()}.memory AS SELECT 1/0 AS boom;
                      CREATE TABLE ${memory()}.pg_namespace AS SELECT * FROM pg_catalog.pg_namespace`);
    expect(await handle('update', documentOf(id, { roles: [role(made)] }))).toEqual({ did: [], statements: [] });
    expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete role main/${made}`]);
    // The schema is not empty, so that it stays; what it remembers is nothing.
    expect(await handle('delete', documentOf(id, {}))).toEqual({ did: [], statements: [] });
    await server.query(`DROP SCHEMA ${memory()} CASCADE`);
  });

  test('an integration is not deleted on the word of a memory that anybody with CREATEROLE could have written', async () => {
    const admin = freshName('admin');
    await server.query(
      `CREATE ROLE "${admin}" LOGIN CREATEROLE PASSWORD '${ATTACKER_PASSWORD}'; GRANT CREATE ON DATABASE postgres TO "${admin}"`,
    );
    const env = { ADMIN_PASSWORD: ATTACKER_PASSWORD };
    const document = (members: object) => documentOf(id, members, { username: admin });
    const own = freshName('Own');
    expect((await handle('create', document({ integrations: [integration(own)] }), { env })).did).toHaveLength(1);
    const becomesAdmin = `GRANT "${admin}" TO "${attacker}"; SET ROLE "${admin}"`;
    if (version >= 16) {
      // Who may make roles is not thereby the admin of others.
      await expect(asAttacker(becomesAdmin)).rejects.toThrow(/permission denied to grant role/);
      expect((await handle('update', document({}), { env })).did).toEqual([`delete integration ${own}`]);
    } else {
      const theirs = freshName('Theirs');
      const forged = commentOn('SCHEMA', id, await forgedText(server, id, { integrations: await register(theirs) }));
      await asAttacker(`${becomesAdmin}; ${forged}`);
      expect((await handle('update', document({}), { env })).codes).toEqual(['MEMORY_NO_PROOF']);
      const renaming = await handle('update', document({ integrations: [integration(own)] }), { env });
      expect(renaming.codes).toEqual(['MEMORY_NO_PROOF']);
      expect((await handle('delete', document({}), { env })).codes).toEqual(['MEMORY_NO_PROOF']);
      expect(await integrationsNamed(theirs)).toHaveLength(1);
      // With the document it goes: a destroy knows what stands in the state.
      expect((await importing(document({ integrations: [integration(own)] }), env)).taken).toEqual([
        `integration ${own}`,
      ]);
      await asAttacker(`SET ROLE "${admin}"; COMMENT ON SCHEMA ${memory()} IS NULL`);
      expect((await importing(document({ integrations: [integration(own)] }), env)).taken).toHaveLength(1);
      expect((await handle('delete', document({ integrations: [integration(own)] }), { env })).did).toEqual([
        `delete integration ${own}`,
      ]);
    }
    await server.query(`DROP OWNED BY "${admin}" CASCADE; DROP ROLE "${admin}"`);
  });

  test('who inherits from the owner of a memory without being able to become it is not believed', async () => {
    if (version < 16) return;
    const [owner, made] = [freshName('owner'), freshName('made')];
    await server.query(
      `CREATE ROLE "${owner}" LOGIN SUPERUSER PASSWORD '${ATTACKER_PASSWORD}'; GRANT "${owner}" TO "${attacker}" WITH INHERIT TRUE, SET FALSE`,
    );
    const env = { ADMIN_PASSWORD: ATTACKER_PASSWORD };
    const document = (members: object) => documentOf(id, members, { username: owner });
    const refused = await handle('create', document({ roles: [role(made)] }), { env });
    expect(refused.codes).toEqual(['MEMORY_UNREADABLE']);
    expect(refused.refused).toContain(attacker);
    expect(await isSuperuser(made)).toBeUndefined();
    await server.query(`REVOKE "${owner}" FROM "${attacker}"`);
    expect((await handle('create', document({ roles: [role(made)] }), { env })).did).toHaveLength(1);
    expect((await handle('delete', document({}), { env })).did).toHaveLength(1);
    await server.query(`DROP ROLE "${owner}"`);
  });
});

test('a memory of nothing is as well-formed as one of something', async () => {
  server = await sharedServer();
  id = freshName('stack');
  await server.query(`CREATE SCHEMA ${memory()}; ${commentOn('SCHEMA', id, await forgedText(server, id, nothing()))}`);
  expect(await handle('delete', documentOf(id, {}))).toEqual({ did: [], statements: [] });
  expect(await server.query('SELECT FROM pg_namespace WHERE nspname = $1', { values: [memory()] })).toEqual([]);
});
