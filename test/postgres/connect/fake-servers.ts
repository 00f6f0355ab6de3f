import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { cleanUp } from '../../support/clean-up';

/** A fake of a server, on a free port of this machine. */
export interface FakeServer {
  readonly server: Server;
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
}

/** Listens on a free port; closed after the test at the latest. */
export async function listen(server: Server): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake = { server, port: (server.address() as AddressInfo).port, sockets };
  cleanUp(() => closeServer(fake));
  return fake;
}

export async function closeServer({ server, sockets }: FakeServer): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}

/** A fake of PostgreSQL that lets everybody in, and then answers nothing; emits `statement` with each one. */
export function fakePostgres(): Server {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(
        Buffer.concat([
          message('R', Buffer.from([0, 0, 0, 0])),
          message('S', Buffer.from('server_version\x0015.0\0')),
          message('K', Buffer.alloc(8)),
          message('Z', Buffer.from('I')),
        ]),
      );
      socket.on('data', (data) => server.emit('statement', data));
    });
  });
  return server;
}

/** Answers the start-up with an error, as PostgreSQL does. */
export function refusal(socket: Socket, sqlstate: string, text: string): void {
  const fields = `SFATAL\0VFATAL\0C${sqlstate}\0M${text}\0\0`;
  socket.on('error', () => {}).once('data', () => socket.end(message('E', Buffer.from(fields))));
}

export function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 0);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}
