import { Token, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import { type CollectionShape, check, objectShapeOf, provider, type SslMode } from '../src/metadata';
import type { Problem } from '../src/problem';
import type { Handler } from './handler';
import { inScope } from './in-scope';
import { AponopgProvider } from './l1/aponopg-provider';
import type { AponopgProviderArgumentsServers } from './l1/aponopg-provider-arguments';
import { attributeValues } from './l1/attributes';
import { refuseLiteralSecret } from './secret-value';
import { userData } from './user-text';
import { refuseWrongProps, report, withTokensUnknown } from './validation';

export interface PostgresqlServerProps extends AponopgProviderArgumentsServers {
  /**
   * The name that roles and grants are kept under in the state.
   * @default the construct's id
   */
  readonly name?: string;
  /**
   * The admin's password: a reference, for instance a sensitive variable; never a literal.
   * @default `passwordEnv`, PGPASSWORD, the password file
   */
  readonly password?: string | undefined;
  /**
   * The client's key: a path, or a reference to PEM text; never the text itself.
   * @default PGSSLKEY, else ~/.postgresql/postgresql.key
   */
  readonly sslkey?: string | undefined;
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
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'PostgresqlServerProps', props);
    const { name = id, provider, handler, ...server } = props;
    this.serverName = name;
    this.provider = provider ?? AponopgProvider.of(this, handler);
    this.host = server.host;
    this.port = server.port;
    this.sslmode = Tokenization.isResolvable(server.sslmode)
      ? (Token.asString(server.sslmode) as SslMode)
      : server.sslmode;

    validateServer(this, server);
    this.provider.addServer(name, userData(server), this);
  }

  /** A server that an `AponopgProvider` already declares under that name. */
  static fromName(scope: Construct, name: string, provider?: AponopgProvider): IPostgresqlServer {
    return { serverName: name, provider: provider ?? AponopgProvider.of(scope) };
  }
}

/** The description's rules speak of servers by their names, so the server is looked at in its place. */
function validateServer(construct: PostgresqlServer, server: AponopgProviderArgumentsServers): void {
  refuseLiteralSecret(construct, 'password', server.password, '`passwordEnv`');
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
  );
}

function withoutPlace(each: Problem, serverName: string): Problem {
  const [, , ...path] = each.path;
  const what = each.what.replaceAll(`servers.${serverName}.`, '').replace(` in \`servers.${serverName}\``, '');
  return { ...each, what, path: path.length > 0 ? path : ['name'] };
}
