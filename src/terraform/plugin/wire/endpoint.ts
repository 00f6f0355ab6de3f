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

/**
 * Where a process is reached from its own machine: at a socket in the folder that Terraform names, or in one for temporary
 * files. Where none of them will do, as on Windows, at a port of the loopback address.
 */
export function localEndpoint(
  env: NodeJS.ProcessEnv = {},
  folders = [env.PLUGIN_UNIX_SOCKET_DIR, tmpdir(), '/tmp'],
): Endpoint {
  if (process.platform !== 'win32') {
    for (const folder of folders) {
      const endpoint = folder && unixEndpoint(folder);
      if (endpoint) return endpoint;
    }
  }
  return tcpEndpoint(Number(env.PLUGIN_MIN_PORT || 10_000), Number(env.PLUGIN_MAX_PORT || 25_000));
}

/** A socket in a folder of its own that only this user may enter; undefined where this one cannot hold it. */
function unixEndpoint(parent: string): Endpoint | undefined {
  if (Buffer.byteLength(join(parent, 'plugin-XXXXXX', 's')) > LONGEST_SOCKET) return undefined;
  let folder: string;
  try {
    folder = mkdtempSync(join(parent, 'plugin-'));
  } catch {
    return undefined;
  }
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

/** What the kernels take for a socket's path, in bytes: 103 on macOS, 107 on Linux. */
const LONGEST_SOCKET = 103;

/** The first free port of a range on the loopback address. */
function tcpEndpoint(first: number, last: number): Endpoint {
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
