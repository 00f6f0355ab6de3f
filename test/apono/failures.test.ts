import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { type AponoClient, createAponoClient, type RetryEvent } from '../../src/apono';
import { CANARY, codeOf, integrationBody, problemOf, quickClient, sandboxWithClient, serverThat } from './fixture';

/** A client of a server that always gives the same answer. */
async function clientOf(status: number, body = '', headers: Record<string, string> = {}): Promise<AponoClient> {
  const endpoint = await serverThat((_, response) => response.writeHead(status, headers).end(body));
  return quickClient({ endpoint, retries: 1 });
}

describe('a failure has its own code', () => {
  test('for a token that is missing, before anything is sent', () => {
    for (const token of [undefined, '', ' \n']) {
      expect(() => createAponoClient({ endpoint: 'https://api.apono.io', token })).toThrow('APONO_TOKEN_MISSING');
    }
  });

  test('for a token that Apono refuses', async () => {
    const { client } = await sandboxWithClient({ token: 'another' });
    const error = await problemOf(client.integrations.get('x'));
    expect(error.problems[0]).toMatchObject({ code: 'APONO_TOKEN_REFUSED', path: ['apono', 'token'] });
    expect(error.message).toContain('HTTP 401: Unauthorized');
    expect(await codeOf((await clientOf(403)).integrations.get('x'))).toBe('APONO_TOKEN_REFUSED');
  });

  test.each([
    [400, '{"message":"no"}', 'APONO_REJECTED'],
    [409, 'conflict', 'APONO_REJECTED'],
    [422, '[{"detail":"bad"}]', 'APONO_REJECTED'],
    [429, '', 'APONO_RATE_LIMITED'],
    [500, '<html><title>Oops</title></html>', 'APONO_SERVER_ERROR'],
    [503, '{"a":', 'APONO_SERVER_ERROR'],
    [404, '<html>no such page</html>', 'APONO_BAD_ANSWER'],
    [200, '<html>sign in</html>', 'APONO_BAD_ANSWER'],
    [200, '', 'APONO_BAD_ANSWER'],
    [200, 'null', 'APONO_BAD_ANSWER'],
    [200, '[]', 'APONO_BAD_ANSWER'],
    [200, '{"id":"x"}', 'APONO_BAD_ANSWER'],
    [204, '', 'APONO_BAD_ANSWER'],
  ])('for HTTP %i with the body %j', async (status, body, code) => {
    const client = await clientOf(status, body);
    expect(await codeOf(client.integrations.get('x'))).toBe(code);
  });

  test('for a list that is not one, or that goes in a circle', async () => {
    const lists = [
      '{"items":{}, "pagination":{}}',
      '{"items":[]}',
      '{"items":[], "pagination":{"next_page_token":"a"}}',
    ];
    for (const body of lists) {
      const client = await clientOf(200, body);
      expect(await codeOf(client.integrations.findByName('x'))).toBe('APONO_BAD_ANSWER');
    }
  });

  test('for a redirect, which is not followed', async () => {
    const client = await clientOf(302, '', { location: 'https://elsewhere.example/sign-in' });
    const error = await problemOf(client.connectors.get('x'));
    expect(error.problems[0]?.code).toBe('APONO_BAD_ANSWER');
    expect(error.message).toContain('https://elsewhere.example/sign-in');
  });

  test('for a web page in answer to a deletion, which would otherwise pass for success', async () => {
    const { client } = await sandboxWithClient({ faults: { non_json: true } });
    expect(await codeOf(client.integrations.delete('x'))).toBe('APONO_BAD_ANSWER');
    expect(await codeOf(client.integrations.refresh('x'))).toBe('APONO_BAD_ANSWER');
  });

  test('for an endpoint where nothing listens', async () => {
    const port = await freePort();
    const client = quickClient({ endpoint: `http://127.0.0.1:${port}`, retries: 1 });
    const error = await problemOf(client.integrations.get('x'));
    expect(error.problems[0]).toMatchObject({ code: 'APONO_UNREACHABLE', path: ['apono', 'endpoint'] });
    expect(error.message).toContain(`GET /api/admin/v4/integrations/x at http://127.0.0.1:${port}`);
    expect(error.message).toContain('ECONNREFUSED');
  });

  test.each([
    ['ENOTFOUND', 'the host name is not known'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
  ])('for a connection that fails with %s, without trying again', async (code, said) => {
    const tries: string[] = [];
    const client = quickClient({
      endpoint: 'https://api.apono.invalid',
      fetch: async () => {
        tries.push('one');
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('what the library says'), { code }) });
      },
    });
    const error = await problemOf(client.integrations.get('x'));
    expect(error.problems[0]?.code).toBe('APONO_UNREACHABLE');
    expect(error.message).toContain(said);
    expect(tries).toHaveLength(1);
  });

  test('for a server that never answers, or stops half way', async () => {
    const { client } = await sandboxWithClient(
      { faults: { fail_next: { count: 9, status: 'hang' } } },
      { timeoutSeconds: 0.1, retries: 1 },
    );
    expect(await codeOf(client.integrations.get('x'))).toBe('APONO_TIMEOUT');
    const endpoint = await serverThat((_, response) => response.writeHead(200).write('{"id":'));
    const half = quickClient({ endpoint, timeoutSeconds: 0.1, retries: 1 });
    expect(await codeOf(half.integrations.get('x'))).toBe('APONO_TIMEOUT');
  });

  test('for work that is stopped from outside, at once and for good', async () => {
    const stop = new AbortController();
    const { client, sandbox } = await sandboxWithClient(
      { faults: { fail_next: { count: 9, status: 'hang' } } },
      { signal: stop.signal, onRetry: () => {} },
    );
    const work = codeOf(client.integrations.get('x'));
    while (sandbox.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await work).toBe('APONO_CANCELLED');
    expect(await codeOf(client.integrations.get('x'))).toBe('APONO_CANCELLED');
    expect(sandbox.requests()).toHaveLength(1);
  });
});

