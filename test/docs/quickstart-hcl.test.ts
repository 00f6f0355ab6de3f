import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../src/apono/sandbox';
import { aponoEnvironment } from '../support/attached-folder';
import { builtCli, builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { installed, scriptOf, shell } from '../support/guide';
import { startPostgres } from '../support/postgres';

const PASSWORD = 'canary-quickstart';

test('the commands of the quickstart in HCL do what it says, from an empty folder to an empty server', async () => {
  await builtProvider();
  const server = closedAfterwards(await startPostgres());
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  await server.createDatabase('orders');
  await server.query('CREATE SCHEMA app; CREATE TABLE app.orders (id int)', { database: 'orders' });
  const folder = freshFolder('quickstart');
  const env = {
    ...installed(folder, await builtCli()),
    ...aponoEnvironment(sandbox),
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.superuser,
    PGSSLMODE: 'prefer',
    ADMIN_PASSWORD: server.password,
    CONNECTOR_PASSWORD: PASSWORD,
  };
  const LAST = 'On other machines, and away again';
  const deployed = await shell(scriptOf('quickstart-hcl.md', { until: LAST }), { cwd: folder, env });
  expect(deployed).toMatchObject({ code: 0 });
  expect(deployed.output).toContain('analysts gains SELECT on all tables in schema app');
  expect(deployed.output).not.toContain(PASSWORD);
  expect(sandbox.integrations().map(({ name, status }) => [name, status])).toContainEqual([
    'Orders database',
    'Active',
  ]);
  const may = "SELECT has_table_privilege('analysts', 'app.orders', 'SELECT') AS may";
  expect(await server.query(may, { database: 'orders' })).toEqual([{ may: true }]);
  expect(existsSync(join(folder, 'orders/.terraform.lock.hcl'))).toBe(true);

  const gone = await shell(scriptOf('quickstart-hcl.md', { from: LAST }), { cwd: join(folder, 'orders'), env });
  expect(gone).toMatchObject({ code: 0 });
  const left = "SELECT FROM pg_roles WHERE rolname IN ('analysts', 'apono_connector')";
  expect(await server.query(left)).toEqual([]);
  expect(readFileSync(join(folder, 'orders/main.tf'), 'utf8')).not.toContain(PASSWORD);
}, 180_000);
