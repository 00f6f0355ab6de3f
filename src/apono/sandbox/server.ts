import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProblemError, problem } from '../../problem';
import type { IntegrationV4 } from '../api-shapes';
import { pause } from '../backoff';
import { type Answer, ok, Refusal } from './answer';
import { connector } from './built-in-tenant';
import { FaultSwitches, type SandboxFaults } from './faults';
import { givenTenant } from './given-tenant';
import { shownIntegration } from './integrations';
import { isExposed, isOwnHost } from './own-host';
import { readJsonBody } from './request-body';
import { answerRequest } from './routes';
import { openState } from './state';
import type { SandboxWebhook } from './tenant';

/** How to start a sandbox. */
export interface SandboxOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** The address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** The token that requests must bring. Default: one made up. */
  readonly token?: string;
  /** Take any token that is not empty, for trials by hand. Default false. */
  readonly anyToken?: boolean;
  /** A JSON file to keep the state in. Default: memory only. */
  readonly stateFile?: string;
  /** The faults to begin with. Default: none. */
  readonly faults?: SandboxFaults;
  /** How long an integration takes to become Active, in milliseconds. Default 1000. */
  readonly activeAfterMs?: number;
  /** Types of integration and connectors beside those built in: `{types, connectors}`. See `docs/sandbox.md`. */
  readonly catalog?: unknown;
  /** Identities beside those built in: `{sources, users, groups, attributes}`. See `docs/sandbox.md`. */
  readonly identities?: unknown;
}

/** One request that came in, for tests and demos: never its headers, query or body. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** For example `http://127.0.0.1:38211`. */
  readonly url: string;
  readonly token: string;
  /** Whether other machines can reach it. */
  readonly exposed: boolean;
  /** The faults in force. */
  faults(): SandboxFaults;
  /** Puts other faults in force, all of them; `{}` ends them. */
  setFaults(faults: SandboxFaults): void;
  /** The latest requests (at most 10,000), the oldest first, those to `/_sandbox/` left out. */
  requests(): readonly SeenRequest[];
  /** The integrations as the API would show them, those of identity providers included. */
  integrations(): readonly IntegrationV4[];
  /** Has a connector start, which registers itself by that. */
  startConnector(id: string): void;
  /** Stops, breaking off what is under way. May be called again. */
  close(): Promise<void>;
}

const REQUESTS_KEPT = 10_000;
const LONGEST_REQUEST_MS = 30_000;
const CONTROL = '/_sandbox/';

