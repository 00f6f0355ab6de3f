import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { closedAfterwards } from '../support/clean-up';
import { declaredServer } from '../support/cli';
import { databaseOn, freshName, type PostgresServer, sharedServer } from '../support/postgres';
import { DONE_NOTHING, handlingOn, role } from './handling';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  server = await sharedServer();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const { handle, documentOf } = handlingOn(
  () => server,
  () => sandbox,
);

test('a document that names one server twice does not wait for itself', async () => {
  const id = freshName('stack');
  const database = await databaseOn(server);
  closedAfterwards({ close: database.drop });
  await database.query('CREATE SCHEMA app; CREATE TABLE app.t (id int)');
  const [one, other] = [freshName('one'), freshName('other')];
  const on = (names: readonly string[]) => {
    const { servers } = documentOf(id, {}, { lock_timeout_seconds: 20 });
    const again = { ...declaredServer(server), lock_timeout_seconds: 20 };
    const select = { on: 'table', schemas: ['app'], objects: ['t'], privileges: ['SELECT'] };
    return {
      id,
      servers: { ...servers, again },
      roles: names.map((name) => role(name, { server: name === one ? 'main' : 'again' })),
      grants: names.map((name) => ({
        server: name === one ? 'main' : 'again',
        database: database.name,
        grants: { read: { ...select, grantees: [name] } },
      })),
    };
  };
  const created = await handle('create', on([one, other]));
  expect(created.refused).toBeUndefined();
  expect(created.did).toHaveLength(4);
  expect(await handle('update', on([one, other]))).toMatchObject({ did: [] });
  expect((await handle('update', on([one]))).did).toHaveLength(2);
  expect((await handle('delete', on([]))).did).toHaveLength(2);
  expect(await handle('delete', on([]))).toEqual(DONE_NOTHING);
  expect(
    await server.query('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', { values: [[one, other]] }),
  ).toEqual([]);
});
