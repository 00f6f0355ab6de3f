// Generated from the schemas by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** A database server. */
export interface AponopgProviderArgumentsServers {
  /**
   * Host name, IP address or socket folder; several separated by commas are tried in turn. Default: PGHOST, else the local socket.
   * @example "db.internal"
   */
  readonly host?: string | undefined;
  /**
   * Address to connect to, sparing the look-up; `host` is still the name that the certificate must carry. Default: PGHOSTADDR.
   * @example "10.0.0.5"
   */
  readonly hostaddr?: string | undefined;
  /**
   * The port of every host. Default: PGPORT, else 5432.
   * Allowed: a whole number from 1 to 65535.
   * @example 5432
   */
  readonly port?: number | undefined;
  /**
   * The ports of several hosts, one for each, where they differ.
   * @example [5432,5433]
   */
  readonly ports?: readonly number[] | undefined;
  /**
   * The database where cluster-wide statements run. Default: PGDATABASE, else the user's name.
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
   * The password file. Default: PGPASSFILE, else `~/.pgpass`. Not used when others may read it.
   * @example "/run/secrets/pgpass"
   */
  readonly passfile?: string | undefined;
  /**
   * Sign in by a token of this cloud in place of a password; needs the cloud's own library.
   * One of: aws-rds-iam, azure-entra, gcp-cloudsql-iam.
   */
  readonly auth?: string | undefined;
  /**
   * How TLS is used, with libpq's meaning. Default: PGSSLMODE, else prefer.
   * One of: disable, allow, prefer, require, verify-ca, verify-full.
   */
  readonly sslmode?: string | undefined;
  /**
   * The certificate authorities: PEM text, a path, or `system`. Default: PGSSLROOTCERT, else `~/.postgresql/root.crt`.
   */
  readonly sslrootcert?: string | undefined;
  /**
   * The client's certificate: PEM text or a path. Default: PGSSLCERT, else `~/.postgresql/postgresql.crt`.
   */
  readonly sslcert?: string | undefined;
  /**
   * The client's key: PEM text or a path. Default: PGSSLKEY, else `~/.postgresql/postgresql.key`.
   */
  readonly sslkey?: string | undefined;
  /**
   * The revocation list: PEM text or a path. Default: PGSSLCRL, else `~/.postgresql/root.crl`.
   */
  readonly sslcrl?: string | undefined;
  /**
   * Whether the TLS handshake tells the host name. Default: PGSSLSNI, else true.
   */
  readonly sslsni?: boolean | IResolvable | undefined;
  /**
   * The oldest TLS version accepted. Default: PGSSLMINPROTOCOLVERSION, else TLSv1.2.
   * One of: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.
   */
  readonly sslMinProtocolVersion?: string | undefined;
  /**
   * The newest TLS version accepted. Default: PGSSLMAXPROTOCOLVERSION, else any.
   * One of: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.
   */
  readonly sslMaxProtocolVersion?: string | undefined;
  /**
   * Whether the password exchange is tied to the TLS connection. Default: PGCHANNELBINDING, else prefer.
   * One of: disable, prefer, require.
   */
  readonly channelBinding?: string | undefined;
  /**
   * How long to try each address. Default: PGCONNECT_TIMEOUT, else 10.
   * Unit: seconds.
   * Allowed: a whole number from 1 to 3600.
   * @example 10
   */
  readonly connectTimeoutSeconds?: number | undefined;
  /**
   * What a host has to be for the connection to be kept: `read-write` finds the primary among several. Default: PGTARGETSESSIONATTRS, else any.
   * One of: any, read-write, read-only, primary, standby, prefer-standby.
   */
  readonly targetSessionAttrs?: string | undefined;
  /**
   * A service of the service file, which gives what is left out here. Default: PGSERVICE.
   * @example "orders"
   */
  readonly service?: string | undefined;
  /**
   * Command-line options for the session. Default: PGOPTIONS.
   * @example "-c statement_timeout=60s"
   */
  readonly options?: string | undefined;
  /**
   * The name shown in `pg_stat_activity`. Default: PGAPPNAME, else aponopg.
   */
  readonly applicationName?: string | undefined;
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

/** One of `AponopgGrantsArgumentsGrants`. */
export interface AponopgGrantsArgumentsGrants {
  /**
   * Who is given the privileges: a role, or `public` for everybody.
   * @example "reader"
   */
  readonly grantee: string;
  /**
   * The kind of object. Tables are all of: tables, partitioned tables, views, materialized views, foreign tables.
   * One of: database, schema, table, sequence, function, procedure, routine, type, language, foreign_data_wrapper, foreign_server, tablespace, parameter, large_object.
   */
  readonly on: string;
  /**
   * The schema of the objects, for kinds that live in one.
   * @example "app"
   */
  readonly schema?: string | undefined;
  /**
   * The objects; functions and procedures with their signature. Left out for a database, and where all of the schema is meant.
   * @example ["orders"]
   */
  readonly objects?: readonly string[] | undefined;
  /**
   * The columns of the tables named, instead of the whole table.
   * @example ["id"]
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * The privileges, or `ALL`. An empty list: the grantee must hold nothing there.
   * @example ["SELECT"]
   */
  readonly privileges: readonly string[];
  /**
   * Whether the privileges may be given on. Default false.
   */
  readonly withGrantOption?: boolean | IResolvable | undefined;
}

/** One of `AponopgGrantsArgumentsDefaultPrivileges`. */
export interface AponopgGrantsArgumentsDefaultPrivileges {
  /**
   * The role whose future objects are meant.
   * @example "app_owner"
   */
  readonly owner: string;
  /**
   * Where the owner makes them. Default: anywhere.
   * @example "app"
   */
  readonly schema?: string | undefined;
  /**
   * The kind of future objects.
   * One of: table, sequence, function, routine, type, schema, large_object.
   */
  readonly on: string;
  /**
   * Who is given the privileges: a role, or `public` for everybody.
   * @example "reader"
   */
  readonly grantee: string;
  /**
   * The privileges, or `ALL`. An empty list: the grantee must be given nothing.
   * @example ["SELECT"]
   */
  readonly privileges: readonly string[];
  /**
   * Whether the privileges may be given on. Default false.
   */
  readonly withGrantOption?: boolean | IResolvable | undefined;
}

/** Arguments of `aponopg_grants`. */
export interface AponopgGrantsArguments {
  /**
   * The server: a key of the provider's `servers`.
   * @example "orders"
   */
  readonly server: string;
  /**
   * The database that the grants are in.
   * @example "orders"
   */
  readonly database: string;
  /**
   * `authoritative`: what is declared is all that the grantees named hold in this database; whatever else they hold is revoked. `additive`: gives what is missing, and takes back only what it gave. Of `public` only what is named is looked at.
   * One of: authoritative, additive.
   * @default "authoritative"
   */
  readonly mode?: string | undefined;
  /**
   * Who may do what on which objects.
   */
  readonly grants?: readonly AponopgGrantsArgumentsGrants[] | undefined;
  /**
   * What is given on objects that do not exist yet.
   */
  readonly defaultPrivileges?: readonly AponopgGrantsArgumentsDefaultPrivileges[] | undefined;
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
