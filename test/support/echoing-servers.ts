import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { cleanUp } from './clean-up';

/** What a server may make of a secret that it was given. */
export const ECHOES: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => `no entry for ${secret}, sorry`,
  'in a URL': (secret) => `postgres://admin:${encodeURIComponent(secret)}@db`,
  'in base64': (secret) => `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`,
  'in hexadecimal': (secret) => `0x${Buffer.from(secret).toString('hex')}`,
  'in JSON': (secret) => JSON.stringify({ password: secret }),
};

/** What a reader who looks for it would find it by. */
export function traces(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(4, -2),
  );
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURI(secret),
    secret.replaceAll("'", "''"),
    bytes.toString('hex'),
    ...base64,
  ];
}

/** A PostgreSQL server that asks for the password in clear, and repeats it in what it refuses with. Gives its port. */
export async function passwordEcho(say: (password: string) => string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const isSslRequest = data.length === 8 && data.readInt32BE(4) === 80877103;
      if (isSslRequest) socket.write('N');
      else if (data[0] !== 0x70) socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      else socket.end(errorResponse(say(data.subarray(5, -1).toString())));
    });
  });
  return listening(server);
}

/** A server in Apono's place that repeats the token in what it refuses with. Gives its URL. */
export async function tokenEcho(say: (token: string) => string): Promise<string> {
  const server = createHttpServer((request, response) => {
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: say(token) }));
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

function errorResponse(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C28P01\0M${message}\0D${message}\0H${message}\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(() => void server.close());
  return (server.address() as AddressInfo).port;
}
