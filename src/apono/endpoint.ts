import { ProblemError, problem } from '../problem';

/** Where Apono's public API lives unless another endpoint is given. */
export const DEFAULT_ENDPOINT = 'https://api.apono.io';

const ENDPOINT_PATH = ['apono', 'endpoint'] as const;

/**
 * Checks an endpoint and gives it as an origin (`https://api.apono.io`), without a slash at the end.
 *
 * Plain http is taken for this machine only (the sandbox): anywhere else the token would travel in clear.
 *
 * @throws ProblemError `INVALID_VALUE`
 */
export function parseEndpoint(endpoint: string): string {
  let url: URL;
  try {
    url = new URL(endpoint.trim());
  } catch {
    // A text that is no URL may still hold credentials (`https://user:secret@`), so an `@` keeps it out of the message.
    throw refused('The endpoint of Apono is not a URL', endpoint.includes('@') ? undefined : endpoint);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('The endpoint of Apono must not carry a user name or password');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused('The endpoint of Apono must be an http(s) address', endpoint);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused('The endpoint of Apono must have no path, query or fragment', url.origin + url.pathname);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refused('The endpoint of Apono uses plain http, which would send the token in clear', endpoint);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

function refused(what: string, value?: string): ProblemError {
  return new ProblemError(
    problem('INVALID_VALUE', ENDPOINT_PATH, what, {
      ...(value === undefined ? {} : { value }),
      allowed:
        'https:// and a host name, nothing after it; http:// only for this machine (localhost, 127.0.0.1, [::1])',
      next: `Leave it out for ${DEFAULT_ENDPOINT}, or give the address alone, for example http://127.0.0.1:8080 for a sandbox`,
    }),
  );
}
