import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { onSocket } from '../socket';
import { checkServerName, parseNames } from './server-name';
import type { TlsMaterial } from './tls-material';

/** The request to encrypt: length 8, code 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Asks the server for TLS. Resolves to whether it is willing. */
export function requestTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  return onSocket(socket, signal, (resolve, reject) => {
    const answer = (data: Buffer) => {
      const letter = data.toString('latin1', 0, 1);
      // Anything beyond the one byte was put there by somebody in between (CVE-2021-23222).
      if (letter === 'S' && data.length === 1) resolve(true);
      else if (letter === 'N' && data.length === 1) resolve(false);
      else if (letter === 'E') reject(new Error('the server answered the request for TLS with an error'));
      else reject(new Error('the server answered the request for TLS with something else than S or N'));
    };
    socket.once('data', answer);
    socket.write(SSL_REQUEST);
    return () => socket.off('data', answer);
  });
}

/** Encrypts the socket and checks the certificate as far as the material asks for it. */
export async function startTls(
  socket: Socket,
  host: string,
  material: TlsMaterial,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { connect } = await import('node:tls');
  const options: ConnectionOptions = {
    secureContext: material.context,
    socket,
    rejectUnauthorized: material.verifyChain,
    checkServerIdentity: () => undefined,
  };
  if (material.sendServerName && isIP(host) === 0) options.servername = host;
  const secure = connect(options);
  try {
    await onSocket<void>(secure, signal, (resolve) => {
      secure.once('secureConnect', resolve);
      return () => secure.off('secureConnect', resolve);
    });
    if (material.verifyName) {
      const { subject, subjectaltname } = secure.getPeerCertificate();
      checkServerName(parseNames(subjectaltname, subject?.CN), host);
    }
  } catch (error) {
    discard(secure);
    throw error;
  }
  return secure;
}

/** Drops a socket, whatever it still has to say. */
export function discard(socket: Duplex): void {
  socket.on('error', () => {});
  socket.destroy();
}
