import {
  CLOUDS,
  type Cloud,
  integrationTypeFor,
  integrationTypeOf,
  type ServerKindName,
  variantOfType,
} from '../../metadata';
import { textOf } from '../print/value';
import {
  evaluated,
  type IntegrationDocument,
  isUnevaluated,
  type Known,
  type ProjectDocument,
} from '../project-document';
import { connectorUserKinds } from './connector-user-props';

/** What names an instance at Apono: keys of the integration config. */
export type Instance = Readonly<Record<string, Known<string>>>;

/**
 * The kind of a server, told by how its admin signs in, by the connector's user, else by its integrations; generic where
 * nothing tells of a cloud.
 */
export function kindOfServer(document: ProjectDocument, server: string): ServerKindName {
  return ownKind(document, server) ?? kindByIntegrations(document, server) ?? 'generic';
}

/** The server that an integration is for, where the document knows it. */
export function serverOfIntegration(document: ProjectDocument, integration: IntegrationDocument): string | undefined {
  const named = namedServer(document, integration);
  if (named !== undefined) return named;
  if (!isByCloud(integration)) return undefined;
  // The cloud's identifiers do not tell of a server here; where there is one integration and one server, it is that.
  const kind = kindOfType(integration.type);
  const servers = Object.keys(document.servers ?? {}).filter((name) => ownKind(document, name) === kind);
  const integrations = (document.integrations ?? []).filter(({ type }) => type === integration.type);
  return servers.length === 1 && integrations.length === 1 ? servers[0] : undefined;
}

/** The keys that name the instance of a server, where all its integrations say the same. */
export function instanceOfServer(document: ProjectDocument, server: string): Instance | undefined {
  const kind = kindOfServer(document, server);
  const type = integrationTypeOf(kind)?.type;
  const instances = (document.integrations ?? [])
    .filter((each) => each.type === type && serverOfIntegration(document, each) === server)
    .map((each) => instanceOf(each, kind));
  const [first] = instances;
  return instances.every((each) => JSON.stringify(each) === JSON.stringify(first)) ? first : undefined;
}

/** The keys by which an integration names its instance, where it has them all. */
export function instanceOf({ extra_config }: IntegrationDocument, kind: ServerKindName): Instance | undefined {
  const keys = integrationTypeOf(kind)?.instanceKeys ?? [];
  const given = (evaluated(extra_config) ?? {}) as Readonly<Record<string, Known<string>>>;
  if (keys.length === 0 || !keys.every((key) => typeof given[key] === 'string' || isUnevaluated(given[key])))
    return undefined;
  return Object.fromEntries(keys.map((key) => [key, given[key] as Known<string>]));
}

/** The kind that an integration type belongs to; generic for one that belongs to none. */
export function kindOfType(type: unknown): ServerKindName {
  const found = typeof type === 'string' ? variantOfType(type) : undefined;
  const names = Object.keys(CLOUDS) as (keyof typeof CLOUDS)[];
  return names.find((name) => found !== undefined && integrationTypeOf(name) === found) ?? 'generic';
}

/** The kind as the server itself and the connector's user on it tell; undefined where neither does. */
function ownKind({ servers, roles = [] }: ProjectDocument, server: string): ServerKindName | undefined {
  const auth = servers?.[server]?.auth;
  const clouds: [string, Cloud][] = Object.entries(CLOUDS);
  const byToken = clouds.find(([, { adminToken }]) => auth !== undefined && adminToken === auth)?.[0];
  if (byToken !== undefined) return byToken as ServerKindName;
  const kinds = roles.filter((role) => textOf(role.server) === server).flatMap(connectorUserKinds);
  return kinds.find((kind) => kind !== 'generic');
}

function kindByIntegrations(document: ProjectDocument, server: string): ServerKindName | undefined {
  const own = (document.integrations ?? []).filter((each) => namedServer(document, each) === server);
  return own.map(({ type }) => kindOfType(type)).find((kind) => kind !== 'generic');
}

/** By the sign-in that is tried there, or by the host. */
function namedServer({ servers }: ProjectDocument, integration: IntegrationDocument): string | undefined {
  const preflight = evaluated(integration.preflight);
  if (preflight !== undefined) return textOf(preflight.server);
  if (isByCloud(integration)) return undefined;
  return Object.entries(servers ?? {}).find(([, { host, port }]) => isPlace(integration, { host, port }))?.[0];
}

/**
 * Whether host and port of a server, and no others, are where an integration is reached. One without a port is reached
 * at the usual one, not at the server's.
 */
export function isPlace(
  { hostname, port }: Pick<IntegrationDocument, 'hostname' | 'port'>,
  server: { readonly host?: unknown; readonly port?: unknown },
): boolean {
  const sameHost = hostname !== undefined && isSame(server.host, hostname);
  return sameHost && (server.port === undefined || isSame(server.port, port));
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isByCloud({ type }: IntegrationDocument): boolean {
  return !integrationTypeFor(textOf(type), 'generic').byHostname;
}
