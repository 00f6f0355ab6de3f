import { createAponoClient } from '../../src/apono';
import { startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { closedAfterwards } from '../support/clean-up';

test('doctor --wait ends a pipeline with 1 until the integration is Active', async () => {
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
  const env = { PATH: process.env.PATH, APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  const doctor = async (...args: string[]) => {
    let printed = '';
    const keep = (chunk: unknown) => {
      printed += String(chunk);
      return true;
    };
    const streams = [process.stdout, process.stderr].map((each) => jest.spyOn(each, 'write').mockImplementation(keep));
    try {
      return { code: await run(['node', 'aponopg', 'doctor', '--integration', 'Orders', ...args], env), printed };
    } finally {
      for (const each of streams) each.mockRestore();
    }
  };
  expect(await doctor('--wait')).toMatchObject({ code: 1 });
  const client = createAponoClient({ endpoint: sandbox.url, token: sandbox.token });
  await client.integrations.create({
    name: 'Orders',
    type: 'postgresql',
    integration_config: { hostname: 'db.internal', port: '5432', dbname: 'orders' },
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database'],
    secret_store_config: { aws: { region: 'us-east-1', secret_id: 'x' } },
  });
  expect(await doctor('--wait')).toEqual({ code: 0, printed: expect.stringContaining('Active') });
  sandbox.setFaults({ integration_status: 'Refreshing' });
  expect((await doctor('--wait-seconds', '1')).printed).toContain('did not become Active within 1 s');
  expect((await doctor('--wait-seconds', '1')).code).toBe(1);
  sandbox.setFaults({ integration_status: 'Error' });
  expect(await doctor('--wait')).toMatchObject({ code: 1 });
  expect((await doctor('--wait-seconds', 'long')).printed).toContain('INVALID_VALUE');
});
