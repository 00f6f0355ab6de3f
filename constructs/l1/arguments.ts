// Generated from the schemas by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** A database server. */
export interface AponopgProviderArgumentsServers {
  /**
   * Host name, IP address or socket folder. Default: PGHOST, else localhost.
   * @example "db.internal"
   */
  readonly host?: string | undefined;
  /**
   * Default: PGPORT, else 5432.
   * Allowed: a whole number from 1 to 65535.
   * @example 5432
   */
  readonly port?: number | undefined;
  /**
   * The database where cluster-wide statements run. Default: PGDATABASE, else postgres.
   * @example "postgres"
   */
  readonly database?: string | undefined;
  /**
   * The admin. Default: PGUSER, else the operating system's user.
   * @example "postgres"
   */
  readonly username?: string | undefined;
  /**
   * The admin's password. Default: `password_env`, PGPASSWORD, the password file.
   */
  readonly password?: string | undefined;
  /**
   * The environment variable with the admin's password.
   * @example "ORDERS_ADMIN_PASSWORD"
   */
  readonly passwordEnv?: string | undefined;
  /**
   * How TLS is used, with libpq's meaning. Default: PGSSLMODE, else prefer.
   * One of: disable, allow, prefer, require, verify-ca, verify-full.
   */
  readonly sslmode?: string | undefined;
  /**
   * The certificate authorities: PEM text, a path, or `system`.
   */
  readonly sslrootcert?: string | undefined;
  /**
   * The client's certificate: PEM text or a path.
   */
  readonly sslcert?: string | undefined;
  /**
   * The client's key: PEM text or a path.
   */
  readonly sslkey?: string | undefined;
  /**
   * How long to try to connect. Default: PGCONNECT_TIMEOUT, else 10.
   * Unit: seconds.
   * Allowed: a whole number from 1 to 3600.
   * @example 10
   */
  readonly connectTimeoutSeconds?: number | undefined;
}

/** Apono's public API. */
export interface AponopgProviderArgumentsApono {
  /**
   * Scheme and host of the API. Default: APONO_ENDPOINT, else https://api.apono.io.
   * @example "https://api.apono.io"
   */
  readonly endpoint?: string | undefined;
  /**
   * The personal token. Default: APONO_PERSONAL_TOKEN.
   */
  readonly token?: string | undefined;
}

/** Arguments of `aponopg`. */
export interface AponopgProviderArguments {
  /**
   * The database servers, each under the name that resources use in `server`.
   */
  readonly servers?: Readonly<Record<string, AponopgProviderArgumentsServers>> | undefined;
  /**
   * Apono's public API.
   */
  readonly apono?: AponopgProviderArgumentsApono | undefined;
}

/** One of `AponopgRoleArgumentsMemberOf`. */
export interface AponopgRoleArgumentsMemberOf {
  /**
   * The role whose member this one is.
   * @example "rds_superuser"
   */
  readonly role: string;
  /**
   * Whether the membership can be given on. Default false.
   */
  readonly admin?: boolean | IResolvable | undefined;
  /**
   * Whether its rights are inherited. Default: as the role's own `inherit`. PostgreSQL 16 and up.
   */
  readonly inherit?: boolean | IResolvable | undefined;
  /**
   * Whether SET ROLE is allowed. Default true. PostgreSQL 16 and up.
   */
  readonly set?: boolean | IResolvable | undefined;
}

/** What to do with what the role owns when it is destroyed. Default: refuse where it owns something. */
export interface AponopgRoleArgumentsOnDestroy {
  /**
   * The heir of what the role owns, in every database.
   * @example "postgres"
   */
  readonly reassignOwnedTo?: string | undefined;
  /**
   * Whether what the role owns (and is not handed on) is dropped. Default false.
   */
  readonly dropOwned?: boolean | IResolvable | undefined;
  /**
   * Whether the role's open sessions are ended. Default false: refuse.
   */
  readonly terminateSessions?: boolean | IResolvable | undefined;
}

