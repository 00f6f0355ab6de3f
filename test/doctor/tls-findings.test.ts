import { askForTls } from '../../src/doctor/network';
import { outcomeOf, tlsFindings } from '../../src/doctor/tls-findings';
import { SSL_MODES } from '../../src/metadata';
import { openServer } from '../../src/postgres/connect';
import { resolveParameters } from '../../src/postgres/connect/settings/resolve';
import { authority, PASSWORD, startTlsServers, type TlsServers } from '../postgres/connect/tls-servers';
import { closedAfterwards } from '../support/clean-up';

const KINDS = ['plain', 'selfSigned', 'right', 'wrong', 'expired'] as const;
const ROOTS = { 'no root certificate': undefined, 'a root certificate': authority.cert };
const ENV = { HOME: '/nonexistent' };

let servers: TlsServers;

beforeAll(async () => {
  servers = closedAfterwards(await startTlsServers(...KINDS));
});

describe.each(KINDS)('a server with TLS %s', (kind) => {
  describe.each(Object.entries(ROOTS))('and %s', (_, sslrootcert) => {
    const parameters = (sslmode: (typeof SSL_MODES)[number]) => ({
      host: 'localhost',
      port: servers.port(kind),
      username: 'anybody',
      password: PASSWORD,
      database: 'postgres',
      sslmode,
      ...(sslrootcert !== undefined && { sslrootcert }),
    });
    const ask = async (sslmode: (typeof SSL_MODES)[number]) => {
      const plan = resolveParameters(parameters(sslmode), ENV, 'test');
      const [host] = plan.hosts;
      if (host === undefined) throw new Error('no host');
      const endpoint = { host: '127.0.0.1', port: host.port };
      const answer = await askForTls(endpoint, plan, host, new AbortController().signal);
      return {
        answer,
        wish: { mode: sslmode, host: host.certificateName, rootCert: sslrootcert ? 'given' : plan.tls.rootCert },
      };
    };

    test('each sslmode does what was foretold, and one that is refused is a failure', async () => {
      for (const mode of SSL_MODES) {
        const { answer, wish } = await ask(mode);
        const foretold = outcomeOf(mode, answer, wish).kind;
        const failed = tlsFindings(answer, wish, new Date()).some(({ mark }) => mark === 'failed');
        const happened = await connectIn(parameters(mode));
        expect([mode, foretold, failed]).toEqual([mode, happened, happened === 'refused']);
      }
    });
  });
});

test('the chain is told with subject, issuer and end, and a name that does not fit', async () => {
  const parameters = {
    host: 'localhost',
    port: servers.port('wrong'),
    username: 'anybody',
    sslrootcert: authority.cert,
  };
  const plan = resolveParameters({ ...parameters, sslmode: 'verify-full' }, ENV, 'test');
  const answer = await askForTls(
    { host: '127.0.0.1', port: servers.port('wrong') },
    plan,
    plan.hosts[0] as never,
    new AbortController().signal,
  );
  const wish = { mode: 'verify-full', host: 'localhost', rootCert: 'given' } as const;
  const [tls, certificate, modes] = tlsFindings(answer, wish, new Date());
  expect(tls).toMatchObject({ mark: 'ok', found: 'TLSv1.3' });
  expect(certificate).toMatchObject({ mark: 'failed', next: 'Connect by a name that it carries.' });
  expect(certificate?.found).toMatch(
    /^wrong < Test authority, valid to \d{4}-\d\d-\d\d: it is for DNS:elsewhere\.example, not for localhost$/,
  );
  expect(modes?.found).toContain('verify-ca: encrypted, authority checked; verify-full: refused (not for localhost)');
});

test('a certificate that ends soon is told', async () => {
  const plan = resolveParameters(
    { host: 'localhost', port: servers.port('right'), sslrootcert: authority.cert, sslmode: 'verify-full' },
    ENV,
    'test',
  );
  const answer = await askForTls(
    { host: '127.0.0.1', port: servers.port('right') },
    plan,
    plan.hosts[0] as never,
    new AbortController().signal,
  );
  const wish = { mode: 'verify-full', host: 'localhost', rootCert: 'given' } as const;
  const [, later] = tlsFindings(answer, wish, new Date(Date.now() + 20 * 86_400_000));
  expect(later).toMatchObject({ mark: 'warning', next: 'Renew it in time.' });
});

async function connectIn(parameters: Parameters<typeof openServer>[0]): Promise<string> {
  const server = openServer(parameters, { env: ENV });
  try {
    const [row] = await server.use((session) =>
      session.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
    );
    return row?.ssl ? 'encrypted' : 'plaintext';
  } catch {
    return 'refused';
  } finally {
    await server.close();
  }
}
