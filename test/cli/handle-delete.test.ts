import { startSandbox } from '../../src/apono/sandbox';
import { memoryName } from '../../src/document/memory-name';
import { integration } from '../document/handling';
import { closedAfterwards } from '../support/clean-up';
import { aponopg, declaredServer } from '../support/cli';
import { freshName, sharedServer } from '../support/postgres';

test('a destroy is leave to delete the integrations that its document names, also where the memory alone is not', async () => {
  // Up to PostgreSQL 15 others may have written the memory of an admin that is no superuser.
  const server = await sharedServer(13);
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const [admin, name] = [freshName('admin'), freshName('Orders')];
  await server.query(
    `CREATE ROLE "${admin}" LOGIN CREATEROLE PASSWORD 'admin-secret'; GRANT CREATE ON DATABASE postgres TO "${admin}"`,
  );
  const env = { ADMIN_PASSWORD: 'admin-secret', APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  const base = { id: freshName('stack'), servers: { main: declaredServer(server, admin) } };
  const handle = (event: string, members: object) =>
    aponopg(['handle', '--json'], {
      env: { ...env, APONOPG_EVENT: event, APONOPG_REQUEST: JSON.stringify({ ...base, ...members }) },
    });

  expect(await handle('create', { integrations: [integration(name)] })).toMatchObject({ code: 0 });
  const refused = await handle('delete', {});
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('MEMORY_NO_PROOF') });
  // Whatever else this version makes of the document.
  const named = { integrations: [{ ...integration(name), no_longer_known: true }] };
  const { code, stdout } = await handle('delete', named);
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { changes: [{ action: 'delete' }] }]);
  await server.query(`DROP OWNED BY "${admin}"; DROP ROLE "${admin}"`);
});

test('an import lists what was remembered before and is not in the document', async () => {
  const server = await sharedServer();
  const id = freshName('stack');

  const former = memoryName(id, 'main');
  const text = JSON.stringify({ aponopg: 1, roles: { 'main/gone': {} } });
  await server.query(`CREATE ROLE ${former}; COMMENT ON ROLE ${former} IS '${text}'`);
  const document = JSON.stringify({ id, servers: { main: declaredServer(server) } });
  const options = { env: { ADMIN_PASSWORD: server.password }, input: document };
  const plain = await aponopg(['import', '-'], options);
  expect(plain).toMatchObject({
    code: 0,
    stdout: 'role main/gone: remembered before and not named by the document, left alone\n',
  });
  await server.query(`DROP ROLE ${former}; DROP SCHEMA ${former}`);
});
