import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { memoryName } from '../../src/document/memory-name';
import { closedAfterwards } from '../support/clean-up';
import { labelled } from '../support/labelled';
import { freshName, type PostgresServer, serverVersions, sharedServer } from '../support/postgres';
import { commentOn, forgedText, handlingOn, integration, rememberedRole, role } from './handling';

let server: PostgresServer;
let sandbox: Sandbox;
let id: string;

beforeAll(async () => {
  server = await sharedServer();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});
beforeEach(() => {
  id = freshName('stack');
});

const { handle, importing, documentOf } = handlingOn(
  () => server,
  () => sandbox,
);

const roles = async (...names: string[]) =>
  (await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1', { values: [names] })).map(
    ({ rolname }) => String(rolname),
  );

/** The superuser's own schema with this text for a comment. */
const remember = (text: string) =>
  server.query(`CREATE SCHEMA ${memoryName(id, 'main')}; ${commentOn('SCHEMA', id, text)}`);

describe('a text that is no memory', () => {
  const bent = async (bend: (memory: Record<string, unknown>) => unknown): Promise<string> => {
    const name = freshName('theirs');
    await server.query(`CREATE ROLE "${name}"`);
    return JSON.stringify(
      bend(JSON.parse(await forgedText(server, id, { roles: await rememberedRole(server, name) }))),
    );
  };
  const onRole = (bend: (item: Record<string, unknown>) => unknown) => () =>
    bent((memory) => {
      const [item = {}] = memory.roles as Record<string, unknown>[];
      return { ...memory, roles: [bend(item)] };
    });
  const TEXTS: Readonly<Record<string, () => string | Promise<string>>> = {
    'no JSON': () => '{"aponopg": 2,',
    'no text at all': () => '',
    null: () => 'null',
    'a number': () => '2',
    'a list': () => '[]',
    'an empty object': () => '{}',
    'JSON 20,000 deep': () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    'the format of 0.1': () => bent((memory) => ({ ...memory, aponopg: 1 })),
    'a format to come': () => bent((memory) => ({ ...memory, aponopg: 3 })),
    'a member that no memory has': () => bent((memory) => ({ ...memory, more: {} })),
    'roles by their names': () => bent((memory) => ({ ...memory, roles: {} })),
    'roles that are null': () => bent((memory) => ({ ...memory, roles: null })),
    'a role without an oid': onRole(({ oid: _, ...item }) => item),
    'a role whose oid is a text': onRole((item) => ({ ...item, oid: '16384' })),
    'a role whose oid is too large': onRole((item) => ({ ...item, oid: 2 ** 32 })),
    'a role without values': onRole(({ values: _, ...item }) => item),
    'a role twice': () => bent((memory) => ({ ...memory, roles: [...(memory.roles as []), ...(memory.roles as [])] })),
    'a role that is no object': onRole(() => 'postgres'),
    'a role with an attribute that no role has': onRole((item) => ({ ...item, values: { ...role('x'), evil: true } })),
    'a role on another server': onRole((item) => ({ ...item, values: { server: 'other', name: 'x' } })),
    'values 20,000 deep': async () =>
      (await onRole((item) => item)()).replace(
        '"values":{',
        `"values":{"settings":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},`,
      ),
    'marks that no role has': onRole((item) => ({ ...item, marks: { oid: 10 } })),
    'grants whose marks cannot be unpacked': () =>
      bent((memory) => ({
        ...memory,
        roles: [],
        grants: labelled([
          { oid: 5, roles: [], values: { server: 'main', database: 'postgres' }, marks: { adopted: 'x' } },
        ]),
      })),
    'an integration with more than its identity': () =>
      bent((memory) => ({
        ...memory,
        roles: [],
        integrations: [{ values: { id: '1', name: 'a', type: 'b', hostname: 'c' }, marks: {} }],
      })),
  };

  test.each(Object.entries(TEXTS))('%s: is told, without a trace, and nothing is done', async (_, text) => {
    await remember(await text());
    const made = freshName('made');
    for (const event of ['create', 'update', 'delete'] as const) {
      const { codes, refused } = await handle(event, documentOf(id, { roles: [role(made)] }));
      expect(codes).toEqual(['MEMORY_UNREADABLE']);
      expect(refused).toMatch(/What to do: .*aponopg import/);
      expect(refused).not.toMatch(/\n\s+at /);
    }
    expect(await roles(made)).toEqual([]);
    // An import writes it anew.
    expect((await importing(documentOf(id, { roles: [role(made)] }))).missing).toEqual([`role main/${made}`]);
    expect((await handle('create', documentOf(id, { roles: [role(made)] }))).did).toEqual([`create role main/${made}`]);
    expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete role main/${made}`]);
  });
});

test.each(serverVersions())(
  'a memory copied from another cluster to PostgreSQL %i is not acted on',
  async (version) => {
    const other = await sharedServer(version === 18 ? 13 : 18);
    const on = handlingOn(
      () => other,
      () => sandbox,
    );
    server = await sharedServer(version);
    const [mine, copied] = [freshName('mine'), memoryName(id, 'main')];
    await on.handle('create', on.documentOf(id, { roles: [role(mine)] }));
    const [{ text } = {}] = await other.query(
      `SELECT obj_description('${copied}'::regnamespace, 'pg_namespace') AS text`,
    );
    await server.query(`CREATE ROLE "${mine}"`);
    await remember(String(text));

    const { codes, refused } = await handle('delete', documentOf(id, {}));
    expect(codes).toEqual(['MEMORY_UNREADABLE']);
    expect(refused).toContain('was written on another server');
    expect(await roles(mine)).toEqual([mine]);
    expect(await importing(documentOf(id, {}))).toEqual({ taken: [], missing: [], left: [`role main/${mine}`] });
    expect(await handle('delete', documentOf(id, {}))).toEqual({ did: [], statements: [] });
    expect(await roles(mine)).toEqual([mine]);
    server = await sharedServer();
  },
);

test('a memory of another id, or of another server of the document, is not acted on', async () => {
  const mine = freshName('mine');
  await server.query(`CREATE ROLE "${mine}"`);
  await remember(await forgedText(server, freshName('other'), { roles: await rememberedRole(server, mine) }));
  expect((await handle('delete', documentOf(id, {}))).codes).toEqual(['MEMORY_UNREADABLE']);
  expect(await roles(mine)).toEqual([mine]);
});

test('what 0.1 remembered is not acted on: an import takes over what is declared, lists the rest, and handle goes on', async () => {
  const [kept, left, name] = [freshName('kept'), freshName('left'), freshName('Orders')];
  const former = memoryName(id, 'main');
  await server.query(`CREATE ROLE "${kept}"; CREATE ROLE "${left}"; CREATE ROLE "${former}" NOLOGIN NOINHERIT`);
  await handle('create', documentOf(freshName('before'), { integrations: [integration(name)] }));
  const item = (values: object) => ({ values, marks: {} });
  const text = {
    ...{ aponopg: 1, id, server: 'main', about: 'as it was', grants: {} },
    roles: { [`main/${kept}`]: item(role(kept)), [`main/${left}`]: item(role(left)) },
    integrations: { [name]: item({ id: 'x', name, type: 'postgresql' }) },
  };
  await server.query(commentOn('ROLE', id, JSON.stringify(text)));

  const document = documentOf(id, { roles: [role(kept)], integrations: [integration(name)] });
  for (const event of ['create', 'update', 'delete'] as const) {
    const refused = await handle(event, document);
    expect(refused.codes).toEqual(['MEMORY_UNREADABLE']);
    expect(refused.refused).toContain(former);
    expect(refused.refused).toContain('aponopg import');
  }
  expect(await importing(document)).toEqual({
    taken: [`role main/${kept}`, `integration ${name}`],
    missing: [],
    left: [`role main/${left}`],
  });
  expect((await handle('update', document)).refused).toBeUndefined();
  expect((await handle('delete', document)).did).toEqual([`delete integration ${name}`, `delete role main/${kept}`]);
  expect(await roles(kept, left)).toEqual([left]);
  // The role of 0.1 is left to be dropped by hand; as long as it stands, an empty memory says that it was dealt with.
  expect((await handle('create', documentOf(id, {}))).refused).toBeUndefined();
  await server.query(`DROP ROLE "${former}"`);
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
  expect(await server.query('SELECT FROM pg_namespace WHERE nspname = $1', { values: [former] })).toEqual([]);
});

test('without any memory, what is there already is somebody else’s, and an import is the way', async () => {
  const name = freshName('there');
  await server.query(`CREATE ROLE "${name}"`);
  const { codes, refused } = await handle('create', documentOf(id, { roles: [role(name, { superuser: true })] }));
  expect(codes).toEqual(['ROLE_EXISTS']);
  expect(refused).toContain('aponopg import');
});
