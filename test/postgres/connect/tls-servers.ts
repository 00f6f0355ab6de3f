import { type PrivateServer, startPostgres } from '../../support/postgres';
import { type Certificate, makeCertificate } from './certificates';

export const PASSWORD = 'correct horse';

export const authority = makeCertificate({ name: 'Test authority', authority: true });
export const right = makeCertificate({ name: 'right', issuer: authority, dns: ['localhost'], ips: ['127.0.0.1'] });
export const wrong = makeCertificate({ name: 'wrong', issuer: authority, dns: ['elsewhere.example'] });
export const expired = makeCertificate({ name: 'old', issuer: authority, dns: ['localhost'], from: -20, until: -10 });
export const selfSigned = makeCertificate({ name: 'localhost', dns: ['localhost'] });
export const client = makeCertificate({ name: 'by_certificate', issuer: authority });

const HBA = [
  'hostssl all by_certificate all cert',
  'hostssl all needs_certificate all scram-sha-256 clientcert=verify-ca',
  'hostssl all only_encrypted all scram-sha-256',
  'hostnossl all only_plaintext all scram-sha-256',
  'host all anybody all scram-sha-256',
];
const ROLES = ['anybody', 'needs_certificate', 'only_encrypted', 'only_plaintext', 'by_certificate'];

const KINDS: Readonly<Record<Kind, Certificate | undefined>> = { plain: undefined, selfSigned, right, wrong, expired };

/** A server without TLS, or with one of the certificates above. */
export type Kind = 'plain' | 'selfSigned' | 'right' | 'wrong' | 'expired';

/** Servers that differ in their certificate; each knows the roles of `HBA`, all with `PASSWORD`. */
export interface TlsServers {
  server(kind: Kind): PrivateServer;
  port(kind: Kind): number;
  stop(): Promise<void>;
}

/** Starts servers of these kinds. */
export async function startTlsServers(...kinds: readonly Kind[]): Promise<TlsServers> {
  const started = new Map<Kind, PrivateServer>();
  await Promise.all(
    kinds.map(async (kind) => {
      const tls = KINDS[kind];
      const server = await startPostgres({
        hba: HBA,
        ...(tls && { tls: { cert: tls.cert, key: tls.key, ca: authority.cert } }),
      });
      started.set(kind, server);
      await server.query(ROLES.map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`).join(';'));
    }),
  );
  const server = (kind: Kind) => {
    const found = started.get(kind);
    if (found === undefined) throw new Error(`No server of kind ${kind} was started`);
    return found;
  };
  return {
    server,
    port: (kind) => server(kind).port,
    stop: async () => {
      await Promise.all([...started.values()].map((each) => each.stop()));
    },
  };
}