describe('no secret is shown', () => {
  const echoes = [
    (text: string) => JSON.stringify({ message: `token ${text} is bad` }),
    (text: string) => `plain ${text}`,
    (text: string) => `<html><title>${text}</title></html>`,
    (text: string) => JSON.stringify({ [text]: [text], other: { deep: text } }),
    (text: string) => `${'x'.repeat(290)}${text}`,
    (text: string) => encodeURIComponent(text),
    (text: string) => Buffer.from(text).toString('base64'),
  ];

  test('when the server repeats the token in any form', async () => {
    const events: RetryEvent[] = [];
    for (const echo of echoes) {
      for (const status of [200, 302, 400, 401, 500]) {
        const endpoint = await serverThat((request, response) => {
          const token = String(request.headers.authorization).replace('Bearer ', '');
          response.writeHead(status, { location: `/${encodeURIComponent(token)}` }).end(echo(token));
        });
        const client = quickClient({ endpoint, retries: 1, onRetry: (event) => events.push(event) });
        const error = await problemOf(client.integrations.get('x'));
        expectNoneOf(CANARY, [
          error.message,
          error.stack,
          inspect(error, { depth: 9 }),
          JSON.stringify(error.problems),
        ]);
        expectNoneOf(CANARY, [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client)]);
      }
    }
    expect(events.length).toBeGreaterThan(0);
    expectNoneOf(CANARY, [JSON.stringify(events)]);
  });

  test('when the token cannot be sent at all', () => {
    const token = 'canary-with a space';
    expect(() => createAponoClient({ endpoint: 'https://api.apono.io', token })).toThrow('INVALID_VALUE');
    expect(() => createAponoClient({ endpoint: 'https://api.apono.io', token })).not.toThrow('canary');
  });

  test('when the server repeats credentials given for its own secret store', async () => {
    const password = 'pass"word canary';
    const endpoint = await serverThat((request, response) => {
      if (request.method === 'GET') return response.end('{"items":[],"pagination":{}}');
      return response.writeHead(400).end(JSON.stringify({ message: `cannot use ${password}` }));
    });
    const store = { apono: { parameters: { username: 'connector', password } } };
    const create = quickClient({ endpoint }).integrations.create(integrationBody('O', { secret_store_config: store }));
    const error = await problemOf(create);
    expect(error.message).toContain('cannot use ********');
    expectNoneOf(password, [error.message, inspect(error, { depth: 9 }), JSON.stringify(error.problems)]);
  });
});

function expectNoneOf(secret: string, texts: readonly (string | undefined)[]): void {
  const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret.slice(0, 8)];
  for (const text of texts) {
    for (const form of [...forms, Buffer.from(secret).toString('base64')]) expect(text).not.toContain(form);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
