import { isIP } from 'node:net';
import { ProblemError, problem } from '../../../problem';

/** The names in a certificate. */
export interface CertificateNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  readonly commonName: string | undefined;
}

/**
 * Refuses a certificate that is not for this host, by libpq's rules: the alternative names first, the common name only
 * when none of them is of the host's kind; a wildcard stands for one label, at the very left.
 *
 * @throws ProblemError PG_CERTIFICATE_NAME_MISMATCH
 */
export function checkServerName(names: CertificateNames, host: string): void {
  if (host === '') {
    throw new ProblemError(
      problem(
        'PG_CERTIFICATE_NAME_MISMATCH',
        ['host'],
        'sslmode verify-full needs the name of the host, and only an address is given',
        {
          next: 'Give the name in host; hostaddr can stay. sslmode verify-ca would connect, but accept any server with a certificate of the same authority.',
        },
      ),
    );
  }
  if (namesHost(names, host)) return;
  const found = [...names.dns, ...names.ip, ...(names.commonName === undefined ? [] : [names.commonName])];
  throw new ProblemError(
    problem('PG_CERTIFICATE_NAME_MISMATCH', ['host'], `The certificate of the server is not for ${host}`, {
      value: host,
      allowed: [...new Set(found)].join(', ') || 'the certificate names no host',
      next: 'Connect by a name that the certificate carries. sslmode verify-ca would connect, but accept any server with a certificate of the same authority.',
    }),
  );
}

/** Whether the certificate is for this host. */
export function namesHost(names: CertificateNames, host: string): boolean {
  const address = isIP(host) === 0 ? undefined : canonical(host);
  if (address !== undefined && names.ip.some((each) => canonical(each) === address)) return true;
  if (names.dns.some((each) => fits(each, host))) return true;
  const sameKind = address === undefined ? names.dns : names.ip;
  return sameKind.length === 0 && names.commonName !== undefined && fits(names.commonName, host);
}

/** Node's `subjectAltName`: `DNS:a.example, IP Address:10.0.0.1`, names with special characters quoted as in JSON. */
export function parseNames(
  subjectAltName: string | undefined,
  commonName: string | readonly string[] | undefined,
): CertificateNames {
  const dns: string[] = [];
  const ip: string[] = [];
  for (const match of (subjectAltName ?? '').matchAll(/(?:^|, )([^:",]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    const raw = match[2] ?? '';
    const name = raw.startsWith('"') ? String(JSON.parse(raw)) : raw;
    if (match[1] === 'DNS') dns.push(name);
    if (match[1] === 'IP Address') ip.push(name);
  }
  return { dns, ip, commonName: typeof commonName === 'object' ? commonName[0] : commonName };
}

function fits(pattern: string, host: string): boolean {
  const [name, wanted] = [pattern.toLowerCase(), host.toLowerCase()];
  if (name === wanted) return true;
  if (!name.startsWith('*.') || name.length < 3) return false;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === name.slice(1);
}

/** IPv6 addresses have many spellings; a URL has one. */
function canonical(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
}
