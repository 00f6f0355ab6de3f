import type { Identity } from './access/identity';
import type { IConnector } from './connector';
import type { ConnectorSecret } from './connector-secret/connector-secret';
import type { IConnectorUser } from './connector-user';
import type { IntegrationSettings } from './described/integration-settings';
import type { Handler } from './handler';
import type { AponopgProvider } from './l1/aponopg-provider';
import type { ResourceOwner } from './owner';
import type { ResourceType } from './resource-type';
import type { SecretStore } from './secret-store';
import type { IPostgresqlServer } from './server-reference';

/** What an integration is, besides the database that it is for. */
export interface PostgresqlIntegrationOptions extends IntegrationSettings {
  /**
   * What Apono discovers in the database and offers for access. At least one.
   * @example [ResourceType.DATABASE, ResourceType.TABLE]
   */
  readonly connectedResourceTypes: readonly ResourceType[];
  /** The connector that reaches the database. */
  readonly connector: IConnector;
  /**
   * The user that the connector signs in with: it is made before the integration. Where its password is in an
   * environment variable, it is tried before anything is registered.
   * @default none
   */
  readonly connectorUser?: IConnectorUser | undefined;
  /**
   * Where the connector finds the user's credentials.
   * @default none, where the user signs in by a cloud's identity; otherwise it is required
   * @example
   * SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono-connector' })
   */
  readonly secretStore?: SecretStore | ConnectorSecret | undefined;
  /**
   * The fallback approver. Required with a resource owner.
   * @default none
   * @example
   * Identity.groups(['dba'], { source: 'Okta' })
   */
  readonly integrationOwner?: Identity | undefined;
  /**
   * How a resource's own owner is found.
   * @default none
   * @example
   * ResourceOwner.group('owner', { source: 'Okta' })
   */
  readonly resourceOwner?: ResourceOwner | undefined;
  /**
   * The integration type, where the tenant's catalog names it otherwise than this package does, and for AlloyDB.
   * `postgresql` registers any server by its host name.
   * @default that of the server's kind; postgresql without a server
   */
  readonly type?: string | undefined;
  /**
   * `aponopg` registers through this package's provider; `apono-provider` emits the official
   * `apono_resource_integration`, for teams that want that one in their state: validated at synth all the same, but
   * without preflight, connector check and waiting.
   * @default aponopg
   */
  readonly registration?: 'aponopg' | 'apono-provider' | undefined;
  /**
   * The provider block that registers it.
   * @default the server's, else the stack's own
   */
  readonly provider?: AponopgProvider | undefined;
  /**
   * What registers the integration.
   * @default the server's
   */
  readonly handler?: Handler | undefined;
}

/** Props of an integration. */
export interface PostgresqlIntegrationProps extends PostgresqlIntegrationOptions {
  /**
   * The server; type, host, port and the keys that name the instance follow from it.
   * @default the connector user's, else none: `hostname` says where it is
   */
  readonly server?: IPostgresqlServer | undefined;
  /**
   * The database that the connector signs in to.
   * @example "orders"
   * @default postgres
   */
  readonly dbname?: string | undefined;
}
