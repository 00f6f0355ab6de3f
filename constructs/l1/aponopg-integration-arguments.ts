// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`. */
export interface AponopgIntegrationArgumentsSecretStoreAws {
  /**
   * The secret's region.
   * @example "us-east-1"
   */
  readonly region: string;
  /**
   * The secret's name or ARN.
   * @example "prod/orders/apono"
   */
  readonly secretId: string;
}

/** Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`. */
export interface AponopgIntegrationArgumentsSecretStoreGcp {
  /**
   * The secret's project.
   * @example "acme-prod"
   */
  readonly project: string;
  /**
   * The secret's id.
   * @example "orders-apono"
   */
  readonly secretId: string;
}

/** Azure Key Vault. */
export interface AponopgIntegrationArgumentsSecretStoreAzure {
  /**
   * The vault's URL.
   * @example "https://acme.vault.azure.net"
   */
  readonly vaultUrl: string;
  /**
   * The secret's name.
   * @example "orders-apono"
   */
  readonly name: string;
}

/** A Kubernetes secret with the label `apono-connector-read=true`. */
export interface AponopgIntegrationArgumentsSecretStoreKubernetes {
  /**
   * The secret's namespace.
   * @example "apono"
   */
  readonly namespace: string;
  /**
   * The secret's name.
   * @example "orders-apono"
   */
  readonly name: string;
}

/** HashiCorp Vault. */
export interface AponopgIntegrationArgumentsSecretStoreHashicorpVault {
  /**
   * The secret engine.
   * @example "kv"
   */
  readonly secretEngine: string;
  /**
   * The path within the engine.
   * @example "apono/orders"
   */
  readonly path: string;
}

/** Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11. */
export interface AponopgIntegrationArgumentsSecretStoreApono {
  /**
   * What the connector signs in with, for instance `username` and `password`; secrets as references.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Any number; a change of it sends the parameters anew, which nothing else does.
   * Allowed: a whole number of at least 0.
   * @example 1
   * @default none
   */
  readonly parametersVersion?: number | undefined;
}

/** Where the connector finds the database user's credentials: exactly one store. */
export interface AponopgIntegrationArgumentsSecretStore {
  /**
   * AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.
   * @default none
   */
  readonly aws?: AponopgIntegrationArgumentsSecretStoreAws | undefined;
  /**
   * Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`.
   * @default none
   */
  readonly gcp?: AponopgIntegrationArgumentsSecretStoreGcp | undefined;
  /**
   * Azure Key Vault.
   * @default none
   */
  readonly azure?: AponopgIntegrationArgumentsSecretStoreAzure | undefined;
  /**
   * A Kubernetes secret with the label `apono-connector-read=true`.
   * @default none
   */
  readonly kubernetes?: AponopgIntegrationArgumentsSecretStoreKubernetes | undefined;
  /**
   * HashiCorp Vault.
   * @default none
   */
  readonly hashicorpVault?: AponopgIntegrationArgumentsSecretStoreHashicorpVault | undefined;
  /**
   * Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11.
   * @default none
   */
  readonly apono?: AponopgIntegrationArgumentsSecretStoreApono | undefined;
}

/** The fallback approver of access requests to this integration. */
export interface AponopgIntegrationArgumentsIntegrationOwner {
  /**
   * The attribute that names the owner, as the tenant spells it: `user`, `group`, `manager` ...
   * @example "group"
   */
  readonly attributeType: string;
  /**
   * The owners: each entity's source id; for `user` an e-mail works too.
   * @example ["dba"]
   */
  readonly attributeValues: readonly string[];
  /**
   * The identity provider integration that knows the entity, by name or id.
   * @example "Okta"
   * @default Apono users and groups
   */
  readonly sourceIntegrationName?: string | undefined;
}

