// Generated from the descriptions in src/metadata by `npm run generate`.
import type { IResolvable } from 'cdktf';

/** A database server. */
export interface AponopgProviderArgumentsServers {
  /**
   * Host name, IP address or socket folder; several separated by commas are tried in turn.
   * @example "db.internal"
   * @default PGHOST, else the local socket
   */
  readonly host?: string | undefined;
  /**
   * Address to connect to, sparing the look-up; `host` is still the name that the certificate must carry.
   * @example "10.0.0.5"
   * @default PGHOSTADDR
   */
  readonly hostaddr?: string | undefined;
  /**
   * The port of every host.
   * Allowed: a whole number from 1 to 65535.
   * @example 5432
   * @default PGPORT, else 5432
   */
  readonly port?: number | undefined;
  /**
   * The ports of several hosts, one for each, where they differ.
   * @example [5432,5433]
   * @default none
   */
  readonly ports?: readonly number[] | undefined;
  /**
   * The database where cluster-wide statements run.
   * @example "postgres"
   * @default PGDATABASE, else the user's name
   */
  readonly database?: string | undefined;
  /**
   * The admin.
   * @example "postgres"
   * @default PGUSER, else the operating system's user
   */
  readonly username?: string | undefined;
  /**
   * The admin's password.
   * @default `password_env`, PGPASSWORD, the password file
   */
  readonly password?: string | undefined;
  /**
   * The environment variable with the admin's password.
   * @example "ORDERS_ADMIN_PASSWORD"
   * @default none
   */
  readonly passwordEnv?: string | undefined;
  /**
   * The password file. Not used when others may read it.
   * @example "/run/secrets/pgpass"
   * @default PGPASSFILE, else `~/.pgpass`
   */
  readonly passfile?: string | undefined;
  /**
   * Sign in by a token of this cloud in place of a password; needs the cloud's own library: `@aws-sdk/rds-signer`, `@azure/identity` or `google-auth-library`.
   * @default none
   */
  readonly auth?: 'aws-rds-iam' | 'azure-entra' | 'gcp-cloudsql-iam' | IResolvable | undefined;
  /**
   * How TLS is used, with libpq's meaning.
   * @default PGSSLMODE, else prefer
   */
  readonly sslmode?: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full' | IResolvable | undefined;
  /**
   * The certificate authorities: PEM text, a path, or `system`.
   * @default PGSSLROOTCERT, else `~/.postgresql/root.crt`
   */
  readonly sslrootcert?: string | undefined;
  /**
   * The client's certificate: PEM text or a path.
   * @default PGSSLCERT, else `~/.postgresql/postgresql.crt`
   */
  readonly sslcert?: string | undefined;
  /**
   * The client's key: PEM text or a path.
   * @default PGSSLKEY, else `~/.postgresql/postgresql.key`
   */
  readonly sslkey?: string | undefined;
  /**
   * The revocation list: PEM text or a path.
   * @default PGSSLCRL, else `~/.postgresql/root.crl`
   */
  readonly sslcrl?: string | undefined;
  /**
   * Whether the TLS handshake tells the host name.
   * @default PGSSLSNI, else true
   */
  readonly sslsni?: boolean | IResolvable | undefined;
  /**
   * The oldest TLS version accepted.
   * @default PGSSLMINPROTOCOLVERSION, else TLSv1.2
   */
  readonly sslMinProtocolVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' | IResolvable | undefined;
  /**
   * The newest TLS version accepted.
   * @default PGSSLMAXPROTOCOLVERSION, else any
   */
  readonly sslMaxProtocolVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' | IResolvable | undefined;
  /**
   * Whether the password exchange is tied to the TLS connection.
   * @default PGCHANNELBINDING, else prefer
   */
  readonly channelBinding?: 'disable' | 'prefer' | 'require' | IResolvable | undefined;
  /**
   * How long to try each address.
   * Unit: seconds.
   * Allowed: a whole number from 1 to 3600.
   * @example 10
   * @default PGCONNECT_TIMEOUT, else 10
   */
  readonly connectTimeoutSeconds?: number | undefined;
  /**
   * How long to wait for a lock that somebody else holds.
   * Unit: seconds.
   * Allowed: a whole number from 1 to 86400.
   * @example 30
   * @default 10 for roles, 30 for grants, 600 for another run of `aponopg handle` with the same id
   */
  readonly lockTimeoutSeconds?: number | undefined;
  /**
   * How long one statement may run.
   * Unit: seconds.
   * Allowed: a whole number from 0 to 86400.
   * @example 60
   * @default 0, without limit
   */
  readonly statementTimeoutSeconds?: number | undefined;
  /**
   * What a host has to be for the connection to be kept: `read-write` finds the primary among several.
   * @default PGTARGETSESSIONATTRS, else any
   */
  readonly targetSessionAttrs?:
    | 'any'
    | 'read-write'
    | 'read-only'
    | 'primary'
    | 'standby'
    | 'prefer-standby'
    | IResolvable
    | undefined;
  /**
   * A service of the service file, which gives what is left out here.
   * @example "orders"
   * @default PGSERVICE
   */
  readonly service?: string | undefined;
  /**
   * Only plan: the sign-in needs no right but to connect, what the admin lacks the right for is no error, and an apply is refused.
   * @default whether `APONOPG_PLAN_ONLY` is set
   */
  readonly planOnly?: boolean | IResolvable | undefined;
  /**
   * Command-line options for the session.
   * @example "-c statement_timeout=60s"
   * @default PGOPTIONS
   */
  readonly options?: string | undefined;
  /**
   * The name shown in `pg_stat_activity`.
   * @default PGAPPNAME, else aponopg
   */
  readonly applicationName?: string | undefined;
}

/** Apono's public API. */
export interface AponopgProviderArgumentsApono {
  /**
   * Scheme and host of the API.
   * @example "https://api.apono.io"
   * @default APONO_ENDPOINT, else https://api.apono.io
   */
  readonly endpoint?: string | undefined;
  /**
   * The personal token.
   * @default APONO_PERSONAL_TOKEN
   */
  readonly token?: string | undefined;
  /**
   * Whether what is newer than Apono's public API description may be used: spaces, query targets, agents as requestors.
   * @default false
   */
  readonly preview?: boolean | IResolvable | undefined;
}

/** Arguments of `aponopg`. */
export interface AponopgProviderArguments {
  /**
   * The database servers, each under the name that resources use in `server`.
   * @default none
   */
  readonly servers?: Readonly<Record<string, AponopgProviderArgumentsServers>> | undefined;
  /**
   * Apono's public API.
   * @default none
   */
  readonly apono?: AponopgProviderArgumentsApono | undefined;
}
