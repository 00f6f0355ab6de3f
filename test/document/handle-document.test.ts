import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { checkDocument, type DocumentEvent, handleDocument, importDocument } from '../../src/document';
import { memoryRole } from '../../src/document/server-memory';
import { createContext } from '../../src/handler';
import { ProblemError } from '../../src/problem';
import { closedAfterwards } from '../support/clean-up';
import { declaredServer } from '../support/cli';
import { freshName, type PostgresServer, sharedServer, tryAs } from '../support/postgres';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  server = await sharedServer();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const env = () => ({
  ADMIN_PASSWORD: server.password,
  ROLE_PASSWORD: 'canary-handle',
  APONO_ENDPOINT: sandbox.url,
  APONO_PERSONAL_TOKEN: sandbox.token,
});

/** What a run did: `create role main/reader`, one a line; or `refused` with the problems. */
interface Handled {
  readonly did: readonly string[];
  readonly statements: readonly string[];
  readonly refused?: string;
}

async function handle(event: DocumentEvent, value: object, more: NodeJS.ProcessEnv = {}): Promise<Handled> {
  const { document } = checkDocument(value);
  const context = createContext(document, { env: { ...env(), ...more } });
  try {
    const { done } = await handleDocument(document, event, context);
    return {
      did: done.map(({ action, kind, key }) => `${action} ${kind.word} ${key}`),
      statements: done.flatMap(({ statements }) => statements ?? []),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { did: [], statements: [], refused: error.message };
  } finally {
    await context.close();
  }
}

const documentOf = (id: string, members: object) => ({ id, servers: { main: declaredServer(server) }, ...members });
const role = (name: string, more: object = {}) => ({ server: 'main', name, ...more });

const DONE_NOTHING = { did: [], statements: [] };

async function rolesOf(...names: string[]): Promise<string[]> {
  const rows = await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1', {
    values: [names],
  });
  return rows.map(({ rolname }) => String(rolname));
}

const memories = async () =>
  (await server.query(`SELECT rolname FROM pg_roles WHERE rolname LIKE 'aponopg_memory_%'`)).length;

