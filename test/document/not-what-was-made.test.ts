import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { closedAfterwards } from '../support/clean-up';
import { labelled } from '../support/labelled';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';
import { DONE_NOTHING, handlingOn, integration, role } from './handling';

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

const superusers = async (...names: string[]) =>
  (
    await server.query('SELECT rolname, rolsuper FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1', {
      values: [names],
    })
  ).map(({ rolname, rolsuper }) => `${rolname}: ${rolsuper}`);

async function apono(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.url}/api/admin/v4/integrations${path}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (answer.status === 204 ? {} : await answer.json()) as Record<string, unknown>;
}

const registered = async (name: string) =>
  ((await apono('GET', `?name=${encodeURIComponent(name)}`)).items as Record<string, unknown>[])[0];

test('a role that somebody dropped and made again is given no SUPERUSER and is not dropped', async () => {
  const name = freshName('app');
  await handle('create', documentOf(id, { roles: [role(name)] }));
  await server.query(`DROP ROLE "${name}"; CREATE ROLE "${name}"`);
  const raised = await handle('update', documentOf(id, { roles: [role(name, { superuser: true })] }));
  expect(raised.codes).toEqual(['ROLE_EXISTS']);
  expect(raised.refused).toContain('aponopg import');
  const gone = await handle('delete', documentOf(id, {}));
  expect(gone).toEqual({ ...DONE_NOTHING, codes: ['MEMORY_MISMATCH'] });
  expect(await superusers(name)).toEqual([`${name}: false`]);
});

test('a role that somebody renamed is left alone, and whoever has its name now, too', async () => {
  const [name, moved] = [freshName('app'), freshName('moved')];
  await handle('create', documentOf(id, { roles: [role(name)] }));
  await server.query(`ALTER ROLE "${name}" RENAME TO "${moved}"; CREATE ROLE "${name}"`);
  expect((await handle('update', documentOf(id, { roles: [role(name)] }))).codes).toEqual(['ROLE_EXISTS']);
  const gone = await handle('delete', documentOf(id, {}));
  expect(gone).toEqual({ ...DONE_NOTHING, codes: ['MEMORY_MISMATCH'] });
  expect(await superusers(name, moved)).toEqual([`${name}: false`, `${moved}: false`].sort());
});

test('a role that changes hands between plan and apply is neither changed nor dropped', async () => {
  const [name, moved] = [freshName('app'), freshName('moved')];
  const swap = `ALTER ROLE "${name}" RENAME TO "${moved}"; CREATE ROLE "${name}"`;
  const back = `DROP ROLE "${name}"; ALTER ROLE "${moved}" RENAME TO "${name}"`;
  await handle('create', documentOf(id, { roles: [role(name)] }));
  // The verbs are held up until somebody has swapped the roles.
  const swapped = {
    observer: (context: { server(name: string): unknown }) => {
      const opened = context.server('main') as { transaction(...given: unknown[]): Promise<unknown> };
      const { transaction } = opened;
      return {
        begins: () => {
          opened.transaction = async (...given) => {
            opened.transaction = transaction;
            await server.query(swap);
            return transaction(...given);
          };
        },
      };
    },
  };
  const raised = await handle('update', documentOf(id, { roles: [role(name, { superuser: true })] }), swapped);
  expect(raised.codes).toEqual(['ROLE_REPLACED']);
  expect(await superusers(name, moved)).toEqual([`${name}: false`, `${moved}: false`].sort());
  await server.query(back);
  expect((await handle('delete', documentOf(id, {}), swapped)).codes).toEqual(['ROLE_REPLACED']);
  expect(await superusers(name, moved)).toHaveLength(2);
  await server.query(back);
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete role main/${name}`]);
});

test('grants in a database that was dropped and made again are not taken back', async () => {
  const [grantee, database] = [freshName('reader'), await server.createDatabase()];
  const grants = labelled([{ grantees: [grantee], on: 'schema', objects: ['public'], privileges: ['CREATE'] }]);
  const members = { roles: [role(grantee)], grants: [{ server: 'main', database, grants }] };
  const made = await handle('create', documentOf(id, members));
  expect(made.did).toHaveLength(2);
  await server.dropDatabase(database);
  await server.createDatabase(database);
  await server.query(`GRANT CREATE ON SCHEMA public TO "${grantee}"`, { database });
  const changed = await handle('update', documentOf(id, { roles: [role(grantee)] }));
  expect(changed).toEqual({ ...DONE_NOTHING, codes: ['MEMORY_MISMATCH'] });
  const holds = `SELECT has_schema_privilege('${grantee}', 'public', 'CREATE') AS holds`;
  expect(await server.query(holds, { database })).toEqual([{ holds: true }]);
});

test('grants to a role that was dropped and made again are not taken back, those to others are', async () => {
  const [gone, kept, database] = [freshName('gone'), freshName('kept'), await server.createDatabase()];
  await server.query(`CREATE ROLE "${gone}"; CREATE ROLE "${kept}"`);
  const grants = labelled(
    [gone, kept].map((grantee) => ({ grantees: [grantee], on: 'schema', objects: ['public'], privileges: ['CREATE'] })),
  );
  await handle('create', documentOf(id, { grants: [{ server: 'main', database, grants }] }));
  await server.query(`DROP OWNED BY "${gone}"`, { database });
  await server.query(`DROP ROLE "${gone}"; CREATE ROLE "${gone}"; GRANT CREATE ON SCHEMA public TO "${gone}"`, {
    database,
  });
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete grants main/${database}`]);
  const holds = [gone, kept].map((name) => `has_schema_privilege('${name}', 'public', 'CREATE')`);
  expect(await server.query(`SELECT ARRAY[${holds}] AS holds`, { database })).toEqual([{ holds: [true, false] }]);
});

