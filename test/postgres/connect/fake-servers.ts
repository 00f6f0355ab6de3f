import type { AddressInfo, Server, Socket } from 'node:net';

/** A fake of a server, on a free port of this machine. */
export interface FakeServer {
  readonly server: Server;
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
}

export async function listen(server: Server): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, sockets };
}

export async function closeServer({ server, sockets }: FakeServer): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
