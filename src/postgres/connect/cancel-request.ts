import type { PgConnection } from './connection';
import { openSocket } from './socket';
import { discard, requestTls, startTls } from './tls/tls';
import { readTlsMaterial } from './tls/tls-material';

/** Asks the server to stop what the connection runs; resolves when the request was handed over. */
export async function requestCancel(connection: PgConnection, signal: AbortSignal): Promise<void> {
  const { processId, secretKey } = connection.cancelKey;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80877102, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey, 12);
  const plain = await openSocket(connection.endpoint, signal);
  plain.on('error', () => {});
  let socket: Parameters<typeof discard>[0] = plain;
  // Between here and a server that takes TLS only, a request in the clear would be dropped.
  if (connection.encrypted && (await requestTls(plain, signal))) {
    socket = await startTls(plain, connection.host.certificateName, readTlsMaterial(connection.plan.tls), signal);
  }
  await new Promise<void>((resolve) => {
    socket.on('error', () => resolve()).on('close', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    // Closing is the other side's part: a pooler drops the request of a client that is gone before it was passed on.
    socket.write(message);
    socket.on('end', () => resolve()).resume();
  });
  discard(socket);
}
