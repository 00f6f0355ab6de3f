import './core/installed';

export type { ServerKindName, SslMode, TlsVersion } from '../src/metadata';
export { type Problem, ProblemError } from '../src/problem';
export { AccessFlow } from './access/access-flow';
export type {
  AccessFlowOptions,
  AccessFlowProps,
  Escalation,
  GrantAccessOptions,
  RequestFor,
} from './access/access-flow-props';
export { AccessScope, type AccessScopeProps } from './access/access-scope';
export { AccessTarget, type IAccessScope, type IBundle, type IntegrationAccess } from './access/access-target';
export { Approvers } from './access/approvers';
export { aql } from './access/aql';
export { Bundle, type BundleProps } from './access/bundle';
export { Duration } from './access/duration';
export { Identities } from './access/identities';
export { Identity, type IdentityOptions } from './access/identity';
export type { RegistrationOptions } from './access/registration';
export { Resources } from './access/resources';
export {
  Admin,
  type AdminName,
  type AdminPassword,
  type AdminPasswordEnv,
  type AdminProps,
} from './admin';
export { type AnyPrivilege, anyPrivileges } from './any-privilege';
export { Connector, type ConnectorProps, type IConnector } from './connector';
export { AwsEcsDeployment, type AwsEcsDeploymentProps } from './connector-deployment/aws-ecs-deployment';
export {
  AzureContainerInstancesDeployment,
  type AzureContainerInstancesDeploymentProps,
} from './connector-deployment/azure-container-instances-deployment';
export { ConnectorDeployment } from './connector-deployment/connector-deployment';
export {
  ConnectorDeploymentBase,
  type ConnectorDeploymentProps,
  type ModuleDeploymentProps,
} from './connector-deployment/connector-deployment-base';
export { GkeDeployment, type GkeDeploymentProps } from './connector-deployment/gke-deployment';
export { HelmDeployment, type HelmDeploymentProps } from './connector-deployment/helm-deployment';
export type { AwsConnectorSecretProps } from './connector-secret/aws';
export type { AzureConnectorSecretProps, IAzureKeyVault } from './connector-secret/azure';
export { ConnectorSecret } from './connector-secret/connector-secret';
export type { GcpConnectorSecretProps } from './connector-secret/gcp';
export type { HashicorpVaultConnectorSecretProps } from './connector-secret/hashicorp-vault';
export type { KubernetesConnectorSecretProps } from './connector-secret/kubernetes';
export type { ConnectorSecretProps } from './connector-secret/stored-secret';
export {
  type CloudSqlIamUserAttributes,
  ConnectorUser,
  type ConnectorUserAttributes,
  type ConnectorUserOptions,
  type ConnectorUserProps,
  type IConnectorUser,
} from './connector-user';
export { Database, type DatabaseOptions, type DatabaseProps } from './database';
export {
  DatabaseRole,
  type DatabaseRoleAttributes,
  type DatabaseRoleOptions,
  type DatabaseRoleProps,
  type Membership,
} from './database-role';
export { DatabaseSchema } from './database-schema';
export type { AccessFlowSettings, RequestSettings, Timeframe } from './described/access-flow-settings';
export type { AccessScopeSettings } from './described/access-scope-settings';
export type { BundleSettings } from './described/bundle-settings';
export type {
  AwsEcsSettings,
  AzureContainerInstancesSettings,
  GkeSettings,
  HelmSettings,
} from './described/connector-deployments';
export type { ConnectorRequirements } from './described/connector-requirements';
export type { GrantsSettings } from './described/grants-settings';
export type { IntegrationSettings } from './described/integration-settings';
export type { MembershipOptions, OnDestroy, RoleAttributes } from './described/role-attributes';
export type {
  AponoSecret,
  AwsSecret,
  AzureSecret,
  GcpSecret,
  HashicorpVaultSecret,
  KubernetesSecret,
} from './described/secrets';
export type { ServerConnection } from './described/server-connection';
export type {
  IAwsSecret,
  IGcpSecret,
  IKeyVault,
  IKubernetesSecret,
  INamedSecret,
  IVaultSecret,
} from './existing-secrets';
export { GeneratedPassword, type GeneratedPasswordProps, type IVersionedPassword } from './generated-password';
export { Grant, type GrantedPrivileges } from './grant';
export {
  type AllGrantOptions,
  type DatabaseGrants,
  FutureObjects,
  type GrantOptions,
  GrantTarget,
  type TableGrantOptions,
} from './grant-target';
export { type AccessOptions, type IDatabaseSchema, type IGrantingDatabase, RoleWithGrants } from './grants/role-grants';
export { Handler, type NullResourceOptions, type ProviderOptions } from './handler';
export type { IPostgresqlIntegration } from './integration-reference';
export { AponoAccessFlowV2 } from './l1/apono-access-flow-v2';
export type { AponoAccessFlowV2Arguments } from './l1/apono-access-flow-v2-arguments';
export { AponoAccessScope } from './l1/apono-access-scope';
export type { AponoAccessScopeArguments } from './l1/apono-access-scope-arguments';
export { AponoBundleV2 } from './l1/apono-bundle-v2';
export type { AponoBundleV2Arguments } from './l1/apono-bundle-v2-arguments';
export { AponoProvider, type AponoProviderConfig } from './l1/apono-provider';
export { AponoResource } from './l1/apono-resource';
export { AponoResourceIntegration, type AponoResourceIntegrationArguments } from './l1/apono-resource-integration';
export { AponopgAccessFlow } from './l1/aponopg-access-flow';
export type { AponopgAccessFlowArguments } from './l1/aponopg-access-flow-arguments';
export { AponopgAccessScope } from './l1/aponopg-access-scope';
export type { AponopgAccessScopeArguments } from './l1/aponopg-access-scope-arguments';
export { AponopgBundle } from './l1/aponopg-bundle';
export type { AponopgBundleArguments } from './l1/aponopg-bundle-arguments';
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
export { AponopgRotation } from './l1/aponopg-rotation';
export type { AponopgRotationArguments } from './l1/aponopg-rotation-arguments';
export { DataAponopgConnector } from './l1/data-aponopg-connector';
export type { DataAponopgConnectorArguments } from './l1/data-aponopg-connector-arguments';
export { DataAponopgIdentity } from './l1/data-aponopg-identity';
export type { DataAponopgIdentityArguments } from './l1/data-aponopg-identity-arguments';
export { DataAponopgIntegration } from './l1/data-aponopg-integration';
export type { DataAponopgIntegrationArguments } from './l1/data-aponopg-integration-arguments';
export { DataAponopgObjects } from './l1/data-aponopg-objects';
export type { DataAponopgObjectsArguments } from './l1/data-aponopg-objects-arguments';
export { DataAponopgResourceTypes } from './l1/data-aponopg-resource-types';
export type { DataAponopgResourceTypesArguments } from './l1/data-aponopg-resource-types-arguments';
export { DataAponopgRoles } from './l1/data-aponopg-roles';
export type { DataAponopgRolesArguments } from './l1/data-aponopg-roles-arguments';
export { DataAponopgSchemas } from './l1/data-aponopg-schemas';
export type { DataAponopgSchemasArguments } from './l1/data-aponopg-schemas-arguments';
export { EphemeralAponopgPassword } from './l1/ephemeral-aponopg-password';
export type { EphemeralAponopgPasswordArguments } from './l1/ephemeral-aponopg-password-arguments';
export { EphemeralResource, type EphemeralResourceConfig } from './l1/ephemeral-resource';
export { IntegrationOwner, type OwnerOptions, ResourceOwner } from './owner';
export { PostgresqlIntegration } from './postgresql-integration';
export type { PostgresqlIntegrationOptions, PostgresqlIntegrationProps } from './postgresql-integration-props';
export {
  type CloudSqlServerProps,
  PostgresqlServer,
  type PostgresqlServerAttributes,
  type PostgresqlServerOptions,
  type PostgresqlServerProps,
  type RdsServerProps,
} from './postgresql-server';
export { PostgresqlServerBase } from './postgresql-server-base';
export type * from './privileges';
export { RequireSslMode } from './require-sslmode';
export { type AnyResourceType, anyResourceTypes, ResourceType } from './resource-type';
export type { IDatabaseRole } from './role-reference';
export { SecretStore } from './secret-store';
export { SecretVariable, type SecretVariableProps } from './secret-variable';
export { type CloudSqlInstance, type RdsInstance, ServerKind } from './server-kind';
export type { IDatabase, IPostgresqlServer } from './server-reference';
export { type PasswordOptions, SignIn } from './sign-in';
export type { CodeFormat, ToCodeOptions } from './to-code';
