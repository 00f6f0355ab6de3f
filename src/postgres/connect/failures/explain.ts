import { type Problem, ProblemError, problem } from '../../../problem';
import type { ConnectionPlan, HostPlan } from '../settings/connection-plan';
import type { Endpoint } from '../socket';
import { explainCertificate } from './explain-certificate';
import { explainRefusal } from './explain-refusal';
import { BothFailed, NoSocket, NoTls, SignInFailure, TimedOut, TlsFailure, Unsuitable } from './failure';
import { isServerError } from './postgres-error';

/** A failure to connect, in the user's terms. */
export function explain(
  error: unknown,
  plan: ConnectionPlan,
  host: HostPlan,
  endpoint: Endpoint | undefined,
): ProblemError {
  if (error instanceof BothFailed) {
    const [first, second] = [error.first, error.second].map((each) => explain(each, plan, host, endpoint).problems);
    const [told, other] = [first?.[0], second?.[0]];
    if (told === undefined || other === undefined || told.what === other.what) return new ProblemError(first ?? []);
    const tried = error.encryptedFirst ? 'Without encryption' : 'With encryption';
    return new ProblemError({
      ...told,
      next: [`${tried} it failed too: ${other.what}.`, told.next].filter(Boolean).join(' '),
    });
  }
  if (error instanceof ProblemError) return error;
  return new ProblemError(explainOne(error as Error, plan, host, endpoint));
}

function explainOne(
  error: Error,
  plan: ConnectionPlan,
  host: HostPlan,
  endpoint: Endpoint | undefined,
): Problem | readonly Problem[] {
  const server = place(host, endpoint);
  const reason = 'reason' in error ? (error.reason as Error) : error;
  if (reason instanceof ProblemError) return reason.problems;
  if (reason instanceof TimedOut) return timedOut(server, reason);
  if (error instanceof NoTls) return noTls(server, plan);
  if (error instanceof Unsuitable) {
    return problem('PG_NO_SUITABLE_HOST', ['target_session_attrs'], `${server} does not do: ${error.message}`, {
      value: plan.targetSessionAttrs,
    });
  }
  if (error instanceof TlsFailure) return explainCertificate(reason, server, plan);
  if (error instanceof SignInFailure) {
    return isServerError(reason)
      ? explainRefusal(reason, { server, plan, host, encrypted: error.encrypted })
      : brokenOff(server, reason);
  }
  if (error instanceof NoSocket || endpoint === undefined) return noSocket(server, reason, host);
  return brokenOff(server, reason);
}

/** `db.internal:5432`, with the address when the name has several. */
function place(host: HostPlan, endpoint: Endpoint | undefined): string {
  if (host.socket !== undefined) return host.socket;
  const name = host.name.includes(':') ? `[${host.name}]` : host.name;
  const address =
    endpoint !== undefined && 'host' in endpoint && endpoint.host !== host.name ? ` (${endpoint.host})` : '';
  return `${name}:${host.port}${address}`;
}

function timedOut(server: string, { message }: TimedOut): Problem {
  return problem('PG_TIMEOUT', ['connect_timeout_seconds'], `${server} was given up: ${message}`, {
    next: 'Check that the host and port are right and that no firewall drops the packets; a slow network needs a higher connect_timeout_seconds.',
  });
}

function noTls(server: string, plan: ConnectionPlan): Problem {
  return problem('PG_TLS_UNSUPPORTED', ['sslmode'], `${server} offers no TLS, and sslmode is ${plan.tls.mode}`, {
    value: plan.tls.mode,
    next: 'Switch TLS on in the server (ssl = on). sslmode "prefer" or "disable" would connect, but anybody on the way could read and change everything.',
  });
}

const SOCKET_TROUBLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not open it',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'the network gave up waiting',
  EADDRNOTAVAIL: 'there is no way to this address',
};

function noSocket(server: string, reason: NodeJS.ErrnoException, host: HostPlan): Problem {
  const trouble = SOCKET_TROUBLE[reason.code ?? ''] ?? reason.message;
  return problem('PG_UNREACHABLE', ['host'], `${server} cannot be reached: ${trouble}`, {
    next:
      host.socket === undefined
        ? 'Check host and port, that the server runs and listens there (listen_addresses), and that no firewall is in between.'
        : 'Check that the server runs on this machine with this socket folder and port; over the network give host.',
  });
}

function brokenOff(server: string, reason: NodeJS.ErrnoException): Problem {
  if (/alert|SSL routines/i.test(reason.message)) {
    return problem('PG_CLIENT_CERTIFICATE', ['sslcert'], `${server} broke the TLS connection off: ${alertOf(reason)}`, {
      next: 'It most likely asks for a client certificate: give sslcert and sslkey.',
    });
  }
  if (/^SASL|authenticationOk message type/.test(reason.message)) {
    return problem('PG_AUTH_FAILED', [], `Signing in to ${server} did not work out: ${authenticationTrouble(reason)}`);
  }
  const trouble = SOCKET_TROUBLE[reason.code ?? ''] ?? reason.message;
  return problem('PG_UNREACHABLE', ['host'], `${server} broke the connection off while signing in: ${trouble}`, {
    next: 'Check that a PostgreSQL server listens at this port, and what its log says.',
  });
}

function alertOf({ message }: Error): string {
  return /alert [a-z ]+/.exec(message)?.[0] ?? message;
}

/** node-postgres gives the protocol's number of a method that it does not know. */
function authenticationTrouble({ message }: Error): string {
  return message.startsWith('Unknown')
    ? 'the server asks for a method that is not supported, such as GSSAPI, SSPI or LDAP tickets'
    : message;
}
