import { ProblemError, problem } from '../problem';
import { atMost } from './at-most';
import { backoffSeconds, PATIENCE_SECONDS, pause, retryAfterSeconds } from './backoff';
import type { Call, Fault, Outcome, Reply } from './call';
import { describeOutcome } from './failure';
import { isCertificateCode, wasNeverSent } from './network-code';
import { readBody } from './read-body';

/** Told before a request is repeated. */
export interface RetryEvent {
  readonly method: string;
  readonly path: string;
  /** Tries made so far, from 1. */
  readonly attempt: number;
  readonly waitSeconds: number;
  /** Why, in one line without secrets. */
  readonly reason: string;
}

/** What the transport needs to know; see `AponoClientOptions` for the meaning. */
export interface TransportSettings {
  readonly origin: string;
  readonly token: string;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly backoffSeconds: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: typeof fetch;
  readonly onRetry: ((event: RetryEvent) => void) | undefined;
}

/** Sends requests, one try or several. */
export interface Transport {
  readonly settings: TransportSettings;
  /** One try, bounded in time. @throws ProblemError `APONO_CANCELLED` */
  once(call: Call): Promise<Outcome>;
  /** Waits before a further try; false, without waiting, when none should be made. */
  shouldRepeat(call: Call, attempt: number, outcome: Outcome): Promise<boolean>;
  /** As many tries as are allowed, for requests that do no harm when they are done twice; gives the last outcome. */
  send(call: Call): Promise<Outcome>;
}

/** Tries under way at once: a document with a hundred flows is no attack on Apono. */
const MOST_AT_ONCE = 8;

/** Makes a transport over `fetch`. */
export function createTransport(settings: TransportSettings): Transport {
  const inTurn = atMost(MOST_AT_ONCE);
  const once = (call: Call) => inTurn(() => tryOnce(settings, call));
  const shouldRepeat = async (call: Call, attempt: number, outcome: Outcome) => {
    if (!isPassing(outcome) || attempt > settings.retries) return false;
    const retryAfter = outcome.kind === 'reply' ? outcome.retryAfter : undefined;
    if ((retryAfter ?? 0) > PATIENCE_SECONDS) return false;
    const waitSeconds = backoffSeconds(attempt, settings.backoffSeconds, retryAfter);
    const reason = describeOutcome(outcome, settings.timeoutSeconds);
    settings.onRetry?.({ method: call.method, path: call.path, attempt, waitSeconds, reason });
    await withSignals([settings.signal, call.signal], (signal) => pause(waitSeconds, signal));
    return true;
  };
  const send = async (call: Call) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(call);
      if (!(await shouldRepeat(call, attempt, outcome))) return outcome;
    }
  };
  return { settings, once, shouldRepeat, send };
}

/** Whether the request may have done its work although no good answer came. */
export function mayHaveWorked(outcome: Outcome): boolean {
  if (outcome.kind !== 'reply') return outcome.mayHaveArrived;
  return outcome.status >= 500 || outcome.status === 408;
}

async function tryOnce(settings: TransportSettings, call: Call): Promise<Outcome> {
  return withSignals([settings.signal, call.signal], async (outer) => {
    if (outer.aborted) throw cancelled(settings, call);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), settings.timeoutSeconds * 1000);
    try {
      return await withSignals([outer, timeout.signal], (signal) => exchange(settings, call, signal));
    } catch (error) {
      if (outer.aborted) throw cancelled(settings, call);
      if (timeout.signal.aborted) return { kind: 'timeout', code: '', detail: '', mayHaveArrived: true };
      return networkFault(error);
    } finally {
      clearTimeout(timer);
    }
  });
}

async function exchange(settings: TransportSettings, call: Call, signal: AbortSignal): Promise<Reply> {
  const query = call.query === undefined || call.query.size === 0 ? '' : `?${call.query}`;
  const response = await settings.fetch(`${settings.origin}${call.path}${query}`, {
    method: call.method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${settings.token}`,
      'user-agent': 'cdktf-apono-postgresql',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    // Followed, a redirect would turn a POST into a GET, or carry the request to a host that nobody named.
    redirect: 'manual',
    signal,
  });
  return {
    kind: 'reply',
    status: response.status,
    ...(await readBody(response)),
    retryAfter: retryAfterSeconds(response.headers.get('retry-after')),
    location: response.headers.get('location') ?? undefined,
  };
}

/** Runs work under a signal that is aborted with any of the given ones, and takes its listeners away afterwards. */
async function withSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const joined = new AbortController();
  const abort = () => joined.abort();
  const given = signals.filter((signal) => signal !== undefined);
  for (const signal of given) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  }
  try {
    return await work(joined.signal);
  } finally {
    for (const signal of given) signal.removeEventListener('abort', abort);
  }
}

function networkFault(error: unknown): Fault {
  const { code, message } = rootCause(error);
  return { kind: 'network', code, detail: message, mayHaveArrived: !wasNeverSent(code) };
}

function rootCause(error: unknown): { code: string; message: string } {
  const own = error as { code?: unknown; message?: unknown; cause?: unknown } | null | undefined;
  // fetch says only "fetch failed"; what happened is in its cause.
  if (own?.cause !== undefined && own.cause !== null) return rootCause(own.cause);
  return { code: typeof own?.code === 'string' ? own.code : '', message: String(own?.message ?? error) };
}

/** Whether the same request may fare better later. */
function isPassing(outcome: Outcome): boolean {
  if (outcome.kind !== 'reply') return outcome.code !== 'ENOTFOUND' && !isCertificateCode(outcome.code);
  const { status } = outcome;
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function cancelled(settings: TransportSettings, call: Call): ProblemError {
  const what = `The request ${call.method} ${call.path} to ${settings.origin} was cancelled`;
  return new ProblemError(problem('APONO_CANCELLED', [], what, { next: 'Start again when you are ready' }));
}
