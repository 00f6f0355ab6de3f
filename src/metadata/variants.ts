/** A kind of PostgreSQL that Apono has an integration type for. */
export interface Variant {
  /** What people call it. */
  readonly title: string;
  /** The integration type sent to Apono. */
  readonly type: string;
  /** The oldest connector that can serve it. */
  readonly minimumConnectorVersion: string;
  /** Whether it is reached by host name and port; otherwise the cloud's own identifiers in `extra_config` name it. */
  readonly byHostname: boolean;
  /** Whether it may go without a secret, since the connector can sign in with a cloud identity. */
  readonly secretOptional: boolean;
  /** Whether `type` and the keys below stand in a source, or are a guess that the tenant's catalog may correct. */
  readonly confirmed: boolean;
  /** Keys of the integration config that name the instance, for `extra_config`. */
  readonly instanceKeys: readonly string[];
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

/** @see https://docs.apono.io/metadata-for-integration-config */
export const VARIANTS = {
  generic: {
    title: 'PostgreSQL',
    type: 'postgresql',
    minimumConnectorVersion: '1.3.0',
    byHostname: true,
    secretOptional: false,
    confirmed: true,
    instanceKeys: [],
    connectorRole: {
      superuser: true,
      createrole: false,
      memberOf: [],
      internalDatabases: [],
    },
  },
  rds: {
    title: 'Amazon RDS for PostgreSQL',
    type: 'aws-rds-postgresql',
    minimumConnectorVersion: '1.5.3',
    byHostname: false,
    secretOptional: true,
    confirmed: true,
    instanceKeys: ['instance_id', 'region'],
    connectorRole: {
      superuser: false,
      createrole: true,
      memberOf: ['rds_superuser'],
      iam: 'rds_iam',
      internalDatabases: ['rdsadmin'],
    },
  },
  azure: {
    title: 'Azure Database for PostgreSQL',
    type: 'azure-postgresql',
    minimumConnectorVersion: '1.3.0',
    byHostname: true,
    secretOptional: false,
    confirmed: false,
    instanceKeys: [],
    connectorRole: {
      superuser: false,
      createrole: true,
      memberOf: ['azure_pg_admin'],
      databasesTo: 'azure_pg_admin',
      internalDatabases: ['azure_sys', 'azure_maintenance'],
    },
  },
  cloudsql: {
    title: 'Google Cloud SQL for PostgreSQL',
    type: 'gcp-cloudsql-postgresql',
    minimumConnectorVersion: '1.4.1',
    byHostname: false,
    secretOptional: true,
    confirmed: false,
    instanceKeys: ['project_id', 'instance_id'],
    connectorRole: {
      superuser: false,
      createrole: true,
      memberOf: ['cloudsqlsuperuser'],
      databasesTo: 'itself',
      internalDatabases: ['cloudsqladmin'],
    },
  },
} as const satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;

/** The names of the variants whose connector's user is of a kind. */
export function variantsWhere(is: (role: ConnectorRole) => boolean): VariantName[] {
  return (Object.keys(VARIANTS) as VariantName[]).filter((name) => is(VARIANTS[name].connectorRole));
}

/** The variant of an integration type; undefined for a type this package does not know. */
export function variantOfType(type: string): Variant | undefined {
  return Object.values(VARIANTS).find((variant) => variant.type === type);
}
