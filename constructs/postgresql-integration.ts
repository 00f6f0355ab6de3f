import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { integration as description } from '../src/metadata';
import { AccessFlow } from './access/access-flow';
import type { GrantAccessOptions } from './access/access-flow-props';
import { AccessTarget } from './access/access-target';
import type { RegistrationOptions } from './access/registration';
import { inScope } from './checks/in-scope';
import { refuseLiteralSecret } from './checks/secret-value';
import { uniqueInTenant } from './checks/unique-name';
import { userData, userText } from './checks/user-text';
import { refuseOther, refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import { deployedBefore } from './connector-deployment/deployed-before';
import { refuseUnfit } from './connector-deployment/refuse-unfit';
import type { IConnectorUser } from './connector-user';
import { importResource } from './integration/import-existing';
import { integrationArguments } from './integration/integration-arguments';
import { officialIntegration } from './integration/official-integration';
import type { IPostgresqlIntegration } from './integration-reference';
import type { AponoResourceIntegration } from './l1/apono-resource-integration';
import { AponopgIntegration } from './l1/aponopg-integration';
import { AponopgProvider } from './l1/aponopg-provider';
import type { PostgresqlIntegrationProps } from './postgresql-integration-props';
import type { ResourceType } from './resource-type';
import { integrationToCode, type ToCodeOptions } from './to-code';

/**
 * A PostgreSQL database under Apono's access management.
 *
 * @example
 * server.addDatabase('orders').addIntegration('apono', {
 *   name: 'Orders database',
 *   connector: new Connector(this, 'connector', { connectorId: 'AwsConnector-Prod' }),
 *   connectorUser: user,
 *   connectedResourceTypes: [ResourceType.DATABASE, ResourceType.TABLE],
 *   secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' }),
 * });
 */
export class PostgresqlIntegration extends Construct implements IPostgresqlIntegration {
  /** The id at Apono, once registered. */
  readonly integrationId: string;
  /** Its name at Apono. */
  readonly integrationName: string;
  /** What it offers for access. */
  readonly connectedResourceTypes: readonly ResourceType[];
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgIntegration | AponoResourceIntegration;
  private readonly serverName: string | undefined;
  private readonly registration: RegistrationOptions;
  private readonly literalName: string;

  constructor(scope: Construct, id: string, props: PostgresqlIntegrationProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'PostgresqlIntegrationProps', props);
    refuseOther(this, 'registration', props.registration ?? 'aponopg', ['aponopg', 'apono-provider']);
    const args = integrationArguments(this, props);
    validate(this, description, args, { connector_id: 'connector' });
    for (const [key, value] of Object.entries(args.secretStore?.apono?.parameters ?? {})) {
      // A user name is no secret; everything else that signs somebody in is.
      if (key !== 'username')
        refuseLiteralSecret(this, `secretStore.parameters.${key}`, value, 'SecretStore.aws or its like');
    }
    uniqueInTenant(this, 'An integration name', props.name);

    refuseUnfit(this, props.connector.deployment, args.type, props.connectorUser);

    const dependsOn = this.madeBefore(props);
    this.registration = { registration: props.registration };
    if (props.registration === 'apono-provider') {
      this.resource = officialIntegration(this, 'Resource', userData(args), dependsOn);
    } else {
      const provider = this.providerOf(props);
      this.registration = { provider, handler: props.handler ?? provider?.handler };
      this.resource = new AponopgIntegration(this, 'Resource', {
        ...userData(args),
        ...(dependsOn && { dependsOn }),
        ...(provider && { provider }),
      });
    }
    this.integrationId = this.resource.id;
    this.integrationName = this.resource.name;
    this.literalName = props.name;
    this.connectedResourceTypes = props.connectedResourceTypes;
    this.serverName = (props.server ?? props.connectorUser?.server)?.serverName;
  }

  /**
   * Gives access to the integration: one access flow, made after it. With the registration and the provider of the
   * integration, where nothing else is said.
   *
   * @param id the construct's id, within this integration
   * @example
   * integration.grantAccess('read', {
   *   to: Identity.group('RND', { source: 'Okta' }),
   *   resourceType: ResourceType.TABLE,
   *   permissions: ['READ_ONLY'],
   *   approvers: Approvers.anyOf(Identity.owner()),
   *   duration: Duration.hours(4),
   * })
   */
  grantAccess(id: string, options: GrantAccessOptions): AccessFlow {
    refuseWrongCall(this, 'PostgresqlIntegration.grantAccess()', { id, options });
    const { resourceType, permissions, resources, name = `${this.literalName} ${id}`, ...rest } = options;
    const target = AccessTarget.integration(this, { resourceType, permissions, resources });
    const own = options.registration === undefined && options.provider === undefined ? this.registration : {};
    return new AccessFlow(this, id, { ...own, ...rest, name, targets: [target] });
  }

  /**
   * View as code: the integration with all that belongs to it (server, connector user, roles, grants, secret, owners).
   * The same stack gives the same text; secrets never stand in it.
   */
  toCode(options: ToCodeOptions = {}): string {
    refuseWrongCall(this, 'PostgresqlIntegration.toCode()', { options });
    const { terraformResourceType, friendlyUniqueId } = this.resource;
    return integrationToCode(this, `${terraformResourceType}.${friendlyUniqueId}`, this.serverName, options);
  }

  /**
   * Has Terraform take over an integration that is registered already, by an import block. Terraform >= 1.5.
   *
   * @param integrationId its id at Apono
   */
  importExisting(integrationId: string): void {
    refuseWrongCall(this, 'PostgresqlIntegration.importExisting()', { integrationId });
    importResource(this, this.resource, userText(integrationId));
  }

  /** The user and the connector are made before the integration, in this stack or in one that is deployed before. */
  private madeBefore({ connectorUser, connector }: PostgresqlIntegrationProps): ITerraformDependable[] | undefined {
    const deployment = connector.deployment ? deployedBefore(this, connector.deployment) : [];
    const made = [...this.userBefore(connectorUser), ...deployment];
    return made.length > 0 ? made : undefined;
  }

  private userBefore(user: IConnectorUser | undefined): ITerraformDependable[] {
    if (!user?.resource) return [];
    if (this.ofThisStack(user.resource)) return [user.resource, ...(user.grants ?? [])];
    TerraformStack.of(this).addDependency(TerraformStack.of(user.resource));
    return [];
  }

  private providerOf({
    provider,
    connectorUser,
    server = connectorUser?.server,
    handler,
  }: PostgresqlIntegrationProps): AponopgProvider | undefined {
    const own = provider ?? this.ofThisStack(server?.provider);
    return handler === undefined || own?.handler.kind === handler.kind ? own : AponopgProvider.of(this, handler);
  }

  private ofThisStack<T extends IConstruct>(construct: T | undefined): T | undefined {
    return construct && TerraformStack.of(construct) === TerraformStack.of(this) ? construct : undefined;
  }

  /** An integration that is registered already. */
  static fromIntegrationId(scope: Construct, id: string, integrationId: string): IPostgresqlIntegration {
    const call = 'PostgresqlIntegration.fromIntegrationId()';
    refuseWrongCall('PostgresqlIntegration.fromIntegrationId', call, { scope, id, integrationId });
    return new ImportedIntegration(scope, id, integrationId);
  }
}

class ImportedIntegration extends Construct implements IPostgresqlIntegration {
  constructor(
    scope: Construct,
    id: string,
    readonly integrationId: string,
  ) {
    super(inScope(scope, id), id);
  }
}
