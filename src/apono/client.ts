import { ProblemError, problem, rememberSecret } from '../problem';
import type { ShapeCheck } from './answer-shape';
import {
  catalogListShape,
  catalogShape,
  connectorShape,
  integrationShape,
  pageShape,
  ShapeFault,
  shallow,
} from './answer-shape';
import type {
  ConnectorV3,
  CreateIntegrationV4,
  IntegrationConfigV2,
  IntegrationV4,
  UpdateIntegrationV4,
} from './api-shapes';
import type { Call, Outcome, Reply } from './call';
import { createOnce } from './create-once';
import { parseEndpoint } from './endpoint';
import { badAnswer, failure, isAbsent } from './failure';
import { allPages } from './pages';
import { LARGEST_BODY } from './read-body';
import { parseToken } from './token';
import { createTransport, type RetryEvent } from './transport';
import { connectorUnknown, integrationUnknown, typeUnknown } from './unknown-thing';

/** How to reach Apono. */
export interface AponoClientOptions {
  /** Scheme and host, for example `https://api.apono.io`; plain http for this machine only. */
  readonly endpoint: string;
  /** A personal API token. It appears in no error, event or inspection. */
  readonly token: string | undefined;
  /** How long one try may take, in seconds. Default 30. */
  readonly timeoutSeconds?: number;
  /** How often a failed request is repeated. Default 4. */
  readonly retries?: number;
  /** The wait before the first repetition, in seconds; it doubles up to 8, with jitter. Default 0.5. */
  readonly backoffSeconds?: number;
  /** Ends everything under way with `APONO_CANCELLED`. */
  readonly signal?: AbortSignal;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
  /** Told before each repetition. */
  readonly onRetry?: (event: RetryEvent) => void;
}

/** Narrows a list of connectors. */
export interface ConnectorFilter {
  readonly status?: readonly string[];
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

/** Narrows a list of integrations; what is left out does not narrow. */
export interface IntegrationFilter {
  /** `*` stands for any characters. */
  readonly name?: string;
  /** `*` stands for any characters. */
  readonly type?: readonly string[];
  readonly status?: readonly string[];
  readonly connector_id?: readonly string[];
  readonly category?: readonly string[];
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

/**
 * Apono's public API. Every method rejects with a `ProblemError` whose code is one of `APONO_*` (or `INVALID_VALUE` for an
 * argument that cannot be sent).
 */
export interface AponoClient {
  readonly connectors: {
    /** @throws ProblemError `APONO_CONNECTOR_UNKNOWN`, naming those that exist */
    get(id: string, options?: { readonly signal?: AbortSignal }): Promise<ConnectorV3>;
    list(filter?: ConnectorFilter): AsyncIterable<ConnectorV3>;
  };
  readonly catalog: {
    /** @throws ProblemError `APONO_TYPE_UNKNOWN` */
    get(type: string): Promise<IntegrationConfigV2>;
    list(): Promise<readonly IntegrationConfigV2[]>;
  };
  readonly integrations: {
    /** Creates at most one. @throws ProblemError `APONO_NAME_TAKEN`, `APONO_REJECTED` */
    create(body: CreateIntegrationV4): Promise<IntegrationV4>;
    /** Null when there is none with this id. */
    get(id: string, options?: { readonly signal?: AbortSignal }): Promise<IntegrationV4 | null>;
    /** Send null to clear a setting; what is left out stays. @throws ProblemError `APONO_INTEGRATION_UNKNOWN`, `APONO_REJECTED` */
    update(id: string, body: UpdateIntegrationV4): Promise<IntegrationV4>;
    /** Does nothing when there is none with this id. */
    delete(id: string): Promise<void>;
    /** All pages, fetched as they are needed. */
    list(filter?: IntegrationFilter): AsyncIterable<IntegrationV4>;
    /** The one with exactly this name, or null. */
    findByName(name: string): Promise<IntegrationV4 | null>;
    /** Starts a sync. @throws ProblemError `APONO_INTEGRATION_UNKNOWN` */
    refresh(id: string): Promise<void>;
  };
}

const INTEGRATIONS = '/api/admin/v4/integrations';
const CONNECTORS = '/api/admin/v3/connectors';
const CATALOG = '/api/v2/integrations-catalog';

/**
 * Makes a client. Nothing is sent yet.
 *
 * @throws ProblemError `APONO_TOKEN_MISSING`, or `INVALID_VALUE` for an endpoint or token that cannot be used
 */
export function createAponoClient(options: AponoClientOptions): AponoClient {
  const origin = parseEndpoint(options.endpoint);
  const token = parseToken(options.token);
  rememberSecret(token);
  const timeoutSeconds = options.timeoutSeconds ?? 30;
  const transport = createTransport({
    origin,
    token,
    timeoutSeconds,
    retries: options.retries ?? 4,
    backoffSeconds: options.backoffSeconds ?? 0.5,
    signal: options.signal,
    // Looked up at each call, not taken once: what instruments fetch may come later.
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    onRetry: options.onRetry,
  });

  const call = (method: Call['method'], path: string, more: Partial<Call> = {}): Call => {
    rememberSecretsIn(more.body);
    return { method, path, ...more };
  };
  const succeeded = (request: Call, outcome: Outcome): Reply => {
    if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) return outcome;
    throw failure(origin, timeoutSeconds, request, outcome);
  };
  const read = <Shape>(request: Call, outcome: Outcome, shape: ShapeCheck<Shape>): Shape => {
    const reply = succeeded(request, outcome);
    if (reply.cut) throw badAnswer(origin, request, reply, `it is larger than ${LARGEST_BODY / 1_048_576} MiB`);
    try {
      return shape(shallow(JSON.parse(reply.body)));
    } catch (error) {
      const why = error instanceof ShapeFault ? error.message : 'it is not JSON';
      throw badAnswer(origin, request, reply, why);
    }
  };
  const ask = async <Shape>(request: Call, shape: ShapeCheck<Shape>): Promise<Shape> =>
    read(request, await transport.send(request), shape);
  /** As `ask`, with an answer of its own for what does not exist. */
  const askFor = async <Shape, Absent>(
    request: Call,
    shape: ShapeCheck<Shape>,
    absent: () => Absent | Promise<Absent>,
  ) => {
    const outcome = await transport.send(request);
    return isAbsent(outcome) ? absent() : read(request, outcome, shape);
  };
  const list = <Item>(path: string, filter: object, item: ShapeCheck<Item>): AsyncIterable<Item> =>
    allPages(filter, async (query) => {
      const request = call('GET', path, { query });
      const outcome = await transport.send(request);
      const page = read(request, outcome, pageShape(item));
      return { ...page, characters: outcome.kind === 'reply' ? outcome.body.length : 0 };
    });

