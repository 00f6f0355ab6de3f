import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { openServer, type ServerParameters } from '../../../src/postgres/connect';
import { closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { makeCertificate, makeRevocationList } from './certificates';
import { closeServer, listen } from './fake-servers';
import { problemOf } from './problem-of';
import { authority, client, PASSWORD, right, startTlsServers, type TlsServers } from './tls-servers';

let servers: TlsServers;
let folder: string;

beforeAll(async () => {
  folder = freshFolder('tls');
  servers = closedAfterwards(await startTlsServers('plain', 'right', 'wrong', 'expired'));
});

function at(kind: 'plain' | 'right' | 'wrong' | 'expired', more: ServerParameters = {}): ServerParameters {
  return {
    host: 'localhost',
    hostaddr: '127.0.0.1',
    port: servers.port(kind),
    database: 'postgres',
    username: 'anybody',
    password: PASSWORD,
    sslmode: 'verify-full',
    sslrootcert: authority.cert,
    ...more,
  };
}

/** The TLS version of a connection, or `none`; the error when there is no connection. */
async function tlsOf(parameters: ServerParameters, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const server = openServer(parameters, { env: { HOME: folder, ...env } });
  try {
    const [row] = await server.use((session) =>
      session.query<{ version: string }>(
        "SELECT coalesce(version, 'none') AS version FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
      ),
    );
    return row?.version ?? '';
  } finally {
    await server.close();
  }
}

describe('trouble with a certificate is told apart, with the mode that would work', () => {
  test.each([
    ['no TLS', () => at('plain'), 'PG_TLS_UNSUPPORTED', /"prefer" or "disable" would connect, but anybody/],
    [
      'another authority',
      () => at('right', { sslrootcert: makeCertificate({ name: 'x', authority: true }).cert }),
      'PG_CERTIFICATE_UNTRUSTED',
      /"require" without a root certificate would connect, encrypted, but could not/,
    ],
    [
      'another name',
      () => at('wrong'),
      'PG_CERTIFICATE_NAME_MISMATCH',
      /verify-ca would connect, but accept any server/,
    ],
    ['no name', () => ({ ...at('right'), host: '' }), 'PG_CERTIFICATE_NAME_MISMATCH', /Give the name in host/],
    ['expired', () => at('expired'), 'PG_CERTIFICATE_EXPIRED', /Renew it/],
    [
      'revoked',
      () => at('right', { sslcrl: makeRevocationList(authority, [right]) }),
      'PG_CERTIFICATE_UNTRUSTED',
      /root certificate/,
    ],
    [
      'no root certificate',
      () => at('right', { sslrootcert: join(folder, 'none.crt') }),
      'PG_ROOT_CERTIFICATE',
      /sslmode require would connect/,
    ],
    [
      'a root certificate that is none',
      () => at('right', { sslrootcert: '-----BEGIN nothing' }),
      'PG_ROOT_CERTIFICATE',
      undefined,
    ],
    [
      'no client certificate',
      () => at('right', { username: 'needs_certificate' }),
      'PG_CLIENT_CERTIFICATE',
      /Give sslcert and sslkey/,
    ],
    [
      'plaintext to a server for TLS',
      () => at('right', { username: 'only_encrypted', sslmode: 'disable' }),
      'PG_TLS_REQUIRED',
      /"require" encrypts and gives up nothing/,
    ],
    [
      'TLS to a server for plaintext',
      () => at('right', { username: 'only_plaintext' }),
      'PG_NO_HBA_ENTRY',
      /"disable" would do, but anybody/,
    ],
    ['a wrong password', () => at('right', { password: 'wrong' }), 'PG_AUTH_FAILED', /Check username and password/],
    [
      'too old a TLS',
      () => at('right', { ssl_max_protocol_version: 'TLSv1.1', ssl_min_protocol_version: 'TLSv1' }),
      'PG_TLS_FAILED',
      /no TLS version in common/,
    ],
  ] as const)('%s', async (_, parameters, code, next) => {
    const found = await problemOf(tlsOf(parameters()));
    expect(found.code).toBe(code);
    if (next) expect(found.next).toMatch(next);
    expect(JSON.stringify(found)).not.toMatch(/correct horse|PRIVATE KEY|BEGIN/);
  });

  test('a check that no mode asked for says what made it happen', async () => {
    const root = join(folder, 'other.crt');
    writeFileSync(root, makeCertificate({ name: 'y', authority: true }).cert);
    const found = await problemOf(tlsOf(at('right', { sslmode: 'require', sslrootcert: root })));
    expect(found.next).toContain(`because there is a root certificate: ${root}`);
  });

  test('with prefer both ways are told', async () => {
    const found = await problemOf(tlsOf(at('expired', { sslmode: 'prefer', username: 'only_encrypted' })));
    expect(found.code).toBe('PG_CERTIFICATE_EXPIRED');
    expect(found.next).toMatch(/^Without encryption it failed too: .*no pg_hba.conf entry/);
  });
});

describe('certificates and keys', () => {
  test('come as text as well as in files', async () => {
    const parameters = at('right', { username: 'needs_certificate', sslcert: client.cert, sslkey: client.key });
    expect(await tlsOf(parameters)).toMatch(/^TLS/);
  });

  test('sign in by themselves, as the role that they name and no other', async () => {
    const certificate = { sslcert: client.cert, sslkey: client.key };
    const { password: _, ...parameters } = at('right', { username: 'by_certificate', ...certificate });
    expect(await tlsOf(parameters)).toMatch(/^TLS/);
    expect((await problemOf(tlsOf(at('right', { username: 'by_certificate' })))).code).toBe('PG_CLIENT_CERTIFICATE');
  });

  test('an address in the certificate counts for a host given as an address', async () => {
    expect(await tlsOf(at('right', { host: '127.0.0.1' }))).toMatch(/^TLS/);
    expect((await problemOf(tlsOf(at('wrong', { host: '127.0.0.1' })))).code).toBe('PG_CERTIFICATE_NAME_MISMATCH');
  });

  test('a revocation list that revokes another certificate does no harm', async () => {
    expect(await tlsOf(at('right', { sslcrl: makeRevocationList(authority, [client]) }))).toMatch(/^TLS/);
  });

  test('a key that others may read is refused, by its name', async () => {
    const key = join(folder, 'open.key');
    writeFileSync(key, client.key);
    chmodSync(key, 0o644);
    const found = await problemOf(tlsOf(at('right', { sslcert: client.cert, sslkey: key })));
    expect(found).toMatchObject({ code: 'PG_CLIENT_CERTIFICATE', path: ['sslkey'], next: `chmod 600 ${key}` });
  });

  test("a key of another certificate is refused, without showing either's text", async () => {
    const found = await problemOf(tlsOf(at('right', { sslcert: client.cert, sslkey: right.key })));
    expect(found.what).toBe('The key given as text does not belong to the client certificate given as text');
  });

  test('"system" takes what the system trusts, and no mode weaker than verify-full', async () => {
    const roots = join(folder, 'system.crt');
    writeFileSync(roots, authority.cert);
    const { sslmode: _, ...parameters } = at('right', { sslrootcert: 'system' });
    expect(await tlsOf(parameters, { SSL_CERT_FILE: roots })).toMatch(/^TLS/);
    expect((await problemOf(tlsOf(parameters))).code).toBe('PG_CERTIFICATE_UNTRUSTED');
    expect((await problemOf(tlsOf({ ...parameters, sslmode: 'require' }))).code).toBe('CONFLICTING_VALUES');
  });

  test('the lowest and highest TLS version hold', async () => {
    expect(await tlsOf(at('right', { ssl_max_protocol_version: 'TLSv1.2' }))).toBe('TLSv1.2');
    expect(await tlsOf(at('right', { ssl_min_protocol_version: 'TLSv1.3' }))).toBe('TLSv1.3');
  });
});

test.each<[string, ServerParameters, string | undefined]>([
  ['a name', { host: 'db.example' }, 'db.example'],
  ['a name that is not to be sent', { host: 'db.example', sslsni: false }, undefined],
  ['an address', { host: '127.0.0.1' }, undefined],
])('the handshake carries the host when it is %s', async (_, parameters, expected) => {
  const asked: (string | undefined)[] = [];
  const fake = await listen(
    createServer((socket) => {
      socket.once('data', () => {
        socket.write('S');
        const secure = new TLSSocket(socket, { isServer: true, key: right.key, cert: right.cert });
        secure.once('secure', () => {
          asked.push((secure as { servername?: string | false }).servername || undefined);
          secure.destroy();
        });
        secure.on('error', () => {});
      });
    }),
  );
  await problemOf(tlsOf({ hostaddr: '127.0.0.1', port: fake.port, username: 'u', sslmode: 'require', ...parameters }));
  expect(asked).toEqual([expected]);
  await closeServer(fake);
});

describe('channel binding', () => {
  test('is used when required, over TLS with SCRAM', async () => {
    expect(await tlsOf(at('right', { channel_binding: 'require' }))).toMatch(/^TLS/);
  });

  test('cannot be had without TLS, and the password is kept back', async () => {
    const found = await problemOf(tlsOf(at('plain', { sslmode: 'disable', channel_binding: 'require' })));
    expect(found).toMatchObject({ code: 'PG_AUTH_FAILED', path: ['channel_binding'] });
  });
});
