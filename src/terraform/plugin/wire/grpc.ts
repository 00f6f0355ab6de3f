import { createSecureServer, createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Server } from '../server/server';
import type { Identity } from './certificate';
import type { Endpoint, Target } from './endpoint';
import { answerUnary, GrpcError, refuse, STATUS, sendHeaders } from './grpc-stream';
import { METHODS } from './methods';

/** A gRPC server that listens. */
export interface Listening {
  /** Where: a socket's path, or `host:port`. */
  readonly address: string;
  /** Ends the streams that stand open, lets calls under way end, and stops. */
  close(): Promise<void>;
}

/** What the server is to use for mutual TLS. */
export interface Tls {
  readonly own: Identity;
  /** The only certificate a client may have, PEM. */
  readonly client: string;
}

/**
 * Serves the provider and go-plugin's own services. It is a gRPC server of its own, on Node's HTTP/2: a library for gRPC
 * takes as long to load as Node itself, and Terraform starts a provider several times per command. Messages pass as
 * bytes; what reads and answers them is loaded with the first call.
 */
export async function listen(
  server: Server,
  { endpoint, tls, shutdown }: { endpoint: Endpoint; tls: Tls | undefined; shutdown: () => void },
): Promise<Listening> {
  const settings = { settings: { initialWindowSize: WINDOW }, maxSessionMemory: Number.MAX_SAFE_INTEGER };
  const http = tls
    ? createSecureServer({
        ...settings,
        key: tls.own.key,
        cert: tls.own.certificate,
        ca: tls.client,
        requestCert: true,
        rejectUnauthorized: true,
      })
    : createServer(settings);
  const sessions = new Set<ServerHttp2Session>();
  const idle = new Set<ServerHttp2Stream>();
  const calls = new Map<string, (request: Buffer) => Promise<Buffer>>(
    METHODS.map((method) => [`/tfplugin6.Provider/${method}`, (request) => answer(server, method, request)]),
  );
  calls.set('/plugin.GRPCController/Shutdown', async () => {
    setImmediate(shutdown);
    return Buffer.alloc(0);
  });

  http.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  http.on('stream', (stream, headers) => {
    // What a broken connection means for a call shows in its signal and its answer; the stream has nothing to add.
    stream.on('error', () => undefined);
    const path = headers[':path'] ?? '';
    const run = calls.get(path);
    if (run) void answerUnary(stream, headers, run);
    else if (IDLE.has(path)) {
      idle.add(stream);
      stream.on('close', () => idle.delete(stream));
      stream.on('end', () => stream.end());
      sendHeaders(stream);
      stream.resume();
    } else refuse(stream, new GrpcError(STATUS.unimplemented, `there is no method ${path}`));
  });

  const address = await endpoint.bind(
    (target: Target) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(target, () => {
          http.off('error', reject);
          resolve();
        });
      }),
  );
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        for (const stream of idle) stream.end();
        for (const session of sessions) session.close();
      }),
  };
}

/** Streams that go-plugin opens and that have nothing to carry here: what a plugin prints, and its side channels. */
const IDLE = new Set(['/plugin.GRPCStdio/StreamStdio', '/plugin.GRPCBroker/StartStream']);
/** Bytes a client may send ahead; HTTP/2's own 64 kB would make long states slow. */
const WINDOW = 4 * 1024 * 1024;

async function answer(server: Server, method: (typeof METHODS)[number], request: Buffer): Promise<Buffer> {
  const calls: typeof import('./provider-calls') = require('./provider-calls');
  try {
    return await calls.PROVIDER_CALLS[method](server, request);
  } catch (error) {
    throw new GrpcError(STATUS.invalidArgument, `the request cannot be read: ${(error as Error).message}`);
  }
}