  const listConnectors = (filter: ConnectorFilter = {}) => list(CONNECTORS, filter, connectorShape);
  const findByName = async (name: string): Promise<IntegrationV4 | null> => {
    for await (const each of list<IntegrationV4>(INTEGRATIONS, { name }, integrationShape)) {
      // The filter takes * for any characters, so it may give more than was asked for.
      if (each.name === name) return each;
    }
    return null;
  };

  return {
    connectors: {
      get: async (id, more = {}) =>
        askFor(call('GET', `${CONNECTORS}/${segment('connector_id', id)}`, more), connectorShape, async () => {
          throw await connectorUnknown(origin, id, listConnectors());
        }),
      list: listConnectors,
    },
    catalog: {
      get: async (type) =>
        askFor(call('GET', `${CATALOG}/${segment('type', type)}`), catalogShape, () => {
          throw typeUnknown(origin, type);
        }),
      list: async () => ask(call('GET', CATALOG), catalogListShape),
    },
    integrations: {
      create: async (body) => {
        const request = call('POST', INTEGRATIONS, { body });
        return createOnce({
          transport,
          call: request,
          wanted: body,
          lookUp: () => findByName(body.name),
          read: (reply) => read(request, reply, integrationShape),
        });
      },
      get: async (id, more = {}) =>
        askFor(call('GET', `${INTEGRATIONS}/${segment('id', id)}`, more), integrationShape, () => null),
      update: async (id, body) =>
        askFor(call('PUT', `${INTEGRATIONS}/${segment('id', id)}`, { body }), integrationShape, () => {
          throw integrationUnknown(origin, id);
        }),
      delete: async (id) => {
        const request = call('DELETE', `${INTEGRATIONS}/${segment('id', id)}`);
        const outcome = await transport.send(request);
        if (isAbsent(outcome)) return;
        const reply = succeeded(request, outcome);
        if (reply.body.trim() !== '') read(request, reply, anything);
      },
      list: (filter = {}) => list(INTEGRATIONS, filter, integrationShape),
      findByName,
      refresh: async (id) => {
        await askFor(call('POST', `/api/v2/integrations/${segment('id', id)}/refresh`), anything, () => {
          throw integrationUnknown(origin, id);
        });
      },
    },
  };
}

/** Any JSON will do: that it is JSON shows that no web page answered in Apono's place. */
function anything(value: unknown): unknown {
  return value;
}

/** An id as a part of a path. Empty, `.` or `..` would make another path of it. */
function segment(name: string, id: string): string {
  // A lone surrogate has no percent encoding: encodeURIComponent would throw.
  if (!['', '.', '..'].includes(id) && !/\p{Surrogate}/u.test(id)) return encodeURIComponent(id);
  throw new ProblemError(
    problem('INVALID_VALUE', [name], 'This cannot be the id of anything in Apono', {
      value: id,
      next: 'Give the id as Apono shows it',
    }),
  );
}

/** The credentials that a body carries for Apono's own secret store: a server that rejects them may repeat them. */
function rememberSecretsIn(body: unknown): void {
  const parameters = (body as Partial<UpdateIntegrationV4> | undefined)?.secret_store_config?.apono?.parameters;
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (typeof value === 'string' && !/^user(name)?$/i.test(name)) rememberSecret(value);
  }
}
