import { setMaxListeners } from 'node:events';
import type { Log } from '../log';
import type { AnyProvider, Provider } from '../provider';
import type { ClientCapabilities, Context, EarlyContext } from '../verb';

/** A provider being served to one client, in one of its calls. */
export interface Server {
  readonly log: Log;
  /** What may be said to people of a text. */
  told(text: string): string;
  /** Loads the provider with the first call. */
  provider(): Promise<Provider>;
  /** What lasts from call to call. */
  readonly session: Session;
  /** What the client is able to do. */
  readonly clientCapabilities: ClientCapabilities;
  /** Aborted when the client wants everything to stop, or gives up this call. */
  readonly signal: AbortSignal;
}

/** One client, from its first call to its last. Another client has another one, and another configuration. */
export interface Session {
  /** What `configure` returned; undefined before. */
  configured: unknown;
  /** The version of the Terraform that configured it; empty before. */
  terraformVersion: string;
  /** What the client said that it is able to do when it configured; nothing before. */
  clientCapabilities: ClientCapabilities;
  /** Aborted by StopProvider. */
  readonly stopping: AbortController;
}

/** A server to a new client, of a provider that is loaded once. */
export function createServer(
  provider: () => Promise<Provider>,
  log: Log,
  told: (text: string) => string = (text) => text,
): Server {
  const stopping = new AbortController();
  // Any number of calls may listen to it at once.
  setMaxListeners(0, stopping.signal);
  const clientCapabilities = {
    writeOnlyAttributes: false,
    deferral: false,
    plannedPrivate: false,
    computedBlocks: false,
  };
  const session = { configured: undefined, terraformVersion: '', clientCapabilities, stopping };
  return { log, told, provider, session, clientCapabilities, signal: stopping.signal };
}

/** Cancels what is under way, and closes what `configure` opened. A fault in that is logged, since nobody is left to be told. */
export async function closeServer({ session, provider, log }: Server): Promise<void> {
  session.stopping.abort();
  const { configured } = session;
  if (configured === undefined) return;
  session.configured = undefined;
  try {
    await (await provider()).close?.(configured);
  } catch (error) {
    log.error('fault in close', { stack: error instanceof Error ? error.stack : String(error) });
  }
}

/** A function that loads the provider when it is first called, and never again. */
export function loadOnce(load: () => AnyProvider | Promise<AnyProvider>): () => Promise<Provider> {
  let loading: Promise<Provider> | undefined;
  return () => {
    loading ??= Promise.resolve().then(load);
    return loading;
  };
}

/** What verbs that may run before `configure` are given. */
export function earlyContext({ signal, log, session, clientCapabilities }: Server): EarlyContext {
  return { signal, log, terraformVersion: session.terraformVersion, clientCapabilities };
}

/** What the other verbs are given. */
export function context(server: Server): Context {
  return { ...earlyContext(server), configured: server.session.configured };
}
