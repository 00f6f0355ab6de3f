import { Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { type CollectionShape, check, objectShapeOf, provider, type SslMode } from '../src/metadata';
import { type Problem, problem } from '../src/problem';
import { Admin } from './admin';
import { inScope } from './checks/in-scope';
import { refuseLiteralSecret } from './checks/secret-value';
import { userData } from './checks/user-text';
import { refuse, refuseWrongCall, refuseWrongProps, report, withTokensUnknown } from './checks/validation';
import type { ServerConnection } from './described/server-connection';
import type { Handler } from './handler';
import { AponopgProvider } from './l1/aponopg-provider';
import type { AponopgProviderArgumentsServers } from './l1/aponopg-provider-arguments';
import { attributeValues } from './l1/attributes';
import { PostgresqlServerBase } from './postgresql-server-base';
import { type CloudSqlInstance, type RdsInstance, ServerKind } from './server-kind';

/** How a server is reached and by whom, whatever its kind. */
export interface PostgresqlServerOptions extends ServerConnection {
  /**
   * The name that roles and grants are kept under in the state.
   * @default the construct's id
   */
  readonly name?: string | undefined;
  /**
   * Who manages its roles and grants, and how that one signs in.
   * @default Admin.environment(): PGUSER, PGPASSWORD, the password file
   */
  readonly admin?: Admin | undefined;
  /**
   * The client's key: a path, or a reference to PEM text; never the text itself.
   * @default PGSSLKEY, else ~/.postgresql/postgresql.key
   */
  readonly sslkey?: string | undefined;
  /**
   * The provider block that the server is declared in.
   * @default the stack's own
   */
  readonly provider?: AponopgProvider | undefined;
  /**
   * What applies the roles, grants and integrations of this server: `Handler.provider()` or `Handler.nullResource()`.
   * @default the provider's, else Handler.provider()
   */
  readonly handler?: Handler | undefined;
}

/** Props of a server. */
export interface PostgresqlServerProps extends PostgresqlServerOptions {
  /**
   * Which cloud runs it. `PostgresqlServer.rds` and its like say it as well.
   * @default ServerKind.generic()
   */
  readonly kind?: ServerKind | undefined;
}

/** Props of a server of Amazon RDS. */
export interface RdsServerProps extends PostgresqlServerOptions, RdsInstance {}

/** Props of a server of Google Cloud SQL. */
export interface CloudSqlServerProps extends PostgresqlServerOptions, CloudSqlInstance {}

/** What is to be known of a server that this program does not declare. */
export interface PostgresqlServerAttributes {
  /**
   * The name under which a provider block declares it. Integrations alone need none.
   * @default the construct's id
   */
  readonly name?: string | undefined;
  /**
   * Which cloud runs it.
   * @default ServerKind.generic()
   */
  readonly kind?: ServerKind | undefined;
  /**
   * Where the connector reaches it.
   * @default integrations say it by `hostname`
   */
  readonly host?: string | undefined;
  /**
   * Its port.
   * @default 5432
   */
  readonly port?: number | undefined;
  /**
   * The provider block that declares it.
   * @default the stack's own
   */
  readonly provider?: AponopgProvider | undefined;
}

/**
 * A PostgreSQL server, and the admin who may manage its roles. What is true of the server is said here, once: its kind,
 * how it is reached, how its admin signs in.
 *
 * @example
 * const server = PostgresqlServer.rds(this, 'billing', {
 *   instanceId: 'billing',
 *   region: 'eu-west-1',
 *   host: 'billing.abc123.eu-west-1.rds.amazonaws.com',
 *   admin: Admin.passwordEnv({ username: 'postgres', passwordEnv: 'BILLING_ADMIN_PASSWORD' }),
 *   sslmode: 'verify-full',
 * });
 */
export class PostgresqlServer extends PostgresqlServerBase {
  /** The name under which the provider knows it. */
  readonly serverName: string;
  /** Whose server it is. */
  readonly kind: ServerKind;
  /** The provider block that it is declared in. */
  readonly provider: AponopgProvider;
  /** Where it is reached; undefined where that is not known here. */
  readonly host: string | undefined;
  /** Its port; undefined where that is not known here. */
  readonly port: number | undefined;
  /** How TLS is used with it; undefined where that is not known here. */
  readonly sslmode: SslMode | undefined;

  constructor(scope: Construct, id: string, props: PostgresqlServerProps = {}) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'PostgresqlServerProps', props);
    const { name = id, provider, handler, kind = ServerKind.generic(), admin = Admin.environment(), ...rest } = props;
    const server = { ...rest, ...admin.fields };
    this.serverName = name;
    this.kind = kind;
    this.provider = provider ?? AponopgProvider.of(this, handler);
    this.host = server.host;
    this.port = server.port;
    this.sslmode = Tokenization.isResolvable(server.sslmode)
      ? (Token.asString(server.sslmode) as SslMode)
      : server.sslmode;

    refuseWrongProps(this, 'AdminProps', admin.fields);
    refuseOtherCloud(this, admin);
    validateServer(this, server);
    this.provider.addServer(name, userData(server), this);
  }

  /** A server of Amazon RDS, or an Aurora cluster. */
  static rds(scope: Construct, id: string, props: RdsServerProps): PostgresqlServer {
    refuseWrongCall('PostgresqlServer.rds', 'PostgresqlServer.rds()', { scope, id, props });
    const { instanceId, region, ...rest } = props;
    return new PostgresqlServer(scope, id, { ...rest, kind: ServerKind.rds({ instanceId, region }) });
  }

  /** A server of Azure Database for PostgreSQL. */
  static azure(scope: Construct, id: string, props: PostgresqlServerOptions = {}): PostgresqlServer {
    refuseWrongCall('PostgresqlServer.azure', 'PostgresqlServer.azure()', { scope, id, props });
    return new PostgresqlServer(scope, id, { ...props, kind: ServerKind.azure() });
  }

  /** An instance of Google Cloud SQL. */
  static cloudSql(scope: Construct, id: string, props: CloudSqlServerProps): PostgresqlServer {
    refuseWrongCall('PostgresqlServer.cloudSql', 'PostgresqlServer.cloudSql()', { scope, id, props });
    const { projectId, instanceId, ...rest } = props;
    return new PostgresqlServer(scope, id, { ...rest, kind: ServerKind.cloudSql({ projectId, instanceId }) });
  }

  /** A server of Google AlloyDB. */
  static alloyDb(scope: Construct, id: string, props: PostgresqlServerOptions = {}): PostgresqlServer {
    refuseWrongCall('PostgresqlServer.alloyDb', 'PostgresqlServer.alloyDb()', { scope, id, props });
    return new PostgresqlServer(scope, id, { ...props, kind: ServerKind.alloyDb() });
  }

  /**
   * A server that is not declared by this construct: one that an `AponopgProvider` declares under this name already, or
   * one that is only registered with Apono, whose roles and grants are managed elsewhere.
   *
   * @example
   * PostgresqlServer.fromServerAttributes(this, 'orders', { kind: ServerKind.azure(), host: 'orders.postgres.database.azure.com' })
   */
  static fromServerAttributes(
    scope: Construct,
    id: string,
    attributes: PostgresqlServerAttributes = {},
  ): PostgresqlServerBase {
    const call = 'PostgresqlServer.fromServerAttributes()';
    refuseWrongCall('PostgresqlServer.fromServerAttributes', call, { scope, id, attributes });
    return new ImportedServer(scope, id, attributes);
  }
}