test('a privilege that somebody else gave as well stays when the document goes', async () => {
  const [grantee, other, database] = [freshName('reader'), freshName('other'), await server.createDatabase()];
  await server.query(`CREATE ROLE "${grantee}"; CREATE ROLE "${other}"`);
  const grants = labelled([{ grantees: [grantee], on: 'schema', objects: ['public'], privileges: ['CREATE'] }]);
  await handle('create', documentOf(id, { grants: [{ server: 'main', database, grants }] }));
  await server.query(
    `GRANT CREATE ON SCHEMA public TO "${other}" WITH GRANT OPTION; SET ROLE "${other}"; GRANT CREATE ON SCHEMA public TO "${grantee}"`,
    { database },
  );
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete grants main/${database}`]);
  const holds = `SELECT has_schema_privilege('${grantee}', 'public', 'CREATE') AS holds`;
  expect(await server.query(holds, { database })).toEqual([{ holds: true }]);
});

test('an integration that is called otherwise in Apono is neither changed nor deleted', async () => {
  const [name, other] = [freshName('Orders'), freshName('Others')];
  const document = documentOf(id, { integrations: [integration(name)] });
  await handle('create', document);
  const found = await registered(name);
  await apono('PUT', `/${found?.id}`, { ...found, name: other, secret_store_config: undefined });
  expect(await registered(other)).toBeDefined();

  const changed = await handle('update', document);
  expect(changed.codes).toEqual(['MEMORY_MISMATCH']);
  expect(changed.refused).toContain(other);
  expect(changed.refused).toContain('Where: integrations[0].name');
  expect((await handle('delete', document)).codes).toEqual(['MEMORY_MISMATCH']);
  expect(await registered(other)).toBeDefined();
  // What the document itself names is what it is to be: the rename is taken over.
  expect((await handle('update', documentOf(id, { integrations: [integration(other)] }))).refused).toBeUndefined();
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete integration ${other}`]);
  expect(await handle('delete', document)).toEqual(DONE_NOTHING);
});

test('a role is remembered by the transaction that makes it, should the run end right after', async () => {
  const [first, second, third] = [freshName('first'), freshName('second'), freshName('third')];
  const killed = await handle('create', documentOf(id, { roles: [role(first), role(second)] }), {
    observer: (context) => ({
      done: ({ config }) => {
        if (config.name === first) void (context.server('main') as { cancel(): Promise<void> }).cancel();
      },
    }),
  });
  expect(killed.refused).toBeDefined();
  // New roles are made together.
  expect(await superusers(first, second)).toEqual([`${first}: false`, `${second}: false`]);
  expect((await handle('update', documentOf(id, { roles: [role(second), role(third)] }))).did).toEqual([
    `create role main/${third}`,
    `delete role main/${first}`,
  ]);
  expect((await handle('delete', documentOf(id, {}))).did).toHaveLength(2);
});

test('a role of that name, made by somebody before the run came to it, is not taken for ours afterwards', async () => {
  const name = freshName('raced');
  const raced = await handle('create', documentOf(id, { roles: [role(name)] }), {
    observer: (context) => {
      const opened = context.server('main') as unknown as { transaction(...given: unknown[]): Promise<unknown> };
      const { transaction } = opened;
      return {
        begins: () => {
          opened.transaction = async (...given) => {
            opened.transaction = transaction;
            await server.query(`CREATE ROLE "${name}"`);
            return transaction(...given);
          };
        },
      };
    },
  });
  expect(raced.refused).toContain('exists already');
  expect((await handle('update', documentOf(id, { roles: [role(name, { superuser: true })] }))).codes).toEqual([
    'ROLE_EXISTS',
  ]);
  expect(await handle('delete', documentOf(id, {}))).toEqual(DONE_NOTHING);
  expect(await superusers(name)).toEqual([`${name}: false`]);
  expect((await importing(documentOf(id, { roles: [role(name)] }))).taken).toEqual([`role main/${name}`]);
  expect((await handle('delete', documentOf(id, {}))).did).toEqual([`delete role main/${name}`]);
});
