export type { SslMode, VariantName } from '../src/metadata';
export { Connector, type ConnectorProps, type IConnector } from './connector';
export { ConnectorUser, type ConnectorUserProps, type IConnectorUser } from './connector-user';
export { AponoProvider, type AponoProviderConfig } from './l1/apono-provider';
export { AponoResourceIntegration, type AponoResourceIntegrationArguments } from './l1/apono-resource-integration';
export { AponopgIntegration } from './l1/aponopg-integration';
export { AponopgProvider, type AponopgProviderConfig } from './l1/aponopg-provider';
export { AponopgRole } from './l1/aponopg-role';
export type {
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
export { type IPostgresqlServer, PostgresqlServer, type PostgresqlServerProps } from './postgresql-server';
export { ResourceType } from './resource-type';
export { SecretStore } from './secret-store';
export { SecretVariable, type SecretVariableProps } from './secret-variable';