class ImportedServer extends PostgresqlServerBase {
  readonly serverName: string;
  readonly kind: ServerKind;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly sslmode = undefined;
  private declaredIn: AponopgProvider | undefined;

  constructor(scope: Construct, id: string, attributes: PostgresqlServerAttributes) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'PostgresqlServerAttributes', attributes);
    const { name = id, kind = ServerKind.generic(), host, port, provider } = attributes;
    this.serverName = name;
    this.kind = kind;
    this.host = host;
    this.port = port;
    this.declaredIn = provider;
  }

  /** Made when it is asked for: a stack that only registers has no need of one. */
  get provider(): AponopgProvider {
    this.declaredIn ??= AponopgProvider.of(this);
    return this.declaredIn;
  }
}

/** Refuses a sign-in of another cloud. */
function refuseOtherCloud(construct: PostgresqlServerBase, admin: Admin): void {
  const { kind } = construct;
  const auth = admin.fields.auth;
  if (auth === undefined || Token.isUnresolved(auth) || auth === kind.adminToken) return;
  refuse(construct, [
    problem(
      'CONFLICTING_VALUES',
      ['admin'],
      `The admin signs in by ${auth}, and the server is of the kind ${kind.name}`,
      {
        value: auth,
        allowed: ['a password', ...(kind.adminToken === undefined ? [] : [kind.adminToken])].join(', or '),
        next: 'Say which cloud runs the server, by PostgresqlServer.rds and its like, or give the admin another sign-in.',
      },
    ),
  ]);
}

/** The description's rules speak of servers by their names, so the server is looked at in its place. */
function validateServer(construct: PostgresqlServer, server: AponopgProviderArgumentsServers): void {
  refuseLiteralSecret(construct, 'admin.password', server.password, 'Admin.passwordEnv');
  if (server.sslkey?.includes('PRIVATE KEY'))
    refuseLiteralSecret(construct, 'sslkey', server.sslkey, 'the path of a file');
  const shape = objectShapeOf(provider.schema);
  const { serverName } = construct;
  const values = attributeValues(shape, { servers: { [serverName]: server } });
  // What is wrong is told at the props, without the way to them in the provider block.
  report(
    construct,
    (shape.attributes.servers as CollectionShape).element,
    check(provider, withTokensUnknown(values)).map((each) => withoutPlace(each, serverName)),
    {
      username: 'admin.username',
      password: 'admin.password',
      password_env: 'admin.passwordEnv',
      auth: 'admin.auth',
    },
  );
}

function withoutPlace(each: Problem, serverName: string): Problem {
  const [, , ...path] = each.path;
  const what = each.what.replaceAll(`servers.${serverName}.`, '').replace(` in \`servers.${serverName}\``, '');
  return { ...each, what, path: path.length > 0 ? path : ['name'] };
}
