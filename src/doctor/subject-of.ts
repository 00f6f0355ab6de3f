import {
  type Apono,
  CONNECTOR_USER,
  type Connector,
  type Integration,
  type Role,
  type Server,
  variantOfType,
} from '../metadata';
import type { AponoSubject, ConnectorUserSubject, ServerSubject, Subject } from './subject';

/** What a document, or a stack, says that matters here; the members have the shapes of the provider's resources. */
export interface Source {
  readonly servers?: Readonly<Record<string, Server>>;
  readonly apono?: Apono;
  readonly roles?: readonly RoleSource[];
  readonly integrations?: readonly IntegrationSource[];
  /** Connectors that are named apart from integrations. */
  readonly connectors?: readonly Readonly<Pick<Connector, 'id' | 'minimum_version'>>[];
}

type RoleSource = Readonly<Pick<Role, 'server' | 'name' | 'comment' | 'password_env' | 'password_wo'>>;

type IntegrationSource = Readonly<
  Pick<Integration, 'name' | 'type' | 'connector_id' | 'hostname' | 'port' | 'dbname' | 'preflight'>
>;

/** What was asked for besides. */
export interface Asked {
  readonly connectorUser?: string;
  readonly connectorPasswordEnv?: string;
  readonly connectors?: readonly string[];
  readonly integrations?: readonly string[];
  /** How long to wait for the integrations to become Active, in seconds. Default: no wait. */
  readonly waitSeconds?: number;
}

/** What is to be examined. Pure. */
export function subjectOf(source: Source, asked: Asked = {}): Subject {
  const integrations = source.integrations ?? [];
  const servers = Object.entries(source.servers ?? {}).map(([name, parameters], _, all): ServerSubject => {
    const mine = integrations.filter((each) => all.length === 1 || isOn(each, name, parameters));
    return {
      name,
      parameters,
      connector: connectorUser(name, source.roles ?? [], mine, asked),
      databases: [...new Set(mine.map(({ dbname }) => dbname ?? 'postgres'))],
      types: [...new Set(mine.map(({ type }) => type))],
    };
  });
  return { servers, apono: aponoOf(source, integrations, asked) };
}

function isOn({ preflight, hostname, port = 5432 }: IntegrationSource, name: string, server: Server): boolean {
  return preflight?.server === name || (hostname === server.host && port === (server.port ?? 5432));
}

function connectorUser(
  server: string,
  roles: readonly RoleSource[],
  integrations: readonly IntegrationSource[],
  { connectorUser: named, connectorPasswordEnv }: Asked,
): ConnectorUserSubject {
  const preflight = integrations.find((each) => each.preflight?.server === server)?.preflight;
  const mine = roles.filter((each) => each.server === server);
  const usual = mine.find(({ comment }) => comment === CONNECTOR_USER.comment)?.name;
  const name = named ?? preflight?.role ?? usual ?? CONNECTOR_USER.name;
  const declared = mine.find((each) => each.name === name);
  const passwordEnv =
    connectorPasswordEnv ?? declared?.password_env ?? (preflight?.role === name ? preflight.password_env : undefined);
  return {
    name,
    origin: declared !== undefined ? 'declared' : (named ?? preflight) !== undefined ? 'named' : 'assumed',
    ...(passwordEnv !== undefined && { passwordEnv }),
    ...(passwordEnv === undefined && declared?.password_wo !== undefined && { password: declared.password_wo }),
  };
}

function aponoOf(source: Source, integrations: readonly IntegrationSource[], asked: Asked): AponoSubject {
  const needed = new Map<string, string[]>();
  const need = (id: string, version: string | undefined) =>
    needed.set(id, [...(needed.get(id) ?? []), ...(version === undefined ? [] : [version])]);
  for (const { id, minimum_version } of source.connectors ?? []) need(id, minimum_version);
  for (const { connector_id, type } of integrations) {
    if (connector_id !== undefined) need(connector_id, variantOfType(type)?.minimumConnectorVersion);
  }
  for (const id of asked.connectors ?? []) need(id, undefined);
  return {
    ...source.apono,
    connectors: [...needed].map(([id, minimumVersions]) => ({ id, minimumVersions })),
    integrations: [
      ...integrations.map(({ name }) => ({ name, declared: true })),
      ...(asked.integrations ?? []).map((name) => ({ name, declared: false })),
    ],
    ...(asked.waitSeconds !== undefined && { waitSeconds: asked.waitSeconds }),
  };
}
