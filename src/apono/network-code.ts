const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address and port',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the name service did not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the connection was broken off',
  UND_ERR_SOCKET: 'the connection was broken off',
  UND_ERR_HEADERS_OVERFLOW: 'the answer has larger headers than are taken in',
  UND_ERR_CONNECT_TIMEOUT: 'the connection did not come about in time',
};

const BEFORE_SENDING = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/**
 * A network fault in words.
 *
 * @param code what the system, the TLS library or Node's fetch (undici) calls it; may be empty
 * @param detail the fault's own message, shown when the code is not known here
 */
export function describeNetwork(code: string, detail: string): string {
  const words = WORDS[code] ?? (isCertificateCode(code) ? `the TLS certificate was not accepted: ${detail}` : detail);
  return code === '' ? words : `${words} (${code})`;
}

/** Whether the fault is about the server's certificate or its TLS: it will not pass by itself. */
export function isCertificateCode(code: string): boolean {
  return /CERT|ERR_TLS|ERR_SSL|UNABLE_TO_(VERIFY|GET)/.test(code);
}

/** Whether the fault came before anything of the request was sent. Of an unknown fault that is not assumed. */
export function wasNeverSent(code: string): boolean {
  return BEFORE_SENDING.includes(code) || isCertificateCode(code);
}
