import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../src/apono/sandbox';

/** The way to the sandbox, with the store in which Apono would keep credentials: the sandbox itself keeps none. */
export interface AponoStore {
  readonly url: string;
  /** The password that was stored last. */
  password(): string | undefined;
  close(): Promise<void>;
}

export async function startAponoStore(sandbox: Sandbox): Promise<AponoStore> {
  let stored: string | undefined;
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    bodyOf(request)
      .then(async (body) => {
        stored = passwordIn(body) ?? stored;
        const { authorization = '', 'content-type': type = 'application/json' } = headers;
        const answer = await fetch(new URL(url, sandbox.url), {
          method,
          headers: { authorization, 'content-type': type },
          ...(body !== '' && { body }),
        });
        const contentType = answer.headers.get('content-type') ?? 'application/json';
        response.writeHead(answer.status, { 'content-type': contentType }).end(await answer.text());
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    password: () => stored,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function passwordIn(body: string): string | undefined {
  if (body === '') return undefined;
  const { secret_store_config: store } = JSON.parse(body) as {
    secret_store_config?: { apono?: { parameters?: { password?: string } } } | null;
  };
  return store?.apono?.parameters?.password;
}
