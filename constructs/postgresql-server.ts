import { Construct } from 'constructs';
import { type CollectionShape, check, objectShapeOf, provider, type SslMode, snakeCase } from '../src/metadata';
import type { Problem } from '../src/problem';
import type { Handler } from './handler';
import { AponopgProvider } from './l1/aponopg-provider';
import { refuseLiteralSecret } from './secret-value';
import { userData } from './user-text';
import { report, withTokensUnknown } from './validation';

export interface PostgresqlServerProps {
  /**
   * The name that roles and grants are kept under in the state.
   * @default the construct's id
   */
  readonly name?: string;
  /**
   * Host name, IP address or socket folder; several separated by commas are tried in turn.
   * @default PGHOST, else the local socket
   */
  readonly host?: string;
  /**
   * Address to connect to, sparing the look-up; `host` is still the name that the certificate must carry.
   * @default PGHOSTADDR, else what `host` resolves to
   */
  readonly hostaddr?: string;
  /**
   * The port of every host.
   * @default PGPORT, else 5432
   */
  readonly port?: number;
  /**
   * The ports of several hosts, one for each, where they differ.
   * @default `port`
   */
  readonly ports?: readonly number[];
  /**
   * The database where cluster-wide statements run.
   * @default PGDATABASE, else the user's name
   */
  readonly database?: string;
  /**
   * The admin: a superuser, or a role with CREATEROLE.
   * @default PGUSER, else the operating system's user
   */
  readonly username?: string;
  /**
   * The admin's password: a reference, for instance a sensitive variable; never a literal.
   * @default `passwordEnv`, PGPASSWORD, the password file
   */
  readonly password?: string;
  /** The environment variable, where Terraform runs, with the admin's password. */
  readonly passwordEnv?: string;
  /**
   * The password file; not used when others may read it.
   * @default PGPASSFILE, else ~/.pgpass
   */
  readonly passfile?: string;
  /**
   * Sign in by a token of this cloud in place of a password. Needs the cloud's own library: `@aws-sdk/rds-signer`,
   * `@azure/identity` or `google-auth-library`.
   * @default a password
   */
  readonly auth?: 'aws-rds-iam' | 'azure-entra' | 'gcp-cloudsql-iam';
  /**
   * How TLS is used, with libpq's meaning.
   * @default PGSSLMODE, else prefer
   */
  readonly sslmode?: SslMode;
  /**
   * The certificate authorities: PEM text, a path, or `system`.
   * @default PGSSLROOTCERT, else ~/.postgresql/root.crt
   */
  readonly sslrootcert?: string;
  /**
   * The client's certificate: PEM text or a path.
   * @default PGSSLCERT, else ~/.postgresql/postgresql.crt
   */
  readonly sslcert?: string;
  /**
   * The client's key: a path, or a reference to PEM text; never the text itself.
   * @default PGSSLKEY, else ~/.postgresql/postgresql.key
   */
  readonly sslkey?: string;
  /**
   * The revocation list: PEM text or a path.
   * @default PGSSLCRL, else ~/.postgresql/root.crl
   */
  readonly sslcrl?: string;
  /**
   * Whether the TLS handshake tells the host name.
   * @default PGSSLSNI, else true
   */
  readonly sslsni?: boolean;
  /** @default PGSSLMINPROTOCOLVERSION, else TLSv1.2 */
  readonly sslMinProtocolVersion?: TlsVersion;
  /** @default PGSSLMAXPROTOCOLVERSION, else any */
  readonly sslMaxProtocolVersion?: TlsVersion;
  /**
   * Whether the password exchange is tied to the TLS connection.
   * @default PGCHANNELBINDING, else prefer
   */
  readonly channelBinding?: 'disable' | 'prefer' | 'require';
  /**
   * Seconds for each address.
   * @default PGCONNECT_TIMEOUT, else 10
   */
  readonly connectTimeoutSeconds?: number;
  /**
   * What a host has to be for the connection to be kept: `read-write` finds the primary among several.
   * @default PGTARGETSESSIONATTRS, else any
   */
  readonly targetSessionAttrs?: 'any' | 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby';
  /**
   * A service of libpq's service file, which gives what is left out here.
   * @default PGSERVICE
   */
  readonly service?: string;
  /**
   * Command-line options for the session, such as `-c statement_timeout=60s`.
   * @default PGOPTIONS
   */
  readonly options?: string;
  /**
   * The name shown in `pg_stat_activity`.
   * @default PGAPPNAME, else aponopg
   */
  readonly applicationName?: string;
  /**
   * The provider block that the server is declared in.
   * @default the stack's own
   */
  readonly provider?: AponopgProvider;
  /**
   * What applies the roles, grants and integrations of this server: `Handler.provider()` or `Handler.nullResource()`.
   * @default the provider's, else Handler.provider()
   */
  readonly handler?: Handler;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** A server as other constructs refer to it. */
export interface IPostgresqlServer {
  /** The name under which the provider knows it. */
  readonly serverName: string;
  readonly provider: AponopgProvider;
  /** Undefined where the server was declared elsewhere. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly sslmode?: SslMode | undefined;
}

/** A PostgreSQL server, and the admin who may manage its roles. */
export class PostgresqlServer extends Construct implements IPostgresqlServer {
  readonly serverName: string;
  readonly provider: AponopgProvider;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly sslmode: SslMode | undefined;

  constructor(scope: Construct, id: string, props: PostgresqlServerProps) {
    super(scope, id);
    const { name = id, provider: _, handler: __, ...server } = props;
    this.serverName = name;
    this.provider = props.provider ?? AponopgProvider.of(this, props.handler);
    this.host = props.host;
    this.port = props.port;
    this.sslmode = props.sslmode;

    validateServer(this, props);
    this.provider.addServer(name, userData(server), this);
  }

  /** A server that an `AponopgProvider` already declares under that name. */
  static fromName(scope: Construct, name: string, provider?: AponopgProvider): IPostgresqlServer {
    return { serverName: name, provider: provider ?? AponopgProvider.of(scope) };
  }
}

function validateServer(construct: PostgresqlServer, props: PostgresqlServerProps): void {
  refuseLiteralSecret(construct, 'password', props.password, '`passwordEnv`');
  if (props.sslkey?.includes('PRIVATE KEY'))
    refuseLiteralSecret(construct, 'sslkey', props.sslkey, 'the path of a file');
  const { name: _name, provider: _provider, handler: _handler, ...rest } = props;
  const values = Object.fromEntries(Object.entries(rest).map(([name, value]) => [snakeCase(name), value]));
  const { servers } = objectShapeOf(provider.schema).attributes;
  const { serverName } = construct;
  const problems = check(provider, { servers: { [serverName]: withTokensUnknown(values) } });
  // What is wrong is told at the props, without the way to them in the provider block.
  report(
    construct,
    (servers as CollectionShape).element,
    problems.map((each) => withoutPlace(each, serverName)),
  );
}

function withoutPlace(each: Problem, serverName: string): Problem {
  const [, , ...path] = each.path;
  const what = each.what.replaceAll(`servers.${serverName}.`, '').replace(` in \`servers.${serverName}\``, '');
  return { ...each, what, path: path.length > 0 ? path : ['name'] };
}
