/** The six sslmodes, with libpq's meaning. */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** What a server has to be for a connection to it to be kept. */
export type TargetSessionAttrs = 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby';

/** The clouds whose tokens can stand in for a password. */
export type TokenSignIn = 'aws-rds-iam' | 'azure-entra' | 'gcp-cloudsql-iam';

/**
 * How to reach a server and sign in: the members of `servers.<name>`. All are optional; what is absent comes as libpq
 * takes it: from the service, the environment (PGHOST and kin), then libpq's default.
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export interface ServerParameters {
  /** Host name, address or socket folder; several separated by commas are tried in turn. Default: PGHOST, else the local socket. */
  readonly host?: string;
  /** Address to connect to, sparing the look-up; `host` is still the name that the certificate must carry. */
  readonly hostaddr?: string;
  /** Port, or one for each host separated by commas. Default: PGPORT, else 5432. */
  readonly port?: number | string;
  /** Default: PGDATABASE, else the user's name. */
  readonly database?: string;
  /** Role to sign in as. Default: PGUSER, else the name of the operating system's user. */
  readonly username?: string;
  /** Default: PGPASSWORD, else what the password file holds. */
  readonly password?: string;
  /** Name of the environment variable that holds the password. */
  readonly password_env?: string;
  /** Password file. Default: PGPASSFILE, else `~/.pgpass`. Not used when others may read it. */
  readonly passfile?: string;
  /** Sign in by a token of this cloud in place of a password. */
  readonly auth?: TokenSignIn;
  /** Default: PGSSLMODE, else `prefer`. */
  readonly sslmode?: SslMode;
  /** Root certificate: a path, PEM text or `system`. Default: PGSSLROOTCERT, else `~/.postgresql/root.crt`. */
  readonly sslrootcert?: string;
  /** Client certificate: a path or PEM text. Default: PGSSLCERT, else `~/.postgresql/postgresql.crt`. */
  readonly sslcert?: string;
  /** Key of the client certificate: a path or PEM text. Default: PGSSLKEY, else `~/.postgresql/postgresql.key`. */
  readonly sslkey?: string;
  /** Certificate revocation list: a path or PEM text. Default: PGSSLCRL, else `~/.postgresql/root.crl`. */
  readonly sslcrl?: string;
  /** Whether to send the host name with the TLS handshake. Default: PGSSLSNI, else true. */
  readonly sslsni?: boolean;
  /** TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3. Default: PGSSLMINPROTOCOLVERSION, else TLSv1.2. */
  readonly ssl_min_protocol_version?: string;
  /** Like the minimum. Default: PGSSLMAXPROTOCOLVERSION, else none. */
  readonly ssl_max_protocol_version?: string;
  /** Whether the password exchange is tied to the TLS connection. Default: PGCHANNELBINDING, else `prefer`. */
  readonly channel_binding?: 'disable' | 'prefer' | 'require';
  /** Seconds for each address to connect and sign in; 0 waits for ever. Default: PGCONNECT_TIMEOUT, else 10. */
  readonly connect_timeout_seconds?: number;
  /** Default: PGTARGETSESSIONATTRS, else `any`. */
  readonly target_session_attrs?: TargetSessionAttrs;
  /** Name of a service in the service file. Default: PGSERVICE. */
  readonly service?: string;
  /** Command-line options for the server, such as `-c lock_timeout=5s`. Default: PGOPTIONS. */
  readonly options?: string;
  /** Name shown in `pg_stat_activity`. Default: PGAPPNAME, else `aponopg`. */
  readonly application_name?: string;
}
