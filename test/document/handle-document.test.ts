import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import type { DocumentEvent } from '../../src/document/handle-document';
import { memoryName } from '../../src/document/memory-name';
import { closedAfterwards } from '../support/clean-up';
import { declaredServer } from '../support/cli';
import { labelled } from '../support/labelled';
import { freshName, type PostgresServer, sharedServer, tryAs } from '../support/postgres';
import { DONE_NOTHING, handlingOn, integration, role } from './handling';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  server = await sharedServer();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const { handle, documentOf, importing } = handlingOn(
  () => server,
  () => sandbox,
);

async function rolesOf(...names: string[]): Promise<string[]> {
  const rows = await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1', {
    values: [names],
  });
  return rows.map(({ rolname }) => String(rolname));
}

/** Whether there is a memory of the id: other files of the run have theirs on the same server. */
const remembers = async (id: string) =>
  (await server.query(`SELECT FROM pg_namespace WHERE nspname = '${memoryName(id, 'main')}'`)).length > 0;

test('what leaves the document is removed, what others made is not touched, and nothing is left after delete', async () => {
  const id = freshName('stack');
  const [one, two, foreign] = [freshName('one'), freshName('two'), freshName('foreign')];
  await server.query(`CREATE ROLE "${foreign}"`);

  const both = documentOf(id, { roles: [role(one, { login: true, password_env: 'ROLE_PASSWORD' }), role(two)] });
  expect((await handle('create', both)).did).toEqual([`create role main/${one}`, `create role main/${two}`]);
  expect(await tryAs(one, 'canary-handle', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await handle('create', both)).toEqual(DONE_NOTHING);
  expect(await remembers(id)).toBe(true);

  expect((await handle('update', documentOf(id, { roles: [role(two)] }))).did).toEqual([`delete role main/${one}`]);
  expect(await rolesOf(one, two, foreign)).toEqual([two, foreign].sort());

  const refused = await handle('update', documentOf(id, { roles: [role(two), role(foreign, { createdb: true })] }));
  expect(refused.refused).toContain('exists already and is not managed here');
  expect(refused.refused).toContain('Where: roles[1].name');
  expect(refused.refused).toContain('aponopg import');

  expect((await handle('delete', documentOf(id, { roles: [role(two), role(foreign)] }))).refused).toBeUndefined();
  expect(await rolesOf(one, two, foreign)).toEqual([foreign]);
  expect(await remembers(id)).toBe(false);
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
  expect((await handle('update', documentOf(id, { roles: [role(name)] }))).refused).toContain('is not managed here');
  expect((await handle('delete', documentOf(id, {}))).refused).toBeUndefined();
  expect(await rolesOf(name)).toEqual([name]);
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
        grants: labelled(
          names.map((grantee) => ({ grantees: [grantee], on: 'schema', objects: ['public'], privileges: ['USAGE'] })),
        ),
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
  expect(await importing(document)).toEqual({ taken: [`role main/${name}`], missing: [], left: [] });
  expect(await server.query('SELECT rolcreatedb FROM pg_roles WHERE rolname = $1', { values: [name] })).toEqual([
    { rolcreatedb: true },
  ]);
  expect((await handle('create', document)).statements).toEqual([`ALTER ROLE "${name}" WITH NOCREATEDB`]);
  expect((await handle('delete', document)).refused).toBeUndefined();
  expect(await rolesOf(name)).toEqual([]);
});

test('an admin who is no superuser can remember, too, once it may create a schema', async () => {
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
      { env: { ADMIN_PASSWORD: 'admin-secret' } },
    );
  const refused = await as('create');
  expect(refused.codes).toEqual(['PG_NOT_PERMITTED']);
  expect(refused.refused).toContain('GRANT CREATE ON DATABASE');
  expect(await rolesOf(name)).toEqual([]);
  await server.query(`GRANT CREATE ON DATABASE postgres TO "${admin}"`);
  expect((await as('create')).did).toEqual([`create role main/${name}`]);
  expect(await as('update')).toEqual(DONE_NOTHING);
  expect(await tryAs(name, 'canary-handle', 'postgres', 'SELECT 1')).toBe('ok');
  expect((await as('delete')).did).toEqual([`delete role main/${name}`]);
  expect(await rolesOf(name)).toEqual([]);
  await server.query(`DROP OWNED BY "${admin}"`);
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

test('what 0.2 remembered of grants, single entries in lists, is known in the shape of now', async () => {
  const id = freshName('stack');
  const database = await server.createDatabase();
  const reader = freshName('reader');
  await server.query(`CREATE ROLE "${reader}"`);
  const grants = { schemas: { grantees: [reader], on: 'schema', objects: ['public'], privileges: ['CREATE'] } };
  const document = documentOf(id, { grants: [{ server: 'main', database, grants }] });
  await handle('create', document);

  const schema = memoryName(id, 'main');
  const [row] = await server.query(`SELECT obj_description(to_regnamespace('${schema}'), 'pg_namespace') AS text`);
  const memory = JSON.parse(String(row?.text));
  expect(memory.grants).toHaveLength(1);
  const { values } = memory.grants[0];
  values.grants = [{ grantee: reader, on: 'schema', objects: ['public'], privileges: ['CREATE'] }];
  await server.query(`COMMENT ON SCHEMA "${schema}" IS '${JSON.stringify(memory).replaceAll("'", "''")}'`);

  expect(await handle('update', document)).toEqual(DONE_NOTHING);
  const gone = await handle('update', documentOf(id, {}));
  expect(gone).toMatchObject({ did: [`delete grants main/${database}`] });
  const [held] = await server.query(`SELECT has_schema_privilege('${reader}', 'public', 'CREATE') AS held`, {
    database,
  });
  expect(held?.held).toBe(false);
  await handle('delete', documentOf(id, {}));
});
