import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server can be bound to. */
export type Target = { readonly path: string } | { readonly host: string; readonly port: number };

/** Somewhere to listen. */
export interface Endpoint {
  readonly network: 'unix' | 'tcp';
  /** Binds by means of `listen`; returns the address that clients dial. */
  bind(listen: (target: Target) => Promise<void>): Promise<string>;
  /** Removes what it left on disk. May be called twice. */
  remove(): void;
}

/** A socket in a folder of its own that only this user may enter. */
export function unixEndpoint(parent = tmpdir()): Endpoint {
  const folder = mkdtempSync(join(parent, 'plugin-'));
  const path = join(folder, 's');
  return {
    network: 'unix',
    bind: async (listen) => {
      await listen({ path });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The first free port of a range on the loopback address, for Windows. */
export function tcpEndpoint(first: number, last: number): Endpoint {
  const host = '127.0.0.1';
  return {
    network: 'tcp',
    bind: async (listen) => {
      for (let port = first; port <= last; port++) {
        try {
          await listen({ host, port });
          return `${host}:${port}`;
        } catch (error) {
          if (!UNUSABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
        }
      }
      throw new Error(`no port from ${first} to ${last} is free`);
    },
    remove: () => undefined,
  };
}

/** Taken, or kept by the system. */
const UNUSABLE = new Set(['EADDRINUSE', 'EACCES']);