/** Arguments of `aponopg_role`. */
export interface AponopgRoleArguments {
  /**
   * The server the role belongs to: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The role's name. A change renames the role.
   * @example "apono_connector"
   */
  readonly name: string;
  /**
   * Whether one can sign in as the role.
   * @default false
   */
  readonly login?: boolean | IResolvable | undefined;
  /**
   * Whether every check is passed by.
   * @default false
   */
  readonly superuser?: boolean | IResolvable | undefined;
  /**
   * Whether the role may create databases.
   * @default false
   */
  readonly createdb?: boolean | IResolvable | undefined;
  /**
   * Whether the role may create roles.
   * @default false
   */
  readonly createrole?: boolean | IResolvable | undefined;
  /**
   * Whether memberships given to the role are inherited by default.
   * @default true
   */
  readonly inherit?: boolean | IResolvable | undefined;
  /**
   * Whether the role may replicate.
   * @default false
   */
  readonly replication?: boolean | IResolvable | undefined;
  /**
   * Whether row-level security is passed by.
   * @default false
   */
  readonly bypassrls?: boolean | IResolvable | undefined;
  /**
   * How many connections at a time; -1 is without limit.
   * Allowed: a whole number from -1 to 2147483647.
   * @default -1
   */
  readonly connectionLimit?: number | undefined;
  /**
   * Until when the role's password is valid: ISO 8601 with a zone, or `infinity`. Default: without end.
   * @example "2030-01-01T00:00:00Z"
   */
  readonly validUntil?: string | undefined;
  /**
   * The role's comment.
   * @example "Apono's connector"
   */
  readonly comment?: string | undefined;
  /**
   * Settings of the role in every database (ALTER ROLE ... SET). Settings not named here are left alone; one that is removed from here is reset.
   * @example {"search_path":"app"}
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * All the memberships that the role has. Where it is left out, memberships are left alone.
   */
  readonly memberOf?: readonly AponopgRoleArgumentsMemberOf[] | undefined;
  /**
   * The password; it leaves the process only as a SCRAM-SHA-256 verifier and is stored nowhere. Terraform >= 1.11.
   */
  readonly passwordWo?: string | undefined;
  /**
   * Any number; a change of it sets the password anew.
   * Allowed: a whole number of at least 0.
   * @example 1
   */
  readonly passwordWoVersion?: number | undefined;
  /**
   * The environment variable, of the process that runs Terraform, with the role's password.
   * @example "CONNECTOR_PASSWORD"
   */
  readonly passwordEnv?: string | undefined;
  /**
   * What to do with what the role owns when it is destroyed. Default: refuse where it owns something.
   */
  readonly onDestroy?: AponopgRoleArgumentsOnDestroy | undefined;
}

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
   * What the connector signs in with, for instance `username` and `password`.
   */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Where the connector finds the database user's credentials: exactly one store. */
export interface AponopgIntegrationArgumentsSecretStore {
  /**
   * AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.
   */
  readonly aws?: AponopgIntegrationArgumentsSecretStoreAws | undefined;
  /**
   * Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`.
   */
  readonly gcp?: AponopgIntegrationArgumentsSecretStoreGcp | undefined;
  /**
   * Azure Key Vault.
   */
  readonly azure?: AponopgIntegrationArgumentsSecretStoreAzure | undefined;
  /**
   * A Kubernetes secret with the label `apono-connector-read=true`.
   */
  readonly kubernetes?: AponopgIntegrationArgumentsSecretStoreKubernetes | undefined;
  /**
   * HashiCorp Vault.
   */
  readonly hashicorpVault?: AponopgIntegrationArgumentsSecretStoreHashicorpVault | undefined;
  /**
   * Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11.
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
   * The identity provider integration that knows the entity, by name or id. Default: Apono users and groups.
   * @example "Okta"
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
   * The identity provider integration that knows the entity, by name or id. Default: Apono users and groups.
   * @example "Okta"
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
   */
  readonly passwordEnv: string;
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
   */
  readonly hostname?: string | undefined;
  /**
   * The database server's port. Default 5432 where the type is reached by host name.
   * Allowed: a whole number from 1 to 65535.
   */
  readonly port?: number | undefined;
  /**
   * The database that the connector signs in to. Default `postgres`.
   * @example "orders"
   */
  readonly dbname?: string | undefined;
  /**
   * How the connector uses TLS, with libpq's meaning. Default: the connector's own.
   * One of: disable, allow, prefer, require, verify-ca, verify-full.
   */
  readonly sslmode?: string | undefined;
  /**
   * Further keys of the integration config, as texts.
   * @example {"instance_id":"orders-prod"}
   */
  readonly extraConfig?: Readonly<Record<string, string>> | undefined;
  /**
   * How often the connector's users get new passwords. Default: never.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 30
   */
  readonly credentialRotationPeriodInDays?: number | undefined;
  /**
   * How long after access was revoked its database user is removed. Default: never.
   * Unit: days.
   * Allowed: a whole number of at least 1.
   * @example 90
   */
  readonly userCleanupPeriodInDays?: number | undefined;
  /**
   * Where the connector finds the database user's credentials: exactly one store.
   */
  readonly secretStore?: AponopgIntegrationArgumentsSecretStore | undefined;
  /**
   * What end users read when they are given access. At most 400 characters.
   */
  readonly customAccessDetails?: string | undefined;
  /**
   * The fallback approver of access requests to this integration.
   */
  readonly integrationOwner?: AponopgIntegrationArgumentsIntegrationOwner | undefined;
  /**
   * How a resource's own owner is found. Needs an integration owner as well.
   */
  readonly resourceOwner?: AponopgIntegrationArgumentsResourceOwner | undefined;
  /**
   * Sign in to the database as the connector will, before anything is registered.
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

/** Arguments of `aponopg_connector`. */
export interface DataAponopgConnectorArguments {
  /**
   * The connector's id.
   * @example "AwsConnector-Prod"
   */
  readonly id: string;
  /**
   * The oldest version accepted.
   * @example "1.3.0"
   */
  readonly minimumVersion?: string | undefined;
}
