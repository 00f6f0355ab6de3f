import type { TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';
import * as constructs from '../../constructs';
import {
  Database,
  DatabaseRole,
  type DatabaseSchema,
  EphemeralResource,
  GeneratedPassword,
  PostgresqlIntegration,
  PostgresqlServer,
  RequireSslMode,
} from '../../constructs';
import { newStack, reference, SMALLEST, secret } from './stacks';

/** What calls are made on, each made when it is first asked for. */
export class World {
  readonly stack = newStack();
  readonly server = new PostgresqlServer(this.stack, 'main', {});

  get database(): Database {
    return this.once('orders', (id) => new Database(this.stack, id, { server: this.server }));
  }

  get role(): DatabaseRole {
    return this.once('reader', (id) => new DatabaseRole(this.stack, id, { server: this.server }));
  }

  get integration(): PostgresqlIntegration {
    return this.once('integration', (id) => new PostgresqlIntegration(this.stack, id, SMALLEST));
  }

  get flow(): constructs.AccessFlow {
    const props = { to: constructs.Identity.group('RND'), permissions: ['READ_ONLY'] };
    return (
      (this.integration.node.tryFindChild('flow') as constructs.AccessFlow | undefined) ??
      this.integration.grantAccess('flow', props)
    );
  }

  get bundle(): constructs.Bundle {
    return this.once('bundle', (id) => new constructs.Bundle(this.stack, id, { name: 'Support kit' }));
  }

  get accessScope(): constructs.AccessScope {
    const props = { name: 'All orders', query: 'resource_name = "orders"' };
    return this.once('scope', (id) => new constructs.AccessScope(this.stack, id, props));
  }

  get read(): EphemeralResource {
    const attributes = { mount: 'kv', name: 'orders' };
    const make = (id: string) =>
      new EphemeralResource(this.stack, id, { terraformResourceType: 'vault_kv_secret_v2', attributes });
    return this.once('read', make);
  }

  get password(): GeneratedPassword {
    return this.once('password', (id) => new GeneratedPassword(this.stack, id));
  }

  get schema(): DatabaseSchema {
    return this.database.schema('app');
  }

  private once<T extends IConstruct>(id: string, make: (id: string) => T): T {
    return (this.stack.node.tryFindChild(id) as T | undefined) ?? make(id);
  }
}

/** What every deployment of a connector is told. */
function deployed({ stack }: World) {
  const token = stack.node.tryFindChild('connector_token') as TerraformVariable | undefined;
  return { connectorId: 'c', token: token?.stringValue ?? secret(stack, 'connector_token') };
}

/** The right props of each public constructor of a construct, and their type; undefined where others make the object. */
export const CONSTRUCTORS: Readonly<
  Record<string, readonly [type: string | undefined, props: (given: World) => object] | undefined>
> = {
  AccessFlow: [
    'AccessFlowProps',
    () => ({ name: 'Support', to: constructs.Identity.group('RND'), targets: [constructs.AccessTarget.bundle('kit')] }),
  ],
  AccessScope: ['AccessScopeProps', () => ({ name: 'Production', query: 'resource_name = "orders"' })],
  AccessTarget: undefined,
  Admin: undefined,
  AponoAccessFlowV2: [
    undefined,
    () => ({
      name: 'Read',
      trigger: 'SELF_SERVE',
      requestors: { logical_operator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
      access_targets: [{ bundle: { name: 'kit' } }],
      settings: {},
    }),
  ],
  AponoAccessScope: [undefined, () => ({ name: 'Production', query: 'resource_name = "orders"' })],
  AponoBundleV2: [undefined, () => ({ name: 'kit', access_targets: [{ access_scope: { name: 'Production' } }] })],
  Approvers: undefined,
  AwsEcsDeployment: ['AwsEcsDeploymentProps', (given) => ({ ...deployed(given), vpcId: 'v', subnetIds: ['s'] })],
  AzureContainerInstancesDeployment: [
    'AzureContainerInstancesDeploymentProps',
    (given) => ({ ...deployed(given), resourceGroup: 'databases' }),
  ],
  AponoProvider: ['AponoProviderConfig', () => ({ endpoint: 'https://api.apono.io' })],
  AponoResourceIntegration: [
    undefined,
    () => ({
      name: 'Orders',
      type: 'postgresql',
      connector_id: 'c',
      connected_resource_types: ['postgresql-database'],
      integration_config: {},
    }),
  ],
  AponoResource: undefined,
  AponopgAccessFlow: [
    undefined,
    () => ({
      name: 'Read orders',
      trigger: 'SELF_SERVE',
      requestors: { logicalOperator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
      accessTargets: [{ accessScope: { name: 'Production' } }],
      settings: {},
    }),
  ],
  AponopgAccessScope: [undefined, () => ({ name: 'Production', query: 'resource_tag["env"] = "prod"' })],
  AponopgBundle: [undefined, () => ({ name: 'Kit', accessTargets: [{ accessScope: { name: 'Production' } }] })],
  AponopgGrants: [undefined, () => ({ server: 'main', database: 'orders' })],
  AponopgIntegration: [
    undefined,
    () => ({
      name: 'Orders',
      type: 'postgresql',
      connectorId: 'c',
      hostname: 'db',
      connectedResourceTypes: ['postgresql-database'],
      secretStore: { aws: { region: 'r', secretId: 's' } },
    }),
  ],
  AponopgProvider: [undefined, () => ({ alias: 'second' })],
  AponopgRotation: [undefined, () => ({ everyDays: 30 })],
  AponopgRole: [undefined, () => ({ server: 'main', name: 'reader' })],
  Bundle: ['BundleProps', () => ({ name: 'kit', targets: [constructs.AccessTarget.accessScope('Production')] })],
  Connector: ['ConnectorProps', () => ({ connectorId: 'c' })],
  ConnectorDeployment: undefined,
  ConnectorDeploymentBase: undefined,
  ConnectorSecret: undefined,
  ConnectorUser: ['ConnectorUserProps', ({ server }) => ({ server, signIn: constructs.SignIn.passwordEnv('PW') })],
  DataAponopgObjects: [undefined, () => ({ server: 'main', database: 'orders', schema: 'app', on: 'table' })],
  DataAponopgRoles: [undefined, () => ({ server: 'main' })],
  DataAponopgSchemas: [undefined, () => ({ server: 'main', database: 'orders' })],
  DataAponopgConnector: [undefined, () => ({ id: 'c' })],
  DataAponopgIdentity: [undefined, () => ({ type: 'group', name: 'RND' })],
  DataAponopgIntegration: [undefined, () => ({ name: 'Orders' })],
  DataAponopgResourceTypes: [undefined, () => ({ integrationName: 'Orders' })],
  Database: ['DatabaseProps', ({ server, role }) => ({ server, name: 'stock', ignoreGrantors: [role] })],
  DatabaseRole: ['DatabaseRoleProps', ({ server, role }) => ({ server, memberOf: [{ role, admin: true }] })],
  DatabaseSchema: undefined,
  Duration: undefined,
  EphemeralAponopgPassword: [undefined, () => ({ length: 24, version: 1 })],
  EphemeralResource: [
    'EphemeralResourceConfig',
    () => ({ terraformResourceType: 'vault_kv_secret_v2', attributes: { mount: 'kv', name: 'orders' } }),
  ],
  FutureObjects: undefined,
  GeneratedPassword: ['GeneratedPasswordProps', () => ({ rotateEveryDays: 30, trigger: 'seen', length: 24 })],
  Grant: undefined,
  GkeDeployment: ['GkeDeploymentProps', (given) => ({ ...deployed(given), projectId: 'acme' })],
  GrantTarget: undefined,
  Handler: undefined,
  HelmDeployment: ['HelmDeploymentProps', (given) => ({ ...deployed(given), chartVersion: '1.2.3' })],
  Identities: undefined,
  Identity: undefined,
  IntegrationOwner: undefined,
  PostgresqlIntegration: ['PostgresqlIntegrationProps', () => ({ ...SMALLEST, name: 'Stock' })],
  PostgresqlServer: ['PostgresqlServerProps', () => ({ host: 'db.internal' })],
  ProblemError: undefined,
  RequireSslMode: undefined,
  ResourceOwner: undefined,
  Resources: undefined,
  PostgresqlServerBase: undefined,
  RoleWithGrants: undefined,
  SecretStore: undefined,
  ServerKind: undefined,
  SignIn: undefined,
  SecretVariable: ['SecretVariableProps', () => ({ description: 'Of the admin' })],
};

const access = ({ role, schema }: World) => ({ schemas: ['app', schema], owners: [role] });
const on = (made: unknown) => () => made;

/** A class whose calls take any number of arguments: here as one list, which is how they are described. */
const spread = (made: unknown) => () => {
  const call = (name: string) => (all: unknown) =>
    (made as Record<string, (...args: unknown[]) => unknown>)[name]?.(...spreadable(all));
  return { anyOf: call('anyOf'), allOf: call('allOf') };
};
const spreadable = (all: unknown): unknown[] => (Array.isArray(all) ? all : [all]);

/** Each call: on what it is made, and right arguments. */
export const CALLS: Readonly<
  Record<string, readonly [of: (given: World) => unknown, right: (given: World) => unknown[]]>
> = {
  'AccessFlow.importExisting()': [({ flow }) => flow, () => ['id']],
  'AccessScope.importExisting()': [({ accessScope }) => accessScope, () => ['id']],
  'AccessTarget.accessScope()': [on(constructs.AccessTarget), ({ accessScope }) => [accessScope]],
  'AccessTarget.bundle()': [on(constructs.AccessTarget), ({ bundle }) => [bundle]],
  'AccessTarget.integration()': [
    on(constructs.AccessTarget),
    ({ integration }) => [integration, { permissions: ['READ_ONLY'], resources: [constructs.Resources.named(['x'])] }],
  ],
  'AccessTarget.query()': [on(constructs.AccessTarget), () => ['resource_name = "orders"']],
  'Admin.azureEntra()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.cloudSqlIam()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.environment()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.password()': [on(constructs.Admin), () => [{ username: 'admin', password: 'secret' }]],
  'Admin.passwordEnv()': [on(constructs.Admin), () => [{ username: 'admin', passwordEnv: 'PW' }]],
  'Admin.rdsIam()': [on(constructs.Admin), () => [{ username: 'admin' }]],
  'Admin.token()': [on(constructs.Admin), () => ['aws-rds-iam', { username: 'admin' }]],
  'AponoProvider.of()': [on(constructs.AponoProvider), ({ stack }) => [stack]],
  'AponopgProvider.of()': [on(constructs.AponopgProvider), ({ stack }) => [stack, constructs.Handler.provider()]],
  'Approvers.allOf()': [spread(constructs.Approvers), () => [[constructs.Identity.owner()]]],
  'Approvers.anyOf()': [spread(constructs.Approvers), () => [[constructs.Identity.owner()]]],
  'Bundle.addTarget()': [({ bundle }) => bundle, () => [constructs.AccessTarget.accessScope('Production')]],
  'Bundle.importExisting()': [({ bundle }) => bundle, () => ['id']],
  'Connector.fromConnectorId()': [on(constructs.Connector), ({ stack }) => [stack, 'there', 'c']],
  'ConnectorDeployment.awsEcs()': [
    on(constructs.ConnectorDeployment),
    (given) => [given.stack, 'deployed', { ...deployed(given), vpcId: 'v', subnetIds: ['s'] }],
  ],
  'ConnectorDeployment.azureContainerInstances()': [
    on(constructs.ConnectorDeployment),
    (given) => [given.stack, 'deployed', { ...deployed(given), resourceGroup: 'databases' }],
  ],
  'ConnectorDeployment.gke()': [
    on(constructs.ConnectorDeployment),
    (given) => [given.stack, 'deployed', { ...deployed(given), projectId: 'acme' }],
  ],
  'ConnectorDeployment.helm()': [
    on(constructs.ConnectorDeployment),
    (given) => [given.stack, 'deployed', { ...deployed(given), chartVersion: '1.2.3' }],
  ],
  'ConnectorUser.fromCloudSqlIam()': [
    on(constructs.ConnectorUser),
    ({ stack }) => [
      stack,
      'there',
      {
        server: constructs.PostgresqlServer.cloudSql(stack, 'cloud', { projectId: 'acme', instanceId: 'orders' }),
        project: 'acme',
        account: 'a',
      },
    ],
  ],
  'ConnectorUser.fromConnectorUserAttributes()': [
    on(constructs.ConnectorUser),
    ({ stack, server }) => [stack, 'there', { server, name: 'apono', signIn: constructs.SignIn.passwordEnv('PW') }],
  ],
  'ConnectorSecret.aws()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { name: 'orders', password, tags: { team: 'dba' }, kmsKey: 'new' }],
  ],
  'ConnectorSecret.azure()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [
      stack,
      'secret',
      { name: 'orders', password, keyVault: { id: 'vault', vaultUri: 'https://acme.vault.azure.net' } },
    ],
  ],
  'ConnectorSecret.gcp()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { secretId: 'orders', password, serviceAccount: 'apono@acme' }],
  ],
  'ConnectorSecret.hashicorpVault()': [
    on(constructs.ConnectorSecret),
    ({ stack, password }) => [stack, 'secret', { mount: 'kv', path: 'orders', password }],
  ],
  'ConnectorSecret.kubernetes()': [
    on(constructs.ConnectorSecret),
    ({ stack }) => [
      stack,
      'secret',
      { namespace: 'apono', name: 'orders', password: { value: reference('var.password'), version: 1 } },
    ],
  ],
  'Database.addIntegration()': [({ database }) => database, () => ['apono', SMALLEST]],
  'Database.foreignDataWrapper()': [({ database }) => database, () => ['postgres_fdw']],
  'Database.foreignServer()': [({ database }) => database, () => ['other']],
  'Database.grant()': [({ database }) => database, ({ role }) => [role, ['CONNECT'], { withGrantOption: true }]],
  'Database.grantConnect()': [({ database }) => database, ({ role }) => [role]],
  'Database.grantOwner()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.grantReadOnly()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.grantReadWrite()': [({ database }) => database, (given) => [given.role, access(given)]],
  'Database.language()': [({ database }) => database, () => ['plpgsql']],
  'Database.largeObject()': [({ database }) => database, () => [16_384]],
  'Database.parameter()': [({ database }) => database, () => ['work_mem']],
  'Database.schema()': [({ database }) => database, () => ['app']],
  'Database.tablespace()': [({ database }) => database, () => ['fast']],
  'DatabaseRole.fromRoleAttributes()': [
    on(constructs.DatabaseRole),
    ({ stack, server }) => [stack, 'there', { server, name: 'app_owner' }],
  ],
  'DatabaseSchema.function()': [({ schema }) => schema, () => ['total(integer)']],
  'DatabaseSchema.futureRoutines()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.futureSequences()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.futureTables()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.grant()': [({ schema }) => schema, ({ role }) => [role, ['USAGE'], { withGrantOption: true }]],
  'DatabaseSchema.grantSelectOnAllTables()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.grantUsage()': [({ schema }) => schema, ({ role }) => [role]],
  'DatabaseSchema.procedure()': [({ schema }) => schema, () => ['close(date)']],
  'DatabaseSchema.sequence()': [({ schema }) => schema, () => ['ids']],
  'DatabaseSchema.table()': [({ schema }) => schema, () => ['orders']],
  'DatabaseSchema.type()': [({ schema }) => schema, () => ['money']],
  'Duration.days()': [on(constructs.Duration), () => [1]],
  'Duration.hours()': [on(constructs.Duration), () => [4]],
  'Duration.minutes()': [on(constructs.Duration), () => [30]],
  'EphemeralResource.getNumber()': [({ read }) => read, () => ['version']],
  'EphemeralResource.getString()': [({ read }) => read, () => ['data_json']],
  'FutureObjects.grant()': [
    ({ schema, role }) => schema.futureTables(role),
    ({ role }) => [role, ['SELECT'], { withGrantOption: true }],
  ],
  'Grant.applyBefore()': [({ database, role }) => database.grantConnect(role), ({ integration }) => [integration]],
  'GrantTarget.grant()': [
    ({ schema }) => schema.sequence('ids'),
    ({ role }) => [role, ['SELECT'], { withGrantOption: true }],
  ],
  'Handler.nullResource()': [on(constructs.Handler), () => [{ project: 'orders' }]],
  'Identities.allOf()': [spread(constructs.Identities), () => [[constructs.Identity.owner()]]],
  'Identities.anyOf()': [spread(constructs.Identities), () => [[constructs.Identity.owner()]]],
  'Identity.attribute()': [on(constructs.Identity), () => ['shift', ['dba'], { source: 'PagerDuty' }]],
  'Identity.group()': [on(constructs.Identity), () => ['RND', { source: 'Okta' }]],
  'Identity.groups()': [on(constructs.Identity), () => [['RND'], { source: 'Okta', match: 'contains' }]],
  'Identity.users()': [on(constructs.Identity), () => [['a@example.com'], { match: 'is_not' }]],
  'Handler.provider()': [on(constructs.Handler), () => [{ source: 'app.terraform.io/acme/aponopg' }]],
  'IntegrationOwner.attribute()': [on(constructs.IntegrationOwner), () => ['manager', ['x'], { source: 'Okta' }]],
  'IntegrationOwner.groups()': [on(constructs.IntegrationOwner), () => [['dba'], { source: 'Okta' }]],
  'IntegrationOwner.users()': [on(constructs.IntegrationOwner), () => [['a@example.com'], { source: 'Okta' }]],
  'PostgresqlIntegration.fromIntegrationId()': [
    on(constructs.PostgresqlIntegration),
    ({ stack }) => [stack, 'there', 'id'],
  ],
  'PostgresqlIntegration.grantAccess()': [
    ({ integration }) => integration,
    () => ['read', { to: [constructs.Identity.group('RND')], permissions: ['READ_ONLY'] }],
  ],
  'PostgresqlIntegration.importExisting()': [({ integration }) => integration, () => ['id']],
  'PostgresqlIntegration.toCode()': [({ integration }) => integration, () => [{ format: 'hcl' }]],
  'PostgresqlServer.alloyDb()': [on(PostgresqlServer), ({ stack }) => [stack, 'cloud', { host: 'db' }]],
  'PostgresqlServer.azure()': [on(PostgresqlServer), ({ stack }) => [stack, 'cloud', { host: 'db' }]],
  'PostgresqlServer.cloudSql()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'cloud', { projectId: 'acme', instanceId: 'orders' }],
  ],
  'PostgresqlServer.fromServerAttributes()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'there', { name: 'other', host: 'db', port: 5433 }],
  ],
  'PostgresqlServer.rds()': [
    on(PostgresqlServer),
    ({ stack }) => [stack, 'cloud', { instanceId: 'orders', region: 'eu-west-1' }],
  ],
  'PostgresqlServerBase.addConnectorUser()': [
    ({ server }) => server,
    () => ['connector', { signIn: constructs.SignIn.passwordEnv('PW') }],
  ],
  'PostgresqlServerBase.addDatabase()': [({ server }) => server, ({ role }) => ['stock', { ignoreGrantors: [role] }]],
  'PostgresqlServerBase.addRole()': [({ server }) => server, ({ role }) => ['writer', { memberOf: [role, 'other'] }]],
  'RequireSslMode.visit()': [() => new RequireSslMode(), ({ stack }) => [stack]],
  'ResourceOwner.attribute()': [on(constructs.ResourceOwner), () => ['manager', 'owner', { source: 'Okta' }]],
  'ResourceOwner.group()': [on(constructs.ResourceOwner), () => ['owner', { source: 'Okta' }]],
  'ResourceOwner.user()': [on(constructs.ResourceOwner), () => ['owner', { source: 'Okta' }]],
  'Resources.named()': [on(constructs.Resources), () => [['orders']]],
  'Resources.tagged()': [on(constructs.Resources), () => ['env', ['prod']]],
  'Resources.withIds()': [on(constructs.Resources), () => [['id-1']]],
  'RoleWithGrants.grantConnect()': [({ role }) => role, ({ database }) => [database]],
  'RoleWithGrants.grantOwner()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadOnly()': [({ role }) => role, (given) => [given.database, access(given)]],
  'RoleWithGrants.grantReadWrite()': [({ role }) => role, (given) => [given.database, access(given)]],
  'SecretStore.apono()': [on(constructs.SecretStore), () => [{ username: 'u' }, { parametersVersion: 1 }]],
  'SecretStore.aws()': [on(constructs.SecretStore), () => [{ region: 'r', secretId: 's' }]],
  'SecretStore.azure()': [on(constructs.SecretStore), () => [{ vaultUrl: 'https://v', name: 's' }]],
  'SecretStore.gcp()': [on(constructs.SecretStore), () => [{ project: 'p', secretId: 's' }]],
  'SecretStore.hashicorpVault()': [on(constructs.SecretStore), () => [{ secretEngine: 'kv', path: 'p' }]],
  'SecretStore.kubernetes()': [on(constructs.SecretStore), () => [{ namespace: 'n', name: 's' }]],
  'ServerKind.cloudSql()': [on(constructs.ServerKind), () => [{ projectId: 'acme', instanceId: 'orders' }]],
  'SecretStore.fromAwsSecret()': [
    on(constructs.SecretStore),
    () => [{ arn: 'arn:aws:secretsmanager:eu-west-1:1:secret:x' }],
  ],
  'SecretStore.fromAzureSecret()': [
    on(constructs.SecretStore),
    () => [{ vaultUri: 'https://acme.vault.azure.net' }, { name: 'orders' }],
  ],
  'SecretStore.fromGcpSecret()': [on(constructs.SecretStore), () => [{ project: 'acme', secretId: 'orders' }]],
  'SecretStore.fromKubernetesSecret()': [
    on(constructs.SecretStore),
    () => [{ metadata: { namespace: 'apono', name: 'orders' } }],
  ],
  'SecretStore.fromVaultSecret()': [on(constructs.SecretStore), () => [{ mount: 'kv', name: 'orders' }]],
  'ServerKind.rds()': [on(constructs.ServerKind), () => [{ instanceId: 'orders', region: 'eu-west-1' }]],
  'SignIn.passwordVerifier()': [on(constructs.SignIn), () => ['${var.verifier}', { version: 2 }]],
  'SignIn.secret()': [
    on(constructs.SignIn),
    ({ stack, password }) => [
      constructs.ConnectorSecret.hashicorpVault(stack, 'secret', { mount: 'kv', path: 'orders', password }),
    ],
  ],
  'SignIn.password()': [on(constructs.SignIn), () => ['${var.password}', { version: 2 }]],
  'SignIn.passwordEnv()': [on(constructs.SignIn), () => ['PW']],
  'aql()': [
    () => ({
      aql: (texts: string[], values: unknown) =>
        constructs.aql(texts, ...((Array.isArray(values) ? values : [5]) as string[])),
    }),
    () =>
      [
        ['resource_name in ', ''],
        ['orders', 'stock'],
      ].map((each, index) => (index === 0 ? each : [each])),
  ],
  'anyPrivileges()': [() => constructs, () => [['SELECT']]],
  'anyResourceTypes()': [() => constructs, () => [['postgresql-view']]],
};