test('what leaves the document is removed, what others made is not touched, and nothing is left after delete', async () => {
  const id = freshName('stack');
  const [one, two, foreign] = [freshName('one'), freshName('two'), freshName('foreign')];
  const before = await memories();
  await server.query(`CREATE ROLE "${foreign}"`);

  const both = documentOf(id, { roles: [role(one, { login: true, password_env: 'ROLE_PASSWORD' }), role(two)] });
  expect((await handle('create', both)).did).toEqual([`create role main/${one}`, `create role main/${two}`]);
  expect(await tryAs(one, 'canary-handle', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await handle('create', both)).toEqual(DONE_NOTHING);

  expect((await handle('update', documentOf(id, { roles: [role(two)] }))).did).toEqual([`delete role main/${one}`]);
  expect(await rolesOf(one, two, foreign)).toEqual([two, foreign].sort());

  const refused = await handle('update', documentOf(id, { roles: [role(two), role(foreign, { createdb: true })] }));
  expect(refused.refused).toContain('exists already and was not made here');
  expect(refused.refused).toContain('Where: roles[1].name');
  expect(refused.refused).toContain('aponopg import');

  expect((await handle('delete', documentOf(id, { roles: [role(two), role(foreign)] }))).refused).toBeUndefined();
  expect(await rolesOf(one, two, foreign)).toEqual([foreign]);
  expect(await memories()).toBe(before);
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
});

test('settings and a password that leave the document are taken back', async () => {
  const id = freshName('stack');
  const name = freshName('app');
  const full = role(name, { login: true, password_env: 'ROLE_PASSWORD', settings: { work_mem: '8MB' } });
  expect((await handle('create', documentOf(id, { roles: [full] }))).refused).toBeUndefined();
  expect((await handle('update', documentOf(id, { roles: [role(name, { login: true })] }))).refused).toBeUndefined();
  const rows = await server.query(
    'SELECT rolpassword, (SELECT setconfig FROM pg_db_role_setting WHERE setrole = a.oid) AS settings FROM pg_authid a WHERE rolname = $1',
    { values: [name] },
  );
  expect(rows).toEqual([{ settings: null, rolpassword: null }]);
  await handle('delete', documentOf(id, {}));
});

test('the only role of a document is renamed, with all that it holds', async () => {
  const id = freshName('stack');
  const [old, renamed] = [freshName('old'), freshName('renamed')];
  await handle('create', documentOf(id, { roles: [role(old)] }));
  const oid = async (name: string) => server.query('SELECT oid FROM pg_roles WHERE rolname = $1', { values: [name] });
  const before = await oid(old);
  expect((await handle('update', documentOf(id, { roles: [role(renamed)] }))).refused).toBeUndefined();
  expect(await oid(renamed)).toEqual(before);
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
  expect(await rolesOf(old, renamed)).toEqual([]);
});

test('a role that somebody dropped and made again is theirs', async () => {
  const id = freshName('stack');
  const name = freshName('again');
  await handle('create', documentOf(id, { roles: [role(name)] }));
  await server.query(`DROP ROLE "${name}"; CREATE ROLE "${name}"`);
  expect((await handle('update', documentOf(id, { roles: [role(name)] }))).refused).toContain('was not made here');
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
  expect(await rolesOf(name)).toEqual([name]);
});

test('what 0.1.0 remembered is still known, and is written as 0.1.0 did', async () => {
  const id = freshName('stack');
  const name = freshName('old');
  const memory = memoryRole(id, 'main');
  await server.query(`CREATE ROLE "${name}" LOGIN PASSWORD 'canary-handle'; CREATE ROLE "${memory}" NOLOGIN NOINHERIT`);
  const [{ oid } = {}] = await server.query('SELECT oid::int FROM pg_roles WHERE rolname = $1', { values: [name] });
  const values = role(name, { login: true, password_env: 'ROLE_PASSWORD' });
  const item = { values, marks: { passwordGiven: true }, oid: Number(oid) };
  const text = { aponopg: 1, id, server: 'main', about: 'as it was', roles: { [`main/${name}`]: item } };
  await server.query(`COMMENT ON ROLE "${memory}" IS '${JSON.stringify({ ...text, grants: {}, integrations: {} })}'`);

  expect(await handle('update', documentOf(id, { roles: [values] }))).toEqual(DONE_NOTHING);
  const [{ comment } = {}] = await server.query(
    "SELECT shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = $1",
    { values: [memory] },
  );
  expect(JSON.parse(String(comment)).roles).toEqual({ [`main/${name}`]: item });
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete role main/${name}`]);
  expect(await rolesOf(name, memory)).toEqual([]);
});

test('documents of two ids on one server leave each other alone', async () => {
  const [a, b] = [freshName('a'), freshName('b')];
  await Promise.all([
    handle('create', documentOf(a, { roles: [role(a)] })),
    handle('create', documentOf(b, { roles: [role(b)] })),
  ]);
  expect((await handle('delete', documentOf(a, {}))).refused).toBeUndefined();
  expect(await rolesOf(a, b)).toEqual([b]);
  await handle('delete', documentOf(b, {}));
});

test('the same document handled several times at once is made once', async () => {
  const id = freshName('stack');
  const database = await server.createDatabase();
  const names = Array.from({ length: 5 }, () => freshName('many'));
  const document = documentOf(id, {
    roles: names.map((name) => role(name)),
    grants: [
      {
        server: 'main',
        database,
        grants: names.map((grantee) => ({ grantee, on: 'schema', objects: ['public'], privileges: ['USAGE'] })),
      },
    ],
    integrations: [integration(freshName('Orders'))],
  });
  const runs = await Promise.all(Array.from({ length: 4 }, () => handle('create', document)));
  expect(runs.flatMap(({ refused }) => refused ?? [])).toEqual([]);
  expect(runs.map(({ did }) => did.length).sort()).toEqual([0, 0, 0, 7]);
  const gone = await Promise.all(Array.from({ length: 3 }, () => handle('delete', document)));
  expect(gone.map(({ did }) => did.length).sort()).toEqual([0, 0, 7]);
  expect(await rolesOf(...names)).toEqual([]);
});

test('an integration is registered, renamed and removed; one of the same name by others is refused', async () => {
  const id = freshName('stack');
  const [name, renamed] = [freshName('Orders'), freshName('Orders two')];
  expect((await handle('create', documentOf(id, { integrations: [integration(name)] }))).refused).toBeUndefined();
  const other = await handle('create', documentOf(freshName('other'), { integrations: [integration(name)] }));
  expect(other.refused).toContain('Where: integrations[0].name');
  const update = await handle('update', documentOf(id, { integrations: [integration(renamed)] }));
  expect(update.did).toEqual([`update integration ${renamed}`]);
  expect(await handle('update', documentOf(id, { integrations: [integration(renamed)] }))).toEqual(DONE_NOTHING);
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete integration ${renamed}`]);
  expect(await handle('delete', documentOf(id, {}))).toEqual(DONE_NOTHING);
});

