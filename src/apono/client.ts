import { rememberSecret } from '../problem';
import type {
  AccessFlowUpsertV2,
  AccessFlowV2,
  AccessScopeUpsertV1,
  AccessScopeV1,
  BundleUpsertV2,
  BundleV2,
} from './access-shapes';
import {
  accessFlowShape,
  accessScopeShape,
  attributeShape,
  bundleShape,
  catalogListShape,
  catalogShape,
  connectorShape,
  groupShape,
  integrationShape,
  memberShape,
  offeredShape,
  permissionShape,
  resourceShape,
  userShape,
} from './answer-shape';
import type {
  ConnectorV3,
  CreateIntegrationV4,
  IntegrationConfigV2,
  IntegrationV4,
  UpdateIntegrationV4,
} from './api-shapes';
import { type ByName, type Collection, collection, type Unfiltered } from './collection';
import { parseEndpoint } from './endpoint';
import type { AttributeV1, GroupV1, Offered, PermissionV3, ResourceV3, UserV3 } from './identity-shapes';
import { anything, createRequests, segment } from './requests';
import { parseToken } from './token';
import { createTransport, type RetryEvent } from './transport';
import { connectorUnknown, integrationUnknown, thingUnknown, typeUnknown } from './unknown-thing';

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

/** Narrows a list of identity attributes; what is left out does not narrow. */
export interface AttributeFilter {
  readonly type?: string;
  /** In the values; `*` stands for any characters. */
  readonly search?: string;
  /** Id or name of the identity integration that the values come from. */
  readonly source_integration_reference?: string;
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

/** Narrows a list of users; what is left out does not narrow. */
export interface UserFilter {
  /** `*` stands for any characters. */
  readonly first_name?: string;
  /** `*` stands for any characters. */
  readonly last_name?: string;
  readonly role?: readonly string[];
  readonly source_integration_id?: string;
  readonly source_integration_name?: string;
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

/** Integrations: `update` keeps what is left out and clears what is null. */
export interface Integrations
  extends Collection<CreateIntegrationV4, UpdateIntegrationV4, IntegrationV4, IntegrationFilter> {
  /** Starts a sync. @throws ProblemError `APONO_INTEGRATION_UNKNOWN` */
  refresh(id: string): Promise<void>;
  /** What an access flow may give on it. @throws ProblemError `APONO_INTEGRATION_UNKNOWN` */
  permissions(id: string, resourceType?: string): Promise<Offered<PermissionV3>>;
  /** What it has found. @throws ProblemError `APONO_INTEGRATION_UNKNOWN` */
  resources(id: string, resourceType?: string): Promise<Offered<ResourceV3>>;
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
  readonly integrations: Integrations;
  /** Their `update` sends the whole: what is left out is cleared. */
  readonly accessFlows: Collection<AccessFlowUpsertV2, AccessFlowUpsertV2, AccessFlowV2, Unfiltered>;
  readonly bundles: Collection<BundleUpsertV2, BundleUpsertV2, BundleV2, ByName>;
  readonly accessScopes: Collection<AccessScopeUpsertV1, AccessScopeUpsertV1, AccessScopeV1, ByName>;
  readonly identitySources: {
    /** The integrations that users, groups and attributes come from, for example of Okta. */
    list(): AsyncIterable<IntegrationV4>;
  };
  readonly attributes: {
    list(filter?: AttributeFilter): AsyncIterable<AttributeV1>;
  };
  readonly groups: {
    list(filter?: ByName): AsyncIterable<GroupV1>;
    /** Null when there is none with this id. */
    get(id: string): Promise<GroupV1 | null>;
    /** The e-mail addresses of its members. @throws ProblemError `APONO_NOT_FOUND` */
    members(id: string): AsyncIterable<string>;
  };
  readonly users: {
    list(filter?: UserFilter): AsyncIterable<UserV3>;
    /** Null when there is none with this id. */
    get(id: string): Promise<UserV3 | null>;
  };
}

const INTEGRATIONS = '/api/admin/v4/integrations';
const INTEGRATIONS_V3 = '/api/v3/integrations';
const CONNECTORS = '/api/admin/v3/connectors';
const CATALOG = '/api/v2/integrations-catalog';
const GROUPS = '/api/admin/v1/groups';
const USERS = '/api/admin/v3/users';

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

  const requests = createRequests(transport);
  const { call, ask, askFor, list } = requests;

  const listConnectors = (filter: ConnectorFilter = {}) => list(CONNECTORS, filter, connectorShape);
  const noIntegration = (id: string) => () => {
    throw integrationUnknown(origin, id);
  };
  const offers = (id: string, what: string, resourceType: string | undefined) => {
    const query = new URLSearchParams(resourceType === undefined ? {} : { 'resource-type': resourceType });
    return call('GET', `${INTEGRATIONS_V3}/${segment('id', id)}/${what}`, { query });
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
      ...collection(requests, {
        thing: 'integration',
        path: INTEGRATIONS,
        shape: integrationShape,
        filtersByName: true,
        isWanted: (found, wanted: CreateIntegrationV4) => found.type === wanted.type,
        unknown: integrationUnknown,
      }),
      refresh: async (id) => {
        const request = call('POST', `/api/v2/integrations/${segment('id', id)}/refresh`);
        await askFor(request, anything, noIntegration(id));
      },
      permissions: async (id, type) =>
        askFor(offers(id, 'permissions', type), offeredShape(permissionShape), noIntegration(id)),
      resources: async (id, type) =>
        askFor(offers(id, 'resources', type), offeredShape(resourceShape), noIntegration(id)),
    },
    accessFlows: collection(requests, {
      thing: 'access flow',
      path: '/api/admin/v2/access-flows',
      shape: accessFlowShape,
      filtersByName: false,
      unknown: thingUnknown('access flow'),
    }),
    bundles: collection(requests, {
      thing: 'bundle',
      path: '/api/admin/v2/bundles',
      shape: bundleShape,
      filtersByName: true,
      unknown: thingUnknown('bundle'),
    }),
    accessScopes: collection(requests, {
      thing: 'access scope',
      path: '/api/admin/v1/access-scopes',
      shape: accessScopeShape,
      filtersByName: true,
      unknown: thingUnknown('access scope'),
    }),
    identitySources: {
      list: () => list(INTEGRATIONS, { category: 'USER-INFORMATION' }, integrationShape),
    },
    attributes: {
      list: (filter = {}) => list('/api/admin/v1/attributes', filter, attributeShape),
    },
    groups: {
      list: (filter = {}) => list(GROUPS, filter, groupShape),
      get: async (id) => askFor(call('GET', `${GROUPS}/${segment('id', id)}`), groupShape, () => null),
      members: (id) =>
        list(`${GROUPS}/${segment('id', id)}/members`, {}, memberShape, () => {
          throw thingUnknown('group')(origin, id);
        }),
    },
    users: {
      list: (filter = {}) => list(USERS, filter, userShape),
      get: async (id) => askFor(call('GET', `${USERS}/${segment('id', id)}`), userShape, () => null),
    },
  };
}
