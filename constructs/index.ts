export type { SslMode, TlsVersion, VariantName } from '../src/metadata';
export { type AnyPrivilege, anyPrivileges } from './any-privilege';
export { Connector, type ConnectorProps, type IConnector } from './connector';
export { ConnectorUser, type ConnectorUserProps, type IConnectorUser } from './connector-user';
export { Database, type DatabaseProps } from './database';
export { DatabaseRole, type DatabaseRoleProps, type Membership } from './database-role';
export { DatabaseSchema } from './database-schema';
export { Grant, type GrantedPrivileges } from './grant';
export {
  type AllGrantOptions,
  type DatabaseGrants,
  FutureObjects,
  type GrantOptions,
  GrantTarget,
  type TableGrantOptions,
} from './grant-target';
export { Handler, type NullResourceOptions } from './handler';
export { AponoProvider, type AponoProviderConfig } from './l1/apono-provider';
export { AponoResourceIntegration, type AponoResourceIntegrationArguments } from './l1/apono-resource-integration';
export { AponopgGrants } from './l1/aponopg-grants';
export type {
  AponopgGrantsArguments,
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';
export { AponopgIntegration } from './l1/aponopg-integration';
export type { AponopgIntegrationArguments } from './l1/aponopg-integration-arguments';
export { AponopgProvider, type AponopgProviderConfig } from './l1/aponopg-provider';
export type {
  AponopgProviderArguments,
  AponopgProviderArgumentsApono,
  AponopgProviderArgumentsServers,
} from './l1/aponopg-provider-arguments';
export { AponopgRole } from './l1/aponopg-role';
export type {
  AponopgRoleArguments,
  AponopgRoleArgumentsMemberOf,
  AponopgRoleArgumentsOnDestroy,
} from './l1/aponopg-role-arguments';
export { DataAponopgConnector } from './l1/data-aponopg-connector';
export type { DataAponopgConnectorArguments } from './l1/data-aponopg-connector-arguments';
export { IntegrationOwner, ResourceOwner } from './owner';
export {
  type IPostgresqlIntegration,
  PostgresqlIntegration,
  type PostgresqlIntegrationProps,
} from './postgresql-integration';
export { type IPostgresqlServer, PostgresqlServer, type PostgresqlServerProps } from './postgresql-server';
export type * from './privileges';
export { RequireSslMode } from './require-sslmode';
export { type AnyResourceType, anyResourceTypes, ResourceType } from './resource-type';
export { type AccessOptions, type IDatabaseSchema, type IGrantingDatabase, RoleWithGrants } from './role-grants';
export type { IDatabaseRole } from './role-reference';
export { SecretStore } from './secret-store';
export { SecretVariable, type SecretVariableProps } from './secret-variable';
export type { CodeFormat, ToCodeOptions } from './to-code';
