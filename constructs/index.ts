export type { SslMode, VariantName } from '../src/metadata';
export type { AccessOptions } from './access-presets';
export { Connector, type ConnectorProps, type IConnector } from './connector';
export { ConnectorUser, type ConnectorUserProps, type IConnectorUser } from './connector-user';
export { Database, type DatabaseProps } from './database';
export { DatabaseRole, type DatabaseRoleProps, type IDatabaseRole, type Membership } from './database-role';
export { DatabaseSchema } from './database-schema';
export { FutureObjects, type GrantOptions, type GrantPlace, GrantTarget } from './grant-target';
export { Handler, type NullResourceOptions } from './handler';
export { AponoProvider, type AponoProviderConfig } from './l1/apono-provider';
export { AponoResourceIntegration, type AponoResourceIntegrationArguments } from './l1/apono-resource-integration';
export { AponopgGrants } from './l1/aponopg-grants';
export { AponopgIntegration } from './l1/aponopg-integration';
export { AponopgProvider, type AponopgProviderConfig } from './l1/aponopg-provider';
export { AponopgRole } from './l1/aponopg-role';
export type {
  AponopgGrantsArguments,
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
  AponopgIntegrationArguments,
  AponopgProviderArguments,
  AponopgProviderArgumentsApono,
  AponopgProviderArgumentsServers,
  AponopgRoleArguments,
  AponopgRoleArgumentsMemberOf,
  AponopgRoleArgumentsOnDestroy,
  DataAponopgConnectorArguments,
} from './l1/arguments';
export { DataAponopgConnector } from './l1/data-aponopg-connector';
export { IntegrationOwner, ResourceOwner } from './owner';
export {
  type IPostgresqlIntegration,
  PostgresqlIntegration,
  type PostgresqlIntegrationProps,
} from './postgresql-integration';
export {
  type IPostgresqlServer,
  PostgresqlServer,
  type PostgresqlServerProps,
  type TlsVersion,
} from './postgresql-server';
export { ResourceType } from './resource-type';
export { SecretStore } from './secret-store';
export { SecretVariable, type SecretVariableProps } from './secret-variable';
export type { CodeFormat, ToCodeOptions } from './to-code';
