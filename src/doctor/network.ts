import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { TimedOut } from '../postgres/connect/failures/failure';
import type { ConnectionPlan, HostPlan, TlsPlan } from '../postgres/connect/settings/connection-plan';
import { type Endpoint, onSocket, openSocket } from '../postgres/connect/socket';
import { discard, requestTls } from '../postgres/connect/tls/tls';
import { readTlsMaterial } from '../postgres/connect/tls/tls-material';

/** What the server answered to the wish for TLS. */
export interface TlsAnswer {
  readonly offered: boolean;
  /** Undefined where no handshake came about. */
  readonly handshake?: Handshake;
  readonly failure?: Error;
}

/** A TLS handshake that went through, whatever the certificate. */
export interface Handshake {
  readonly protocol: string;
  /** From the server's own up to its authority, as far as the server sent them or they are known. */
  readonly chain: readonly CertificateFacts[];
  /** Whether root certificates are at hand to check with. */
  readonly hasRoot: boolean;
  /** Why the chain is not trusted: OpenSSL's name of it. Undefined when it is, or when nothing checks it. */
  readonly chainError?: string;
  /** Whether the certificates that the system trusts would do. */
  readonly systemTrusts: boolean;
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly alternativeNames: string | undefined;
  readonly commonName: string | undefined;
}

/** The addresses of a host; none for a socket. */
export async function addressesOf(host: HostPlan): Promise<string[]> {
  if (host.socket !== undefined) return [];
  if (host.address !== undefined) return [host.address];
  return (await lookup(host.name, { all: true, verbatim: true })).map(({ address }) => address);
}

/** Opens a connection and closes it. @throws Error Node's own, or TimedOut */
export async function tryEndpoint(endpoint: Endpoint, plan: ConnectionPlan, signal: AbortSignal): Promise<void> {
  discard(await limited(plan, signal, (within) => openSocket(endpoint, within)));
}

/** Asks for TLS and looks at the certificate, without signing in. */
export async function askForTls(
  endpoint: Endpoint,
  plan: ConnectionPlan,
  host: HostPlan,
  signal: AbortSignal,
): Promise<TlsAnswer> {
  // Lenient, so that the certificate of a server that would be refused can be shown too.
  const lenient: TlsPlan = plan.tls.rootCert === 'system' ? plan.tls : { ...plan.tls, mode: 'require' };
  const found = await shakeHands(endpoint, plan, host, lenient, signal);
  if (found === undefined) return { offered: false };
  if (found instanceof Error) return { offered: true, failure: found };
  const bySystem =
    plan.tls.rootCert === 'system'
      ? found
      : await shakeHands(endpoint, plan, host, { ...plan.tls, rootCert: 'system', mode: 'verify-full' }, signal);
  const systemTrusts = bySystem !== undefined && !(bySystem instanceof Error) && bySystem.chainError === undefined;
  return { offered: true, handshake: { ...found, systemTrusts } };
}

async function shakeHands(
  endpoint: Endpoint,
  plan: ConnectionPlan,
  host: HostPlan,
  tls: TlsPlan,
  signal: AbortSignal,
): Promise<Omit<Handshake, 'systemTrusts'> | Error | undefined> {
  const socket = await limited(plan, signal, (within) => openSocket(endpoint, within));
  try {
    if (!(await limited(plan, signal, (within) => requestTls(socket, within)))) return undefined;
    const material = readTlsMaterial(tls);
    const name = host.certificateName;
    const secure = connectTls({
      secureContext: material.context,
      socket,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(material.sendServerName && isIP(name) === 0 && name !== '' && { servername: name }),
    });
    try {
      await limited(plan, signal, (within) =>
        onSocket<void>(secure, within, (resolve) => {
          secure.once('secureConnect', resolve);
          return () => secure.off('secureConnect', resolve);
        }),
      );
      return handshakeOf(secure, material.verifyChain);
    } finally {
      discard(secure);
    }
  } catch (error) {
    return error as Error;
  } finally {
    discard(socket);
  }
}

function handshakeOf(secure: TLSSocket, hasRoot: boolean): Omit<Handshake, 'systemTrusts'> {
  // Node's types say Error; it is OpenSSL's name of the trouble.
  const chainError = hasRoot && !secure.authorized ? String(secure.authorizationError) : undefined;
  return {
    protocol: secure.getProtocol() ?? 'TLS',
    chain: chainOf(secure.getPeerCertificate(true)),
    hasRoot,
    ...(chainError !== undefined && { chainError }),
  };
}

function chainOf(first: DetailedPeerCertificate): CertificateFacts[] {
  const seen = new Set<string>();
  const chain: CertificateFacts[] = [];
  for (let each = first; each?.fingerprint256 && !seen.has(each.fingerprint256); each = each.issuerCertificate) {
    seen.add(each.fingerprint256);
    chain.push({
      subject: nameOf(each.subject),
      issuer: nameOf(each.issuer),
      validFrom: new Date(each.valid_from),
      validTo: new Date(each.valid_to),
      alternativeNames: each.subjectaltname,
      commonName: [each.subject?.CN].flat()[0],
    });
  }
  return chain;
}

function nameOf(name: DetailedPeerCertificate['subject'] | undefined): string {
  const { CN, O } = (name ?? {}) as { CN?: string | string[]; O?: string | string[] };
  return [CN ?? O ?? 'without a name'].flat().join(', ');
}

async function limited<T>(
  { connectTimeoutMs }: ConnectionPlan,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer =
    connectTimeoutMs > 0 ? setTimeout(() => limit.abort(new TimedOut(connectTimeoutMs)), connectTimeoutMs) : undefined;
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}
