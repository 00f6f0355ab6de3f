import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { camelCase, integration as description, VARIANTS, type Variant, type VariantName } from '../src/metadata';
import type { IConnector } from './connector';
import type { IConnectorUser } from './connector-user';
import type { Handler } from './handler';
import { inScope } from './in-scope';
import type { AponoResourceIntegration } from './l1/apono-resource-integration';
import { AponopgIntegration } from './l1/aponopg-integration';
import type { AponopgIntegrationArguments } from './l1/aponopg-integration-arguments';
import { AponopgProvider } from './l1/aponopg-provider';
import { officialIntegration } from './official-integration';
import type { IntegrationOwner, ResourceOwner } from './owner';
import type { IPostgresqlServer } from './postgresql-server';
import type { SecretStore } from './secret-store';
import { refuseLiteralSecret } from './secret-value';
import { integrationToCode, type ToCodeOptions } from './to-code';
import { uniqueIntegrationName } from './unique-name';
import { userData } from './user-text';
import { refuseOther, refuseWrongProps, validate } from './validation';

/** The arguments of the resource, those excepted that other constructs stand for. */
export interface PostgresqlIntegrationProps
  extends Omit<
    AponopgIntegrationArguments,
    'type' | 'connectorId' | 'secretStore' | 'integrationOwner' | 'resourceOwner' | 'preflight'
  > {
  /**
   * The kind of PostgreSQL: the cloud that runs it, or `generic`.
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
  /**
   * The server; its host and port are the defaults of `hostname` and `port`.
   * @default none
   */
  readonly server?: IPostgresqlServer;
  /** Where the connector finds the user's credentials. Only clouds' identities go without. */
  readonly secretStore?: SecretStore;
  /** The fallback approver. Required with a resource owner. */
  readonly integrationOwner?: IntegrationOwner;
  /** How a resource's own owner is found. */
  readonly resourceOwner?: ResourceOwner;
  /**
   * The user that the connector signs in with: it is made before the integration. Where its password is in an
   * environment variable, it is tried before anything is registered.
   * @default none
   */
  readonly connectorUser?: IConnectorUser;
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
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'PostgresqlIntegrationProps', props);
    refuseOther(this, 'variant', props.variant ?? 'generic', Object.keys(VARIANTS));
    refuseOther(this, 'registration', props.registration ?? 'aponopg', ['aponopg', 'apono-provider']);
    const args = argumentsOf(props);
    validate(this, description, args, { connector_id: 'connector' });
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
  const { variant: variantName, connector, server, connectorUser, registration: _, provider: __, ...others } = props;
  const { handler: ___, secretStore, integrationOwner, resourceOwner, ...rest } = others;
  const variant: Variant = VARIANTS[variantName ?? 'generic'];
  // Where the cloud's own identifiers name the instance, the server's host is none of the connector's business.
  const place = variant.byHostname ? server : undefined;
  return {
    ...rest,
    type: props.type ?? variant.type,
    connectorId: connector.connectorId,
    hostname: props.hostname ?? place?.host,
    port: props.port ?? place?.port,
    secretStore: secretStore && { [camelCase(secretStore.kind)]: secretStore.fields },
    integrationOwner: integrationOwner && { ...integrationOwner },
    resourceOwner: resourceOwner && { ...resourceOwner },
    preflight: connectorUser?.passwordEnv
      ? {
          server: connectorUser.server.serverName,
          role: connectorUser.userName,
          passwordEnv: connectorUser.passwordEnv,
        }
      : undefined,
  };
}
