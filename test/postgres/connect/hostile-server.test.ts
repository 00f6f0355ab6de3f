import { connect, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { openServer, type ServerParameters } from '../../../src/postgres/connect';
import { sharedServer } from '../../support/postgres';
import { listen, message } from './fake-servers';
import { parametersOf } from './parameters-of';
import { problemOf } from './problem-of';
import { selfSigned } from './tls-servers';

const OK = message('R', Buffer.from([0, 0, 0, 0]));
const SASL = message('R', Buffer.concat([int32(10), Buffer.from('SCRAM-SHA-256\0\0')]));
const LET_IN = Buffer.concat([
  OK,
  message('S', Buffer.from('server_version\x0015.0\0')),
  message('K', Buffer.alloc(8)),
  message('Z', Buffer.from('I')),
]);

/** What comes of asking a server that answers the start-up in a way of its own. */
async function asked(answer: (socket: Socket) => void, more: ServerParameters = {}) {
  const fake = await listen(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => answer(socket));
    }),
  );
  const server = openServer(
    { host: '127.0.0.1', port: fake.port, username: 'u', password: 'p', sslmode: 'disable', ...more },
    { env: {} },
  );
  const began = Date.now();
  const memory = process.memoryUsage().rss;
  const found = await problemOf(server.use((session) => session.query('SELECT 1 AS one')));
  const grown = (process.memoryUsage().rss - memory) / 1_048_576;
  await server.close();
  return { ...found, seconds: (Date.now() - began) / 1000, grown };
}

/** Announces a message of two gigabytes, and begins with it. */
function announced(letter: string): Buffer {
  return Buffer.concat([Buffer.from(letter), int32(0x7fffffff), Buffer.alloc(1000)]);
}