/**
 * Starts a server that stands in for Apono: its paths, shapes, status codes and sign-in, on a tenant that lives here.
 *
 * Beside the API: `GET` and `PUT /_sandbox/faults` (`PUT` replaces all of them) and `GET /_sandbox/requests`, with the same token.
 *
 * @throws ProblemError `INVALID_VALUE` for a port that is taken, faults that do not exist, a state file that cannot be used, or a tenant that is none
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', activeAfterMs = 1000 } = options;
  const token = options.token ?? `sandbox-${randomBytes(16).toString('hex')}`;
  const given = givenTenant(options.catalog, options.identities);
  const switches = startFaults(options.faults);
  const store = openState(options.stateFile, given.state);
  const webhooks: SandboxWebhook[] = [];
  const seen: SeenRequest[] = [];
  const ending = new AbortController();
  const context = () => ({
    state: store.state,
    types: given.types,
    webhooks,
    faults: switches.current,
    activeAfterMs,
    now: Date.now(),
  });

  const controlAnswer = async (request: IncomingMessage, path: string): Promise<Answer> => {
    const asked = `${request.method} ${path}`;
    if (asked === 'GET /_sandbox/requests') return ok(seen);
    if (asked === 'PUT /_sandbox/faults') switches.replace(await readJsonBody(request));
    else if (asked !== 'GET /_sandbox/faults') throw new Refusal(404, `No such path: ${path}`);
    return ok(switches.current);
  };

  const apiAnswer = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const body = await readJsonBody(request);
    const answer = answerRequest({ ...context(), method, path: url.pathname, query: url.searchParams, body });
    if (method !== 'GET') store.save();
    return answer;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isOwnHost(request.headers.host, server.address() as AddressInfo, host)) return send(response, MISDIRECTED);
    const target = request.url ?? '/';
    if (!URL.canParse(target, 'http://sandbox')) return send(response, UNREADABLE);
    const url = new URL(target, 'http://sandbox');
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const isAllowed = bearer !== undefined && (options.anyToken === true || bearer === token);
    if (url.pathname.startsWith(CONTROL)) {
      send(response, isAllowed ? await caught(() => controlAnswer(request, url.pathname)) : UNAUTHORIZED);
      return;
    }
    const method = request.method ?? 'GET';
    seen.push({ method, path: url.pathname });
    if (seen.length > REQUESTS_KEPT) seen.shift();
    const { latency_ms: latency = 0, non_json: isPage = false } = switches.current;
    const fate = switches.next(method);
    if (latency > 0) await pause(latency / 1000, ending.signal);
    const work = () => (isAllowed ? caught(() => apiAnswer(request, url)) : UNAUTHORIZED);
    if (fate === undefined) return send(response, isPage ? 'page' : await work());
    if (fate.afterWork) await work();
    if (fate.status === 'hang') return;
    if (fate.status === 'drop') return void request.socket.destroy();
    const headers = fate.retryAfter === undefined ? {} : { 'retry-after': String(fate.retryAfter) };
    send(response, { status: fate.status, body: { message: 'The sandbox was told to fail' }, headers });
  };

  const server = createServer((request, response) => {
    // A client that goes away is no matter; a fault here must not take the server down.
    request.on('error', () => {});
    handle(request, response).catch(() => response.destroy());
  });
  // A request that comes byte by byte, or never ends.
  server.requestTimeout = LONGEST_REQUEST_MS;
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${hostToReach(address.address)}:${address.port}`,
    token,
    exposed: isExposed(address.address),
    faults: () => switches.current,
    setFaults: (faults) => switches.replace(faults),
    requests: () => [...seen],
    integrations: () => store.state.integrations.map((each) => shownIntegration(context(), each)),
    startConnector: (id) => {
      store.state.connectors.push(connector(id, 'AWS', '1.7.2'));
      store.save();
    },
    close: () => {
      closed ??= new Promise((resolve) => {
        ending.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

/** A server that listens on every address is reached over this machine's own. */
function hostToReach(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

const UNAUTHORIZED: Answer = { status: 401, body: { status: '401', code: 'Unauthorized' } };
const MISDIRECTED: Answer = { status: 421, body: { message: 'The sandbox answers only to its own address' } };
const UNREADABLE: Answer = { status: 400, body: { message: 'The path is not well formed' } };
const PAGE = '<!doctype html><html><head><title>Sign in</title></head><body>Please sign in to go on.</body></html>';

async function caught(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { message: error.message } };
    return { status: 500, body: { message: 'The sandbox itself failed' } };
  }
}

function send(response: ServerResponse, answer: Answer | 'page'): void {
  if (answer === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    return;
  }
  const { status, body, headers = {} } = answer;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers }).end(body === undefined ? undefined : JSON.stringify(body));
}

function startFaults(faults: SandboxFaults | undefined): FaultSwitches {
  try {
    return new FaultSwitches(faults);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ProblemError(problem('INVALID_VALUE', ['faults'], error.message));
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be listened on: ${error.message}`;
      const what = `Port ${port} of ${host} ${why}`;
      const next = 'Give another port, or 0 for any free one';
      reject(new ProblemError(problem('INVALID_VALUE', ['port'], what, { value: port, next })));
    };
    server.once('error', refuse);
    try {
      server.listen(port, host, () => {
        server.off('error', refuse);
        resolve();
      });
    } catch (error) {
      refuse(error as NodeJS.ErrnoException);
    }
  });
}