test('what others made is taken over by import, as it is, and handled from then on', async () => {
  const id = freshName('stack');
  const name = freshName('theirs');
  await server.query(`CREATE ROLE "${name}" CREATEDB`);
  const document = documentOf(id, { roles: [role(name)] });
  const context = createContext(checkDocument(document).document, { env: env() });
  expect(await importDocument(checkDocument(document).document, context)).toEqual({
    taken: [`role main/${name}`],
    missing: [],
  });
  await context.close();
  expect(await server.query('SELECT rolcreatedb FROM pg_roles WHERE rolname = $1', { values: [name] })).toEqual([
    { rolcreatedb: true },
  ]);
  expect((await handle('create', document)).statements).toEqual([`ALTER ROLE "${name}" WITH NOCREATEDB`]);
  expect((await handle('delete', document)).refused).toBeUndefined();
  expect(await rolesOf(name)).toEqual([]);
});

test('an admin who is no superuser can remember, too', async () => {
  const [id, admin, name] = [freshName('stack'), freshName('admin'), freshName('made')];
  await server.query(`CREATE ROLE "${admin}" LOGIN CREATEROLE PASSWORD 'admin-secret'`);
  const as = (event: DocumentEvent) =>
    handle(
      event,
      {
        id,
        servers: { main: declaredServer(server, admin) },
        roles: [role(name, { login: true, password_env: 'ROLE_PASSWORD' })],
      },
      { ADMIN_PASSWORD: 'admin-secret' },
    );
  expect((await as('create')).did).toEqual([`create role main/${name}`]);
  expect(await as('update')).toEqual(DONE_NOTHING);
  expect(await tryAs(name, 'canary-handle', 'postgres', 'SELECT 1')).toBe('ok');
  expect((await as('delete')).did).toEqual([`delete role main/${name}`]);
  expect(await rolesOf(name)).toEqual([]);
});

test('a role that cannot be removed stays remembered, and goes once the way is clear', async () => {
  const [id, name] = [freshName('stack'), freshName('owner')];
  const database = await server.createDatabase();
  await handle('create', documentOf(id, { roles: [role(name)] }));
  await server.query(`CREATE SCHEMA mine AUTHORIZATION "${name}"`, { database });
  const refused = await handle('delete', documentOf(id, {}));
  expect(refused.refused).toContain('mine');
  await server.query('DROP SCHEMA mine', { database });
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
  expect(await rolesOf(name)).toEqual([]);
});

function integration(name: string): object {
  return {
    name,
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database'],
    hostname: 'db.internal',
    secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
    wait_for_active_seconds: 10,
  };
}
