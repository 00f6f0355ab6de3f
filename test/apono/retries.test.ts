import fc from 'fast-check';
import type { RetryEvent } from '../../src/apono';
import { backoffSeconds, retryAfterSeconds } from '../../src/apono/backoff';
import { all, codeOf, integrationBody, sandboxWithClient } from './fixture';

describe('a request that is safe to repeat', () => {
  test.each([429, 500, 503, 408, 'drop'] as const)('is repeated after %s until it works', async (status) => {
    const events: RetryEvent[] = [];
    const { client, sandbox } = await sandboxWithClient({}, { onRetry: (event) => events.push(event) });
    const { id } = await client.integrations.create(integrationBody('Orders'));
    const { type: _, ...body } = integrationBody('Orders');
    for (const work of [
      () => client.integrations.get(id),
      () => client.integrations.update(id, body),
      () => client.integrations.refresh(id),
      () => all(client.connectors.list()),
      () => client.integrations.delete(id),
    ]) {
      sandbox.setFaults({ fail_next: { count: 2, status } });
      await work();
    }
    expect(events.map((each) => each.attempt)).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  });

  test('is given up after the retries allowed', async () => {
    const { client, sandbox } = await sandboxWithClient({ faults: { fail_next: { count: 99, status: 502 } } });
    expect(await codeOf(client.integrations.get('x'))).toBe('APONO_SERVER_ERROR');
    expect(sandbox.requests()).toHaveLength(5);
  });

  test('is not repeated when the answer would be the same', async () => {
    for (const status of [400, 401, 409, 501]) {
      const { client, sandbox } = await sandboxWithClient({ faults: { fail_next: { count: 99, status } } });
      await codeOf(client.integrations.get('x'));
      expect(sandbox.requests()).toHaveLength(1);
    }
  });

  test('waits as long as the server asks', async () => {
    const waits: number[] = [];
    const { client } = await sandboxWithClient(
      { faults: { fail_next: { count: 1, status: 429 }, retry_after_seconds: 1 } },
      { onRetry: (event) => waits.push(event.waitSeconds) },
    );
    expect(await client.integrations.get('x')).toBeNull();
    expect(waits).toEqual([1]);
  });

  test('is given up at once when the server asks for a very long wait', async () => {
    const faults = { fail_next: { count: 1, status: 429 }, retry_after_seconds: 3600 };
    const { client, sandbox } = await sandboxWithClient({ faults });
    expect(await codeOf(client.integrations.get('x'))).toBe('APONO_RATE_LIMITED');
    expect(sandbox.requests()).toHaveLength(1);
  });

  test('gets through a server that limits every second request', async () => {
    const { client } = await sandboxWithClient({ faults: { status_429_every: 2, retry_after_seconds: 0 } });
    for (let number = 1; number <= 5; number += 1) await client.integrations.create(integrationBody(`O ${number}`));
    expect(await all(client.integrations.list({ name: 'O *', limit: 1 }))).toHaveLength(5);
  });
});

describe('the wait between tries', () => {
  test('lies between half and all of a doubling time of at most 8 s, and is never less than asked for', () => {
    const asked = fc.option(fc.nat(100), { nil: undefined });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        asked,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, after, dice) => {
          const full = Math.min(8, 0.5 * 2 ** (attempt - 1));
          const wait = backoffSeconds(attempt, 0.5, after, () => dice);
          expect(wait).toBeGreaterThanOrEqual(Math.max(full / 2, after ?? 0));
          expect(wait).toBeLessThanOrEqual(Math.max(full, after ?? 0));
        },
      ),
    );
  });

  test('is read from Retry-After as seconds or as a date, and from nothing else', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfterSeconds('12', now)).toBe(12);
    expect(retryAfterSeconds('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30);
    expect(retryAfterSeconds('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    for (const text of [null, '', '-1', 'soon', '1e9', '2026-01-01', 'Thu, nonsense']) {
      expect(retryAfterSeconds(text, now)).toBeUndefined();
    }
  });
});
