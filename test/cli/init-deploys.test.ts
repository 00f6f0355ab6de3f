import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../src/apono/sandbox';
import { aponoEnvironment } from '../support/attached-folder';
import { closedAfterwards } from '../support/clean-up';
import { aponopg } from '../support/cli';
import { startPostgres } from '../support/postgres';
import { openTerraform } from '../support/terraform';

test('a folder of HCL deploys as it stands; it is not written over', async () => {
  const server = await startPostgres();
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const passwords = { ADMIN_PASSWORD: server.password, CONNECTOR_PASSWORD: 'canary-init' };
  const terraform = closedAfterwards(openTerraform({ env: { ...passwords, ...aponoEnvironment(sandbox) } }));
  const place = ['--host', 'localhost', '--port', String(server.port), '--username', server.superuser];
  const tls = ['--sslmode', 'prefer'];
  const connector = ['--connector', 'AwsConnector-Prod'];
  const secret = ['--secret', 'region=us-east-1', '--secret', 'secret_id=prod/orders/apono'];
  const args = ['init', terraform.path, '--language', 'hcl', ...place, ...tls, ...connector, ...secret];
  const written = await aponopg(args);
  expect(written).toMatchObject({ code: 0, stderr: '' });
  expect(written.stdout).toContain('export ADMIN_PASSWORD=... CONNECTOR_PASSWORD=... APONO_PERSONAL_TOKEN=...');
  expect(readFileSync(join(terraform.path, '.gitignore'), 'utf8')).toContain('terraform.d/');

  await terraform.init();
  await terraform.apply();
  await terraform.expectNoChanges();
  expect(sandbox.integrations()).toContainEqual(
    expect.objectContaining({ name: 'Postgres database', status: 'Active' }),
  );
  await terraform.destroy();

  const before = readFileSync(join(terraform.path, 'main.tf'), 'utf8');
  const again = await aponopg([...args, '--database', 'other']);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('FILE_EXISTS')]);
  expect(readFileSync(join(terraform.path, 'main.tf'), 'utf8')).toBe(before);
});
