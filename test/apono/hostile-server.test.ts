import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { all, codeOf, integrationBody, problemOf, quickClient, serverThat } from './fixture';

const MIB = 1_048_576;

/** A client of a server that answers each request as told, from 1. */
async function clientOf(answer: (response: ServerResponse, request: number) => void, timeoutSeconds = 5) {
  let requests = 0;
  const endpoint = await serverThat((_, response) => {
    requests += 1;
    answer(response, requests);
  });
  return quickClient({ endpoint, retries: 1, timeoutSeconds });
}

/** Sends without end, as fast as it is read. */
function flood(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

test.each([200, 400, 500])('a body without end is broken off, with HTTP %i', async (status) => {
  let sent = 0;
  const client = await clientOf((response) => {
    response.writeHead(status);
    response.on('close', () => {
      sent = Math.max(sent, response.socket?.bytesWritten ?? 0);
    });
    flood(response, Buffer.alloc(65_536, ' '));
  });
  const began = Date.now();
  const error = await problemOf(client.integrations.get('x'));
  expect(error.problems[0]?.code).toBe(
    { 200: 'APONO_BAD_ANSWER', 400: 'APONO_REJECTED', 500: 'APONO_SERVER_ERROR' }[status],
  );
  if (status === 200) expect(error.message).toContain('it is larger than 16 MiB');
  expect(error.message.length).toBeLessThan(2000);
  expect(Date.now() - began).toBeLessThan(4000);
});

test('4 GB announced are not waited for', async () => {
  const client = await clientOf((response) => {
    response.writeHead(200, { 'content-length': String(4 * 1024 * MIB) });
    flood(response, Buffer.alloc(65_536, ' '));
  });
  expect((await problemOf(client.integrations.get('x'))).message).toContain('it is larger than 16 MiB');
});

test('what grows when it is decompressed is measured as it grows', async () => {
  const bomb = gzipSync(Buffer.alloc(400 * MIB, ' '));
  expect(bomb.length).toBeLessThan(MIB);
  const client = await clientOf((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  const before = process.memoryUsage().rss;
  expect((await problemOf(client.integrations.get('x'))).message).toContain('it is larger than 16 MiB');
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
});

test('a body that comes a byte a second has no more time than any other answer', async () => {
  const client = await clientOf((response) => {
    response.writeHead(200).write('{');
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  }, 1);
  const began = Date.now();
  expect(await codeOf(client.integrations.get('x'))).toBe('APONO_TIMEOUT');
  expect(Date.now() - began).toBeLessThan(4000);
});

test('headers without measure are refused', async () => {
  const client = await clientOf((response) => response.writeHead(200, { 'x-much': 'x'.repeat(100_000) }).end('{}'));
  const error = await problemOf(client.integrations.get('x'));
  expect(error.problems[0]?.code).toBe('APONO_UNREACHABLE');
  expect(error.message).toContain('larger headers than are taken in');
});

test.each(['[', '{"a":'])('JSON of %s a million times over is refused', async (open) => {
  const close = open === '[' ? ']' : '}';
  const body = `{"a":${open.repeat(1_000_000)}0${close.repeat(1_000_000)}}`;
  const client = await clientOf((response) => response.end(body));
  const error = await problemOf(client.integrations.get('x'));
  expect(error.problems[0]?.code).toBe('APONO_BAD_ANSWER');
  expect(error.message).toContain('nested deeper than 100 levels');
});

describe('a list without end is given up', () => {
  const item = { ...integrationBody('one'), id: 'x', category: 'RESOURCES', status: 'Active' };
  const page = (items: number, token: string | null) =>
    JSON.stringify({ items: Array(items).fill(item), pagination: { next_page_token: token } });

  test.each<[string, (request: number) => string, RegExp]>([
    ['of empty pages', (request) => page(0, `t${request}`), /more than 1000 pages/],
    ['of full pages', (request) => page(1000, `t${request}`), /more items than any tenant/],
    ['that repeats a page', (request) => page(1, request === 1 ? 'a' : 'b'), /in a circle/],
    ['whose token grows', (request) => page(1, 'x'.repeat(request * 5000)), /names its next page by 5000 characters/],
  ])('%s', async (_, answer, what) => {
    const client = await clientOf((response, request) => response.end(answer(request)));
    const error = await problemOf(all(client.integrations.list()));
    expect(error.problems[0]?.code).toBe('APONO_BAD_ANSWER');
    expect(error.message).toMatch(what);
  });
});

test('a redirect carries the token to no other place', async () => {
  let asked = 0;
  const elsewhere = await serverThat((_, response) => {
    asked += 1;
    response.end('{}');
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const client = await clientOf((response) => response.writeHead(status, { location: elsewhere }).end());
    expect(await codeOf(client.integrations.get('x'))).toBe('APONO_BAD_ANSWER');
    expect(await codeOf(client.integrations.create(integrationBody('x')))).toBe('APONO_BAD_ANSWER');
  }
  expect(asked).toBe(0);
});
