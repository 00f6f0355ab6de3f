import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { closedAfterwards } from '../support/clean-up';
import { aponopg, declaredServer } from '../support/cli';
import { labelled } from '../support/labelled';
import { freshName, type PostgresServer, sharedServer, tryAs } from '../support/postgres';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  server = await sharedServer();
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const env = (more: Record<string, string> = {}) => ({
  ADMIN_PASSWORD: server.password,
  APONO_ENDPOINT: sandbox.url,
  APONO_PERSONAL_TOKEN: sandbox.token,
  ...more,
});

const run = (command: string, document: object, ...more: string[]) =>
  aponopg([command, '-', ...more], { env: env({ READER_PASSWORD: 'canary-apply' }), input: JSON.stringify(document) });

test('a document is planned, applied and then as wanted; drift is found and mended', async () => {
  const database = await server.createDatabase();
  const [reader, group] = [freshName('reader'), freshName('group')];
  const document = {
    servers: { main: declaredServer(server) },
    roles: [
      { server: 'main', name: reader, login: true, password_env: 'READER_PASSWORD', member_of: [{ role: group }] },
      { server: 'main', name: group },
    ],
    grants: [
      {
        server: 'main',
        database,
        grants: labelled([{ grantees: [reader], on: 'schema', objects: ['public'], privileges: ['USAGE'] }]),
      },
    ],
    integrations: [
      {
        name: freshName('Orders'),
        type: 'postgresql',
        connector_id: 'AwsConnector-Prod',
        connected_resource_types: ['postgresql-database'],
        hostname: 'db.internal',
        secret_store: { aws: { region: 'us-east-1', secret_id: 'orders' } },
      },
    ],
  };

  const plan = await run('plan', document, '--detailed-exitcode');
  expect(plan).toMatchObject({ code: 2, stderr: '' });
  expect(plan.stdout).toContain('Plan: 4 to add, 0 to change, 0 to destroy.');
  expect(plan.stdout).toContain(`CREATE ROLE "${reader}" WITH LOGIN PASSWORD '********';`);
  expect(await server.query('SELECT 1 FROM pg_roles WHERE rolname = $1', { values: [reader] })).toEqual([]);

  const applied = await run('apply', document, '--yes');
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toContain('Apply complete! 4 added, 0 changed, 0 destroyed.');
  expect(await tryAs(reader, 'canary-apply', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await run('plan', document, '--detailed-exitcode')).toMatchObject({
    code: 0,
    stdout: 'No changes. Everything is as the document wants it.\n',
  });

  await server.query(`ALTER ROLE "${reader}" WITH NOLOGIN PASSWORD 'other'; REVOKE "${group}" FROM "${reader}"`);
  const drift = await run('plan', document, '--detailed-exitcode', '--json');
  expect(drift.code).toBe(2);
  expect(JSON.parse(drift.stdout)).toMatchObject({
    summary: { add: 0, change: 1, destroy: 0 },
    changes: [
      {
        action: 'update',
        type: 'role',
        name: `main/${reader}`,
        path: ['roles', 0],
        attributes: { login: { before: false, after: true } },
        statements: [`ALTER ROLE "${reader}" WITH LOGIN PASSWORD '********'`, `GRANT "${group}" TO "${reader}"`],
      },
    ],
  });
  const mended = await run('apply', document, '--yes', '--json');
  expect(mended.code).toBe(0);
  expect(await tryAs(reader, 'canary-apply', 'postgres', 'SELECT 1')).toBe('ok');
  expect(await run('plan', document, '--detailed-exitcode')).toMatchObject({ code: 0 });
  for (const each of [plan, applied, drift, mended]) expect(each.stdout + each.stderr).not.toContain('canary-apply');
});
