import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A place to connect to: one address of one host. */
export type Endpoint = { readonly path: string } | { readonly host: string; readonly port: number };

/** Milliseconds before an unanswered TCP connection is probed. */
const KEEP_ALIVE_DELAY = 30_000;

/** Opens a socket; rejects with Node's own error, and with the signal's reason once it is aborted. */
export function openSocket(endpoint: Endpoint, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(endpoint);
    const abort = () => socket.destroy(signal.reason);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', reject);
      resolve(socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_DELAY));
    });
    socket.once('error', reject);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Runs one step on a socket; the socket is destroyed, and the step fails, when the signal is aborted meanwhile. */
export async function onSocket<T>(
  socket: Duplex,
  signal: AbortSignal,
  step: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  let undo = () => {};
  const abort = () => socket.destroy(signal.reason);
  try {
    return await new Promise<T>((resolve, reject) => {
      const closed = () => reject(new Error('the server closed the connection'));
      socket.on('error', reject).on('close', closed);
      const remove = step(resolve, reject);
      undo = () => {
        remove();
        socket.off('error', reject).off('close', closed);
      };
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  } finally {
    undo();
    signal.removeEventListener('abort', abort);
  }
}
