import { lookup } from 'node:dns/promises';
import { ProblemError } from '../../problem';
import { PgConnection } from './connection';
import { explain } from './failures/explain';
import { BothFailed, NoSocket, NoTls, SignInFailure, TimedOut, TlsFailure, Unsuitable } from './failures/failure';
import { isServerError } from './failures/postgres-error';
import type { ConnectionPlan, HostPlan } from './settings/connection-plan';
import { signIn } from './sign-in/sign-in';
import type { TokenSource } from './sign-in/token';
import { type Endpoint, openSocket } from './socket';
import { checkSuitable } from './target-session';
import { discard, requestTls, startTls } from './tls/tls';
import { readTlsMaterial, type TlsMaterial } from './tls/tls-material';

/** One way to reach one address. */
interface Attempt {
  readonly plan: ConnectionPlan;
  readonly host: HostPlan;
  readonly endpoint: Endpoint;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Connects to the first address of the first host that answers and is suitable. As with libpq, a server that answers
 * and refuses the sign-in ends the search.
 *
 * @throws ProblemError telling network, certificate and sign-in trouble apart
 */
export async function connect(plan: ConnectionPlan, tokens: TokenSource, signal: AbortSignal): Promise<PgConnection> {
  if (plan.targetSessionAttrs !== 'prefer-standby') return search(plan, tokens, signal);
  const standby = await search({ ...plan, targetSessionAttrs: 'standby' }, tokens, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
  return standby ?? search({ ...plan, targetSessionAttrs: 'any' }, tokens, signal);
}

async function search(plan: ConnectionPlan, tokens: TokenSource, signal: AbortSignal): Promise<PgConnection> {
  const failures: ProblemError[] = [];
  for (const host of plan.hosts) {
    const token = await tokens.token(plan, host);
    const outcome = await tryHost(plan, host, token, signal);
    if (outcome.connection !== undefined) return outcome.connection;
    failures.push(...outcome.failures);
    if (outcome.final) break;
  }
  const problems = failures.flatMap((failure) => failure.problems);
  throw new ProblemError(
    problems.filter((each, index) => problems.findIndex(({ what }) => what === each.what) === index),
  );
}

interface Outcome {
  readonly connection?: PgConnection;
  readonly failures: ProblemError[];
  /** No other address is to be tried. */
  readonly final: boolean;
}

async function tryHost(
  plan: ConnectionPlan,
  host: HostPlan,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const failures: ProblemError[] = [];
  const fail = (error: unknown, endpoint?: Endpoint) => {
    if (signal.aborted) throw signal.reason;
    failures.push(explain(error, plan, host, endpoint));
  };
  let endpoints: Endpoint[] = [];
  try {
    endpoints = await withTimeout(plan.connectTimeoutMs, signal, (limited) => findEndpoints(host, limited));
  } catch (error) {
    fail(error);
  }
  for (const endpoint of endpoints) {
    try {
      const connection = await withTimeout(plan.connectTimeoutMs, signal, (limited) =>
        connectTo({ plan, host, endpoint, token, signal: limited }),
      );
      return { connection, failures, final: true };
    } catch (error) {
      fail(error, endpoint);
      if (!maybeElsewhere(error)) return { failures, final: true };
      if (error instanceof Unsuitable) break;
    }
  }
  return { failures, final: false };
}

/** Whether another address may still do, by libpq's rules: not once a server has refused. */
function maybeElsewhere(error: unknown): boolean {
  if (error instanceof BothFailed) return maybeElsewhere(error.second);
  if (error instanceof NoSocket || error instanceof TimedOut || error instanceof Unsuitable) return true;
  const reason = error instanceof SignInFailure || error instanceof TlsFailure ? error.reason : undefined;
  return reason instanceof TimedOut || (isServerError(reason) && reason.code === '57P03');
}

async function findEndpoints(host: HostPlan, signal: AbortSignal): Promise<Endpoint[]> {
  if (host.socket !== undefined) return [{ path: host.socket }];
  if (host.address !== undefined) return [{ host: host.address, port: host.port }];
  let abort = () => {};
  try {
    const addresses = await Promise.race([
      lookup(host.name, { all: true, verbatim: true }),
      new Promise<never>((_, reject) => {
        abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
      }),
    ]);
    return addresses.map(({ address }) => ({ host: address, port: host.port }));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function withTimeout<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  if (signal.aborted) forward();
  signal.addEventListener('abort', forward, { once: true });
  const expire = () => controller.abort(new TimedOut(milliseconds));
  const timer = milliseconds > 0 ? setTimeout(expire, milliseconds) : undefined;
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', forward);
  }
}

/** The order of encryption that each sslmode means; libpq never encrypts a Unix-domain socket. */
async function connectTo(attempt: Attempt): Promise<PgConnection> {
  const { mode } = attempt.plan.tls;
  if (attempt.host.socket !== undefined || mode === 'disable') return inPlaintext(attempt);
  if (mode === 'allow') return inPlaintext(attempt).catch(otherwise(attempt, isRefusal, encrypted));
  if (mode === 'prefer') return encrypted(attempt).catch(otherwise(attempt, isTlsTrouble, inPlaintext));
  return encrypted(attempt);
}

/** Goes the other way after a failure of the given kind; when both fail, both are told. */
function otherwise(
  attempt: Attempt,
  isKind: (error: unknown) => boolean,
  other: (attempt: Attempt) => Promise<PgConnection>,
): (first: unknown) => Promise<PgConnection> {
  return async (first) => {
    if (!isKind(first) || attempt.signal.aborted) throw first;
    return other(attempt).catch((second: unknown) => {
      throw attempt.signal.aborted || second instanceof Unsuitable
        ? second
        : new BothFailed(first, second, attempt.plan.tls.mode === 'prefer');
    });
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof SignInFailure && error.refused;
}

function isTlsTrouble(error: unknown): boolean {
  return error instanceof TlsFailure || (error instanceof SignInFailure && error.refused && error.encrypted);
}

async function inPlaintext(attempt: Attempt): Promise<PgConnection> {
  return start(attempt, await socketTo(attempt), false);
}

async function encrypted(attempt: Attempt): Promise<PgConnection> {
  const { plan, host, signal } = attempt;
  const socket = await socketTo(attempt);
  try {
    if (!(await requestTls(socket, signal))) {
      if (plan.tls.mode !== 'prefer' && plan.tls.mode !== 'allow') throw new NoTls();
      return await start(attempt, socket, false);
    }
    const secure = await startTls(socket, host.certificateName, materialFor(plan), signal).catch((error: unknown) => {
      throw error instanceof TlsFailure ? error : new TlsFailure(error as Error);
    });
    return await start(attempt, secure, true);
  } catch (error) {
    discard(socket);
    throw error;
  }
}

function materialFor(plan: ConnectionPlan): TlsMaterial {
  try {
    return readTlsMaterial(plan.tls);
  } catch (error) {
    throw new TlsFailure(error as Error);
  }
}

async function socketTo({ endpoint, signal }: Attempt): ReturnType<typeof openSocket> {
  try {
    return await openSocket(endpoint, signal);
  } catch (error) {
    throw error instanceof TimedOut ? error : new NoSocket(error as NodeJS.ErrnoException);
  }
}

async function start(
  { plan, host, endpoint, token, signal }: Attempt,
  socket: Parameters<typeof signIn>[0],
  isEncrypted: boolean,
): Promise<PgConnection> {
  const signedIn = await signIn(socket, { plan, host, token, encrypted: isEncrypted, signal });
  const connection = new PgConnection(signedIn, plan, host, endpoint, isEncrypted);
  // The time for connecting holds until the server has shown what it is.
  const abort = () => connection.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await checkSuitable(connection, signedIn.status, plan.targetSessionAttrs);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return connection;
}
