import { waitUntilActive } from '../../src/apono';
import { codeOf, integrationBody, problemOf, sandboxWithClient } from './fixture';

describe('waiting for an integration', () => {
  test('ends when it is Active, telling each status once', async () => {
    const { client } = await sandboxWithClient({ activeAfterMs: 400 });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    const seen: string[] = [];
    const active = await waitUntilActive(client, id, { seconds: 10, onStatus: (status) => seen.push(status) });
    expect(active).toMatchObject({ id, status: 'Active', last_sync_time: expect.any(String) });
    expect(seen).toEqual(['Initializing', 'Active']);
  });

  test('ends with an error when the status is Error', async () => {
    const { client } = await sandboxWithClient({ faults: { integration_status: 'Error' } });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    const error = await problemOf(waitUntilActive(client, id, { seconds: 10 }));
    expect(error.problems[0]?.code).toBe('APONO_INTEGRATION_ERROR');
    expect(error.message).toContain('"Orders"');
  });

  test('ends at once when the integration is disabled, and gives one with warnings', async () => {
    const { client, sandbox } = await sandboxWithClient({ faults: { integration_status: 'Disabled' } });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    expect(await codeOf(waitUntilActive(client, id, { seconds: 60 }))).toBe('APONO_NOT_ACTIVE');
    sandbox.setFaults({ integration_status: 'Warning' });
    expect((await waitUntilActive(client, id, { seconds: 60 })).status).toBe('Warning');
  });

  test('ends when time runs out, saying what it saw last', async () => {
    const { client } = await sandboxWithClient({ activeAfterMs: 60_000 });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    for (const seconds of [0, 0.2]) {
      const error = await problemOf(waitUntilActive(client, id, { seconds }));
      expect(error.problems[0]).toMatchObject({ code: 'APONO_NOT_ACTIVE', value: 'Initializing' });
    }
  });

  test('ends in time also when the server hangs', async () => {
    const { client, sandbox } = await sandboxWithClient({ activeAfterMs: 60_000 }, { timeoutSeconds: 600 });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    sandbox.setFaults({ fail_next: { count: 99, status: 'hang' } });
    expect(await codeOf(waitUntilActive(client, id, { seconds: 0.2 }))).toBe('APONO_NOT_ACTIVE');
  });

  test('ends when the integration is gone, or the wait is stopped', async () => {
    const { client } = await sandboxWithClient({ activeAfterMs: 60_000 });
    expect(await codeOf(waitUntilActive(client, 'gone', { seconds: 9 }))).toBe('APONO_INTEGRATION_UNKNOWN');
    const { id } = await client.integrations.create(integrationBody('Orders'));
    const stop = new AbortController();
    const wait = waitUntilActive(client, id, { seconds: 60, signal: stop.signal, onStatus: () => stop.abort() });
    expect(await codeOf(wait)).toBe('APONO_CANCELLED');
  });
});
