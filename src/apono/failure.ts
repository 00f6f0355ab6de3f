import { type Problem, ProblemError, problem, withoutSecrets } from '../problem';
import { PATIENCE_SECONDS } from './backoff';
import type { Call, Outcome, Reply } from './call';
import { describeNetwork, isCertificateCode } from './network-code';
import { isHtml, serverMessage } from './server-message';

const ENDPOINT = ['apono', 'endpoint'] as const;
const TOKEN = ['apono', 'token'] as const;

/** The error for a call that came to no good end: who was asked for what, what came back, what to do. */
export function failure(origin: string, timeoutSeconds: number, call: Call, outcome: Outcome): ProblemError {
  return new ProblemError(failureProblem(origin, timeoutSeconds, call, outcome));
}

/** The error for an answer that is not Apono's. */
export function badAnswer(origin: string, call: Call, reply: Reply, why: string): ProblemError {
  const said = serverMessage(reply.body);
  const found = said === '' ? 'nothing' : said;
  const what = `${asked(call, origin)} got an answer (HTTP ${reply.status}) that Apono does not give: ${why}`;
  return new ProblemError(
    problem('APONO_BAD_ANSWER', ENDPOINT, what, {
      value: found,
      allowed: "JSON as described by Apono's public API",
      next: `See that ${origin} is Apono's API and that no proxy or sign-in page answers in its place`,
    }),
  );
}

/** One line on what came of a try, without secrets. */
export function describeOutcome(outcome: Outcome, timeoutSeconds: number): string {
  if (outcome.kind === 'timeout') return `no answer within ${timeoutSeconds} s`;
  if (outcome.kind === 'network') return describeNetwork(outcome.code, withoutSecrets(outcome.detail));
  const said = serverMessage(outcome.body);
  return `HTTP ${outcome.status}${said === '' ? '' : `: ${said}`}`;
}

/** Whether a 404 comes from Apono itself. One that is a web page comes from something else at that address. */
export function isAbsent(outcome: Outcome): boolean {
  return outcome.kind === 'reply' && outcome.status === 404 && !isHtml(outcome.body);
}

function failureProblem(origin: string, timeoutSeconds: number, call: Call, outcome: Outcome): Problem {
  const request = asked(call, origin);
  const how = describeOutcome(outcome, timeoutSeconds);
  if (outcome.kind === 'timeout') {
    return problem('APONO_TIMEOUT', ENDPOINT, `${request} got ${how}`, {
      next: 'Try again; see that the address is right and that no firewall swallows the connection',
    });
  }
  if (outcome.kind === 'network') {
    return problem('APONO_UNREACHABLE', ENDPOINT, `${request} did not get through: ${how}`, {
      value: origin,
      next: nextForNetwork(outcome.code),
    });
  }
  return replyProblem(origin, outcome, `${request} failed with ${how}`);
}

function replyProblem(origin: string, reply: Reply, what: string): Problem {
  const { status } = reply;
  if (status === 401) {
    return problem('APONO_TOKEN_REFUSED', TOKEN, what, {
      next: `See that the token is one of the tenant at ${origin}, is not revoked or expired, and was copied whole`,
    });
  }
  if (status === 403) {
    return problem('APONO_TOKEN_REFUSED', TOKEN, what, {
      next: 'Use a token whose user may manage integrations and connectors in Apono',
    });
  }
  if (status === 429) {
    const wait = reply.retryAfter === undefined ? '' : `; it asks to wait ${Math.ceil(reply.retryAfter)} s`;
    return problem('APONO_RATE_LIMITED', [], what + wait, {
      next: `Try again later, or run fewer things against Apono at once (waits over ${PATIENCE_SECONDS} s are left to you)`,
    });
  }
  if (status >= 500) {
    return problem('APONO_SERVER_ERROR', [], what, { next: 'Try again later; if it stays, ask Apono support' });
  }
  if (status >= 300 && status < 400) {
    const to = reply.location === undefined ? '' : ` to ${serverMessage(reply.location)}`;
    return problem('APONO_BAD_ANSWER', ENDPOINT, `${what} (a redirect${to}), which is not followed`, {
      value: origin,
      next: 'Give the address that Apono itself answers at',
    });
  }
  if (status === 404 || status === 405) {
    return problem('APONO_BAD_ANSWER', ENDPOINT, what, {
      value: origin,
      next: `See that ${origin} is the address of Apono's public API`,
    });
  }
  return problem('APONO_REJECTED', [], what, { next: 'Correct what the message names and try again' });
}

function asked(call: Call, origin: string): string {
  return `${call.method} ${call.path} at ${origin}`;
}

function nextForNetwork(code: string): string {
  if (isCertificateCode(code)) {
    return 'If a proxy or a private authority signs certificates here, name its certificate file in NODE_EXTRA_CA_CERTS';
  }
  return 'See that the address is right and reachable from this machine (name service, network, firewall)';
}
