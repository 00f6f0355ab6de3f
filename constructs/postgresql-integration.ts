import { type ITerraformDependable, TerraformStack, Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import {
  camelCase,
  integration as description,
  type SslMode,
  snakeCase,
  VARIANTS,
  type Variant,
  type VariantName,
} from '../src/metadata';
import type { IConnector } from './connector';
import type { IConnectorUser } from './connector-user';
import type { Handler } from './handler';
import type { AponoResourceIntegration } from './l1/apono-resource-integration';
import { AponopgIntegration } from './l1/aponopg-integration';
import { AponopgProvider } from './l1/aponopg-provider';
import type { AponopgIntegrationArguments } from './l1/arguments';
import { officialIntegration } from './official-integration';
import type { IntegrationOwner, ResourceOwner } from './owner';
import type { IPostgresqlServer } from './postgresql-server';
import type { SecretStore } from './secret-store';
import { refuseLiteralSecret } from './secret-value';
import { integrationToCode, type ToCodeOptions } from './to-code';
import { uniqueIntegrationName } from './unique-integration-name';
import { userData } from './user-text';
import { refuseOther, refuseUnknownProps, validate } from './validation';

export interface PostgresqlIntegrationProps {
  /** The name that people see: unique in the tenant. */
  readonly name: string;
  /**
   * The kind of PostgreSQL: `generic`, `rds`, `azure` or `cloudsql`.
   * @default generic
   */
  readonly variant?: VariantName;
  /**
   * The integration type, where the tenant's catalog names it otherwise than this package does.
   * @default the variant's
   */
  readonly type?: string;
  /** The connector that reaches the database. */
  readonly connector: IConnector;
  /** What Apono discovers and offers for access: see `ResourceType`. At least one. */
  readonly connectedResourceTypes: readonly string[];
  /**
   * The server; its host and port are the defaults of `hostname` and `port`.
   * @default none
   */
  readonly server?: IPostgresqlServer;
  /**
   * The host as the connector reaches it.
   * @default the server's
   */
  readonly hostname?: string;
  /** @default the server's, else 5432 */
  readonly port?: number;
  /** @default postgres */
  readonly dbname?: string;
  /** @default the connector's own */
  readonly sslmode?: SslMode;
  /** Further keys of the integration config. */
  readonly extraConfig?: Readonly<Record<string, string>>;
  /** Where the connector finds the user's credentials. Only clouds' identities go without. */
  readonly secretStore?: SecretStore;
  /** Days, at least 1. */
  readonly credentialRotationPeriodInDays?: number;
  /** Days, at least 1. */
  readonly userCleanupPeriodInDays?: number;
  /** Shown to end users when they are given access: at most 400 characters. */
  readonly customAccessDetails?: string;
  /** The fallback approver. Required with a resource owner. */
  readonly integrationOwner?: IntegrationOwner;
  readonly resourceOwner?: ResourceOwner;
  /**
   * The user that the connector signs in with: it is made before the integration. Where its password is in an
   * environment variable, it is tried before anything is registered.
   * @default none
   */
  readonly connectorUser?: IConnectorUser;
  /**
   * Seconds; 0 does not wait.
   * @default 300
   */
  readonly waitForActiveSeconds?: number;
  /**
   * `aponopg` registers through this package's provider; `apono-provider` emits the official
   * `apono_resource_integration`, for teams that want that one in their state: validated at synth all the same, but
   * without preflight, connector check and waiting.
   * @default aponopg
   */
  readonly registration?: 'aponopg' | 'apono-provider';
  /** @default the server's, else the stack's own */
  readonly provider?: AponopgProvider;
  /**
   * What registers the integration.
   * @default the server's
   */
  readonly handler?: Handler;
}

/** An integration as others refer to it. */
export interface IPostgresqlIntegration {
  readonly integrationId: string;
}

/** A PostgreSQL database under Apono's access management. */
export class PostgresqlIntegration extends Construct implements IPostgresqlIntegration {
  /** The id at Apono, once registered. */
  readonly integrationId: string;
  readonly resource: AponopgIntegration | AponoResourceIntegration;
  private readonly serverName: string | undefined;

  constructor(scope: Construct, id: string, props: PostgresqlIntegrationProps) {
    super(scope, id);
    refuseUnknownProps(this, props, PROPS);
    refuseOther(this, 'variant', props.variant ?? 'generic', Object.keys(VARIANTS));
    refuseOther(this, 'registration', props.registration ?? 'aponopg', ['aponopg', 'apono-provider']);
    const args = argumentsOf(props);
    validate(this, description, snakeCased(args) as Record<string, unknown>, { connector_id: 'connector' });
    for (const [key, value] of Object.entries(args.secretStore?.apono?.parameters ?? {})) {
      // A user name is no secret; everything else that signs somebody in is.
      if (key !== 'username')
        refuseLiteralSecret(this, `secretStore.parameters.${key}`, value, 'SecretStore.aws or its like');
    }
    uniqueIntegrationName(this, props.name);

    const dependsOn = this.userBefore(props.connectorUser);
    if (props.registration === 'apono-provider') {
      this.resource = officialIntegration(this, 'Resource', userData(args), dependsOn);
    } else {
      const provider = this.providerOf(props);
      this.resource = new AponopgIntegration(this, 'Resource', {
        ...userData(args),
        ...(dependsOn && { dependsOn }),
        ...(provider && { provider }),
      });
    }
    this.integrationId = this.resource.id;
    this.serverName = (props.server ?? props.connectorUser?.server)?.serverName;
  }

  /**
   * View as code: the integration with all that belongs to it (server, connector user, roles, grants, secret, owners).
   * The same stack gives the same text; secrets never stand in it.
   */
  toCode(options: ToCodeOptions = {}): string {
    const { terraformResourceType, friendlyUniqueId } = this.resource;
    return integrationToCode(this, `${terraformResourceType}.${friendlyUniqueId}`, this.serverName, options);
  }

  /** The user is made before the integration, in this stack or in one that is deployed before. */
  private userBefore(user: IConnectorUser | undefined): ITerraformDependable[] | undefined {
    if (!user?.resource) return undefined;
    if (this.ofThisStack(user.resource)) return [user.resource, ...(user.grants ?? [])];
    TerraformStack.of(this).addDependency(TerraformStack.of(user.resource));
    return undefined;
  }

  private providerOf({ provider, server, handler }: PostgresqlIntegrationProps): AponopgProvider | undefined {
    const own = provider ?? this.ofThisStack(server?.provider);
    return handler === undefined || own?.handler.kind === handler.kind ? own : AponopgProvider.of(this, handler);
  }

  private ofThisStack<T extends IConstruct>(construct: T | undefined): T | undefined {
    return construct && TerraformStack.of(construct) === TerraformStack.of(this) ? construct : undefined;
  }

  /** An integration that is registered already. */
  static fromIntegrationId(integrationId: string): IPostgresqlIntegration {
    return { integrationId };
  }
}

function argumentsOf(props: PostgresqlIntegrationProps): AponopgIntegrationArguments {
  const { secretStore, integrationOwner, resourceOwner, connectorUser, server } = props;
  const variant: Variant = VARIANTS[props.variant ?? 'generic'];
  // Where the cloud's own identifiers name the instance, the server's host is none of the connector's business.
  const place = variant.byHostname ? server : undefined;
  return {
    name: props.name,
    type: props.type ?? variant.type,
    connectorId: props.connector.connectorId,
    connectedResourceTypes: props.connectedResourceTypes,
    hostname: props.hostname ?? place?.host,
    port: props.port ?? place?.port,
    dbname: props.dbname,
    sslmode: props.sslmode,
    extraConfig: props.extraConfig,
    secretStore: secretStore && { [camelCase(secretStore.kind)]: secretStore.fields },
    credentialRotationPeriodInDays: props.credentialRotationPeriodInDays,
    userCleanupPeriodInDays: props.userCleanupPeriodInDays,
    customAccessDetails: props.customAccessDetails,
    integrationOwner: integrationOwner && { ...integrationOwner },
    resourceOwner: resourceOwner && { ...resourceOwner },
    preflight: connectorUser?.passwordEnv
      ? {
          server: connectorUser.server.serverName,
          role: connectorUser.userName,
          passwordEnv: connectorUser.passwordEnv,
        }
      : undefined,
    waitForActiveSeconds: props.waitForActiveSeconds,
  };
}

/** The arguments under the description's names, for validation; tokens stay as they are. */
function snakeCased(value: unknown, ownKeys = false): unknown {
  if (Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map((each) => snakeCased(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [
        ownKeys ? key : snakeCase(key),
        snakeCased(each, key === 'extraConfig' || key === 'parameters'),
      ]),
  );
}

const PROPS: Record<keyof PostgresqlIntegrationProps, true> = {
  name: true,
  variant: true,
  type: true,
  connector: true,
  connectedResourceTypes: true,
  server: true,
  hostname: true,
  port: true,
  dbname: true,
  sslmode: true,
  extraConfig: true,
  secretStore: true,
  credentialRotationPeriodInDays: true,
  userCleanupPeriodInDays: true,
  customAccessDetails: true,
  integrationOwner: true,
  resourceOwner: true,
  connectorUser: true,
  waitForActiveSeconds: true,
  registration: true,
  provider: true,
  handler: true,
};
