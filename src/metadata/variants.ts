import { CLOUDS, type Cloud, type IntegrationType } from './clouds';

/** What the user that Apono's connector signs in with needs on a kind of PostgreSQL, besides LOGIN. */
export interface ConnectorRole {
  readonly superuser: boolean;
  readonly createrole: boolean;
  readonly memberOf: readonly string[];
  /** The role that makes the cloud's tokens its sign-in, in place of a password. */
  readonly iam?: string;
  /**
   * Who else needs every privilege on the databases, with the right to pass them on: the cloud's admin role, or
   * `itself` for the user. Elsewhere they come with the memberships.
   */
  readonly databasesTo?: string;
  /** The vendor's own databases, which are left alone. */
  readonly internalDatabases: readonly string[];
}

/** A kind of PostgreSQL: a cloud's, or one that runs anywhere else. */
export type ServerKindName = 'generic' | keyof typeof CLOUDS;

/** What the connector's user needs, by the kind of PostgreSQL. */
export const CONNECTOR_ROLES: Readonly<Record<ServerKindName, ConnectorRole>> = {
  generic: { superuser: true, createrole: false, memberOf: [], internalDatabases: [] },
  ...(eachCloud(connectorRole) as Record<keyof typeof CLOUDS, ConnectorRole>),
};

/** Clouds have no superusers: CREATEROLE and the admins' role stand in. */
function connectorRole({ adminRole, databases, iam, databasesTo }: Cloud): ConnectorRole {
  return {
    superuser: false,
    createrole: true,
    memberOf: [adminRole],
    ...(iam !== undefined && { iam }),
    ...(databasesTo !== undefined && { databasesTo: databasesTo === 'the user' ? 'itself' : adminRole }),
    internalDatabases: databases,
  };
}

/** What the connector's user lacks on a kind of PostgreSQL, in words. @param memberOf direct and through others */
export function connectorLacks(
  kind: ServerKindName,
  user: { readonly superuser: boolean; readonly createrole: boolean; readonly memberOf: readonly string[] },
): string[] {
  if (user.superuser) return [];
  const groups = CONNECTOR_ROLES[kind].memberOf.filter((role) => !user.memberOf.includes(role));
  return [...(user.createrole ? [] : ['CREATEROLE']), ...groups];
}

/** The names of the kinds whose connector's user is of a kind. */
export function kindsWhere(is: (role: ConnectorRole) => boolean): ServerKindName[] {
  return (Object.keys(CONNECTOR_ROLES) as ServerKindName[]).filter((name) => is(CONNECTOR_ROLES[name]));
}

/** The kinds of PostgreSQL that Apono has an integration type for. */
export type VariantName = {
  [Name in ServerKindName]: Name extends keyof typeof CLOUDS
    ? (typeof CLOUDS)[Name] extends { readonly apono: IntegrationType }
      ? Name
      : never
    : Name;
}[ServerKindName];

/** @see https://docs.apono.io/metadata-for-integration-config */
const GENERIC: IntegrationType = {
  title: 'PostgreSQL',
  type: 'postgresql',
  minimumConnectorVersion: '1.3.0',
  byHostname: true,
  secretOptional: false,
  confirmed: true,
  instanceKeys: [],
};

/** PostgreSQL that no cloud runs, and every cloud that Apono has an integration type for. */
export const VARIANTS: Readonly<Record<VariantName, IntegrationType>> = {
  generic: GENERIC,
  ...(eachCloud(({ apono }) => apono) as Record<Exclude<VariantName, 'generic'>, IntegrationType>),
};

/** The integration type of a kind of PostgreSQL; undefined where Apono has none. */
export function integrationTypeOf(kind: ServerKindName): IntegrationType | undefined {
  return (VARIANTS as Readonly<Record<string, IntegrationType>>)[kind];
}

/**
 * What holds for an integration of a type on a server: the type's own where it is known, else that of the server's kind.
 */
export function integrationTypeFor(type: string, kind: ServerKindName): IntegrationType {
  return variantOfType(type) ?? integrationTypeOf(kind) ?? GENERIC;
}

/** What there is of each cloud, by its name; clouds without it are left out. */
function eachCloud<T>(of: (cloud: Cloud) => T | undefined): Record<string, T> {
  const clouds: [string, Cloud][] = Object.entries(CLOUDS);
  return Object.fromEntries(
    clouds.flatMap(([name, cloud]) => {
      const it = of(cloud);
      return it === undefined ? [] : [[name, it]];
    }),
  );
}

/** The variant of an integration type; undefined for a type this package does not know. */
export function variantOfType(type: string): IntegrationType | undefined {
  return Object.values(VARIANTS).find((variant) => variant.type === type);
}

/** The kind of PostgreSQL that a server is, told by the roles that are there; undefined where no role tells of one. */
export function variantOfRoles(roles: readonly string[]): VariantName | undefined {
  const clouds: [string, Cloud][] = Object.entries(CLOUDS);
  const found = clouds.find(([, { adminRole, apono }]) => apono !== undefined && roles.includes(adminRole));
  return found?.[0] as VariantName | undefined;
}
