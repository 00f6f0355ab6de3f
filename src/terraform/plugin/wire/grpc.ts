import { once } from 'node:events';
import { createSecureServer, createServer, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import type { Identity } from './certificate';
import type { Endpoint, Target } from './endpoint';
import { answer, fail, GrpcError, type Handler, openAnswer, STATUS } from './grpc-stream';

/** What answers, by path (`/package.Service/Method`). What is idle says nothing: it stands open until one side is done. */
export type Handlers = Readonly<Record<string, Handler | 'idle'>>;

/** One connection, as whoever answers it sees it. */
export interface Connection {
  readonly handlers: Handlers;
  /** Called when the connection is gone. */
  closed?(): void;
}

/** A gRPC server that listens. */
export interface Listening {
  /** Where: a socket's path, or `host:port`. */
  readonly address: string;
  /** Ends the idle streams that stand open, lets calls under way end, and stops. */
  close(): Promise<void>;
}

/** What the server is to use for mutual TLS. */
export interface Tls {
  readonly own: Identity;
  /** The only certificate a client may have, PEM. */
  readonly client: string;
}

/**
 * Serves what answers by paths; `connect` is called with every connection. It is a gRPC server of its own, on Node's HTTP/2: a library for gRPC takes as long to load
 * as Node itself, and Terraform starts a provider several times per command.
 */
export async function listen(
  connect: () => Connection,
  { endpoint, tls }: { endpoint: Endpoint; tls: Tls | undefined },
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
  const connections = new Map<Http2Session, Connection>();
  const idle = new Set<ServerHttp2Stream>();

  http.on('session', (session) => {
    const connection = connect();
    connections.set(session, connection);
    session.on('close', () => {
      connections.delete(session);
      connection.closed?.();
    });
    session.on('error', () => session.destroy());
  });
  http.on('stream', (stream, headers) => {
    // What a broken connection means for a call shows in its signal and its answer; the stream has nothing to add.
    stream.on('error', () => undefined);
    const path = headers[':path'] ?? '';
    const { handlers = {} } = (stream.session && connections.get(stream.session)) ?? {};
    const handler = Object.hasOwn(handlers, path) ? handlers[path] : undefined;
    if (handler === undefined) fail(stream, new GrpcError(STATUS.unimplemented, `there is no method ${path}`));
    else if (handler === 'idle') {
      idle.add(stream);
      stream.on('close', () => idle.delete(stream));
      stream.on('end', () => stream.end());
      openAnswer(stream);
      stream.resume();
    } else void answer(stream, headers, handler);
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
    close: async () => {
      const gone = [...connections.keys()].map((session) => once(session, 'close'));
      const stopped = new Promise((resolve) => http.close(resolve));
      for (const stream of idle) stream.end();
      for (const session of connections.keys()) session.close();
      await Promise.all([stopped, ...gone]);
    },
  };
}

/** Bytes a client may send ahead; HTTP/2's own 64 kB would make long states slow. */
const WINDOW = 4 * 1024 * 1024;
