import { CLOUDS, type Cloud, type CloudIntegration, type IntegrationType } from './clouds';

/** A kind of PostgreSQL that Apono has an integration type for: a cloud's, or one that runs anywhere else. */
export interface Variant extends IntegrationType {
  /** What the connector's user has to be, besides LOGIN. */
  readonly connectorRole: ConnectorRole;
}

/** What the user that Apono's connector signs in with needs on a kind of PostgreSQL. */
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

/** The clouds that Apono has an integration type for. */
type CloudVariantName = {
  [Name in keyof typeof CLOUDS]: (typeof CLOUDS)[Name] extends { readonly apono: CloudIntegration } ? Name : never;
}[keyof typeof CLOUDS];

export type VariantName = 'generic' | CloudVariantName;

/** @see https://docs.apono.io/metadata-for-integration-config */
const GENERIC: Variant = {
  title: 'PostgreSQL',
  type: 'postgresql',
  minimumConnectorVersion: '1.3.0',
  byHostname: true,
  secretOptional: false,
  confirmed: true,
  instanceKeys: [],
  connectorRole: { superuser: true, createrole: false, memberOf: [], internalDatabases: [] },
};

/** PostgreSQL that no cloud runs, and every cloud that Apono has an integration type for. */
export const VARIANTS = { generic: GENERIC, ...cloudVariants() } as Readonly<Record<VariantName, Variant>>;

function cloudVariants(): Record<string, Variant> {
  const clouds: [string, Cloud][] = Object.entries(CLOUDS);
  return Object.fromEntries(
    clouds.flatMap(([name, cloud]) => (cloud.apono === undefined ? [] : [[name, variantOf(cloud, cloud.apono)]])),
  );
}

/** Clouds have no superusers: CREATEROLE and the admins' role stand in. */
function variantOf({ adminRole, databases }: Cloud, { iam, databasesTo, ...integration }: CloudIntegration): Variant {
  return {
    ...integration,
    connectorRole: {
      superuser: false,
      createrole: true,
      memberOf: [adminRole],
      ...(iam !== undefined && { iam }),
      ...(databasesTo !== undefined && { databasesTo: databasesTo === 'the user' ? 'itself' : adminRole }),
      internalDatabases: databases,
    },
  };
}

/** The names of the variants whose connector's user is of a kind. */
export function variantsWhere(is: (role: ConnectorRole) => boolean): VariantName[] {
  return (Object.keys(VARIANTS) as VariantName[]).filter((name) => is(VARIANTS[name].connectorRole));
}

/** The variant of an integration type; undefined for a type this package does not know. */
export function variantOfType(type: string): Variant | undefined {
  return Object.values(VARIANTS).find((variant) => variant.type === type);
}

/** The kind of PostgreSQL that a server is, told by the roles that are there; undefined where no role tells of one. */
export function variantOfRoles(roles: readonly string[]): VariantName | undefined {
  const clouds: [string, Cloud][] = Object.entries(CLOUDS);
  const found = clouds.find(([, { adminRole, apono }]) => apono !== undefined && roles.includes(adminRole));
  return found?.[0] as VariantName | undefined;
}
