import { Construct } from 'constructs';
import { checkSchema, type SslMode, server as serverSchema } from '../src/metadata';
import { renderProblem } from '../src/problem';
import { AponopgProvider } from './l1/aponopg-provider';
import { refuseLiteralSecret } from './secret-value';
import { userData } from './user-text';
import { withTokensUnknown } from './validation';

export interface PostgresqlServerProps {
  /**
   * The name that roles and grants are kept under in the state.
   * @default the construct's id
   */
  readonly name?: string;
  /**
   * Host name, IP address or socket folder.
   * @default PGHOST, else the local server
   */
  readonly host?: string;
  /** @default PGPORT, else 5432 */
  readonly port?: number;
  /**
   * The database where cluster-wide statements run.
   * @default PGDATABASE, else postgres
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
   * How TLS is used, with libpq's meaning.
   * @default PGSSLMODE, else prefer
   */
  readonly sslmode?: SslMode;
  /** The certificate authorities: PEM text, a path, or `system`. */
  readonly sslrootcert?: string;
  /** The client's certificate: PEM text or a path. */
  readonly sslcert?: string;
  /** The client's key: a path, or a reference to PEM text; never the text itself. */
  readonly sslkey?: string;
  /**
   * Seconds.
   * @default PGCONNECT_TIMEOUT, else 10
   */
  readonly connectTimeoutSeconds?: number;
  /**
   * The provider block that the server is declared in.
   * @default the stack's own
   */
  readonly provider?: AponopgProvider;
}

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
    const { name = id, provider = AponopgProvider.of(this), ...server } = props;
    this.serverName = name;
    this.provider = provider;
    this.host = props.host;
    this.port = props.port;
    this.sslmode = props.sslmode;

    validateServer(this, props);
    provider.addServer(name, userData(server));
  }

  /** A server that an `AponopgProvider` already declares under that name. */
  static fromName(scope: Construct, name: string, provider?: AponopgProvider): IPostgresqlServer {
    return { serverName: name, provider: provider ?? AponopgProvider.of(scope) };
  }
}

function validateServer(construct: PostgresqlServer, props: PostgresqlServerProps): void {
  refuseLiteralSecret(construct, 'password', props.password, 'passwordEnv');
  if (props.sslkey?.includes('PRIVATE KEY')) refuseLiteralSecret(construct, 'sslkey', props.sslkey, 'sslkey: a path');
  const { name = construct.node.id, provider: _, passwordEnv, connectTimeoutSeconds, ...rest } = props;
  const values = { ...rest, password_env: passwordEnv, connect_timeout_seconds: connectTimeoutSeconds };
  const problems = checkSchema(serverSchema, withTokensUnknown(values));
  if (name === '' || name.includes('/')) {
    throw new Error(
      `${construct.node.path}: ${JSON.stringify(name)} cannot name a server\nAllowed: a text without a slash\nWhat to do: give a \`name\`.`,
    );
  }
  if (problems.length > 0) throw new Error(`${construct.node.path}:\n${problems.map(renderProblem).join('\n\n')}`);
}