describe('before it has signed anybody in, a server is refused that', () => {
  test.each<[string, Buffer, RegExp, string?]>([
    ['announces an authentication of 2 GB', announced('R'), /a message of 2147483648 bytes while signing in/],
    ['announces an error of 2 GB', announced('E'), /a message of 2147483648 bytes while signing in/],
    ['announces a notice of 2 GB', announced('N'), /a message of 2147483648 bytes while signing in/],
    ['announces a message of no length', Buffer.from('N\0\0\0\0'), /a message of 1 bytes while signing in/],
    ['sends rows', announced('D'), /something that no PostgreSQL server sends before it is ready/],
    [
      'negotiates a version that nobody asked for',
      message('v', Buffer.alloc(8, 255)),
      /no PostgreSQL server sends before/,
    ],
    ['speaks HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), /no PostgreSQL server sends before/],
    ['asks for step after step', Buffer.concat(Array(20).fill(OK)), /too many steps/, 'PG_BAD_ANSWER'],
  ])('%s', async (_, said, what, code = 'PG_UNREACHABLE') => {
    const found = await asked((socket) => socket.write(said));
    expect(found).toMatchObject({ code, path: ['host'] });
    expect(found.what).toMatch(what);
    expect(found.next).toContain('host and port');
    expect(found.seconds).toBeLessThan(2);
  });

  test.each([
    ['N', 'SNOTICE\0VNOTICE\0C00000\0Mx\0\0'],
    ['S', 'application_name\0x\0'],
  ])('never ends with messages of type %s', async (letter, text) => {
    const flood = Buffer.concat(Array(1000).fill(message(letter, Buffer.from(text))));
    const found = await asked((socket) => {
      const more = () => {
        while (socket.writable && socket.write(flood));
      };
      socket.on('drain', more);
      more();
    });
    expect(found.code).toBe('PG_BAD_ANSWER');
    expect(found.what).toContain('sends more than a sign-in needs');
    expect(found.seconds).toBeLessThan(2);
  });
});

test('a server that sends a byte at a time has no more time than any other', async () => {
  const found = await asked(
    (socket) => {
      let at = 0;
      const timer = setInterval(() => {
        if (socket.writable) socket.write(LET_IN.subarray(at, at + 1));
        at += 1;
      }, 100);
      socket.on('close', () => clearInterval(timer));
    },
    { connect_timeout_seconds: 1 },
  );
  expect(found.code).toBe('PG_TIMEOUT');
  expect(found.seconds).toBeLessThan(2);
});

test('a server that lets in, and does not say what it is, has no more time either', async () => {
  const found = await asked((socket) => socket.write(LET_IN), {
    connect_timeout_seconds: 1,
    target_session_attrs: 'primary',
  });
  expect(found.code).toBe('PG_TIMEOUT');
  expect(found.seconds).toBeLessThan(2);
});

describe('a SCRAM challenge is refused with', () => {
  const NONCE = '{nonce}server';
  test.each<[string, string, RegExp]>([
    ['4,294,967,297 iterations', `r=${NONCE},s=c2FsdA==,i=4294967297`, /asks for 4294967297 iterations/],
    ['an iteration more than a million', `r=${NONCE},s=c2FsdA==,i=1000001`, /asks for 1000001 iterations/],
    ['a count of a thousand digits', `r=${NONCE},s=c2FsdA==,i=${'9'.repeat(1000)}`, /asks for 9{20} iterations/],
    ['no iteration', `r=${NONCE},s=c2FsdA==,i=0`, /asks for 0 iterations/],
    ['a negative count', `r=${NONCE},s=c2FsdA==,i=-1`, /malformed SCRAM challenge/],
    ['no salt', `r=${NONCE},s=,i=4096`, /malformed SCRAM salt/],
    ['a salt that is no base64', `r=${NONCE},s=***,i=4096`, /malformed SCRAM salt/],
    ['a salt of 50,000 characters', `r=${NONCE},s=${'A'.repeat(50_000)},i=4096`, /malformed SCRAM salt/],
    ['a nonce of 50,000 characters', `r=${NONCE}${'x'.repeat(50_000)},s=c2FsdA==,i=4096`, /a SCRAM nonce of/],
    ['nothing in it', '', /malformed SCRAM challenge/],
  ])('%s', async (_, challenge, what) => {
    const found = await asked((socket) => challengeWith(socket, challenge, 1));
    expect(found.code).toBe('PG_BAD_ANSWER');
    expect(found.what).toMatch(what);
    expect(found.seconds).toBeLessThan(1);
  });

  test('a second one behind it, whatever each asks for', async () => {
    const found = await asked((socket) => challengeWith(socket, `r=${NONCE},s=c2FsdA==,i=1000000`, 1000));
    expect(found.code).toBe('PG_BAD_ANSWER');
    expect(found.what).toMatch(/second SCRAM challenge/);
    expect(found.seconds).toBeLessThan(1);
  });

  test('what node-postgres itself refuses: a nonce that is not ours', async () => {
    const found = await asked((socket) => challengeWith(socket, 'r=another,s=c2FsdA==,i=4096', 1));
    expect(found.code).toBe('PG_AUTH_FAILED');
    expect(found.what).toContain('nonce');
  });
});

describe('with channel_binding "require" the password is kept back from a server that', () => {
  const PLUS = message('R', Buffer.concat([int32(10), Buffer.from('SCRAM-SHA-256-PLUS\0\0')]));
  const CLEAR = message('R', int32(3));
  const MD5 = message('R', Buffer.concat([int32(5), Buffer.from('salt')]));

  test.each<[string, Buffer]>([
    ['asks for it in clear', CLEAR],
    ['offers the binding, then asks for it in clear', Buffer.concat([PLUS, CLEAR])],
    ['asks for it in clear, then offers the binding', Buffer.concat([CLEAR, PLUS])],
    ['offers the binding, then asks for its md5', Buffer.concat([PLUS, MD5])],
    ['offers SCRAM without the binding, then with it', Buffer.concat([SASL, PLUS])],
  ])('%s', async (_, asks) => {
    const said: Buffer[] = [];
    const found = await asked(
      (socket) => {
        socket.write('S');
        const secure = new TLSSocket(socket, { isServer: true, key: selfSigned.key, cert: selfSigned.cert });
        secure.on('error', () => {});
        secure.once('data', () => {
          secure.write(asks);
          secure.on('data', (data) => said.push(data));
        });
      },
      { sslmode: 'require', channel_binding: 'require', password: 'correct horse' },
    );
    expect(found).toMatchObject({ code: 'PG_AUTH_FAILED', path: ['channel_binding'] });
    // A first message of SCRAM, with the binding, may be out: it holds a nonce.
    const letters = Buffer.concat(said).toString('latin1');
    expect(letters).not.toContain('correct horse');
    expect(letters).not.toMatch(/md5[0-9a-f]{32}|c=|SCRAM-SHA-256\0/);
  });
});

describe('after it has signed us in, a server is refused that', () => {
  test('announces a row of a gigabyte', async () => {
    const row = Buffer.concat([Buffer.from('D'), int32(1_000_000_000), Buffer.alloc(100_000)]);
    const found = await asked((socket) => {
      socket.write(LET_IN);
      socket.once('data', () => socket.write(row));
    });
    expect(found.code).toBe('PG_BAD_ANSWER');
    expect(found.what).toContain('announces a message of 1000000001 bytes');
    expect(found.seconds).toBeLessThan(2);
  });

  test('never ends with notices', async () => {
    const notice = message(
      'N',
      Buffer.concat([Buffer.from('SNOTICE\0VNOTICE\0C00000\0M'), Buffer.alloc(4_000_000, 'x'), Buffer.alloc(2)]),
    );
    const found = await asked((socket) => {
      socket.write(LET_IN);
      socket.once('data', () => {
        const more = () => {
          while (socket.writable && socket.write(notice));
        };
        socket.on('drain', more);
        more();
      });
    });
    expect(found.code).toBe('PG_BAD_ANSWER');
    expect(found.what).toContain('sends more to one statement than is taken in');
    expect(found.grown).toBeLessThan(400);
  });
});

test('a server whose every byte comes alone is understood as any other', async () => {
  const real = await sharedServer();
  const proxy = await listen(
    createServer((socket) => {
      const onward = connect(real.port, real.host);
      socket
        .on('error', () => {})
        .setNoDelay(true)
        .pipe(onward);
      onward.on('error', () => {}).on('close', () => socket.destroy());
      onward.on('data', (chunk) => {
        for (const byte of chunk) socket.write(Buffer.from([byte]));
      });
    }),
  );
  const parameters = parametersOf(real, { host: '127.0.0.1', port: proxy.port, sslmode: 'disable' });
  const server = openServer(parameters, { env: {} });
  const rows = await server.use((session) => session.query('SELECT pg_catalog.repeat($1, 1000) AS text', ['ab']));
  expect(rows).toEqual([{ text: 'ab'.repeat(1000) }]);
  await server.close();
});

/** Asks for SCRAM, and answers the client's first message with the challenge, so many times at once. */
function challengeWith(socket: Socket, challenge: string, times: number): void {
  socket.write(SASL);
  socket.once('data', (first) => {
    const nonce = /r=(.+)$/.exec(first.toString('latin1'))?.[1] ?? '';
    const text = challenge.replace('{nonce}', nonce);
    const one = message('R', Buffer.concat([int32(11), Buffer.from(text)]));
    socket.write(Buffer.concat(Array(times).fill(one)));
  });
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
