import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../support/free-port';

/** A Vault with an engine of the kind kv, version 2, mounted as `secret`. */
export interface VaultServer {
  readonly address: string;
  readonly token: string;
  close(): Promise<void> | void;
}

const TOKEN = 'root-token-of-the-test';

/** The real program in its mode for trials: everything stays in memory. */
export async function startVault(program: string): Promise<VaultServer> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const args = ['server', '-dev', `-dev-root-token-id=${TOKEN}`, `-dev-listen-address=127.0.0.1:${port}`];
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore', env: { ...process.env, HOME: '/tmp' } });
  for (let tries = 0; tries < 100; tries += 1) {
    const healthy = await fetch(`${address}/v1/sys/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return { address, token: TOKEN, close: () => void child.kill() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`${program} did not start`);
}

/**
 * A STAND-IN for Vault: of its HTTP API what the Vault provider asks for a secret of kv, version 2. It is not Vault, and
 * says nothing about how that one behaves.
 */
export async function startVaultStandIn(): Promise<VaultServer> {
  const secrets = new Map<string, unknown[]>();
  const server = createServer((request, response) => {
    void answer(secrets, request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    token: TOKEN,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(secrets: Map<string, unknown[]>, request: IncomingMessage): Promise<[number, unknown?]> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://vault');
  if (request.headers['x-vault-token'] !== TOKEN) return [403, { errors: ['permission denied'] }];
  if (pathname === '/v1/auth/token/lookup-self') return [200, { data: { id: TOKEN, policies: ['root'] } }];
  if (pathname === '/v1/sys/health') return [200, { initialized: true, sealed: false, version: '1.21.1' }];
  const [, kind, name = ''] = /^\/v1\/secret\/(data|metadata)\/(.+)$/.exec(pathname) ?? [];
  const versions = secrets.get(name) ?? [];
  if (kind === 'data' && (request.method === 'PUT' || request.method === 'POST')) {
    const { data } = (await jsonOf(request)) as { data: unknown };
    secrets.set(name, [...versions, data]);
    return [200, { data: metadataOf(versions.length + 1) }];
  }
  if (request.method === 'DELETE') {
    secrets.delete(name);
    return [204];
  }
  if (kind === undefined || versions.length === 0) return [404, { errors: [] }];
  if (kind === 'metadata') return [200, { data: { current_version: versions.length, custom_metadata: null } }];
  const version = Number(searchParams.get('version') ?? versions.length) || versions.length;
  return [200, { data: { data: versions[version - 1], metadata: metadataOf(version) } }];
}

function metadataOf(version: number) {
  return { version, created_time: '2026-11-27T00:00:00Z', deletion_time: '', destroyed: false, custom_metadata: null };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}
