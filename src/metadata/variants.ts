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
  },
  rds: {
    title: 'Amazon RDS for PostgreSQL',
    type: 'aws-rds-postgresql',
    minimumConnectorVersion: '1.5.3',
    byHostname: false,
    secretOptional: true,
    confirmed: true,
    instanceKeys: ['instance_id', 'region'],
  },
  azure: {
    title: 'Azure Database for PostgreSQL',
    type: 'azure-postgresql',
    minimumConnectorVersion: '1.3.0',
    byHostname: true,
    secretOptional: false,
    confirmed: false,
    instanceKeys: [],
  },
  cloudsql: {
    title: 'Google Cloud SQL for PostgreSQL',
    type: 'gcp-cloudsql-postgresql',
    minimumConnectorVersion: '1.4.1',
    byHostname: false,
    secretOptional: true,
    confirmed: false,
    instanceKeys: ['project_id', 'instance_id'],
  },
} as const satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;

/** The variant of an integration type; undefined for a type this package does not know. */
export function variantOfType(type: string): Variant | undefined {
  return Object.values(VARIANTS).find((variant) => variant.type === type);
}