/** How a resource's own owner is found. Needs an integration owner as well. */
export interface AponopgIntegrationArgumentsResourceOwner {
  /**
   * The key of the tag, in the cloud, that names the owner.
   * @example "owner"
   */
  readonly keyName: string;
  /**
   * The attribute that the tag holds, as the tenant spells it.
   * @example "group"
   */
  readonly attributeType: string;
  /**
   * The identity provider integration that knows the entity, by name or id.
   * @example "Okta"
   * @default Apono users and groups
   */
  readonly sourceIntegrationName?: string | undefined;
}

/** Sign in to the database as the connector will, before anything is registered. */
export interface AponopgIntegrationArgumentsPreflight {
  /**
   * The server to sign in to: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The role to sign in as.
   * @example "apono_connector"
   */
  readonly role: string;
  /**
   * The environment variable with the role's password.
   * @example "CONNECTOR_PASSWORD"
   * @default none
   */
  readonly passwordEnv?: string | undefined;
  /**
   * The role's password, in place of `password_env`. Terraform >= 1.11.
   * @default none
   */
  readonly passwordWo?: string | undefined;
}

/** Arguments of `aponopg_integration`. */
export interface AponopgIntegrationArguments {
  /**
   * The name that people see, unique among the integrations of the tenant.
   * @example "Orders database"
   */
  readonly name: string;
  /**
   * The integration's type: `postgresql` (PostgreSQL), `aws-rds-postgresql` (Amazon RDS for PostgreSQL), `azure-postgresql` (Azure Database for PostgreSQL), `gcp-cloudsql-postgresql` (Google Cloud SQL for PostgreSQL), or another that the tenant's catalog lists.
   * @example "postgresql"
   */
  readonly type: string;
  /**
   * The connector that reaches the database.
   * @example "AwsConnector-Prod"
   */
  readonly connectorId: string;
  /**
   * What Apono discovers in the database and offers for access.
   * @example ["postgresql-database","postgresql-table"]
   */
  readonly connectedResourceTypes: readonly string[];
  /**
   * The database server's host, as the connector reaches it.
   * @example "db.internal"
   * @default none
   */
  readonly hostname?: string | undefined;
  /**
   * The database server's port.
   * Allowed: a whole number from 1 to 65535.
   * @default 5432 where the type is reached by host name
   */
  readonly port?: number | undefined;
  /**
   * The database that the connector signs in to.
   * @example "orders"
   * @default `postgres`
   */
  readonly dbname?: string | undefined;
  /**
   * How the connector uses TLS, with libpq's meaning.
   * @default the connector's own
   */
  readonly sslmode?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full' | IResolvable | undefined;
  /**
   * Further keys of the integration config, as texts.
   * @example {"instance_id":"orders-prod"}
   * @default none
   */
  readonly extraConfig?: Readonly<Record<string, string>> | undefined;
  /**
   * How often the connector's users get new passwords.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 30
   * @default never
   */
  readonly credentialRotationPeriodInDays?: number | undefined;
  /**
   * How long after access was revoked its database user is removed.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 90
   * @default never
   */
  readonly userCleanupPeriodInDays?: number | undefined;
  /**
   * Where the connector finds the database user's credentials: exactly one store.
   * @default none
   */
  readonly secretStore?: AponopgIntegrationArgumentsSecretStore | undefined;
  /**
   * What end users read when they are given access. At most 400 characters.
   * @default none
   */
  readonly customAccessDetails?: string | undefined;
  /**
   * The fallback approver of access requests to this integration.
   * @default none
   */
  readonly integrationOwner?: AponopgIntegrationArgumentsIntegrationOwner | undefined;
  /**
   * How a resource's own owner is found. Needs an integration owner as well.
   * @default none
   */
  readonly resourceOwner?: AponopgIntegrationArgumentsResourceOwner | undefined;
  /**
   * Sign in to the database as the connector will, before anything is registered.
   * @default none
   */
  readonly preflight?: AponopgIntegrationArgumentsPreflight | undefined;
  /**
   * How long to wait until Apono says Active after a change; 0 does not wait.
   * Unit: seconds.
   * Allowed: a whole number of at least 0.
   * @default 300
   */
  readonly waitForActiveSeconds?: number | undefined;
}
