import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { ProblemError, problem, rememberSecret } from '../../../problem';
import { readTextFile } from '../../../read-text-file';
import type { TlsPlan } from '../settings/connection-plan';

/** What the TLS handshake needs, read from the files. */
export interface TlsMaterial {
  readonly context: SecureContext;
  /** Whether the server's certificate has to be signed by one of the root certificates. */
  readonly verifyChain: boolean;
  /** Whether it also has to carry the name of the host. */
  readonly verifyName: boolean;
  readonly sendServerName: boolean;
}

/** Where systems keep the root certificates that they trust. */
const SYSTEM_ROOTS = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * Reads certificates and keys as libpq does: a root certificate that is there is used in every mode that encrypts, one
 * that is not there is missed only by the modes that verify; a client certificate or revocation list that is not there
 * is left out.
 *
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 * @throws ProblemError PG_ROOT_CERTIFICATE or PG_CLIENT_CERTIFICATE
 */
export function readTlsMaterial(plan: TlsPlan): TlsMaterial {
  const roots = readRoots(plan);
  const crl = roots === undefined ? undefined : read(plan.crl);
  const client = readClientCertificate(plan);
  const old = plan.minVersion === 'TLSv1' || plan.minVersion === 'TLSv1.1';
  let context: SecureContext;
  try {
    context = createSecureContext({
      // An empty list, since Node takes its own roots when there is none.
      ca: roots ?? [],
      minVersion: plan.minVersion,
      ...(plan.maxVersion === undefined ? {} : { maxVersion: plan.maxVersion }),
      ...(crl === undefined ? {} : { crl }),
      ...client,
      // OpenSSL has no TLS below 1.2 at its usual level of security.
      ...(old ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    });
  } catch (error) {
    throw new ProblemError(
      problem('PG_TLS_FAILED', [], `The settings for TLS do not fit together: ${(error as Error).message}`),
    );
  }
  return {
    context,
    verifyChain: roots !== undefined,
    verifyName: plan.mode === 'verify-full',
    sendServerName: plan.sendServerName,
  };
}

function readRoots(plan: TlsPlan): string | string[] | undefined {
  if (plan.rootCert === 'system') return systemRoots(plan);
  const pem = readOrRefuse(plan.rootCert, 'PG_ROOT_CERTIFICATE', 'sslrootcert', 'root certificate');
  if (pem === undefined) {
    if (plan.mode !== 'verify-ca' && plan.mode !== 'verify-full') return undefined;
    throw new ProblemError(
      problem(
        'PG_ROOT_CERTIFICATE',
        ['sslrootcert'],
        `sslmode ${plan.mode} needs a root certificate, and there is no file ${plan.rootCert}`,
        {
          next:
            'Give the certificate of the authority that signed the server\'s in sslrootcert, or "system" where it is a public one. ' +
            'sslmode require would connect, encrypted, but could not tell the server from an impostor.',
        },
      ),
    );
  }
  if (!holdsCertificates(pem)) {
    throw new ProblemError(
      problem(
        'PG_ROOT_CERTIFICATE',
        ['sslrootcert'],
        `The root certificate ${nameOf(plan.rootCert)} is not a certificate in PEM format`,
      ),
    );
  }
  return pem;
}

function systemRoots(plan: TlsPlan): string | string[] {
  const files = plan.systemRoots ? [plan.systemRoots] : SYSTEM_ROOTS;
  const file = files.find((each) => existsSync(each));
  return file === undefined ? [...rootCertificates] : readFileSync(file, 'utf8');
}

function holdsCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END [^-]*-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    return blocks.length > 0;
  } catch {
    return false;
  }
}

function readClientCertificate(plan: TlsPlan): { cert: string; key: string } | undefined {
  const cert = readOrRefuse(plan.cert, 'PG_CLIENT_CERTIFICATE', 'sslcert', 'client certificate');
  if (cert === undefined) return undefined;
  if (!isPem(plan.key)) checkKeyFile(plan.key);
  const key = readOrRefuse(plan.key, 'PG_CLIENT_CERTIFICATE', 'sslkey', 'key of the client certificate') ?? '';
  rememberSecret(key);
  let parsed: KeyObject;
  try {
    parsed = createPrivateKey(key);
  } catch {
    throw clientProblem(
      'sslkey',
      `The key ${nameOf(plan.key)} is not a private key in PEM format, or has a passphrase`,
    );
  }
  let fits: boolean;
  try {
    fits = new X509Certificate(cert).checkPrivateKey(parsed);
  } catch {
    throw clientProblem('sslcert', `The client certificate ${nameOf(plan.cert)} is not a certificate in PEM format`);
  }
  if (!fits)
    throw clientProblem(
      'sslkey',
      `The key ${nameOf(plan.key)} does not belong to the client certificate ${nameOf(plan.cert)}`,
    );
  return { cert, key };
}

/** A key that others may read is no secret: nobody's but the owner's, or root's with a group that may read. */
function checkKeyFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw clientProblem('sslkey', `There is a client certificate, but no key file ${path}`);
  if (!stat.isFile()) throw clientProblem('sslkey', `The key file ${path} is not a plain file`);
  const forbidden = stat.uid === 0 ? 0o037 : 0o077;
  if (process.platform !== 'win32' && (stat.mode & forbidden) !== 0) {
    throw clientProblem('sslkey', `The key file ${path} is open to its group or to others`, `chmod 600 ${path}`);
  }
}

function clientProblem(member: string, what: string, next?: string): ProblemError {
  return new ProblemError(problem('PG_CLIENT_CERTIFICATE', [member], what, next === undefined ? {} : { next }));
}

function readOrRefuse(
  source: string,
  code: 'PG_ROOT_CERTIFICATE' | 'PG_CLIENT_CERTIFICATE',
  member: string,
  what: string,
): string | undefined {
  try {
    return read(source);
  } catch (error) {
    throw new ProblemError(
      problem(code, [member], `The ${what} ${source} cannot be read: ${(error as NodeJS.ErrnoException).code}`),
    );
  }
}

/** The text, or what the file holds; nothing when there is no such file. */
function read(source: string): string | undefined {
  if (isPem(source)) return source;
  const stat = statSync(source, { throwIfNoEntry: false });
  return stat === undefined ? undefined : readTextFile(source);
}

function isPem(source: string): boolean {
  return source.includes('-----BEGIN');
}

/** A path as it stands; never the text of a key. */
function nameOf(source: string): string {
  return isPem(source) ? 'given as text' : source;
}
