import { type Problem, type ProblemCode, problem } from '../../../problem';
import type { ConnectionPlan } from '../settings/connection-plan';

const EXPIRED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CRL_HAS_EXPIRED', 'CRL_NOT_YET_VALID']);

const UNTRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed, and is not itself among the root certificates',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not among the root certificates',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its authority is not among the root certificates, or an intermediate certificate is missing',
  UNABLE_TO_GET_ISSUER_CERT: 'an intermediate certificate is missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its authority is not among the root certificates, or an intermediate certificate is missing',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_REVOKED: 'it is revoked',
  UNABLE_TO_GET_CRL: 'the revocation list does not cover its authority',
  INVALID_CA: 'a certificate in its chain may not sign others',
  INVALID_PURPOSE: 'it is not meant for servers',
  CERT_UNTRUSTED: 'it is marked as not to be trusted',
  CERT_REJECTED: 'it is marked as rejected',
};

/** A TLS handshake that failed: because of the certificate, or for another reason. */
export function explainCertificate(reason: NodeJS.ErrnoException, server: string, plan: ConnectionPlan): Problem {
  const code = reason.code ?? '';
  if (EXPIRED.has(code)) {
    return certificateProblem('PG_CERTIFICATE_EXPIRED', server, expiry(code), plan);
  }
  const untrusted = UNTRUSTED[code];
  if (untrusted !== undefined) return certificateProblem('PG_CERTIFICATE_UNTRUSTED', server, untrusted, plan);
  return problem('PG_TLS_FAILED', ['sslmode'], `The TLS handshake with ${server} failed: ${handshakeTrouble(reason)}`, {
    next: handshakeAdvice(reason, plan),
  });
}

function expiry(code: string): string {
  if (code.startsWith('CRL')) return 'the revocation list for it is out of date';
  return code === 'CERT_HAS_EXPIRED' ? 'it has expired' : 'it is not valid yet; is a clock wrong?';
}

function certificateProblem(code: ProblemCode, server: string, trouble: string, plan: ConnectionPlan): Problem {
  const cure =
    code === 'PG_CERTIFICATE_EXPIRED'
      ? 'Renew it.'
      : 'Give the certificate of the authority that signed it in sslrootcert, or "system" where it is a public one.';
  const weaker =
    'sslmode "require" without a root certificate would connect, encrypted, but could not tell the server from an impostor.';
  return problem(code, ['sslrootcert'], `The certificate of ${server} is not accepted: ${trouble}`, {
    next: `${cure} ${weaker}${checkedAnyway(plan)}`,
  });
}

/** The modes that do not ask for a check make one when a root certificate is there, as libpq does. */
function checkedAnyway({ tls }: ConnectionPlan): string {
  if (tls.mode === 'verify-ca' || tls.mode === 'verify-full' || tls.rootCert.includes('-----BEGIN')) return '';
  return ` (It was checked, although sslmode is ${tls.mode}, because there is a root certificate: ${tls.rootCert}.)`;
}

function handshakeTrouble({ code, message }: NodeJS.ErrnoException): string {
  const openssl = /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1];
  if (openssl !== undefined) return openssl;
  return code === 'ECONNRESET' ? 'the server closed the connection' : message;
}

function handshakeAdvice({ message }: Error, { tls }: ConnectionPlan): string {
  if (/protocol version|unsupported protocol|no protocols/i.test(message)) {
    return `The server and ssl_min_protocol_version (${tls.minVersion}) have no TLS version in common; an older one is easier to break.`;
  }
  if (/certificate/i.test(message))
    return 'The server asks for a client certificate that it trusts: give sslcert and sslkey.';
  return "The server's log tells its side.";
}
